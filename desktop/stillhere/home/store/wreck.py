"""What can still be read of a damaged store, row by row. It changes nothing in it.

A page that isn't as it was written fails the whole connection, so after each failure a new one asks for what
lies behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from stillhere.home.store import cipher
from stillhere.home.store.addressed import SELECT as ADDRESSED
from stillhere.home.store.outbox import SELECT as OUTGOING
from stillhere.home.store.outbox import Outgoing
from stillhere.home.store.packed import Segment
from stillhere.home.store.records import SELECT as RECORDS
from stillhere.home.store.records import Stored, stored

_TOGETHER: Final = 64
#: So many numbers without a row in a row, behind a damaged page, mean that no more come.
_PATIENCE: Final = 512
_SEGMENTS: Final = "SELECT name, device, first, last, since_ms FROM segments"


class Salvage(Struct, frozen=True, kw_only=True):
    """What was read. ``whole``: no record and nothing that waits to be sent can be missing.

    ``addressed``: the names of files that were sent, and their recipients as the store has them.
    """

    small: dict[str, bytes]
    records: tuple[Stored, ...]
    sent: tuple[tuple[Outgoing, bytes], ...]
    segments: tuple[Segment, ...]
    addressed: tuple[tuple[str, str], ...] = ()
    whole: bool


class Wreck:
    """The store at `path` under its key of 32 bytes. ``names`` are those of the small values."""

    def __init__(self, path: Path, key: bytes, names: tuple[str, ...]) -> None:
        self._rows = Rows(path, key)
        self._names = names

    def read(self) -> Salvage:
        """Reads all that can be."""
        try:
            small = self._small()
            self._rows.failures = 0
            records = tuple(stored(row) for row in self._rows.walk(RECORDS, "SELECT max(seq) FROM records"))
            sent = tuple((entry, data) for entry in self._sent() if (data := self._data(entry)) is not None)
            whole = self._rows.failures == 0
            rows, addressed = self._rows.ask(_SEGMENTS) or [], self._rows.ask(ADDRESSED) or []
        finally:
            self._rows.close()
        segments = tuple(
            Segment(name=name, device=device, first=first, last=last, since_ms=since_ms)
            for name, device, first, last, since_ms in rows
        )
        return Salvage(
            small=small,
            records=records,
            sent=sent,
            segments=segments,
            addressed=tuple((name, readers) for name, readers in addressed),
            whole=whole,
        )

    def _small(self) -> dict[str, bytes]:
        rows = self._rows.ask("SELECT name, value FROM small")
        if rows is None:
            found = [
                (name, self._rows.ask("SELECT value FROM small WHERE name = ?", name)) for name in self._names
            ]
            return {name: bytes(row[0][0]) for name, row in found if row}
        return {name: bytes(value) for name, value in rows}

    def _sent(self) -> Iterator[Outgoing]:
        numbered = OUTGOING.replace("SELECT ", "SELECT seq, ")
        return (Outgoing(*row[1:]) for row in self._rows.walk(numbered, "SELECT max(seq) FROM outgoing"))

    def _data(self, entry: Outgoing) -> bytes | None:
        rows = self._rows.ask("SELECT data FROM outgoing WHERE name = ?", entry.name)
        return bytes(rows[0][0]) if rows else None


class Rows:
    """Asks the encrypted file at `path`, under its key of 32 bytes; ``failures`` counts what failed."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._connection: Any = None
        self.failures = 0

    def walk(self, select: str, greatest: str, number: str = "seq") -> Iterator[tuple[Any, ...]]:
        """The rows of a table by their `number`, which comes first in each; `greatest` asks for the last.

        ``select`` ends where the condition on the number comes.
        """
        top, last, missed = self.ask(greatest), 0, 0
        end = (top[0][0] or 0) if top else None
        while (last < end) if end is not None else (missed < _PATIENCE):
            rows = self.ask(f"{select} {number} > ? ORDER BY {number} LIMIT {_TOGETHER}", last)
            if rows is not None and not rows:
                return
            if rows is None:
                numbers = range(last + 1, last + _TOGETHER + 1)
                rows = [row for each in numbers for row in self.ask(f"{select} {number} = ?", each) or ()]
                last, missed = last + _TOGETHER, 0 if rows else missed + _TOGETHER
            else:
                last, missed = rows[-1][0], 0
            yield from rows

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]] | None:
        """The rows, or None where they can't be read."""
        try:
            if self._connection is None:
                self._connection = cipher.connect(self._path, self._key)
            found: list[tuple[Any, ...]] = self._connection.execute(statement, values).fetchall()
        except cipher.failures():
            self.failures += 1
            self.close()
            return None
        return found

    def close(self) -> None:
        """Lets the file go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*cipher.failures()):
                connection.close()
