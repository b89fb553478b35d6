"""Whether a folder answers at all, asked before anything waits for it.

On a network drive that is gone a call can hang in the system for minutes. Then the folder counts as out of
reach, and whoever keeps goes on with what else there is to do. A disk of this computer is asked directly.
"""

from __future__ import annotations

from pathlib import Path

from stillhere.home.errors import FolderError
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.mounts import is_steady, mount_type
from stillhere.home.folder.patience import TooLong, within

#: How long (seconds) a folder may take to answer.
SECONDS = 5.0


def must_answer(root: Path) -> None:
    """Raises `FolderError` ("folder_missing") where the folder at `root` doesn't answer."""
    if is_steady(mount_type(root)):
        return
    try:
        within(SECONDS, Folder(root).reachable, name="folder")
    except TooLong:
        raise FolderError("folder_missing", place=str(root)) from None
