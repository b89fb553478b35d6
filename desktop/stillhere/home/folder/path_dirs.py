"""Directories of the shared folder where there are no handles of directories, as on Windows.

Each step is checked when it is taken. What is swapped for a link after that is seen with the next one.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from stillhere.home import files
from stillhere.home.folder.directory import FILE, Closing, NotADir, is_link


class PathDir(Closing):
    """A directory by its path."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._path = path

    def step(self, name: str) -> PathDir:
        """See `Dir`."""
        found = self.lstat(name)
        if is_link(found) or not stat.S_ISDIR(found.st_mode):
            raise NotADir(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        return PathDir(self._path / name)

    def make(self, name: str) -> PathDir:
        """See `Dir`."""
        try:
            (self._path / name).mkdir(files.PRIVATE_DIR)
        except FileExistsError:
            return self.step(name)
        return self.step(name)

    def open(self, name: str, flags: int, mode: int = 0) -> int:
        """See `Dir`."""
        try:
            if is_link(self.lstat(name)):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        except FileNotFoundError:
            if not flags & os.O_CREAT:
                raise
        return os.open(self._path / name, flags | FILE, mode)

    def mode(self) -> int:
        """See `Dir`. Windows keeps lists of who may do what, which what is made here takes over."""
        return files.PRIVATE_DIR

    def lstat(self, name: str) -> os.stat_result:
        """See `Dir`."""
        return (self._path / name).lstat()

    def entries(self) -> Iterator[os.DirEntry[str]]:
        """See `Dir`."""
        with os.scandir(self._path) as found:
            yield from found

    def rename(self, old: str, new: str) -> None:
        """See `Dir`."""
        (self._path / old).replace(self._path / new)

    def unlink(self, name: str) -> None:
        """See `Dir`."""
        (self._path / name).unlink()

    def rmdir(self, name: str) -> None:
        """See `Dir`. Windows would take a junction away."""
        self.step(name)
        (self._path / name).rmdir()

    def sync(self) -> None:
        """See `Dir`."""
        files.sync_dir(self._path)
