"""The system's own dialogs for choosing files. Handed in, so that what asks is free of what answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.words import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


def _asker() -> type[QFileDialog]:
    """Qt's dialog. Where the system has none of its own it would keep the places it showed in a file of Qt's,
    which no erasing reaches: it writes into nothing instead.
    """
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QFileDialog

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    return QFileDialog


class Dialogs:
    """Each asks and waits for the answer; None when nothing was chosen."""

    def folder(self, parent: QWidget, start: Path | None) -> Path | None:
        """Asks for a folder, beginning at `start`."""
        chosen = _asker().getExistingDirectory(parent, say("folder.dialog"), str(start or Path.home()))
        return Path(chosen) if chosen else None

    def export(self, parent: QWidget, start: Path | None) -> Path | None:
        """Asks for the folder of an export, beginning at `start`."""
        chosen = _asker().getExistingDirectory(parent, say("export.dialog"), str(start or Path.home()))
        return Path(chosen) if chosen else None

    def save(self, parent: QWidget, name: str) -> Path | None:
        """Asks for a new file, called `name` unless its person wants it otherwise."""
        chosen, _ = _asker().getSaveFileName(parent, say("save.dialog"), str(Path.home() / name))
        return Path(chosen) if chosen else None

    def file(self, parent: QWidget) -> Path | None:
        """Asks for a file that is there."""
        chosen, _ = _asker().getOpenFileName(parent, say("file.dialog"), str(Path.home()))
        return Path(chosen) if chosen else None

    def picture(self, parent: QWidget) -> Path | None:
        """Asks for a picture."""
        chosen, _ = _asker().getOpenFileName(parent, say("picture.dialog"), str(Path.home()))
        return Path(chosen) if chosen else None
