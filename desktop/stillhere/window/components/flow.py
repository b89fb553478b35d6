"""A layout that sets its items one after the other and begins a new line where the width ends.

It runs with the reading direction, and gives no item less width than it needs while there is any. No item is
left alone below a line of three or more: the lines are then made about as long as each other.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from stillhere.window.components.bare import BESIDE, without_edge
from stillhere.window.components.mirror import mirrored

_Line = list[tuple[QLayoutItem, QSize]]


class Flow(QLayout):
    """Items in lines, `gap` pixels apart, lines `line_gap` apart. Words without an edge stand further apart.

    With ``even`` the lines are always about as long as each other.
    """

    def __init__(
        self, gap: int = 8, line_gap: int = 8, parent: QWidget | None = None, *, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self._even = even
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
        shown = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return QSize(self._length(shown), max((size.height() for _, size in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _lines(self, rect: QRect, *, move: bool) -> int:
        """Sets the items into `rect` where `move`; returns the height that they take."""
        top = rect.top()
        for line in self._broken_well(rect.width()):
            top += self._line(line, rect, top, move=move) + self._line_gap
        return max(0, top - rect.top() - self._line_gap)

    def _broken_well(self, width: int) -> list[_Line]:
        """The lines, with the last one not too short."""
        sized = [(item, self._size(item, width)) for item in self._items if not item.isEmpty()]
        lines = self._broken(sized, width)
        if len(lines) > 1 and (self._even or _leaves_one(lines)):
            lines = self._evened(sized, lines)
        if _leaves_one(lines):
            lines[-1].insert(0, lines[-2].pop())
        return lines

    def _evened(self, sized: _Line, lines: list[_Line]) -> list[_Line]:
        """As many lines as before, broken at the least width that needs no more of them."""
        longest = max(map(self._length, lines))
        while len(narrower := self._broken(sized, longest - 1)) == len(lines):
            lines, before = narrower, longest
            longest = max(map(self._length, lines))
            if longest == before:  # one item alone is as long as that
                break
        return lines

    def _broken(self, sized: _Line, width: int) -> list[_Line]:
        lines: list[_Line] = []
        for item in sized:
            if not lines or self._stacked or self._length([*lines[-1], item]) > width:
                lines.append([item])
            else:
                lines[-1].append(item)
        return lines

    def _length(self, line: _Line) -> int:
        return sum(size.width() for _, size in line) + sum(self._gaps(line))

    def _gaps(self, line: _Line) -> list[int]:
        """What stands between each item and the next."""
        wide = max(self._gap, BESIDE)
        bare = [without_edge(item) for item, _ in line]
        return [wide if one or other else self._gap for one, other in pairwise(bare)]

    def _line(self, line: _Line, rect: QRect, top: int, *, move: bool) -> int:
        height = max(size.height() for _, size in line)
        if move:
            left = rect.left()
            for (item, size), gap in zip(line, [*self._gaps(line), 0], strict=True):
                own = QRect(left, top + (height - size.height()) // 2, size.width(), size.height())
                item.setGeometry(mirrored(own, rect, self.parentWidget()))
                left += size.width() + gap
        return height

    def _size(self, item: QLayoutItem, width: int) -> QSize:
        size = item.sizeHint()
        if size.width() <= width and not self._stacked:
            return size
        return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())


def _leaves_one(lines: list[_Line]) -> bool:
    return len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2


def empty(layout: QLayout) -> None:
    """Takes everything out of `layout`, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
