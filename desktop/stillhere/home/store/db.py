"""One keyed connection with its transactions: all or nothing, and every change of the store is counted.

A transaction inside another joins it. Once anything failed inside, the whole is rolled back, whatever was
caught. A page that couldn't be read once spoils its connection for good: the next to ask has a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from stillhere.home.errors import StoreError
from stillhere.home.store import cipher


class Db:
    """A connection of one thread. ``path`` is only for telling a full disk from another trouble.

    ``anew`` makes another connection to the same store, for one that is spoilt. It raises `StoreError`.
    """

    def __init__(self, connection: Any, path: Path, anew: Callable[[], Any] | None = None) -> None:
        self._connection = connection
        self._path = path
        self._anew = anew
        self._spoilt = False
        self._open: str | None = None
        self._failed = False
        self._closed = False

    @property
    def writing(self) -> bool:
        """Whether a transaction is open."""
        return self._open == "writing"

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that a reading statement gives."""
        return self._fetched(statement, values)

    def row(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(iter(self.rows(statement, *values)), None)

    def change(self, statement: str, *values: object) -> int:
        """Runs a writing statement, in the open transaction or in its own; how many rows it changed."""
        if self._open != "writing":
            with self.transaction():
                return self._changed(statement, values)
        try:
            return self._changed(statement, values)
        except BaseException:
            self._failed = True
            raise

    def _changed(self, statement: str, values: tuple[object, ...]) -> int:
        try:
            with cipher.told(self._path):
                return int(self._connection.execute(statement, values).rowcount)
        except StoreError as error:
            self._spoil(error)
            raise

    @contextmanager
    def transaction(self, *, counted: bool = True) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; the generation grows if anything was changed and it is ``counted``."""
        if self._open == "reading":
            raise RuntimeError("a transaction can't begin inside reading()")
        if self._open == "writing":
            try:
                yield
            except BaseException:
                self._failed = True
                raise
            return
        self._run("BEGIN IMMEDIATE")
        self._open, self._failed = "writing", False
        changes = self._connection.total_changes
        try:
            yield
            self._commit(changed=counted and self._connection.total_changes != changes)
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._open = None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        if self._open is not None:
            yield
            return
        self._run("BEGIN")
        self._open = "reading"
        try:
            yield
        finally:
            try:
                self._roll_back()  # while it is open: a spoilt connection isn't renewed before
            finally:
                self._open = None

    @contextmanager
    def relaxed(self) -> Iterator[None]:
        """Commits inside survive a crash of the program, and a power cut from the next other commit on."""
        # With a write-ahead log this damages nothing: https://www.sqlite.org/pragma.html#pragma_synchronous
        self._run("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            if not self._closed:
                self._run("PRAGMA synchronous = FULL")

    def checkpoint(self) -> None:
        """Moves the write-ahead log into the store and empties it, unless another process is in the way."""
        self._run("PRAGMA busy_timeout = 0")
        try:
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._run(f"PRAGMA busy_timeout = {int(cipher.BUSY_SECONDS * 1000)}")

    def sound(self) -> bool:
        """Whether every page and index is whole; reads all of it."""
        # A page that lies whole in the write-ahead log may be half in the file, after a full disk.
        with suppress(StoreError):
            self.checkpoint()
        pages = self.rows("PRAGMA cipher_integrity_check")
        return not pages and self.rows("PRAGMA integrity_check") == [("ok",)]

    def close(self) -> None:
        """Closes the connection; an open transaction is rolled back by that."""
        self._closed = True
        self._connection.close()

    def _commit(self, *, changed: bool) -> None:
        if self._failed:
            raise RuntimeError("a step of this transaction failed, so none of it is kept")
        if changed:
            self._run("UPDATE generation SET number = number + 1")
        self._run("COMMIT")

    def _run(self, statement: str) -> None:
        self._fetched(statement, ())

    def _fetched(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        if self._spoilt and self._open is None:
            self._connection, self._spoilt = self._renewed(), False
        try:
            with cipher.told(self._path):
                found: list[tuple[Any, ...]] = self._connection.execute(statement, values).fetchall()
        except StoreError as error:
            self._spoil(error)
            raise
        return found

    def _spoil(self, error: StoreError) -> None:
        # SQLCipher gives no page more once one didn't fit its HMAC, be it that the disk failed to read it.
        self._spoilt = self._spoilt or error.what in {"store_damaged", "disk_trouble"}

    def _renewed(self) -> Any:
        if self._anew is None:
            return self._connection
        fresh = self._anew()
        with suppress(*cipher.failures()):
            self._connection.close()
        return fresh

    def _roll_back(self) -> None:
        # A full disk makes SQLite roll back by itself; so does closing, before whoever leaves it after that.
        if not self._closed and self._connection.in_transaction:
            self._run("ROLLBACK")
