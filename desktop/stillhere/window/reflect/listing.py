"""The left side of Reflect: what is there to write about, and what was written. It counts nothing.

While what is private is locked there is a line for its passphrase here and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLayout, QLineEdit, QScrollArea, QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.ground import ground_of
from stillhere.window.components.text import Text
from stillhere.window.reflect.row import Item
from stillhere.window.reflect.rows import Rows
from stillhere.words import say

MODES = ("now", "all", "pages", "shared")


class Doors(NamedTuple):
    """What the list tells: each hears what its name says."""

    mode: Callable[[str], object]
    moment: Callable[[str], object]
    opened: Callable[[str], object]
    searched: Callable[[str], object]
    more: Callable[[], object]
    fresh: Callable[[], object]
    drafted: Callable[[str], object]
    added: Callable[[str], object]
    undo: Callable[[], object]
    unlock: Callable[[str], object]


class Listing(QScrollArea):
    """``title`` is the page's own; ``moments`` are (value, label) pairs."""

    def __init__(
        self, title: Text, moments: Sequence[tuple[str, str]], doors: Doors, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground = ground_of(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tabs = ChipRow(say("reflect.show"), [(m, say(f"reflect.{m}")) for m in MODES], doors.mode)
        self.moments = ChipRow(say("reflect.moments"), moments, doors.moment)
        self.search = Line(say("reflect.search"), _unkept, hint=say("reflect.search"))
        self.search.textChanged.connect(doors.searched)
        self._fresh = Button(say("reflect.new"), doors.fresh)
        self.own = Line(say("reflect.own.new"), doors.drafted, hint=say("reflect.own.new"))
        self.own.returnPressed.connect(lambda: doors.added(self.own.text()))
        self._keep = Button(say("reflect.own.keep"), lambda: doors.added(self.own.text()))
        self._undone = Text(kind="name")
        self._undo = Button(say("reflect.bring_back"), doors.undo, "text")
        self.rows = Rows(title.text(), doors.opened, more=doors.more)
        self._nothing = Text()
        self._locked = Text(say("reflect.locked"), "lead")
        self.passphrase = Line(say("reflect.passphrase"), _unkept, hint=say("reflect.passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(lambda: doors.unlock(self.passphrase.text()))
        self._open = Button(say("reflect.open"), lambda: doors.unlock(self.passphrase.text()), "primary")
        self._lay_out(title)

    def show_mode(self, mode: str, moment: str) -> None:
        """Shows what belongs to this mode; ``moment`` is the chosen one of all prompts."""
        self._locked_parts(shown=False)
        self.tabs.show()
        self.tabs.show_chosen((mode,))
        self.moments.show_chosen((moment,))
        self.moments.setVisible(mode == "all")
        for part in (self.own, self._keep):
            part.setVisible(mode == "all" and moment == "own")
        for part in (self.search, self._fresh):
            part.setVisible(mode == "pages")

    def show_items(self, items: Sequence[Item], chosen: str, nothing: str, *, more: bool) -> None:
        """Shows `items`, or `nothing` where there are none; ``more``: others come after them."""
        self.rows.show_items(items, chosen, more=more)
        self._nothing.say("" if items else nothing)
        self._nothing.setVisible(not items)

    def show_undo(self, what: str) -> None:
        """Says what was taken away and can be brought back; "" when nothing can."""
        self._undone.say(what)
        for part in (self._undone, self._undo):
            part.setVisible(bool(what))

    def show_locked(self) -> None:
        """Shows the line for the passphrase, and nothing of what is behind it."""
        self.rows.show_items((), "")
        self.show_undo("")
        self.own.clear()
        self.search.clear()
        for part in (self.tabs, self.moments, self.search, self._fresh, self.own, self._keep, self._nothing):
            part.hide()
        self._locked_parts(shown=True)

    def offer(self, word: str, then: Callable[[], object]) -> None:
        """Offers a way to something else, below everything."""
        row = Flow()
        button = Button(word, then, "text")
        row.addWidget(button)
        self._column.add(_indented(row), 22)

    def busy(self, busy: bool) -> None:
        """While a passphrase is tried, which takes its time."""
        self._open.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)

    def set_narrow(self, narrow: bool) -> None:
        """Less room around."""
        self._column.setContentsMargins(QMargins(8, 22, 8, 22) if narrow else QMargins(34, 33, 26, 28))

    def _locked_parts(self, *, shown: bool) -> None:
        for part in (self._locked, self.passphrase, self._open):
            part.setVisible(shown)
        if not shown:
            self.passphrase.clear()

    def _lay_out(self, title: Text) -> None:
        inside = QWidget()
        self._column = Column(inside)
        own, pages = Flow(), Flow()
        own.addWidget(self._keep)
        pages.addWidget(self._fresh)
        undo, opening = Flow(gap=16), Flow()
        undo.addWidget(self._undone)
        undo.addWidget(self._undo)
        opening.addWidget(self._open)
        for above, part in (
            (0, title), (17, self.tabs), (12, self.moments), (16, self._locked), (14, self.passphrase),
            (12, opening), (14, self.search), (10, pages), (14, self.own), (10, own), (14, undo),
        ):  # fmt: skip
            self._column.add(_indented(part), above)
        self._column.add(self.rows, 12)
        self._column.add(_indented(self._nothing), 18)
        self.setWidget(inside)
        self.set_narrow(False)
        self.show_mode("now", "")
        self.show_undo("")


def _indented(part: QWidget | QLayout) -> QLayout:
    """In line with the words of the rows, which have room around them."""
    around = Column()
    around.setContentsMargins(QMargins(16, 0, 16, 0))
    around.add(part)
    return around


def _unkept(_: str) -> None:
    """What is looked for, and a passphrase, are kept nowhere."""
