"""A list of prompts, pages or letters, however long: only rows in sight are made, the others have their room.

It is one stop of the Tab key; the arrows, Home and End walk inside it, Enter or Space opens. Walking opens
nothing, so that nobody loses the place of what is being written. Who has more to show is asked for it when
the end comes near.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from stillhere.window.components.text import MEASURE
from stillhere.window.components.wrapping import wraps
from stillhere.window.look import EM
from stillhere.window.reflect.passage import ROW
from stillhere.window.reflect.row import Item, Row
from stillhere.window.reflect.tops import between, tops

_AT_ONCE: Final = 12  #: rows of a list that isn't in sight
_BEYOND: Final = 200  #: pixels that are made above and below what is in sight
_NEAR: Final = 8  #: rows from the end, which is near there


class Rows(QWidget):
    """``opened`` hears the id of the item that was pressed; ``more`` is called when the end comes near.

    A list of up to ``whole`` items is made whole.
    """

    between = 0  #: pixels

    def __init__(
        self,
        name: str,
        opened: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        more: Callable[[], object] | None = None,
        whole: int = _AT_ONCE,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._ask_more = more
        self._whole = whole
        self._items: tuple[Item, ...] = ()
        self._places: dict[str, int] = {}
        self._heights: dict[str, int] = {}  # of the rows that were made, at this width
        self._tops: list[int] = [0]  # of each row, and below the last one
        self._rows: dict[str, Row] = {}
        self._spare: list[Row] = []
        self._chosen = ""
        self._more = self._asked = self._awaited = self._stale = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        self.setAccessibleName(name)
        wraps(self)

    def show_items(self, items: Sequence[Item], chosen: str, *, more: bool = False) -> None:
        """Shows these; what stays the same keeps the keyboard's place. ``more``: others come after them."""
        found, self._more, self._asked = tuple(items), more, False
        if found != self._items:
            focused, before = self._focused, self._items
            at, same = self._places.get(focused, -1), {item.id: item for item in before}
            self._items = found
            self._places = {item.id: place for place, item in enumerate(found)}
            kept = (item.id for item in found if same.get(item.id) == item)
            self._heights = {name: self._heights[name] for name in kept if name in self._heights}
            self._let_go({name for name in self._rows if name not in self._places})
            for name, row in self._rows.items():
                if name not in self._heights:
                    self._show(name, row)
            self._fill()
            if self._awaited and found[: len(before)] == before:
                self._go_to(len(before))
            elif focused not in self._places and at >= 0 and found:
                self._go_to(min(at, len(found) - 1))
            self._awaited = False
        self.choose(chosen)
        self.setVisible(bool(items))

    def choose(self, chosen: str) -> None:
        """Shows which one is open; the Tab key stops there."""
        self._chosen = chosen
        for name, row in self._rows.items():
            row.show_open(name == chosen)
        self._set_stop()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width == self.width() or not self._items:
            return self._tops[-1]
        made = {name: row.heightForWidth(width) for name, row in self._rows.items()}
        return self._all_tops({**self._heights, **made})[-1]

    def sizeHint(self) -> QSize:
        # As wide as its texts read well, whatever is in it: what stands beside it doesn't move then.
        width = MEASURE * round(ROW.size * self.font().pixelSize() / EM)
        return QSize(width, self._tops[-1])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wider = event.oldSize().width() != event.size().width()
        (self._measure_again if wider else self._fill)()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            # Its rows may hear of their font after it.
            self._stale = True
            self._later.start()

    def paintEvent(self, _: QPaintEvent) -> None:
        # What scrolls into sight is painted: then it is time to make it.
        missing = any(self._items[place].id not in self._rows for place in self._wanted())
        if missing or (self._end_is_near() and not self._asked):
            self._later.start()

    @property
    def _focused(self) -> str:
        return next((name for name, row in self._rows.items() if row.hasFocus()), "")

    def _row(self) -> Row:
        return Row(self._press, self._walk, self)

    def _press(self, name: str) -> None:
        self._set_stop()
        self._opened(name)

    def _walk(self, key: Qt.Key) -> None:
        here, last = self._places.get(self._focused, 0), len(self._items) - 1
        if key == Qt.Key.Key_Down and here == last and self._more:
            self._awaited = True
            self._go_on()
            return
        there = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last, Qt.Key.Key_Up: here - 1, Qt.Key.Key_Down: here + 1}
        self._go_to(there[key] % len(self._items))

    def _go_to(self, place: int) -> None:
        """The keyboard's place goes there."""
        self._fill(place)
        self._rows[self._items[place].id].setFocus(Qt.FocusReason.TabFocusReason)
        self._set_stop()

    def _set_stop(self) -> None:
        """The Tab key stops where the keyboard's place is, or at what is open, or at the first in sight."""
        seen = self.visibleRegion().boundingRect().top()
        first = next((name for name in self._rows if self._tops[self._places[name]] >= seen), "")
        stop = self._focused or (self._chosen if self._chosen in self._rows else first)
        for name, row in self._rows.items():
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == stop else Qt.FocusPolicy.ClickFocus)

    def _wanted(self) -> range:
        """The places of the rows that are to be there."""
        seen = self.visibleRegion().boundingRect()
        if len(self._items) <= self._whole or seen.isEmpty():
            return range(min(len(self._items), max(self._whole, _AT_ONCE)))
        # What was just shown hasn't all of its room yet, and will have no more of it than the window has.
        bottom = max(seen.bottom() + _BEYOND, seen.top() + self.window().height())
        return between(self._tops, seen.top() - _BEYOND, bottom)

    def _follow(self) -> None:
        """Makes what came into sight, and nothing in sight moves by it."""
        if not self._items:
            return
        seen = self.visibleRegion().boundingRect().top()
        anchor = min(bisect_left(self._tops, seen), len(self._items) - 1)
        before = self._tops[anchor]
        (self._measure_again if self._stale else self._fill)()
        moved, area = self._tops[anchor] - before, _area_of(self)
        if moved and seen > 0 and area is not None:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        self._set_stop()
        if self._end_is_near():
            self._go_on()

    def _end_is_near(self) -> bool:
        near = self._wanted().stop >= len(self._items) - _NEAR
        return self._more and near and not self.visibleRegion().isEmpty()

    def _go_on(self) -> None:
        if self._ask_more is not None and not self._asked:
            self._asked = True
            self._ask_more()

    def _fill(self, *also: int) -> None:
        """Makes the rows that are to be there, and lets go of those that aren't.

        What is made may be lower than it was thought to be: then there is room for others.
        """
        for _ in range(_AT_ONCE):
            self._tops = self._all_tops(self._heights)
            wanted = {self._items[place].id for place in (*self._wanted(), *also)}
            self._let_go(self._rows.keys() - wanted - {self._focused})
            missing = wanted - self._rows.keys()
            if not missing:
                break
            for name in sorted(missing, key=self._places.__getitem__):
                self._make(name)
        self._set_out()

    def _make(self, name: str) -> None:
        self._rows[name] = row = self._spare.pop() if self._spare else self._row()
        row.show_open(name == self._chosen)
        self._show(name, row)

    def _show(self, name: str, row: Row) -> None:
        row.show_item(self._items[self._places[name]])
        self._heights[name] = row.heightForWidth(self.width())

    def _let_go(self, names: set[str]) -> None:
        for name in names:
            row = self._rows.pop(name)
            row.hide()
            self._spare.append(row)

    def _set_out(self) -> None:
        """Puts each row in its place; a screen reader finds them in their order."""
        self._rows = dict(sorted(self._rows.items(), key=lambda each: self._places[each[0]]))
        for name, row in self._rows.items():
            row.setGeometry(0, self._tops[self._places[name]], self.width(), self._heights[name])
            row.show()
        ordered = list(self._rows.values())
        if [each for each in self.children() if each in ordered] != ordered:
            for row in ordered:
                row.raise_()
        if self._tops[-1] != self.height():
            self.updateGeometry()

    def _measure_again(self) -> None:
        """It has another width, or letters of another size."""
        self._stale = False
        self._heights = {name: row.heightForWidth(self.width()) for name, row in self._rows.items()}
        self._fill()

    def _all_tops(self, heights: Mapping[str, int]) -> list[int]:
        names = [item.id for item in self._items]
        return tops(names, heights, unknown=4 * self.font().pixelSize(), between=self.between)


def _area_of(widget: QWidget) -> QScrollArea | None:
    """What scrolls `widget`."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
