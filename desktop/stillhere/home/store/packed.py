"""Segments: which file holds which of a device's own kept records, and since when it lies in the folder.

Also the own records whose bodies were erased here while a file of the folder may still hold them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from stillhere.home.store.db import Db

#: As which kind a segment stands in the outbox.
KIND: Final = "segment"


class Segment(NamedTuple):
    """A file with the kept records of a device from number `first` to `last`.

    ``since_ms``: when it was seen whole in the folder, by this computer's clock; None: it wasn't yet.
    """

    name: str
    device: str
    first: int
    last: int
    since_ms: int | None = None


class Packed:
    """The segments of an open store."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, segment: Segment) -> None:
        """Remembers a new segment."""
        values = (segment.name, segment.device, segment.first, segment.last, segment.since_ms)
        self._db.change("INSERT INTO segments VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING", *values)

    def all(self) -> tuple[Segment, ...]:
        """Every segment, by device and number."""
        rows = self._db.rows(
            "SELECT name, device, first, last, since_ms FROM segments ORDER BY device, first, last, name"
        )
        return tuple([Segment(*row) for row in rows])

    def arriving(self) -> frozenset[str]:
        """The names of the segments that were not seen whole in the folder yet."""
        rows = self._db.rows("SELECT name FROM segments WHERE since_ms IS NULL")
        return frozenset(name for (name,) in rows)

    def lies(self, name: str, now_ms: int) -> None:
        """It was seen whole in the folder; only the first time counts."""
        self._db.change("UPDATE segments SET since_ms = ? WHERE name = ? AND since_ms IS NULL", now_ms, name)

    def drop(self, name: str) -> None:
        """Forgets a segment that another one replaced."""
        self._db.change("DELETE FROM segments WHERE name = ?", name)

    def note_erasure(self, device: str, n: int) -> None:
        """A body of this number was erased here; its file is to be replaced with the next deliberate act."""
        self._db.change("INSERT INTO erasures VALUES (?, ?) ON CONFLICT DO NOTHING", device, n)

    def erasures(self) -> tuple[tuple[str, int], ...]:
        """Device and number of the bodies whose files are to be replaced."""
        return tuple(self._db.rows("SELECT device, n FROM erasures ORDER BY device, n"))

    def forget_erasure(self, device: str, n: int) -> None:
        """No file of the folder holds it any more."""
        self._db.change("DELETE FROM erasures WHERE device = ? AND n = ?", device, n)
