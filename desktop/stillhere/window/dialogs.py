"""The dialogs for choosing files. Handed in, so that what asks is free of what answers.

They are the system's own, which people know; for an export it is Qt's, which hears the hide key and keeps no
list of places. What the system's own hears never comes here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from stillhere.words import say

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut
    from PySide6.QtWidgets import QFileDialog

#: The name of the shortcut that is the hide key of its window.
HIDE_KEY = "hide key"


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
        return _asked(parent, "folder.dialog", start or Path.home(), "folder")

    def export(self, parent: QWidget, start: Path | None) -> Path | None:
        """Asks for the folder of an export, beginning at `start`."""
        return _asked(parent, "export.dialog", start or Path.home(), "folder", own=True)

    def save(self, parent: QWidget, name: str) -> Path | None:
        """Asks for a new file, called `name` unless its person wants it otherwise."""
        return _asked(parent, "save.dialog", Path.home() / name, "new")

    def file(self, parent: QWidget) -> Path | None:
        """Asks for a file that is there."""
        return _asked(parent, "file.dialog", Path.home(), "file")

    def picture(self, parent: QWidget) -> Path | None:
        """Asks for a picture."""
        return _asked(parent, "picture.dialog", Path.home(), "file")


def _asked(
    parent: QWidget, title: str, start: Path, what: Literal["folder", "file", "new"], *, own: bool = False
) -> Path | None:
    """Asks; ``title`` is a key, and ``own`` a dialog of ours rather than of the system."""
    asker = _asker()
    dialog = asker(parent, say(title), str(start if what != "new" else start.parent))
    dialog.setOption(asker.Option.DontUseNativeDialog, own)
    match what:
        case "folder":
            dialog.setFileMode(asker.FileMode.Directory)
            dialog.setOption(asker.Option.ShowDirsOnly)
        case "file":
            dialog.setFileMode(asker.FileMode.ExistingFile)
        case "new":
            dialog.setAcceptMode(asker.AcceptMode.AcceptSave)
            dialog.selectFile(start.name)
    hearing = Hearing(parent, dialog)
    hearing.start()
    chosen = dialog.selectedFiles() if dialog.exec() else []
    hearing.stop()
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


class Hearing(QObject):
    """Hears the hide key of the window of ``widget`` while a dialog stands before it, which would take it."""

    def __init__(self, widget: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._widget = widget
        self._key: QShortcut | None = None

    def start(self) -> None:
        """Listens from now on, where there is such a key."""
        from PySide6.QtGui import QShortcut
        from PySide6.QtWidgets import QApplication

        self._key = self._widget.window().findChild(QShortcut, HIDE_KEY)
        app = QApplication.instance()
        if self._key is not None and app is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Ends."""
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        from PySide6.QtGui import QKeyEvent, QKeySequence

        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._key is None:
            return False
        pressed = QKeySequence(event.keyCombination())
        if self._key.key().matches(pressed) != QKeySequence.SequenceMatch.ExactMatch:
            return False
        self._key.activated.emit()
        return True
