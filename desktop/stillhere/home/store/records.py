"""The verified records, as they were signed. Adding one twice changes nothing.

Of the lane "now" only what still counts is kept: what a newer record replaced is overwritten, so that the
store holds no history of rest either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from stillhere.home.store.db import Db

_ADD = """
    INSERT INTO records (id, lane, device, kind, n, at_ms, at_counter, header, signature, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
"""
#: Gives what `stored` reads a record from.
SELECT = """
    SELECT seq, id, lane, device, kind, n, at_ms, at_counter, header, signature, body FROM records WHERE
"""
_WALK = SELECT + "seq > ? AND (? IS NULL OR lane = ?) ORDER BY seq LIMIT ?"
_CHUNK = 256


class Stored(NamedTuple):
    """A record: its id, what its header says (``at``: milliseconds, counter), and its exact signed bytes."""

    id: str
    lane: str
    device: str
    kind: str
    n: int
    at: tuple[int, int]
    header: bytes
    signature: bytes
    body: bytes


class Records:
    """The records of an open store."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, record: Stored) -> bool:
        """Keeps a record; False when it was known."""
        said = (record.id, record.lane, record.device, record.kind, record.n, *record.at)
        return self._db.change(_ADD, *said, record.header, record.signature, record.body) > 0

    def has(self, record: str) -> bool:
        """Whether the record with this id is known."""
        return self._db.row("SELECT 1 FROM records WHERE id = ?", record) is not None

    def newest(self, lane: str, device: str) -> tuple[int, str] | None:
        """The highest ``n`` of a device in a lane, and the id of its record."""
        found = self._db.row(
            "SELECT n, id FROM records WHERE device = ? AND lane = ? ORDER BY n DESC, id DESC LIMIT 1",
            *(device, lane),
        )
        return None if found is None else (int(found[0]), str(found[1]))

    def drop_superseded(self, device: str, kind: str, below_n: int) -> int:
        """Overwrites the records of the lane "now" that one of `below_n` replaces; how many there were."""
        return self._db.change(
            "DELETE FROM records WHERE device = ? AND lane = 'now' AND kind = ? AND n < ?",
            *(device, kind, below_n),
        )

    def forget(self, device: str) -> int:
        """Overwrites every record of a device, in both lanes; how many there were."""
        return self._db.change("DELETE FROM records WHERE device = ?", device)

    def all(self, lane: str | None = None) -> Iterator[Stored]:
        """The records in the order in which they were added; the store may be written meanwhile."""
        last = 0
        while True:
            rows = self._db.rows(_WALK, last, lane, lane, _CHUNK)
            for row in rows:
                yield stored(row)
            last = rows[-1][0] if rows else last
            if len(rows) < _CHUNK:
                return

    def count(self) -> int:
        """How many there are."""
        found = self._db.row("SELECT count(*) FROM records")
        return 0 if found is None else int(found[0])


def stored(row: tuple[Any, ...]) -> Stored:
    """The record in a row of `SELECT`."""
    return Stored(
        id=row[1],
        lane=row[2],
        device=row[3],
        kind=row[4],
        n=row[5],
        at=(row[6], row[7]),
        header=row[8],
        signature=row[9],
        body=row[10],
    )
