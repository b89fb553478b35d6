"""How one file comes to lie in the shared folder: whole under its name, or not at all.

A crash at any step leaves nothing under the name or the whole file, and doing it again is harmless. The
steps: a temporary file that no carrier takes along, its bytes on the disk, the rename onto the name, the name
on the disk, and a look at what lies there.
"""

from __future__ import annotations

import base64
import contextlib
import os
import stat
from collections.abc import Callable

from stillhere.home import files
from stillhere.home.folder.directory import Dir
from stillhere.home.folder.dirs import share_mode

#: A temporary file of this age (seconds) belongs to a crash, and is removed.
ABANDONED_SECONDS = 3600.0
#: A virus scanner or a carrier may hold a new file for a moment: waits (seconds) between tries at its rename.
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
#: Access denied, sharing violation, lock violation:
#: https://learn.microsoft.com/windows/win32/debug/system-error-codes
_HELD = frozenset({5, 32, 33})

_PREFIX, _SUFFIX = "~$", ".tmp"

Sleep = Callable[[float], None]


class NotKept(Exception):
    """What lies under the name after writing isn't what was written."""


def put(place: Dir, name: str, data: bytes, sleep: Sleep) -> None:
    """Has `data` lie at `name` in `place`; returns once it was read back whole.

    Where it lies there whole already, nothing is written. Raises `OSError` and `NotKept`; then it can be
    tried again.
    """
    if not whole(place, name, data):
        _clear(place, name)
        mode = share_mode(place.mode(), directory=False)
        temporary = f"{_PREFIX}{base64.b32encode(os.urandom(5)).decode().lower()}{_SUFFIX}"
        try:
            _write(place, temporary, data, mode)
            if not _rename(place, temporary, name, sleep):
                # Its name is the hash of its bytes, so nobody takes an unfinished one for whole.
                _write(place, name, data, mode)
        finally:
            with contextlib.suppress(OSError):
                place.unlink(temporary)
    place.sync()
    if not whole(place, name, data):
        raise NotKept


def whole(place: Dir, name: str, data: bytes) -> bool:
    """Whether exactly `data` lies at `name`."""
    try:
        handle = place.open(name, os.O_RDONLY)
    except OSError:
        return False
    with os.fdopen(handle, "rb", buffering=0) as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
            return False
        return files.read_up_to(file.fileno(), len(data) + 1) == data


def clear_abandoned(place: Dir, now: float) -> None:
    """Removes temporary files of an earlier crash; ``now`` is in seconds since 1970."""
    for entry in list(place.entries()):
        if not (entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)):
            continue
        with contextlib.suppress(OSError):
            found = place.lstat(entry.name)
            if stat.S_ISREG(found.st_mode) and now - found.st_mtime > ABANDONED_SECONDS:
                place.unlink(entry.name)


def _clear(place: Dir, name: str) -> None:
    # Under a name that is a hash, anything else than its own bytes is rubbish: cut short, or put there.
    with contextlib.suppress(FileNotFoundError):
        place.unlink(name)


def _write(place: Dir, name: str, data: bytes, mode: int) -> None:
    handle = place.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.PRIVATE_FILE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if mode != files.PRIVATE_FILE:
            os.fchmod(handle, mode)
        files.sync_file(handle)
    finally:
        os.close(handle)


def _rename(place: Dir, temporary: str, name: str, sleep: Sleep) -> bool:
    """Whether it could be renamed; False when another program wouldn't let go of it."""
    for pause in (*PATIENCE, None):
        try:
            place.rename(temporary, name)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            if pause is not None:
                sleep(pause)
        else:
            return True
    return False
