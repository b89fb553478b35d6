"""The encrypted store of this device: the truth about the couple's records, and what this device remembers.

No SQL stands outside this package. What is committed survives a crash and, outside `relaxed`, a power cut;
what failed left no trace.
One `Store` belongs to one thread; any number of them, in any number of processes, may be open on one file.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from stillhere.home import files
from stillhere.home.errors import StoreError
from stillhere.home.store import cipher, schema
from stillhere.home.store.addressed import Addressed
from stillhere.home.store.db import Db
from stillhere.home.store.kept import Gap, Kept
from stillhere.home.store.notes import Note, Notes
from stillhere.home.store.outbox import Outbox, Outgoing
from stillhere.home.store.packed import Packed, Segment
from stillhere.home.store.records import Records, Stored
from stillhere.home.store.schema import old_copies
from stillhere.home.store.seen import Kind, Seen, Verdict

__all__ = [
    "Addressed",
    "Gap",
    "Kept",
    "Kind",
    "Note",
    "Notes",
    "Outbox",
    "Outgoing",
    "Packed",
    "Records",
    "Seen",
    "Segment",
    "Store",
    "Stored",
    "Verdict",
    "old_copies",
]


class Store:
    """An open store. Writing outside a `transaction` is a transaction of its own."""

    def __init__(self, db: Db, path: Path) -> None:
        self._db = db
        self._path = path
        self.records = Records(db)
        self.kept = Kept(db)
        self.packed = Packed(db)
        self.outbox = Outbox(db)
        self.addressed = Addressed(db)
        self.seen = Seen(db)
        self.notes = Notes(db)

    @classmethod
    def open(cls, path: Path, key: bytes, migrations: Sequence[schema.Migration] = schema.MIGRATIONS) -> Self:
        """Opens the store at `path` under its key of 32 bytes, and brings it up to date.

        Raises `StoreError`: store_missing, store_wrong_key, store_damaged, store_newer, store_denied,
        store_busy, disk_full, disk_trouble.
        """
        if not path.exists():
            raise StoreError("store_missing")
        try:
            connection = cipher.connect(path, key)
            try:
                schema.migrate(connection, path, key, migrations=migrations)
            except BaseException:
                connection.close()
                raise
        except StoreError as error:
            if error.what == "store_damaged" and not cipher.fits(path, key):
                raise StoreError("store_wrong_key") from None
            raise
        return cls(Db(connection, path, lambda: cipher.connect(path, key)), path)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Self:
        """Makes a new store at `path`, whole or not at all, and opens it.

        Raises `StoreError`, also store_exists.
        """
        if path.exists():
            raise StoreError("store_exists")
        new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
        try:
            cipher.make_file(new)
            try:
                _fill(new, key)
                _give_name(new, path)
            finally:
                for ending in ("", "-wal", "-shm", ".suspected"):
                    new.with_name(new.name + ending).unlink(missing_ok=True)
            files.sync_dir(path.parent)
        except FileExistsError:
            raise StoreError("store_exists") from None
        except OSError as error:
            raise cipher.denied(error) from error
        return cls.open(path, key)

    def close(self) -> None:
        """Empties the write-ahead log as `checkpoint` does, and closes."""
        try:
            self.checkpoint()
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept together or not at all. One inside another joins it."""
        return self._db.transaction()

    def aside(self) -> AbstractContextManager[None]:
        """A transaction for what says nothing new: the `generation` stays as it is."""
        return self._db.transaction(counted=False)

    def reading(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment."""
        return self._db.reading()

    def relaxed(self) -> AbstractContextManager[None]:
        """For what can be done again: what is committed inside waits for no disk.

        A crash of the program loses none of it; a power cut may, until the next other commit or checkpoint.
        """
        return self._db.relaxed()

    def generation(self) -> int:
        """A number that grows with every transaction, of any process, that changed something; not `aside`."""
        return int(self._one("SELECT number FROM generation"))

    def checkpoint(self) -> None:
        """Overwrites what was deleted, in the write-ahead log too. For quiet moments.

        It waits for nobody, and what it can't do now (another reader, a full disk) the next one does.
        """
        with suppress(StoreError):
            self._db.checkpoint()

    def sound(self) -> bool:
        """Whether every page and index of the store is whole; reads all of it."""
        return self._db.sound()

    def get(self, name: str) -> bytes | None:
        """A small value by name."""
        found = self._db.row("SELECT value FROM small WHERE name = ?", name)
        return None if found is None else bytes(found[0])

    def put(self, name: str, value: bytes) -> None:
        """Keeps a small value under a name. Putting the same value again changes nothing."""
        self._db.change(
            "INSERT INTO small (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            name,
            value,
        )

    def drop(self, name: str) -> None:
        """Forgets a small value."""
        self._db.change("DELETE FROM small WHERE name = ?", name)

    def _one(self, statement: str) -> Any:
        found = self._db.row(statement)
        if found is None:
            raise StoreError("store_damaged")
        return found[0]


def _fill(new: Path, key: bytes) -> None:
    connection = cipher.connect(new, key)
    try:
        with cipher.told(new):
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        schema.migrate(connection, new, key, fresh=True)
        with cipher.told(new):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def _give_name(new: Path, path: Path) -> None:
    # Of two processes that begin at once one store stays: both ways fail where the name is taken.
    if os.name == "nt":
        new.rename(path)
        return
    try:
        path.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links.
        new.rename(path)
