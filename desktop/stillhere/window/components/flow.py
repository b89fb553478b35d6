"""A layout that sets its items one after the other and begins a new line where the width ends.

It runs with the reading direction, and gives no item less width than it needs while there is any.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from stillhere.window.components.mirror import mirrored


class Flow(QLayout):
    """Items in lines, `gap` pixels apart, lines `line_gap` apart."""

    def __init__(self, gap: int = 8, line_gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self._stacked = False
        self.setContentsMargins(QMargins())

    def set_stacked(self, stacked: bool) -> None:
        """Each item in a line of its own, as wide as the layout."""
        if stacked != self._stacked:
            self._stacked = stacked
            self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lines(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _lines(self, rect: QRect, *, move: bool) -> int:
        """Sets the items into `rect` where `move`; returns the height that they take."""
        line: list[tuple[QLayoutItem, QSize]] = []
        top, right = rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = self._size(item, rect.width())
            if line and (self._stacked or right + self._gap + size.width() > rect.width()):
                top += self._line(line, rect, top, move=move) + self._line_gap
                line, right = [], 0
            right += size.width() + (self._gap if line else 0)
            line.append((item, size))
        if line:
            top += self._line(line, rect, top, move=move)
        return top - rect.top()

    def _line(self, line: list[tuple[QLayoutItem, QSize]], rect: QRect, top: int, *, move: bool) -> int:
        height = max(size.height() for _, size in line)
        if move:
            left = rect.left()
            for item, size in line:
                own = QRect(left, top + (height - size.height()) // 2, size.width(), size.height())
                item.setGeometry(mirrored(own, rect, self.parentWidget()))
                left += size.width() + self._gap
        return height

    def _size(self, item: QLayoutItem, width: int) -> QSize:
        size = item.sizeHint()
        if size.width() <= width and not self._stacked:
            return size
        return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())


def empty(layout: QLayout) -> None:
    """Takes everything out of `layout`, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
