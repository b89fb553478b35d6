"""A layout that sets its items one below the other, each with its own gap above.

What is hidden takes no room, nor does its gap; the first that is shown has none. An item is as wide as the
column unless its size policy says that it stays as it is. Margins run with the reading direction.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from stillhere.window.components.bare import without_edge
from stillhere.window.components.mirror import mirrored


class _Shown(Struct, frozen=True):
    item: QLayoutItem
    gap: int
    centred: bool
    widest: int
    out: int


class _Row(Struct, frozen=True):
    item: QLayoutItem
    gap: int
    centred: bool
    width: int
    height: int
    out: int


class Column(QLayout):
    """What is left of the height stays below; ``centred`` shares it, ``fill`` gives it to the last item.

    ``changed`` is called when something in it may have changed, the size of the text too. A last row of
    buttons without edges reaches ``sink`` pixels into the margin below: for the eye its words end it.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        centred: bool = False,
        fill: bool = False,
        changed: Callable[[], None] | None = None,
        sink: int = 0,
    ) -> None:
        super().__init__(parent)
        self._sink = sink
        self._changed = changed
        self._items: list[QLayoutItem] = []
        self._gaps: list[int] = []
        self._gap = 0
        self._next: int | None = None
        self._centred = centred
        self._fill = fill
        self._hanging: QWidget | None = None
        self._out: dict[QWidget | None, int] = {}
        self._kept: list[_Shown] | None = None
        self._rows: dict[int, list[_Row]] = {}
        self.setContentsMargins(QMargins())

    def add(self, item: QWidget | QLayout, above: int = 0) -> None:
        """Adds a widget or layout, `above` pixels below what stands before it."""
        self._gap = above
        if isinstance(item, QWidget):
            self.addWidget(item)
        else:
            self.addChildLayout(item)
            self.addItem(item)

    def add_after(self, before: QWidget, widget: QWidget, above: int = 0) -> None:
        """Adds `widget` behind `before`, which is in it."""
        self._next = self.indexOf(before) + 1
        self.add(widget, above)
        self._next = None

    def hang(self, widget: QWidget) -> None:
        """Leaves `widget`, which was added last, out of what is centred: coming and going it moves little."""
        self._hanging = widget

    def reach_out(self, widget: QWidget, by: int) -> None:
        """Has `widget`, whose text is set in by so many pixels, begin and end that much further out."""
        self._out[widget] = by
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        at = len(self._items) if self._next is None else self._next
        self._items.insert(at, item)
        self._gaps.insert(at, self._gap)
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

    def invalidate(self) -> None:
        self._kept, self._rows = None, {}
        super().invalidate()
        if self._changed is not None:
            self._changed()

    def heightForWidth(self, width: int) -> int:
        margins = self._margins()
        rows = self._rows_in(width - margins.left() - margins.right())
        return sum(row.gap + row.height for row in rows) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        margins = self._margins()
        # In that width each is as high as its own hint says: no text is broken into lines for it.
        hints = [(each.item.sizeHint(), each.gap) for each in self._shown()]
        width = max((size.width() for size, _ in hints), default=0)
        height = sum(gap + size.height() for size, gap in hints)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        margins = self._margins()
        least = [(each.item.minimumSize(), each.gap) for each in self._shown()]
        width = max((size.width() for size, _ in least), default=0)
        height = sum(gap + size.height() for size, gap in least)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        area = mirrored(rect.marginsRemoved(self._margins()), rect, self.parentWidget())
        rows = self._rows_in(area.width())
        spare = area.height() - sum(row.gap + row.height for row in rows)
        hanging = 0
        if self._hanging is not None:
            hanging = sum(row.gap + row.height for row in rows if row.item.widget() is self._hanging)
        # What hangs may reach into the margin below before it moves anything.
        above = min((spare + hanging) // 2, spare + self.contentsMargins().bottom())
        top = area.top() + (max(0, above) if self._centred else 0)
        for at, row in enumerate(rows, 1):
            height = row.height + (max(0, spare) if self._fill and at == len(rows) else 0)
            left = area.left() - row.out + ((area.width() - row.width) // 2 if row.centred else 0)
            own = QRect(left, top + row.gap, row.width, height)
            row.item.setGeometry(mirrored(own, area, self.parentWidget()))
            top += row.gap + row.height

    def _margins(self) -> QMargins:
        margins, shown = self.contentsMargins(), self._shown() if self._sink else []
        if shown and without_edge(shown[-1].item):
            margins.setBottom(margins.bottom() - self._sink)
        return margins

    def _shown(self) -> list[_Shown]:
        """What isn't hidden. Asked often between two changes, and looked at once."""
        if self._kept is not None:
            return self._kept
        here = [(item, gap) for item, gap in zip(self._items, self._gaps, strict=True) if not item.isEmpty()]
        shown = [
            _shown(item, gap if at else 0, self._out.get(item.widget(), 0) if self._out else 0)
            for at, (item, gap) in enumerate(here)
        ]
        if isinstance(self.parent(), QWidget):
            self._kept = shown  # a layout inside another isn't told of every change
        return shown

    def _rows_in(self, room: int) -> list[_Row]:
        """What isn't hidden, in the width that there is."""
        rows = self._rows.get(room)
        if rows is None:
            rows = [_row(each, room) for each in self._shown()]
            if self._kept is not None:
                self._rows[room] = rows
        return rows


def _shown(item: QLayoutItem, gap: int, out: int) -> _Shown:
    centred = bool(item.alignment() & Qt.AlignmentFlag.AlignHCenter)
    widest = item.sizeHint().width() if centred else item.maximumSize().width()
    return _Shown(item, gap, centred, widest, out)


def _row(shown: _Shown, room: int) -> _Row:
    item, width = shown.item, min(room + 2 * shown.out, shown.widest)
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return _Row(item, shown.gap, shown.centred, width, height, shown.out)
