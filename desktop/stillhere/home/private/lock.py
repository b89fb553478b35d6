"""The lock of what is private: set, changed or removed, everything is written anew under a new key.

Until the header names the new file, the old one counts; from then on the new one does. A crash at any step
leaves one of the two, whole. The file before is overwritten.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from stillhere.home import files
from stillhere.home.paths import Paths
from stillhere.home.private import header as headers
from stillhere.home.private.errors import PrivateError, told
from stillhere.home.private.header import KEY_BYTES, Header
from stillhere.home.private.opening import connection_of, open_private
from stillhere.home.private.places import Places
from stillhere.home.store import cipher
from stillhere.seal.ids import Random, new_id

#: Makes the new header, for the name and the key of the new file.
_Wrap = Callable[[str, bytes], Header]


def set_lock(paths: Paths, home_key: bytes, new: str, *, random: Random = secrets.token_bytes) -> None:
    """Locks what is private under the passphrase `new`. There is no way in without it from here on.

    Raises `PrivateError`: private_locked_already, private_passphrase_empty, and what opening raises.
    """
    if headers.read(Places.of(paths)) is None:
        open_private(paths, home_key, random=random).close()
    _move(paths, home_key, None, _under(new, random), locked=False, random=random)


def change_lock(
    paths: Paths, home_key: bytes, old: str, new: str, *, random: Random = secrets.token_bytes
) -> None:
    """Locks it under the passphrase `new` instead of `old`.

    Raises `PrivateError`: private_not_locked, private_passphrase_wrong, private_passphrase_empty, and what
    opening raises.
    """
    _move(paths, home_key, old, _under(new, random), locked=True, random=random)


def remove_lock(paths: Paths, home_key: bytes, old: str, *, random: Random = secrets.token_bytes) -> None:
    """Opens it to whoever can open the home.

    Raises `PrivateError`: private_not_locked, private_passphrase_wrong, and what opening raises.
    """

    def wrap(file: str, key: bytes) -> Header:
        return headers.under_home(file, key, home_key, random)

    _move(paths, home_key, old, wrap, locked=True, random=random)


def _under(passphrase: str, random: Random) -> _Wrap:
    def wrap(file: str, key: bytes) -> Header:
        return headers.under_passphrase(file, key, passphrase, random)

    return wrap


def _move(
    paths: Paths, home_key: bytes, passphrase: str | None, wrap: _Wrap, *, locked: bool, random: Random
) -> None:
    places = Places.of(paths)
    if headers.read(places) is None:
        raise PrivateError("private_not_locked")
    with told(), places.guard():
        before = headers.read(places)
        if before is None or before.locked != locked:
            raise PrivateError("private_not_locked" if locked else "private_locked_already")
        old_key = headers.key_of(before, home_key, None if passphrase is None else lambda: passphrase)
        key = random(KEY_BYTES)
        after = wrap(new_id(random), key)
        path = places.file(before.file)
        with closing(connection_of(places, before, old_key)) as holding, cipher.told(path):
            # From here to the new header nobody writes; whoever comes after finds that it moved.
            holding.execute("BEGIN IMMEDIATE")
            _copy(places, before, old_key, after, key)
            certain = _named(places, after)
            holding.execute("ROLLBACK")
        if not certain:
            return  # the file before stays until the next opening
        with suppress(OSError):
            # The lock is as it was asked for. What can't be removed now, as Windows keeps what is open in
            # another process, the next opening removes.
            places.sweep(keep=(f"{after.file}.",))


def _named(places: Places, after: Header) -> bool:
    """Puts `after` in its place; False where the disk didn't say that it keeps it. Raises `PrivateError`."""
    try:
        headers.write(places, after)
    except PrivateError:
        if headers.read(places) != after:
            raise
        return False
    return True


def _copy(places: Places, before: Header, old_key: bytes, after: Header, key: bytes) -> None:
    """Writes everything into the file of `after` and proves that it can be read there."""
    old, new = places.file(before.file), places.file(after.file)
    cipher.make_file(new)
    with closing(cipher.connect(old, old_key)) as source, closing(cipher.connect(new, key)) as target:
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with closing(cipher.connect(new, key)) as check:
        if not _sound(check):
            raise PrivateError("private_damaged")
    with new.open("r+b") as file:
        files.sync_file(file.fileno())
    files.sync_dir(places.root)


def _sound(connection: Any) -> bool:
    broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return not broken and connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
