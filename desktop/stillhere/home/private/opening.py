"""Opening what is private. The first opening makes it; nothing is made where something was, or is damaged."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from stillhere.home import files
from stillhere.home.paths import Paths
from stillhere.home.private import header as headers
from stillhere.home.private.db import PrivateDb
from stillhere.home.private.errors import PrivateError, told
from stillhere.home.private.header import KEY_BYTES, Header
from stillhere.home.private.journal import Now, Private, now_ms
from stillhere.home.private.places import Places, remove
from stillhere.home.private.schema import MIGRATIONS
from stillhere.home.store import cipher
from stillhere.home.store.schema import migrate
from stillhere.seal.ids import Random, new_id

Lock = Literal["none", "passphrase"]


def lock_of(paths: Paths) -> Lock | None:
    """Whether there is a lock; None where nothing private was written yet. Raises `PrivateError`."""
    header = headers.read(Places.of(paths))
    if header is None:
        return None
    return "passphrase" if header.locked else "none"


def trouble_with(paths: Paths) -> PrivateError | None:
    """What isn't as it belongs with what is private, as far as it shows without its key."""
    places = Places.of(paths)
    try:
        header = headers.read(places)
    except PrivateError as error:
        return error
    if header is None:
        return PrivateError("private_header_missing") if places.any_file() else None
    path = places.file(header.file)
    if not path.exists() and not places.unborn(header.file).exists():
        return PrivateError("private_missing")
    return PrivateError("private_damaged") if cipher.suspected(path).exists() else None


def open_private(
    paths: Paths,
    home_key: bytes,
    ask: Callable[[], str] | None = None,
    *,
    now: Now = now_ms,
    random: Random = secrets.token_bytes,
) -> Private:
    """What is private in the home at `paths`, whose store has `home_key`.

    Where there is a lock, ``ask`` is called for the passphrase. Raises `PrivateError`: private_locked,
    private_passphrase_wrong, private_other_home, private_missing, private_header_missing,
    private_header_damaged, private_damaged, private_newer, private_denied, private_busy, private_no_memory,
    disk_full, disk_trouble.
    """
    places = Places.of(paths)
    header = headers.read(places)
    if header is None:
        header = _begin(places, home_key, random)
    while True:
        try:
            private = _open(places, header, headers.key_of(header, home_key, ask), now, random)
        except PrivateError:
            # While this one opened it, another may have moved it: then the header names another file.
            latest = headers.read(places)
            if latest is None or latest.file == header.file:
                raise
            header = latest
        else:
            places.tidy(header.file)
            with suppress(PrivateError):
                # On a full disk one can read; what was deleted is erased at another opening.
                private.pages.sweep()
            return private


def erase_private(paths: Paths) -> None:
    """Erases everything private, locked or not; the key goes first. Raises `PrivateError`."""
    places = Places.of(paths)
    with told():
        if not places.root.is_dir():
            return
        with places.guard():
            remove(places.header)
            places.sweep(keep=())


def connection_of(places: Places, header: Header, key: bytes) -> Any:
    """A keyed connection to the file of `header`, brought up to date. Raises `PrivateError`."""
    path = places.file(header.file)
    if not path.exists():
        raise PrivateError("private_missing")
    with told():
        connection = cipher.connect(path, key)
        try:
            migrate(connection, path, key, migrations=MIGRATIONS)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(places: Places, header: Header, key: bytes, now: Now, random: Random) -> Private:
    path = places.file(header.file)
    if places.unborn(header.file).exists():
        _give_birth(places, header)
    connection = connection_of(places, header, key)

    def current() -> bool:
        latest = headers.read(places)
        return latest is not None and latest.file == header.file

    db = PrivateDb(connection, path, current, lambda: cipher.connect(path, key))
    if cipher.suspected(path).exists():
        _look_closer(db, path)
    return Private(db, locked=header.locked, now=now, random=random)


def _look_closer(db: PrivateDb, path: Path) -> None:
    """Looks at all of a file that is `suspected`: one that is whole, as out of a backup, is so no more."""
    with suppress(PrivateError, OSError):
        if db.sound():
            cipher.suspected(path).unlink(missing_ok=True)


def _begin(places: Places, home_key: bytes, random: Random) -> Header:
    """The header of a new, empty file; of whoever came first where two begin at once."""
    with told():
        files.make_dir(places.root)
        with places.guard():
            header = headers.read(places)
            if header is not None:
                return header
            if places.any_file():
                raise PrivateError("private_header_missing")
            places.sweep(keep=())
            key, name = random(KEY_BYTES), new_id(random)
            _make(places, name, key)
            header = headers.under_home(name, key, home_key, random)
            headers.write(places, header)
            places.unborn(name).rename(places.file(name))
            files.sync_dir(places.root)
            return header


def _make(places: Places, name: str, key: bytes) -> None:
    # It has its real name only once a header names it: so a file without a header is always somebody's.
    path = places.unborn(name)
    cipher.make_file(path)
    connection = cipher.connect(path, key)
    try:
        with cipher.told(path):
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        migrate(connection, path, key, fresh=True, migrations=MIGRATIONS)
    finally:
        connection.close()
    with path.open("rb") as file:
        files.sync_file(file.fileno())


def _give_birth(places: Places, header: Header) -> None:
    """Finishes what a crash interrupted between the first header and the name of its file."""
    with told(), places.guard():
        if places.unborn(header.file).exists():
            places.unborn(header.file).replace(places.file(header.file))
            files.sync_dir(places.root)
