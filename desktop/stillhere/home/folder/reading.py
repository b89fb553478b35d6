"""How one file of the shared folder is read: a regular file of a fit size, to its limit, in bounded time.

The file may be changed, swapped or taken away at any moment by whoever shares the folder; what is opened is
looked at again, and what can't be had is told with its reason.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable

from stillhere.home import files
from stillhere.home.folder import patience
from stillhere.home.folder.directory import Dir, is_link
from stillhere.home.folder.patience import TooLong

#: Sizes in bytes that a file of the folder may have; the largest is that of a segment.
SIZES = (200, 1024 * 1024)

#: Whether files can be here by name and have their content at a provider (and links can be of other kinds).
MAY_BE_AWAY = sys.platform in {"win32", "darwin"}

#: How long (seconds) a download by the carrier is waited for.
DOWNLOAD_SECONDS = 20.0
_READER = "still-here-download"


class Unreadable(Exception):
    """One file can't be read; ``reason`` is a key.

    gone · link · not_regular · too_small · too_large · denied · changed (while it was read) · waiting (its
    content can't be had at the moment).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(place: Dir, name: str) -> bytes:
    """The bytes of a file of a fit size. Raises `Unreadable`."""
    try:
        handle = place.open(name, os.O_RDONLY)
    except OSError as error:
        raise _unreadable(error) from None
    try:
        found = os.fstat(handle)
        reason = unfit(found)
        if reason is not None:
            raise Unreadable(reason)
        data = files.read_up_to(handle, found.st_size + 1)
    except OSError as error:
        raise _unreadable(error) from None
    finally:
        os.close(handle)
    if len(data) != found.st_size:
        raise Unreadable("changed")
    return data


def within(seconds: float, read: Callable[[], bytes]) -> bytes:
    """What `read` gives within `seconds`. Raises `Unreadable`: "waiting" when it takes longer."""
    try:
        return patience.within(seconds, read, name=_READER)
    except TooLong:
        raise Unreadable("waiting") from None


def unfit(found: os.stat_result) -> str | None:
    """Why a file is never opened, as a key, or None."""
    if stat.S_ISREG(found.st_mode) and not (MAY_BE_AWAY and is_link(found)):
        if found.st_size < SIZES[0]:
            return "too_small"
        return "too_large" if found.st_size > SIZES[1] else None
    return "link" if is_link(found) else "not_regular"


def _unreadable(error: OSError) -> Unreadable:
    match error:
        case FileNotFoundError():
            return Unreadable("gone")
        case PermissionError():
            return Unreadable("denied")
    match error.errno:
        case errno.ELOOP:
            return Unreadable("link")
        case errno.ENOTDIR:
            return Unreadable("gone")
        case errno.ENXIO | errno.EISDIR:  # a socket; a directory on systems that open none
            return Unreadable("not_regular")
        case _:
            return Unreadable("waiting")
