"""What the system says of the shared folder, told as what its person can do something about.

Each `OSError` comes out as one `FolderError`, which names the folder and nothing in it.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stillhere.home.errors import FolderError
from stillhere.home.folder.directory import NotADir
from stillhere.home.folder.publish import NotKept

#: A folder that isn't there, or whose drive doesn't answer.
_GONE = (
    *(errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.EIO, errno.ENOTCONN),
    *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT),
)
_WHAT = {
    errno.EROFS: "folder_read_only",
    errno.ENOSPC: "folder_full",
    errno.EDQUOT: "folder_full",
    errno.EACCES: "folder_denied",
    errno.EPERM: "folder_denied",
    errno.EISDIR: "folder_odd",
    errno.ENOTEMPTY: "folder_odd",
    **dict.fromkeys(_GONE, "folder_missing"),
}
_WRITE_PROTECTED = 19  # winerror


@contextmanager
def told(root: Path) -> Iterator[None]:
    """What goes wrong inside is told of the folder at `root`. Raises `FolderError`."""
    try:
        yield
    except NotKept:
        raise FolderError("folder_not_kept", place=str(root)) from None
    except NotADir as error:
        raise FolderError("folder_odd", place=str(root)) from error
    except OSError as error:
        protected = getattr(error, "winerror", None) == _WRITE_PROTECTED
        what = "folder_read_only" if protected else _WHAT.get(error.errno or 0, "folder_trouble")
        raise FolderError(what, place=str(root)) from error
