"""The menu of a text: cut, copy, paste, all of it, in the app's own words. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from stillhere.words import say

#: What can be done with a text: the key of its name, whether it can be done now, and how.
Entry = tuple[str, bool, Callable[[], object]]


def copy(text: str) -> None:
    """Puts `text` where other programs find what was copied."""
    QGuiApplication.clipboard().setText(text)


def open_menu(widget: QWidget, at: QPoint, entries: Iterator[Entry]) -> None:
    """Opens the menu of `widget` at a place of the screen."""
    menu = QMenu(widget)
    menu.setAccessibleName(say("text.menu"))
    for key, possible, do in entries:
        action = menu.addAction(say(key))
        action.setEnabled(possible)
        action.triggered.connect(lambda _=False, do=do: do())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def line_menu(line: QLineEdit, at: QPoint) -> None:
    """The menu of one line; of what nobody may see nothing can be taken."""
    selected = line.hasSelectedText() and line.echoMode() == QLineEdit.EchoMode.Normal
    writable = not line.isReadOnly()
    can = (line.isUndoAvailable(), selected, bool(line.text()))
    open_menu(line, at, _entries(line, can, writable=writable))


def text_menu(text: QTextEdit | QPlainTextEdit, at: QPoint) -> None:
    """The menu of several lines."""
    document = text.document()
    can = (document.isUndoAvailable(), text.textCursor().hasSelection(), not document.isEmpty())
    open_menu(text, at, _entries(text, can, writable=not text.isReadOnly()))


def _entries(
    field: QLineEdit | QTextEdit | QPlainTextEdit, can: tuple[bool, bool, bool], *, writable: bool
) -> Iterator[Entry]:
    undo, selected, some = can
    if writable:
        yield "text.undo", undo, field.undo
        yield "text.cut", selected, field.cut
    yield "text.copy", selected, field.copy
    if writable:
        yield "text.paste", bool(QGuiApplication.clipboard().text()), field.paste
    yield "text.all", some, field.selectAll
