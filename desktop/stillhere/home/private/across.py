"""What this device knows of its person's pages on other devices: their marks, the key, and who holds what.

Law: a page that was changed here and not taken across yet is never replaced by what came; that stands beside
it. Everything here lies in the private store alone, and nothing here writes anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stillhere.core import typed
from stillhere.core.across import Heads, Mark
from stillhere.core.records.order import ZERO, Stamp
from stillhere.core.veiled import Veiled
from stillhere.home.private.db import PrivateDb

_NAME: Final = "across"
_OPEN: Final = "across.open"
#: A page that stands open for so long (ms) was left open by a crash.
_STALE_MS: Final = 12 * 60 * 60 * 1000


class Given(Struct, frozen=True):
    """Words of the page `parent` that stand on a page of their own, as `mark`."""

    parent: str
    mark: Mark


class Kept(Struct, frozen=True, kw_only=True):
    """What is known of one page. ``stands`` is the revision that it shows; None: only what was typed here.

    ``place`` is the page's own place when it showed that (0: it isn't there): another one means that it was
    changed since. ``given`` is what pages beside it gave, ``gave`` are the pages that it gave words to.
    ``beside`` is the page that its first words were written on, on another device at the same time.
    """

    page: str
    place: int = 0
    stands: Mark | None = None
    heads: Heads = ()
    given: tuple[Given, ...] = ()
    gave: tuple[str, ...] = ()
    beside: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every revision that counts here."""
        return (*self.heads, *(each.mark for each in self.given))


class Key(Veiled, frozen=True, kw_only=True):
    """The 16 bytes of the twelve words, and whether pages travel now.

    ``clock`` is the last stamp of a mark. ``pending``: everything is yet to go out under these words.
    """

    secret: bytes
    on: bool = True
    clock: tuple[int, int] = ZERO
    pending: bool = False

    @property
    def stamp(self) -> Stamp:
        """The last stamp."""
        return Stamp(*self.clock)


class Judged(Struct, frozen=True):
    """What came of a file with this size (bytes) and time (ns): taken · other_words · set_aside."""

    path: str
    size: int
    mtime_ns: int
    verdict: str
    reason: str = ""


