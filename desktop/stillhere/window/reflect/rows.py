"""A list of prompts or pages. It is one stop of the Tab key; the arrows walk inside it, Enter or Space opens.

Walking opens nothing, so that nobody loses the place of what is being written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from stillhere.window.components.buttons import Choosable
from stillhere.window.components.column import Column
from stillhere.window.components.text import Text
from stillhere.window.reflect.passage import ROW, Passage, colours_of

_RADIUS = 10
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Item(NamedTuple):
    """One row: what opens it, its text, and a smaller line below."""

    id: str
    text: str
    caption: str


class Row(Choosable):
    """One row; ``walk`` goes to a neighbour."""

    def __init__(
        self,
        item: Item,
        pressed: Callable[[], object],
        walk: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._pressed = pressed
        self._walk = walk
        self.setAccessibleName(item.text)
        self.setAccessibleDescription(item.caption)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(16, 10, 16, 12)
        self._inside.setSpacing(4)
        for label in (Passage(item.text, ROW), Text(item.caption, "small")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inside.addWidget(label)
            label.setVisible(bool(label.text()))
        self.clicked.connect(self._press)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._walk(step)

    def heightForWidth(self, width: int) -> int:
        return self._inside.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.totalMinimumSize()

    def paintEvent(self, _: QPaintEvent) -> None:
        colours = colours_of(self)
        if not (self.isChecked() or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.here if self.isChecked() else colours.hover))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)

    def _press(self) -> None:
        self._pressed()


class Rows(QWidget):
    """Shows items; ``opened`` hears the id of the one that was pressed."""

    def __init__(self, name: str, opened: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._items: tuple[Item, ...] = ()
        self._rows: dict[str, Row] = {}
        self._column = Column(self)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_items(self, items: Sequence[Item], chosen: str) -> None:
        """Shows these; what stays the same keeps the keyboard's place."""
        if tuple(items) != self._items:
            at = next((name for name, row in self._rows.items() if row.hasFocus()), "")
            for row in self._rows.values():
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._items = tuple(items)
            self._rows = {item.id: self._row(item) for item in items}
            if at in self._rows:
                self._rows[at].setFocus()
        self.choose(chosen)
        self.setVisible(bool(items))

    def choose(self, chosen: str) -> None:
        """Shows which one is open; the Tab key stops there."""
        for name, row in self._rows.items():
            row.choose(name == chosen)
        stop = self._rows.get(chosen) or next(iter(self._rows.values()), None)
        if stop is not None and not any(row.hasFocus() for row in self._rows.values()):
            self._stop_at(stop)

    def _row(self, item: Item) -> Row:
        row = Row(item, lambda: self._press(item.id), self._walk, parent=self)
        self._column.add(row)
        row.show()
        return row

    def _press(self, name: str) -> None:
        self._stop_at(self._rows[name])
        self._opened(name)

    def _walk(self, step: int) -> None:
        rows = list(self._rows.values())
        here = next((at for at, row in enumerate(rows) if row.hasFocus()), 0)
        row = rows[(here + step) % len(rows)]
        self._stop_at(row)
        row.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: Row) -> None:
        for row in self._rows.values():
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)
