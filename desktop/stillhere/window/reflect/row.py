"""One row of a list: a button with a text and a smaller line below, which shows whether it is the open one.

Its holder places it and says how it is walked from; it knows nothing of its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QMargins, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Pressable
from stillhere.window.components.text import Text
from stillhere.window.reflect.passage import ROW, Passage, colours_of
from stillhere.words import say

_RADIUS: Final = 10

#: The keys that walk in a list.
WALKING: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End})


class Item(NamedTuple):
    """What a row shows: what opens it, its text, and a smaller line below."""

    id: str
    text: str
    caption: str


class Row(Pressable):
    """``pressed`` hears its item's id, ``walk`` the key that leads elsewhere (one of `WALKING`)."""

    around = QMargins(16, 10, 16, 12)
    between = 4  #: pixels, between the two texts

    def __init__(
        self,
        pressed: Callable[[str], object],
        walk: Callable[[Qt.Key], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._pressed = pressed
        self._walk = walk
        self.item = Item("", "", "")
        self.open = False
        self._texts = (Passage("", ROW, self), Text(kind="small", parent=self))
        for text in self._texts:
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._press)

    def show_item(self, item: Item) -> None:
        """Shows `item`."""
        if item == self.item:
            return
        self.item = item
        self.setAccessibleName(item.text)
        for text, said in zip(self._texts, item[1:], strict=True):
            text.say(said)
            text.setVisible(bool(said))
        self._describe()
        self._place()

    def show_open(self, opened: bool) -> None:
        """Shows whether what it stands for is open."""
        if opened != self.open:
            self.open = opened
            self._describe()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WALKING:
            self._walk(key)
        else:
            super().keyPressEvent(event)

    def heightForWidth(self, width: int) -> int:
        inside = width - self.around.left() - self.around.right()
        heights = [text.heightForWidth(inside) for text in self._texts if text.text()]
        between = self.between * max(0, len(heights) - 1)
        return self.around.top() + sum(heights) + between + self.around.bottom()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, _: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _: QPaintEvent) -> None:
        if not (self.open or self.underMouse()):
            return
        colours, painter = colours_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.here if self.open else colours.hover))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)

    def _place(self) -> None:
        """Sets the texts one below the other."""
        inside, top = self.rect().marginsRemoved(self.around), self.around.top()
        for text in self._texts:
            if text.text():
                height = text.heightForWidth(inside.width())
                text.setGeometry(inside.left(), top, inside.width(), height)
                top += height + self.between

    def _describe(self) -> None:
        # A screen reader hears it as a button; which one is open it hears in words.
        opened = say("reflect.is_open") if self.open else ""
        self.setAccessibleDescription("\n".join(filter(None, (opened, self.item.caption))))

    def _press(self) -> None:
        self._pressed(self.item.id)