class Across:
    """The marks, files and key of what is open."""

    def __init__(self, db: PrivateDb) -> None:
        self._db = db

    def key(self) -> Key | None:
        """The key of the pages; None: it was never made or typed here."""
        found = self._db.row("SELECT value FROM small WHERE name = ?", _NAME)
        return None if found is None else typed.from_msgpack(found[0], Key)

    def keep_key(self, key: Key) -> None:
        """Remembers the key. Another one forgets what was found out with the one before."""
        before = self.key()
        with self._db.transaction():
            if before is not None and before.secret != key.secret:
                self._db.change("DELETE FROM across_files")
                self._db.change("DELETE FROM across_held")
            self._put(_NAME, msgspec.msgpack.encode(key))

    def keep_clock(self, stamp: Stamp) -> None:
        """Remembers the last stamp of a mark."""
        key = self.key()
        if key is not None and stamp > key.stamp:
            self.keep_key(replace(key, clock=stamp))

    def arrived(self) -> None:
        """Everything that was to go out under the words is on its way."""
        key = self.key()
        if key is not None and key.pending:
            self.keep_key(replace(key, pending=False))

    def live(self) -> int:
        """How many pages there are."""
        found = self._db.row("SELECT count(*) FROM pages WHERE deleted_ms IS NULL")
        return 0 if found is None else int(found[0])

    def kept(self, page: str) -> Kept:
        """What is known of a page."""
        found = self._db.row("SELECT place, beside, known FROM across_pages WHERE page = ?", page)
        return Kept(page=page) if found is None else _kept(page, *found)

    def keep(self, kept: Kept) -> None:
        """Remembers what is known of a page."""
        self._db.change(
            "INSERT INTO across_pages VALUES (?, ?, ?, ?) ON CONFLICT (page) DO UPDATE SET "
            "place = excluded.place, beside = excluded.beside, known = excluded.known",
            *(kept.page, kept.place, kept.beside, msgspec.msgpack.encode(replace(kept, page=""))),
        )

    def givers(self, page: str) -> frozenset[str]:
        """The pages whose words `page` shows beside them, and the pages whose words those show."""
        found: set[str] = set()
        more = {page}
        while more:
            more = {each.parent for one in more for each in self.kept(one).given} - found
            found |= more
        return frozenset(found)

    def all(self) -> tuple[Kept, ...]:
        """What is known of every page."""
        return tuple(
            _kept(*row) for row in self._db.rows("SELECT page, place, beside, known FROM across_pages")
        )

    def beside(self) -> frozenset[str]:
        """The pages that began as words of another page, written apart."""
        rows = self._db.rows("SELECT page FROM across_pages WHERE beside <> '' AND place <> 0")
        return frozenset(page for (page,) in rows)

    def changed(self, *, longer: int = -1) -> tuple[str, ...]:
        """The pages that were written here and not taken across yet, in the order of writing.

        ``longer`` leaves out those that take no more than so many bytes.
        """
        rows = self._db.rows(
            "SELECT p.id FROM pages AS p LEFT JOIN across_pages AS a ON a.page = p.id "
            "WHERE p.deleted_ms IS NULL AND (a.place IS NULL OR a.place <> p.place) "
            "AND (? < 0 OR length(CAST(p.parts AS BLOB)) > ?) ORDER BY p.place",
            *(longer, longer),
        )
        return tuple(page for (page,) in rows)

    def taken_away(self) -> tuple[str, ...]:
        """The pages that are erased here and not known elsewhere to be so."""
        rows = self._db.rows(
            "SELECT page FROM across_pages WHERE place <> 0 AND page NOT IN (SELECT id FROM pages)"
        )
        return tuple(page for (page,) in rows)

    def judged(self) -> dict[str, Judged]:
        """What came of each file that was looked into, by its path."""
        rows = self._db.rows("SELECT path, size, mtime_ns, verdict, reason FROM across_files")
        return {row[0]: Judged(*row) for row in rows}

    def judge(self, judged: Judged) -> None:
        """Remembers what came of a file."""
        self._db.change(
            "INSERT INTO across_files VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
            "size = excluded.size, mtime_ns = excluded.mtime_ns, verdict = excluded.verdict, "
            "reason = excluded.reason",
            *(judged.path, judged.size, judged.mtime_ns, judged.verdict, judged.reason),
        )

    def forget_files(self, paths: Iterable[str]) -> None:
        """Forgets files that are gone: what they held lies elsewhere, or is to go out again."""
        with self._db.transaction():
            for path in paths:
                self._db.change("DELETE FROM across_files WHERE path = ?", path)
                self._db.change("DELETE FROM across_held WHERE name = ? AND own = 0", path.rpartition("/")[2])

    def hold(self, name: str, page: str, mark: Mark, *, own: bool) -> None:
        """Remembers that the file `name` holds a revision of a page. ``own``: this device wrote it."""
        (ms, counter), by = mark.place
        self._db.change(
            "INSERT INTO across_held VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            *(name, page, ms, counter, by, int(own)),
        )

    def held(self, *, own: bool | None = None) -> dict[str, set[tuple[str, int, int, str]]]:
        """File → what it holds, as page, ms, counter and device."""
        rows = self._db.rows(
            "SELECT name, page, ms, counter, by FROM across_held WHERE own = coalesce(?, own)",
            None if own is None else int(own),
        )
        found: dict[str, set[tuple[str, int, int, str]]] = {}
        for name, *what in rows:
            found.setdefault(name, set()).add((what[0], what[1], what[2], what[3]))
        return found

    def let_go(self, name: str) -> None:
        """Forgets what a file held."""
        self._db.change("DELETE FROM across_held WHERE name = ?", name)

    def opened(self, page: str, now_ms: int) -> None:
        """A page stands open before its writer: what comes replaces its words by no other hand meanwhile."""
        self._put(_OPEN, msgspec.msgpack.encode((page, now_ms)))

    def closed(self) -> None:
        """No page stands open any more."""
        self._db.change("DELETE FROM small WHERE name = ?", _OPEN)

    def open_page(self, now_ms: int) -> str:
        """The page that stands open; empty for none."""
        found = self._db.row("SELECT value FROM small WHERE name = ?", _OPEN)
        if found is None:
            return ""
        page, since_ms = typed.from_msgpack(found[0], tuple[str, int])
        return page if 0 <= now_ms - since_ms < _STALE_MS else ""

    def _put(self, name: str, value: bytes) -> None:
        self._db.change(
            "INSERT INTO small VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            *(name, value),
        )


def _kept(page: str, place: int, beside: str, known: bytes) -> Kept:
    return replace(typed.from_msgpack(known, Kept), page=page, place=place, beside=beside)
