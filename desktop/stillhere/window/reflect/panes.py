"""Where the two sides of Reflect stand: beside each other, or one at a time where there is no room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stillhere.window.components.column import Column
from stillhere.window.components.page import Page
from stillhere.window.reflect.listing import Listing
from stillhere.window.reflect.sheet import Sheet

_AROUND_NOTE = QMargins(34, 14, 26, 14)
_NOTE_MOVES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize)


class Panes(Page):
    """A page with a list and a sheet, which its subclass makes before it calls `lay_out`."""

    _list: Listing
    _sheet: Sheet

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._paper = False
        self._body = QWidget()

    def narrowed(self, narrow: bool) -> None:
        self._list.set_narrow(narrow)
        self._arrange_panes()

    def _arrange_panes(self, *, paper: bool | None = None) -> None:
        """Side by side; on a narrow page, and for a form of three, one or the other."""
        if paper is not None:
            self._paper = paper
        alone = self.narrow or self._sheet.wide
        on_paper = self._sheet.open and (self._paper or not alone)
        self._list.setVisible(not (alone and on_paper))
        self._sheet.setVisible(on_paper or not alone)
        self._sheet.show_alone(alone, self.narrow)

    def offer(self, word: str, then: Callable[[], object]) -> None:
        """Offers a way to something else, below the list."""
        self._list.offer(word, then)

    def lay_out(self) -> None:
        """Puts both sides in their places."""
        box = QHBoxLayout(self._body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._list, 9)
        box.addWidget(self._sheet, 11)
        around = Column()
        around.setContentsMargins(_AROUND_NOTE)
        self._column.removeWidget(self.note)
        around.add(self.note)
        self.add(around)
        self.add(self._body)
        self.note.installEventFilter(self)
        self._arrange_panes()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._note and event.type() in _NOTE_MOVES:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        super()._arrange()
        self._column.setContentsMargins(QMargins())
        # The two sides have all of the height that a note leaves. Reckoned as if there were no scroll bar:
        # with it the note is higher, without it lower, and each would bring the other back for ever.
        room = self.maximumViewportSize()
        beside = _AROUND_NOTE.left() + _AROUND_NOTE.right()
        over = _AROUND_NOTE.top() + _AROUND_NOTE.bottom()
        note = 0 if self.note.isHidden() else self.note.heightForWidth(room.width() - beside) + over
        self._body.setMinimumHeight(max(0, room.height() - note))
