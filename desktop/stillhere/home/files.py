"""Small files of this device alone: replaced whole or not at all, readable by their person alone.

Nothing here is for the shared folder, whose files are never replaced.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_DIR = 0o700


def trouble_of(error: OSError) -> str:
    """What a person is told of `error`: "disk_full", "disk_trouble", or "denied" where one may not."""
    import errno

    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "disk_full"
    failing = {errno.EIO, errno.EFBIG, errno.ENXIO, errno.ENODEV, errno.ESTALE}
    return "disk_trouble" if error.errno in failing else "denied"


def make_dir(place: Path) -> None:
    """Makes `place` and what is missing above it, for this person alone; what exists stays as it is."""
    missing = []
    while not place.is_dir() and place != place.parent:
        missing.append(place)
        place = place.parent
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_DIR, exist_ok=True)


def replace(path: Path, data: bytes) -> None:
    """Puts `data` at `path` in one step: a crash leaves the old bytes or the new ones. Raises `OSError`."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            sync_file(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_dir(path.parent)


def put_new(path: Path, fill: Callable[[Path], None]) -> None:
    """Has `fill` write a file for this person alone, which then is `path`: whole, or not there at all.

    ``fill`` gets an empty file. Raises `OSError` (`FileExistsError` where there is something) and what
    ``fill`` raises.
    """
    if path.exists():
        raise FileExistsError(path)
    unfinished = path.with_name(f".{os.urandom(4).hex()}.new{path.suffix}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    os.close(os.open(unfinished, flags, PRIVATE_FILE))
    try:
        fill(unfinished)
        with unfinished.open("rb+") as written:
            sync_file(written.fileno())
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_dir(path.parent)


def sync_file(handle: int) -> None:
    """Has the disk itself keep what was written to `handle`.

    macOS answers `fsync` before the disk has the bytes; F_FULLFSYNC waits for it (man 2 fsync). File systems
    that know neither (network drives, FUSE) say so with ENOTSUP, EINVAL or ENOTTY: that is no failure.
    """
    import errno
    import sys

    unable = {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in unable:
                raise
        else:
            return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in unable:
            raise


def sync_dir(place: Path) -> None:
    """Has the disk keep the names in `place`; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_file(handle)
    finally:
        os.close(handle)


def read_up_to(handle: int, limit: int) -> bytes:
    """What can be read from `handle`, at most `limit` bytes. Raises `OSError`."""
    parts, left = [], limit
    while left > 0:
        part = os.read(handle, left)
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
