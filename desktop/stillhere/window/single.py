"""One window for each home: who comes second asks the first to come forward, and goes.

The lock is the system's and frees itself when its process ends. What is asked is the name of a page, no more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject

from stillhere.home import files

if TYPE_CHECKING:
    from PySide6.QtCore import QFileSystemWatcher

_PAGE = re.compile(r"[a-z]{0,20}")
_TOKEN = re.compile(r"[\x21-\x7e]{0,200}")


class Single(QObject):
    """The one window at `place`, a directory of its own. ``asked`` hears which page somebody wants to see."""

    def __init__(self, place: Path, asked: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._asked = asked
        self._lock = QLockFile(str(place / "lock"))
        self._watcher: QFileSystemWatcher | None = None

    def take(self) -> bool:
        """Whether this is the one window now. Raises `OSError` where the place can't be made."""
        files.make_dir(self._place)
        # A process that died left its lock; Qt looks whether the process still lives.
        self._lock.setStaleLockTime(0)
        return self._lock.tryLock(0)

    def ask(self, page: str) -> None:
        """Asks the one window to come forward with `page`."""
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
        files.replace(self._place / "asked", f"{page}\n{token}\n".encode())

    def listen(self) -> None:
        """Hears what is asked from now on."""
        from PySide6.QtCore import QFileSystemWatcher

        self._watcher = QFileSystemWatcher([str(self._place)], self)
        self._watcher.directoryChanged.connect(lambda _: self._hear())

    def leave(self) -> None:
        """Another window may be the one."""
        self._watcher = None
        self._lock.unlock()

    def _hear(self) -> None:
        try:
            page, token, *_ = [*(self._place / "asked").read_text("utf-8").split("\n"), "", ""]
            (self._place / "asked").unlink()
        except FileNotFoundError:
            return
        if _PAGE.fullmatch(page):
            if token and _TOKEN.fullmatch(token):
                # Wayland lets a window come forward only with the token of who was clicked.
                os.environ["XDG_ACTIVATION_TOKEN"] = token
            self._asked(page)
