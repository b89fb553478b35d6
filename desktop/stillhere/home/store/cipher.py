"""The one door to SQLCipher: a keyed connection, and every trouble of it as a `StoreError`.

The key stands in no exception, log or file. Nothing else imports sqlcipher3.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from stillhere.home import files
from stillhere.home.errors import StoreError
from stillhere.home.files import PRIVATE_FILE

KEY_BYTES = 32
#: How long a writer waits for another process to finish, in seconds.
BUSY_SECONDS = 10.0
#: What a copy of the store raises has no code; its text is the one of https://www.sqlite.org/c3ref/errcode.html
_CODES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "database is locked": 5,
        "attempt to write a readonly database": 8,
        "disk I/O error": 10,
        "database disk image is malformed": 11,
        "database or disk is full": 13,
        "unable to open database file": 14,
        "file is not a database": 26,
    }
)
#: With less room than this (bytes) on the disk, a failed read or write is told as a full disk.
_NO_ROOM = 1024 * 1024

# SQLCipher 4's page: the content, 16 bytes of IV and 64 of HMAC-SHA512; the first page begins with the salt.
_PAGE, _IV, _MAC, _SALT = 4096, 16, 64, 16
_PAGES_TRIED = 256


def make_file(path: Path) -> None:
    """Makes the empty file of a new store, readable by its person alone; its helper files follow its mode."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))


def connect(path: Path, key: bytes) -> Any:
    """A connection to the store at `path`, which exists, under the raw `key` of 32 bytes.

    Raises `StoreError`; a wrong key shows itself as "store_damaged", here or at the first statement.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key of a store has 32 bytes")
    from sqlcipher3 import dbapi2

    place = f"{path.absolute().as_uri()}?mode=rw"
    with told(path):
        connection = dbapi2.connect(place, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        with told(path):
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            # What is deleted is overwritten: a rest that is over leaves nothing, even for who has the key.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def suspected(path: Path) -> Path:
    """Stands beside a store of which a page couldn't be read, for the next start to look at all of it."""
    return path.with_name(f"{path.name}.suspected")


def failures() -> tuple[type[Exception], ...]:
    """All that reading a store can raise."""
    from sqlcipher3 import dbapi2

    return (dbapi2.Error, StoreError)


class Told:
    """While it lasts, what SQLite can't do becomes a `StoreError`; see `told`."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            _tell(error, self._path)


def told(path: Path) -> Told:
    """Turns what SQLite or the disk can't do into `StoreError`; a wrong statement passes as it is."""
    # Every statement comes through here: a class costs a third of what a generator would.
    return Told(path)


def _tell(error: BaseException, path: Path) -> None:
    from sqlcipher3 import dbapi2

    if isinstance(error, OSError):
        raise denied(error) from error
    if isinstance(error, MemoryError):
        # So SQLCipher says that it got no page to decipher: the disk didn't give it.
        raise StoreError("disk_trouble") from None
    if not isinstance(error, dbapi2.Error):
        return
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        code = _CODES.get(str(error))
    what = _what(code, path)
    if what is None:
        return
    if what == "store_damaged" and path.exists():  # what was erased meanwhile leaves no trace
        with suppress(OSError):
            suspected(path).touch(mode=PRIVATE_FILE)
    raise StoreError(what) from None


def denied(error: OSError) -> StoreError:
    """What the files of a store met, as a person is told of it."""
    what = files.trouble_of(error)
    if what == "denied":
        return StoreError("store_denied")
    return StoreError(what)


def _what(code: int | None, path: Path) -> str | None:
    # Primary result codes: https://www.sqlite.org/rescode.html
    match None if code is None else code & 0xFF:
        case 5 | 6:  # BUSY, LOCKED
            return "store_busy"
        case 13:  # FULL
            return "disk_full"
        case 10 | 14:  # IOERR, CANTOPEN: a helper file for which there is no room fails with these
            return "disk_full" if _no_room(path) else "store_denied" if _protected(path) else "disk_trouble"
        case 3 | 8:  # PERM, READONLY
            return "store_denied"
        case 11 | 26:  # CORRUPT, NOTADB
            return "store_damaged"
        case _:
            return None


def _no_room(path: Path) -> bool:
    import shutil

    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False


def _protected(path: Path) -> bool:
    """Whether the disk can only be read. Windows tells of that by another code."""
    flags = os.statvfs(path.parent).f_flag if hasattr(os, "statvfs") else 0
    return bool(flags & getattr(os, "ST_RDONLY", 0))


def fits(path: Path, key: bytes) -> bool:
    """Whether any page of the store was written under `key`: tells a damaged store from another key's.

    SQLCipher answers both alike. Each page ends with an HMAC over its content, IV and number, under a key
    derived from the raw key and the salt (https://www.zetetic.net/sqlcipher/design/), so one whole page is
    enough to know.
    """
    import hashlib
    import hmac

    with path.open("rb") as file:
        first = file.read(_PAGE)
        if len(first) < _SALT:
            return True  # nothing is left that could tell
        salt = bytes(byte ^ 0x3A for byte in first[:_SALT])
        mac_key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, KEY_BYTES)
        page, start = first, _SALT
        for number in range(1, _PAGES_TRIED + 1):
            if len(page) < _PAGE:
                break
            signed = page[start:-_MAC] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), page[-_MAC:]):
                return True
            page, start = file.read(_PAGE), 0
    return False
