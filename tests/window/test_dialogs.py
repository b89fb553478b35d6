"""The dialogs for choosing files: what is chosen comes back, and no file tells later what was looked at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from stillhere.window.dialogs import Dialogs


def _answer(app: QApplication, *, accept: bool) -> None:
    """Answers the dialog that is open, as soon as one is."""
    dialog = app.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        dialog.done(int(accept))
    else:
        QTimer.singleShot(10, app, lambda: _answer(app, accept=accept))


def test_the_chosen_folder_comes_back_and_is_written_down_nowhere(
    qapp: QApplication, own_places: Path, tmp_path: Path
) -> None:
    parent = QWidget()
    _answer(qapp, accept=True)
    assert Dialogs().folder(parent, tmp_path) == tmp_path
    _answer(qapp, accept=False)
    assert Dialogs().export(parent, tmp_path) is None
    parent.deleteLater()
    written = [path for path in own_places.rglob("*") if path.is_file()]
    assert [path for path in written if str(tmp_path) in path.read_text(errors="replace")] == []
    assert list(own_places.rglob("QtProject*")) == []
