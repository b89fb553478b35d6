"""A layout that sets its items one below the other, each with its own gap above.

What is hidden takes no room, nor does its gap; the first that is shown has none. An item is as wide as the
column unless its size policy says that it stays as it is. Margins run with the reading direction.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from stillhere.window.components.mirror import mirrored


class Column(QLayout):
    """What is left of the height stays below; ``centred`` shares it, ``fill`` gives it to the last item."""

    def __init__(self, parent: QWidget | None = None, *, centred: bool = False, fill: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gaps: list[int] = []
        self._gap = 0
        self._centred = centred
        self._fill = fill
        self._hanging: QWidget | None = None
        self.setContentsMargins(QMargins())

    def add(self, item: QWidget | QLayout, above: int = 0) -> None:
        """Adds a widget or layout, `above` pixels below what stands before it."""
        self._gap = above
        if isinstance(item, QWidget):
            self.addWidget(item)
        else:
            self.addChildLayout(item)
            self.addItem(item)

    def hang(self, widget: QWidget) -> None:
        """Leaves `widget`, which was added last, out of what is centred: coming and going it moves little."""
        self._hanging = widget

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._gaps.append(self._gap)
        self._gap = 0
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self._gaps.pop(index)
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        needed = sum(gap + _height(item, inner) for item, gap in self._shown())
        return needed + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = max((item.sizeHint().width() for item, _ in self._shown()), default=0)
        width += margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        width = max((item.minimumSize().width() for item, _ in self._shown()), default=0)
        height = sum(gap + item.minimumSize().height() for item, gap in self._shown())
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        area = mirrored(rect.marginsRemoved(self.contentsMargins()), rect, self.parentWidget())
        shown = self._shown()
        spare = area.height() - sum(gap + _height(item, area.width()) for item, gap in shown)
        hanging = sum(
            gap + _height(item, area.width()) for item, gap in shown if item.widget() is self._hanging
        )
        # What hangs may reach into the margin below before it moves anything.
        above = min((spare + hanging) // 2, spare + self.contentsMargins().bottom())
        top = area.top() + (max(0, above) if self._centred else 0)
        for at, (item, gap) in enumerate(shown, 1):
            height = _height(item, area.width())
            if self._fill and at == len(shown):
                height += max(0, spare)
            width = _width(item, area.width())
            left = area.left() + (area.width() - width) // 2 * _is_centred(item)
            own = QRect(left, top + gap, width, height)
            item.setGeometry(mirrored(own, area, self.parentWidget()))
            top += gap + height

    def _shown(self) -> list[tuple[QLayoutItem, int]]:
        shown = [(item, gap) for item, gap in zip(self._items, self._gaps, strict=True) if not item.isEmpty()]
        return [(item, gap if at else 0) for at, (item, gap) in enumerate(shown)]


def _is_centred(item: QLayoutItem) -> bool:
    return bool(item.alignment() & Qt.AlignmentFlag.AlignHCenter)


def _width(item: QLayoutItem, room: int) -> int:
    widest = item.sizeHint().width() if _is_centred(item) else item.maximumSize().width()
    return min(room, widest)


def _height(item: QLayoutItem, room: int) -> int:
    width = _width(item, room)
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
