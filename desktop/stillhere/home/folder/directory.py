"""What a directory of the shared folder is to whoever looks into it or writes there, however it is reached.

No name is more than one step, and nothing that stands for another place is entered.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

#: Reparse tags with this bit stand for another place (IsReparseTagNameSurrogate): links and junctions have
#: it, the placeholders of OneDrive don't.
_NAME_SURROGATE = 0x20000000

#: What a file is opened with, however it is reached.
FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class NotADir(OSError):
    """Something else, or a link, is where a directory belongs."""


class Dir(Protocol):
    """An open directory. Names are single steps. Everything raises `OSError`."""

    def step(self, name: str) -> Dir:
        """The directory `name` in this one. Raises `FileNotFoundError` or `NotADir`."""

    def make(self, name: str) -> Dir:
        """The directory `name`, made if it is missing; open to those who may write in this one."""

    def open(self, name: str, flags: int, mode: int = 0) -> int:
        """A handle of the file `name`; a link fails with ELOOP, and nothing waits for another process."""

    def mode(self) -> int:
        """The mode of this directory."""

    def lstat(self, name: str) -> os.stat_result:
        """What stands at `name`, itself and not what it points to."""

    def entries(self) -> Iterator[os.DirEntry[str]]:
        """What is in it, read bit by bit."""

    def rename(self, old: str, new: str) -> None:
        """Renames a file in this directory, onto what may stand at the new name."""

    def unlink(self, name: str) -> None:
        """Removes a file, or a link itself."""

    def rmdir(self, name: str) -> None:
        """Removes the directory `name` if nothing is in it, and never a link."""

    def sync(self) -> None:
        """Has the disk keep the names."""

    def close(self) -> None:
        """Gives the handle back."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Closing:
    """What every `Dir` does at its end."""

    def close(self) -> None:
        """Nothing to give back."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_link(found: os.stat_result) -> bool:
    """Whether it stands for another place: a symbolic link, a junction or another such reparse point."""
    return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_reparse_tag", 0) & _NAME_SURROGATE)
