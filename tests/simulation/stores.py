"""The real store over SQLite in memory, without encryption: quick, soon copied, and crashing at will.

What is committed survives a crash; what is not is gone, as on a disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stillhere.home.errors import StoreError
from stillhere.home.store import Store, schema
from stillhere.home.store.db import Db

#: Called at every step at which a process may be killed.
Tick = Callable[[str], None]

_NOWHERE = Path("/nowhere/store.db")


class _Rows:
    """What a reading statement gave."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Any]:
        return list(self._rows)


class _Connection(sqlite3.Connection):
    """Reads nothing twice between two writes: nobody else writes here."""

    tick: Tick = staticmethod(lambda _: None)
    read: dict[Any, _Rows]
    read_at = -1

    def execute(self, statement: str, *values: Any) -> Any:
        if statement.lstrip().startswith("SELECT"):
            return self._read(statement, *values)
        if statement == "ROLLBACK":
            self.read_at = -1
        commits = statement == "COMMIT"
        if commits:
            self.tick("before a commit")
        done = super().execute(statement, *values)
        if commits:
            self.tick("after a commit")
        return done

    def rollback(self) -> None:
        self.read_at = -1
        super().rollback()

    def _read(self, *question: Any) -> _Rows:
        if self.read_at != self.total_changes:
            self.read, self.read_at = {}, self.total_changes
        if question not in self.read:
            self.read[question] = _Rows(super().execute(*question).fetchall())
        return self.read[question]


class Disk:
    """What a computer keeps: it outlives the processes that open it. While it is ``full`` nothing is kept."""

    def __init__(self, tick: Tick, content: bytes | None = None) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, factory=_Connection)
        if content is None:
            schema.migrate(self._connection, _NOWHERE, bytes(32), fresh=True)
        else:
            self._connection.deserialize(content)
        self._connection.tick = self._commit
        self._tick = tick
        self.full = False

    def _commit(self, step: str) -> None:
        if self.full and step == "before a commit":
            raise StoreError("disk_full")
        self._tick(step)

    def open(self) -> Store:
        """The store, as a process that starts finds it."""
        if self._connection.in_transaction:
            self._connection.rollback()
        return Store(Db(self._connection, _NOWHERE), _NOWHERE)

    def copy(self) -> bytes:
        """A backup."""
        return self._connection.serialize()
