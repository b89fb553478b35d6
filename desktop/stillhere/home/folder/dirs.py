"""Directories of the shared folder, entered one step at a time and never through a link or junction.

Whoever shares the folder could put a link where a directory belongs, so no path is ever followed as a whole.
Where the system has handles of directories (all but Windows) each step is taken from the one before, and a
directory that is swapped for a link meanwhile changes nothing.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from stillhere.home import files
from stillhere.home.folder.directory import FILE, Closing, Dir, NotADir

_HAS_HANDLES = hasattr(os, "O_DIRECTORY")
_NO_ATIME = getattr(os, "O_NOATIME", 0)


def open_root(path: Path) -> Dir:
    """The folder that the person chose. It alone may be a link: it is theirs."""
    if not _HAS_HANDLES:
        from stillhere.home.folder.path_dirs import PathDir

        return PathDir(path)
    return HandleDir(_handle(os.fspath(path), None, follow=True))


def share_mode(parent: int, *, directory: bool) -> int:
    """The mode of what is made in a directory of mode `parent`: its owner's alone, or as shared as that is.

    Two accounts of one computer or of a network drive may share a folder that both may write: with 0600 one
    could never read what the other says. Where only the owner may write, all stays the owner's.
    """
    mode = 0o700 | parent & stat.S_ISGID if directory else 0o600
    if parent & stat.S_IWGRP:
        mode |= 0o070 if directory else 0o040
    if parent & stat.S_IWOTH:
        mode |= 0o007 if directory else 0o004
    return mode


class HandleDir(Closing):
    """A directory by its handle."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def step(self, name: str) -> HandleDir:
        """See `Dir`."""
        return HandleDir(_handle(name, self._handle, follow=False))

    def make(self, name: str) -> HandleDir:
        """See `Dir`."""
        try:
            os.mkdir(name, files.PRIVATE_DIR, dir_fd=self._handle)
        except FileExistsError:
            return self.step(name)
        handle = _handle(name, self._handle, follow=False)
        wanted = share_mode(self.mode(), directory=True)
        if wanted != files.PRIVATE_DIR:
            os.fchmod(handle, wanted)
        return HandleDir(handle)

    def open(self, name: str, flags: int, mode: int = 0) -> int:
        """See `Dir`."""
        if flags & os.O_ACCMODE == os.O_RDONLY:
            return _quiet_open(name, flags | FILE | os.O_NONBLOCK, self._handle)
        return os.open(name, flags | FILE, mode, dir_fd=self._handle)

    def mode(self) -> int:
        """See `Dir`."""
        return os.fstat(self._handle).st_mode

    def lstat(self, name: str) -> os.stat_result:
        """See `Dir`."""
        return os.stat(name, dir_fd=self._handle, follow_symlinks=False)

    def entries(self) -> Iterator[os.DirEntry[str]]:
        """See `Dir`."""
        with os.scandir(self._handle) as found:
            yield from found

    def rename(self, old: str, new: str) -> None:
        """See `Dir`."""
        os.replace(old, new, src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def unlink(self, name: str) -> None:
        """See `Dir`."""
        os.unlink(name, dir_fd=self._handle)

    def rmdir(self, name: str) -> None:
        """See `Dir`."""
        os.rmdir(name, dir_fd=self._handle)

    def sync(self) -> None:
        """See `Dir`."""
        files.sync_file(self._handle)

    def close(self) -> None:
        """See `Dir`."""
        os.close(self._handle)


def _handle(name: str, parent: int | None, *, follow: bool) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        return _quiet_open(name, flags, parent)
    except OSError as error:
        if error.errno in {errno.ENOTDIR, errno.ELOOP} and not follow:
            raise NotADir(error.errno, os.strerror(error.errno)) from None
        raise


def _quiet_open(name: str, flags: int, parent: int | None) -> int:
    """Opens for reading so that not even the time of the last access changes, where one may ask for that."""
    try:
        return os.open(name, flags | _NO_ATIME, dir_fd=parent)
    except PermissionError:
        # The time of access is its owner's to keep; another's file is opened as anybody would.
        return os.open(name, flags, dir_fd=parent)
