"""A title and the word for its kind: side by side where both find room, one below the other elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from stillhere.window.components.mirror import mirrored

_GAP: Final = 12
_LINE_GAP: Final = 8


class Head(QLayout):
    """Holds two widgets: the title, whose text wraps, and what stands at its far side."""

    def __init__(self, title: QWidget, kind: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.addWidget(title)
        self.addWidget(kind)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() for item in self._items) + _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._items, self._places(rect.width()), strict=True):
            item.setGeometry(mirrored(place.translated(rect.topLeft()), rect, self.parentWidget()))

    def _places(self, width: int) -> list[QRect]:
        """Where both lie in this width, beginning at the upper left."""
        if len(self._items) < 2:
            return [QRect(0, 0, width, item.heightForWidth(width)) for item in self._items]
        title, kind = self._items
        size = kind.sizeHint()
        room = width - size.width() - _GAP
        if room >= max(title.minimumSize().width(), width // 2):
            height = title.heightForWidth(room)
            return [QRect(0, 0, room, height), QRect(width - size.width(), 0, size.width(), size.height())]
        height = title.heightForWidth(width)
        return [
            QRect(0, 0, width, height),
            QRect(0, height + _LINE_GAP, min(size.width(), width), size.height()),
        ]
