"""Where what is private lies: one small header, and the encrypted file that it names.

Whatever else the program left here, after a crash, is removed by whoever holds the guard.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from stillhere.home import files
from stillhere.home.paths import Paths
from stillhere.home.private.errors import PrivateError
from stillhere.home.role import Role

#: How long one waits for another who makes, moves or removes files here (seconds), and looks again.
_PATIENCE, _LOOK = 10.0, 0.02

#: A copy from before an upgrade is kept for so long (seconds): four weeks.
_KEEP_COPIES = 28 * 24 * 3600

_OVERWRITTEN_AT_ONCE = 1024 * 1024

#: The names that the program gives: encrypted files, SQLite's helpers and copies beside them, unfinished
#: ones.
_OURS = re.compile(r"\.?[a-z2-7]{10}\.(?:db|new)(?:[-.].*)?|\.private\.json\..*\.new")


class Places(Struct, frozen=True):
    """The directory of what is private."""

    root: Path

    @classmethod
    def of(cls, paths: Paths) -> Places:
        """The place in the home at `paths`, beside its store."""
        return cls(paths.private)

    @property
    def header(self) -> Path:
        """The file that names the current one, and holds its key, wrapped."""
        return self.root / "private.json"

    @property
    def lock(self) -> Path:
        """The file of the guard."""
        return self.root / "private.lock"

    def file(self, name: str) -> Path:
        """The encrypted file of a name."""
        return self.root / f"{name}.db"

    def unborn(self, name: str) -> Path:
        """The first file of all, until there is a header that names it."""
        return self.root / f"{name}.new"

    @contextmanager
    def guard(self) -> Iterator[None]:
        """While it is held, nobody else makes, moves or removes files here. Raises "private_busy"."""
        role = Role(self.lock, "private")
        give_up = time.monotonic() + _PATIENCE
        while not role.take():
            if time.monotonic() > give_up:
                raise PrivateError("private_busy")
            time.sleep(_LOOK)
        try:
            yield
        finally:
            role.leave()

    def any_file(self) -> bool:
        """Whether there is an encrypted file, whatever its name."""
        return any(_OURS.fullmatch(path.name) for path in self.root.glob("*.db"))

    def tidy(self, current: str) -> None:
        """Removes what a crash or an upgrade left, unless somebody is at work here now.

        What can't be removed is in nobody's way; the next opening tries again.
        """
        role = Role(self.lock, "private")
        with suppress(OSError):
            if not role.take():
                return
            try:
                self.sweep(keep=(f"{current}.", f".{current}."))
            finally:
                role.leave()

    def sweep(self, *, keep: tuple[str, ...]) -> None:
        """Removes the program's files but those that begin as one of `keep`. Needs the guard.

        Raises `OSError`. What anybody else put here, such as a copy under another name, stays.
        """
        for path in self.root.iterdir():
            ours = _OURS.fullmatch(path.name) is not None and not path.is_dir()
            if ours and (not path.name.startswith(keep) or _old(path)):
                remove(path)


def remove(path: Path) -> None:
    """Overwrites a file, as far as the disk lets itself be overwritten, and removes it. Raises `OSError`.

    Flash disks and copying file systems keep older blocks; what lay in the file is encrypted in any case.
    """
    try:
        if not path.is_symlink():
            _overwrite(path)
        path.unlink()
    except FileNotFoundError:
        return


def _overwrite(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _OVERWRITTEN_AT_ONCE)))
        files.sync_file(file.fileno())


def _old(path: Path) -> bool:
    return ".version-" in path.name and time.time() - path.stat().st_mtime > _KEEP_COPIES
