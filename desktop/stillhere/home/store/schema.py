"""The shape of the store, as numbered steps from nothing to the present one. A released step never changes.

Before a step touches an existing store, a copy of it is put beside it. All steps of one opening are one
transaction: a crash leaves the store as it was. A store of a newer program is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stillhere.home import files
from stillhere.home.errors import StoreError
from stillhere.home.store import cipher


class Migration(NamedTuple):
    """One step: what it is for, and its statements."""

    what: str
    statements: tuple[str, ...]


#: The step at index 0 makes version 1, and so on; ``PRAGMA user_version`` holds the number reached.
MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "the first store",
        (
            "CREATE TABLE generation (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER) STRICT",
            "INSERT INTO generation VALUES (1, 1)",
            "CREATE TABLE small (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE records (
                seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lane TEXT NOT NULL, device TEXT NOT NULL,
                kind TEXT NOT NULL, n INTEGER NOT NULL, at_ms INTEGER NOT NULL, at_counter INTEGER NOT NULL,
                header BLOB NOT NULL, signature BLOB NOT NULL, body BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX records_of_device ON records (device, lane, n)",
            """
            CREATE TABLE outgoing (
                seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, space TEXT NOT NULL, device TEXT NOT NULL,
                lane TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL, state TEXT NOT NULL,
                data BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE seen (
                path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                verdict TEXT NOT NULL, reason TEXT NOT NULL, since_ms INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE TABLE notes (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT",
        ),
    ),
    Migration(
        "chains of kept records, segments, and bodies to take out of the folder",
        (
            """
            CREATE TABLE chains (
                device TEXT PRIMARY KEY, n INTEGER NOT NULL, id TEXT NOT NULL, top INTEGER NOT NULL,
                fork INTEGER, gap_ms INTEGER
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE segments (
                name TEXT PRIMARY KEY, device TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
                since_ms INTEGER
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE TABLE erasures (device TEXT, n INTEGER, PRIMARY KEY (device, n)) STRICT, WITHOUT ROWID",
        ),
    ),
    Migration(
        "a list of the outbox beside the bytes of its files, which are many times as large",
        (
            """
            CREATE INDEX outgoing_listed
            ON outgoing (state, lane, device, kind, n, seq, name, space, length(data))
            """,
            "CREATE INDEX outgoing_ended ON outgoing (kind) WHERE kind = 'ended'",
            "CREATE INDEX segments_of_device ON segments (device, last, first, since_ms, name)",
        ),
    ),
    Migration(
        "to whom each file of the outbox is sealed, where that is known",
        (
            "CREATE TABLE addressed (name TEXT PRIMARY KEY, readers TEXT NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE INDEX addressed_to ON addressed (readers)",
            """
            CREATE TRIGGER addressed_ended AFTER DELETE ON outgoing
            BEGIN DELETE FROM addressed WHERE name = old.name; END
            """,
        ),
    ),
)


def migrate(
    connection: Any,
    path: Path,
    key: bytes,
    *,
    fresh: bool = False,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Brings the store of `connection` to the last of `migrations`; ``fresh``: it is being made.

    Raises `StoreError` "store_newer", or what kept it from being read or written.
    """
    with cipher.told(path):
        found = _version(connection, migrations)
        if found == len(migrations):
            return
        if found == 0 and not fresh:
            # SQLite takes a file that was cut to nothing for a new store; it was somebody's.
            raise StoreError("store_damaged")
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited.
            reached = _version(connection, migrations)
            if 0 < reached < len(migrations):
                _copy(path, key, copy_path(path, reached))
            for number, migration in enumerate(migrations[reached:], reached + 1):
                for statement in migration.statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def copy_path(path: Path, version: int) -> Path:
    """Where the copy of a store of `version` is put before it is changed."""
    return path.with_name(f"{path.name}.version-{version}")


def old_copies(path: Path) -> tuple[Path, ...]:
    """The copies made before migrations. They hold what the store held then: not to be kept for ever."""
    return tuple(sorted(path.parent.glob(f"{path.name}.version-*")))


def _version(connection: Any, migrations: Sequence[Migration]) -> int:
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > len(migrations):
        raise StoreError("store_newer")
    return found


def _copy(path: Path, key: bytes, place: Path) -> None:
    # The writer's lock is held; a second connection reads what was committed before.
    for abandoned in place.parent.glob(f".{place.name}.*"):
        abandoned.unlink(missing_ok=True)
    unfinished = place.with_name(f".{place.name}.{os.urandom(4).hex()}.new")
    cipher.make_file(unfinished)
    try:
        source, target = cipher.connect(path, key), cipher.connect(unfinished, key)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
        unfinished.replace(place)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    files.sync_dir(place.parent)
