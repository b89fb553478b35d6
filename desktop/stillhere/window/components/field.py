"""What can be written in. Nothing typed is lost: what stands in a field is handed over by itself.

That happens on Enter, when the field is left, and after a pause; nobody has to press Save.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

#: How long a pause in typing is, in milliseconds.
PAUSE_MS = 1500


class Line(QLineEdit):
    """One line. ``kept`` hears the text when it is handed over, and never the same text twice."""

    def __init__(
        self, name: str, kept: Callable[[str], object], *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._last = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.hand_over)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _: self._pause.start())
        self.returnPressed.connect(self.hand_over)

    def show_text(self, text: str) -> None:
        """Shows what is so elsewhere, unless something else is being typed here."""
        if self.text() == self._last:
            self.setText(text)
        self._last = text

    def hand_over(self) -> None:
        """Hands over what was typed, if anything was."""
        self._pause.stop()
        if self.text() != self._last:
            self._last = self.text()
            self._kept(self._last)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hand_over()


class Lines(QPlainTextEdit):
    """Several lines, ``rows`` high. The Tab key goes on; Enter begins a new line."""

    def __init__(
        self,
        name: str,
        kept: Callable[[str], object],
        *,
        rows: int = 4,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._last = ""
        self._rows = rows
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.hand_over)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._pause.start)

    def sizeHint(self) -> QSize:
        inside = self._rows * self.fontMetrics().lineSpacing() + round(2 * self.document().documentMargin())
        # What the style adds around the text.
        around = self.height() - self.viewport().height()
        return QSize(super().sizeHint().width(), inside + around)

    def show_text(self, text: str) -> None:
        """Shows what is so elsewhere, unless something else is being typed here."""
        if self.toPlainText() == self._last:
            self.setPlainText(text)
            self._pause.stop()
        self._last = text

    def hand_over(self) -> None:
        """Hands over what was typed, if anything was."""
        self._pause.stop()
        if self.toPlainText() != self._last:
            self._last = self.toPlainText()
            self._kept(self._last)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hand_over()
