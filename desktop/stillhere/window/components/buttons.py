"""What can be pressed: buttons in three kinds, and cards that choose a way.

Space and Enter press them. A text that finds no room wraps; nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stillhere.window.components.restyle import put
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps

Kind = Literal["primary", "plain", "text"]

#: How round the corners of a button are, in pixels, as the style sheet has it.
_ROUND, _ROUND_LARGE = 10.0, 12.0

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pressable(QPushButton):
    """A button whose text wraps where it has to."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        # Text and parent at once have PySide load icons, to see that it is none.
        super().__init__(parent)
        self.setText(text)
        wraps(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        hint = self.sizeHint()
        lines = self._wrapped(width).count("\n")
        return hint.height() + lines * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + self._padding(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self._wrapped(self.width())
        if text == self.text():
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = text
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _padding(self) -> int:
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())

    def _wrapped(self, width: int) -> str:
        """The text with line breaks, so that it fits a button of this `width`."""
        metrics, room = self.fontMetrics(), width - self._padding()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        return "\n".join(_lines(self.text().split(), metrics, room))


class Choosable(Pressable):
    """Shows whether it is chosen. A press is only told; whoever holds it decides what follows."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._showing = False
        self.setCheckable(True)
        self.toggled.connect(self._toggled)

    def choose(self, chosen: bool) -> None:
        """Shows it as chosen or not; nobody is told."""
        if chosen == self.isChecked():
            return
        only, self._showing = self.autoExclusive(), True
        self.setAutoExclusive(False)  # or Qt would keep the last one chosen
        self.setChecked(chosen)
        self.setAutoExclusive(only)
        self._showing = False

    def nextCheckState(self) -> None:
        # Its holder decides what follows from a press.
        return

    def _toggled(self, chosen: bool) -> None:
        # A screen reader toggles without a click, and Qt takes the choice away from the others of a row.
        if not self._showing and (chosen or not self.autoExclusive()):
            self.choose(not chosen)
            self.click()


def _lines(words: list[str], metrics: QFontMetrics, room: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Button(Pressable):
    """``primary`` for what the page is for, ``plain``, or ``text``: words without an edge."""

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object],
        kind: Kind = "plain",
        *,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setProperty("large", large)
        self._pressed = pressed
        self.clicked.connect(self._press)

    def set_kind(self, kind: Kind) -> None:
        """Changes how much it stands out."""
        put(self, "kind", kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isEnabled() and self.property("kind") != "text":
            from stillhere.window.components.dashes import draw_dashes

            draw_dashes(self, _ROUND_LARGE if self.property("large") else _ROUND)

    def _press(self) -> None:
        self._pressed()


class ChoiceCard(Pressable):
    """A card that chooses one way: a title and a sentence. ``checkable``: one of several, and it stays."""

    def __init__(
        self, title: str, text: str, *, checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setCheckable(checkable)
        self.setAutoExclusive(checkable)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(23, 21, 23, 20)
        self._inside.setSpacing(0)
        for label in (Text(title, "strong"), Text(text, "body")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inside.addWidget(label)

    def heightForWidth(self, width: int) -> int:
        return self._inside.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.totalMinimumSize()
