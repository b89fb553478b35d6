"""A list of prompts or pages. It is one stop of the Tab key; the arrows walk inside it, Enter or Space opens.

Rows that aren't in sight aren't made: they come when the list is scrolled on, or walked on.

Walking opens nothing, so that nobody loses the place of what is being written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stillhere.window.components.buttons import Choosable
from stillhere.window.components.column import Column
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.reflect.passage import ROW, Passage, colours_of

_RADIUS = 10
_AT_ONCE = 12  #: rows, which is more than are in sight; so many more come when the last one is reached
_NEAR = 8  #: pixels from the end, which is reached there
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Item(NamedTuple):
    """One row: what opens it, its text, and a smaller line below."""

    id: str
    text: str
    caption: str


class Row(Choosable):
    """One row: ``pressed`` hears its id, ``walk`` goes to a neighbour."""

    def __init__(
        self,
        item: Item,
        pressed: Callable[[str], object],
        walk: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._pressed = pressed
        self._walk = walk
        self.item = Item("", "", "")
        self._text, self._caption = Passage("", ROW), Text(kind="small")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(16, 10, 16, 12)
        self._inside.setSpacing(4)
        for label in (self._text, self._caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inside.addWidget(label)
        self.show_item(item)
        self.clicked.connect(self._press)

    def show_item(self, item: Item) -> None:
        """Shows `item`."""
        self.item = item
        self.setAccessibleName(item.text)
        self.setAccessibleDescription(item.caption)
        for label, text in ((self._text, item.text), (self._caption, item.caption)):
            label.say(text)
            label.setVisible(bool(text))

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
        self._pressed(self.item.id)


class Rows(QWidget):
    """Shows items; ``opened`` hears the id of the one that was pressed."""

    between = 0  #: pixels

    def __init__(self, name: str, opened: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._items: tuple[Item, ...] = ()
        self._rows: dict[str, Row] = {}
        self._spare: list[Row] = []
        self._chosen = ""
        self._column = Column(self)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(lambda: self._add(len(self._rows) + _AT_ONCE))
        self.setAccessibleName(name)
        wraps(self)

    def show_items(self, items: Sequence[Item], chosen: str) -> None:
        """Shows these; what stays the same keeps the keyboard's place."""
        if tuple(items) != self._items:
            at = next((place for place, row in enumerate(self._rows.values()) if row.hasFocus()), None)
            focused = None if at is None else self._items[at].id
            self._items = tuple(items)
            places = {item.id: place for place, item in enumerate(items)}
            self._take_away()
            self._add(max(_AT_ONCE, places.get(focused or "", -1) + 1))
            if focused is not None and at != places.get(focused):
                self._move_focus(focused)
        self.choose(chosen)
        self.setVisible(bool(items))

    def choose(self, chosen: str) -> None:
        """Shows which one is open; the Tab key stops there."""
        self._chosen = chosen
        for name, row in self._rows.items():
            row.choose(name == chosen)
        stop = self._rows.get(chosen) or next(iter(self._rows.values()), None)
        if stop is not None and not any(row.hasFocus() for row in self._rows.values()):
            self._stop_at(stop)

    def _take_away(self) -> None:
        """Takes all rows away, to be used again in their order."""
        self._rest.stop()
        self._spare = [*self._rows.values(), *self._spare]
        for row in self._spare:
            self._column.removeWidget(row)
        self._rows = {}

    def _add(self, upto: int) -> None:
        """Adds the rows that are missing, `upto` that many; the others follow when they come into sight."""
        # Set once in the end: Qt would lay out the whole list for each row that comes into sight.
        self._column.setEnabled(False)
        for item in self._items[len(self._rows) : upto]:
            if self._spare:
                row = self._spare.pop(0)
                row.show_item(item)
            else:
                row = self._row(item)
            self._rows[item.id] = row
            self._column.add(row, self.between)
            row.show()
        for row in self._spare:
            row.hide()
        self._column.setEnabled(True)
        self._column.invalidate()
        self.updateGeometry()
        self.choose(self._chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Only what comes into sight is painted: here it is the end of the rows that there are.
        if len(self._rows) < len(self._items) and event.rect().bottom() >= self.height() - _NEAR:
            self._rest.start()

    def _move_focus(self, name: str) -> None:
        """The keyboard's place goes with what it was at; where that is gone, on to what comes next."""
        if name in self._rows:
            self._rows[name].setFocus()
        else:
            for row in self._rows.values():
                if row.hasFocus():
                    row.hide()
                    row.show()

    def _row(self, item: Item) -> Row:
        return Row(item, self._press, self._walk, parent=self)

    def _press(self, name: str) -> None:
        self._stop_at(self._rows[name])
        self._opened(name)

    def _walk(self, step: int) -> None:
        here = next((at for at, row in enumerate(self._rows.values()) if row.hasFocus()), 0)
        there = (here + step) % len(self._items)
        if there >= len(self._rows):
            self._add(there + _AT_ONCE)
        row = list(self._rows.values())[there]
        self._stop_at(row)
        row.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: Row) -> None:
        for row in self._rows.values():
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)
