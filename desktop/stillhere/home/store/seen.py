"""What was found in the shared folder, file by file, and what came of it, so that nothing is read in vain.

A verdict holds for the size and time that the file had then. Files that are gone are forgotten: their times
would be a history.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Final, Literal, NamedTuple

from stillhere.home.store.db import Db

#: taken in · sealed for others · by nobody known · to be read again · never to be read again, with a reason.
Kind = Literal["taken", "not_for_me", "unknown_author", "again", "set_aside"]

#: The reason beside `not_for_me` and `unknown_author` where the name is the hash of what the file held then.
WHOLE: Final = "whole"

#: Where the parts of a bundle are judged while they are looked into: they lie nowhere in the folder.
BUNDLE: Final = "bundle"

_SELECT = "SELECT path, size, mtime_ns, verdict, reason, since_ms FROM seen WHERE "
_FIXED = f"""
    (verdict = 'taken' AND reason = '' OR verdict IN ('not_for_me', 'unknown_author') AND reason = '{WHOLE}')
"""
_JUDGE = """
    INSERT INTO seen (path, size, mtime_ns, verdict, reason, since_ms) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET
        size = excluded.size, mtime_ns = excluded.mtime_ns, reason = excluded.reason,
        since_ms = iif(verdict = excluded.verdict, since_ms, excluded.since_ms), verdict = excluded.verdict
    WHERE (size, mtime_ns, verdict, reason)
        <> (excluded.size, excluded.mtime_ns, excluded.verdict, excluded.reason)
"""


class Verdict(NamedTuple):
    """What came of a file: its path below ``v1``, its size (bytes) and time (ns) then, and the verdict.

    ``reason`` is a key; ``since_ms`` is when this verdict was first given.
    """

    path: str
    size: int
    mtime_ns: int
    verdict: Kind
    reason: str
    since_ms: int


class Seen:
    """The verdicts of an open store."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def verdict(self, path: str) -> Verdict | None:
        """The verdict on a file, or None."""
        found = self._db.row(_SELECT + "path = ?", path)
        return None if found is None else Verdict(*found)

    def judge(  # noqa: PLR0917 - the facts of a file, then what came of it
        self, path: str, size: int, mtime_ns: int, verdict: Kind, reason: str, now_ms: int
    ) -> None:
        """Keeps a verdict. The same verdict given again keeps its first time."""
        self._db.change(_JUDGE, path, size, mtime_ns, verdict, reason, now_ms)

    def judged(self, place: str) -> dict[str, tuple[int, int] | None]:
        """Path → size and time of the files below `place`, the first steps of paths, as they were judged.

        None: it was set aside. What is to be read again anyway isn't among them.
        """
        rows = self._db.rows(
            "SELECT path, size, mtime_ns, verdict = 'set_aside' FROM seen "
            "WHERE path > ? || '/' AND path < ? || '0' AND verdict <> 'again'",  # "0" comes next after "/"
            *(place, place),
        )
        return {path: None if aside else (size, mtime_ns) for path, size, mtime_ns, aside in rows}

    def fixed(self) -> frozenset[str]:
        """The paths of what was read under a name that is its content's hash, whatever came of it."""
        rows = self._db.rows(f"SELECT path FROM seen WHERE {_FIXED}")  # noqa: S608
        return frozenset([path for (path,) in rows])

    def taken(self) -> frozenset[str]:
        """The paths of what was taken in."""
        return frozenset([path for (path,) in self._db.rows("SELECT path FROM seen WHERE verdict = 'taken'")])

    def for_others(self) -> int:
        """How many files are sealed for others: nothing is amiss with them."""
        found = self._db.row("SELECT count(*) FROM seen WHERE verdict = 'not_for_me'")
        return 0 if found is None else int(found[0])

    def changeable(self) -> dict[str, tuple[int, int]]:
        """Path → size and time of what needs no look while both stay the same, and isn't `fixed`."""
        rows = self._db.rows(
            f"SELECT path, size, mtime_ns FROM seen WHERE verdict <> 'again' AND NOT {_FIXED}"  # noqa: S608
        )
        return {path: (size, mtime_ns) for path, size, mtime_ns in rows}

    def set_aside(self) -> tuple[Verdict, ...]:
        """The files that were set aside, for `doctor`."""
        rows = self._db.rows(_SELECT + "verdict = 'set_aside' ORDER BY path")
        return tuple(Verdict(*row) for row in rows)

    def forget_verdicts(self, kind: Kind) -> int:
        """Has files be tried again: "not_for_me" and "unknown_author" when keys come."""
        return self._db.change("DELETE FROM seen WHERE verdict = ?", kind)

    def forget_under(self, place: str, but: Collection[str] = ()) -> None:
        """Forgets every file below `place`, the first steps of paths, except those with the paths `but`."""
        self._db.change(
            "DELETE FROM seen WHERE substr(path, 1, ?) = ? AND path NOT IN (SELECT value FROM json_each(?))",
            *(len(place) + 1, f"{place}/", json.dumps(list(but))),
        )

    def keep_only(self, paths: Collection[str]) -> int:
        """Forgets every file that is not among `paths`, all that a complete scan found; how many."""
        present = frozenset(paths)
        with self._db.transaction():
            gone = [path for (path,) in self._db.rows("SELECT path FROM seen") if path not in present]
            for path in gone:
                self._db.change("DELETE FROM seen WHERE path = ?", path)
        return len(gone)
