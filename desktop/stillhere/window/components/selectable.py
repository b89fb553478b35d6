"""Text that is read, and can be selected and copied, by mouse and by keyboard. Nothing in it is a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget

from stillhere.window.components.text import Text

if TYPE_CHECKING:
    from stillhere.window.components.menu import Entry

#: Where the keys move the end of a selection that one holds on to with Shift.
_MOVES: Final = {
    QKeySequence.StandardKey.SelectNextChar: "next",
    QKeySequence.StandardKey.SelectPreviousChar: "previous",
    QKeySequence.StandardKey.SelectNextWord: "next word",
    QKeySequence.StandardKey.SelectPreviousWord: "previous word",
    QKeySequence.StandardKey.SelectStartOfDocument: "start",
    QKeySequence.StandardKey.SelectEndOfDocument: "end",
}


class Selectable(Text):
    """A `Text` whose words can be taken along. A stop of the Tab key with ``stop``."""

    def __init__(
        self, text: str = "", kind: str = "body", *, stop: bool = False, parent: QWidget | None = None
    ) -> None:
        # From which letter to which; the second is the end that moves.
        self._held, self._end = 0, 0
        super().__init__(text, kind, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def selected(self) -> str:
        """What is selected."""
        first, last = sorted((self._held, self._end))
        return self.text()[first:last]

    def select(self, held: int, end: int) -> None:
        """Selects from one letter to another."""
        length = len(self.text())
        self._held, self._end = min(held, length), min(end, length)
        self.update()

    def select_all(self) -> None:
        """Selects everything."""
        self.select(0, len(self.text()))

    def setText(self, text: str) -> None:
        if text != self.text():
            self._held = self._end = 0
        super().setText(text)

    def _chosen(self) -> list[QTextLayout.FormatRange]:
        first, last = sorted((self._held, self._end))
        if first == last:
            return []
        chosen, form = QTextLayout.FormatRange(), QTextCharFormat()
        form.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        form.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
        chosen.start, chosen.length, chosen.format = first, last - first, form
        return [chosen]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = self._letter_at(event.position())
            self.select(self._held if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else at, at)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.select(self._held, self._letter_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        layout, at = self._lay(self.width())[0], self._letter_at(event.position())
        words = QTextLayout.CursorMode.SkipWords
        first = at if self._begins_word(at) else layout.previousCursorPosition(at, words)
        following = layout.nextCursorPosition(first, words)
        # Qt counts the space after a word as its own.
        self.select(first, first + len(self.text()[first:following].rstrip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        else:
            move = next((move for keys, move in _MOVES.items() if event.matches(keys)), None)
            if move is None:
                super().keyPressEvent(event)
                return
            self.select(self._held, self._moved(move))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Under the menu, and in another window, it stays as it is.
        kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in kept:
            self.select(0, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # What a menu needs is loaded with the first one.
        from stillhere.window.components.menu import open_menu

        self.setFocus(Qt.FocusReason.MouseFocusReason)
        open_menu(self, event.globalPos(), self._entries())

    def _entries(self) -> Iterator[Entry]:
        yield "text.copy", bool(self.selected), self._copy
        yield "text.all", bool(self.text()), self.select_all

    def _copy(self) -> None:
        if self.selected:
            QGuiApplication.clipboard().setText(self.selected)

    def _moved(self, move: str) -> int:
        layout, skip = self._lay(self.width())[0], QTextLayout.CursorMode.SkipWords
        match move:
            case "next":
                return layout.nextCursorPosition(self._end)
            case "previous":
                return layout.previousCursorPosition(self._end)
            case "next word":
                return layout.nextCursorPosition(self._end, skip)
            case "previous word":
                return layout.previousCursorPosition(self._end, skip)
            case "start":
                return 0
            case _:
                return len(self.text())

    def _begins_word(self, at: int) -> bool:
        text = self.text()
        return at < len(text) and not text[at].isspace() and (at == 0 or text[at - 1].isspace())

    def _letter_at(self, place: QPointF) -> int:
        """Before which letter a place lies."""
        layout, height = self._lay(self.width())[0], self._line_height()
        number = min(max(int(place.y() // height), 0), layout.lineCount() - 1)
        return layout.lineAt(number).xToCursor(place.x())
