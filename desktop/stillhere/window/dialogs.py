"""The system's own dialogs for choosing files. Handed in, so that what asks is free of what answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from stillhere.words import say


class Dialogs:
    """Each asks and waits for the answer; None when nothing was chosen."""

    def folder(self, parent: QWidget, start: Path | None) -> Path | None:
        """Asks for a folder, beginning at `start`."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(parent, say("folder.dialog"), str(start or Path.home()))
        return Path(chosen) if chosen else None

    def export(self, parent: QWidget, start: Path | None) -> Path | None:
        """Asks for the folder of an export, beginning at `start`."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(parent, say("export.dialog"), str(start or Path.home()))
        return Path(chosen) if chosen else None

    def save(self, parent: QWidget, name: str) -> Path | None:
        """Asks for a new file, called `name` unless its person wants it otherwise."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(parent, say("save.dialog"), str(Path.home() / name))
        return Path(chosen) if chosen else None

    def file(self, parent: QWidget) -> Path | None:
        """Asks for a file that is there."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(parent, say("file.dialog"), str(Path.home()))
        return Path(chosen) if chosen else None

    def picture(self, parent: QWidget) -> Path | None:
        """Asks for a picture."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(parent, say("picture.dialog"), str(Path.home()))
        return Path(chosen) if chosen else None
