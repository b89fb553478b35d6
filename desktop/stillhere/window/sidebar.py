"""The sidebar: the mark as it is now, one entry for each page, and how the folder is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stillhere.window.components.buttons import Button, Pressable
from stillhere.window.components.flow import Flow
from stillhere.window.components.restyle import put
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text
from stillhere.window.desk import Present
from stillhere.window.footer import Carried, carried, nowhere
from stillhere.window.mark import MarkView
from stillhere.words import say

_WIDTH = 14  #: ems
_ANY = 16_777_215  #: Qt's own word for a width without limit


class Entry(Pressable):
    """The way to one page."""

    def __init__(self, text: str, pressed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._pressed = pressed
        self.clicked.connect(self._press)

    def show_here(self, here: bool) -> None:
        """Whether this is the page in sight."""
        put(self, "here", here)
        self.setAccessibleDescription(say("nav.here") if here else "")

    def _press(self) -> None:
        self._pressed()


class Sidebar(QFrame):
    """``entries`` are (page, catalogue key) pairs; ``open_page`` opens one."""

    def __init__(
        self,
        entries: Sequence[tuple[str, str]],
        open_page: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("side", True)
        self._side = True
        self._line = Carried("")
        self._brand = QWidget(self)
        self._mark = MarkView(19)
        self._name = Text(say("app.name"), "brand")
        self._entries = {
            page: Entry(say(key), lambda page=page: open_page(page))  # type: ignore[misc]
            for page, key in entries
        }
        self._flow = Flow(gap=2, line_gap=2)
        self._carried = Text(kind="small")
        self._look = Button(say("carried.look"), lambda: open_page("settings"), "text")
        self._box = QVBoxLayout(self)
        self._lay_out()

    def show_present(self, present: Present) -> None:
        """Shows the mark, and how the folder is doing."""
        headline = say(f"headline.{present.view.headline}", name=present.partner_name)
        self._mark.show_mark(present.view.mark, headline)
        # Where there is no folder nothing has to be looked at: it is said in the first picture.
        unshared = present.sharing is None and present.settings.folder is None
        line = nowhere(present.view.link) if unshared else carried(present.sharing)
        self._carried.say(line.text)
        self._line = line
        self._arrange()

    def show_at(self, page: str) -> None:
        """Shows where one is."""
        for own, entry in self._entries.items():
            entry.show_here(own == page)

    def set_side(self, side: bool, em: int) -> None:
        """At the side of the pages, or above them; ``em`` is the size of their text in pixels."""
        self._side = side
        self._arrange()
        self._flow.set_stacked(side)
        width = _WIDTH * em
        self.setMinimumWidth(width if side else 0)
        self.setMaximumWidth(width if side else _ANY)
        self._box.setContentsMargins(12, 29 if side else 8, 12, 28 if side else 8)
        put(self, "side", side)

    def _arrange(self) -> None:
        """On top there is room for the way and for trouble, and not for more."""
        show_if(self._side, self._brand)
        show_if(bool(self._line.text) and (self._side or self._line.look), self._carried)
        show_if(self._line.look and "settings" in self._entries, self._look)

    def _lay_out(self) -> None:
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(9, 0, 9, 26)
        brand.setSpacing(9)
        brand.addWidget(self._mark)
        brand.addWidget(self._name, 1)
        self._box.setSpacing(0)
        self._box.addWidget(self._brand)
        for entry in self._entries.values():
            self._flow.addWidget(entry)
        self._box.addLayout(self._flow)
        self._box.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self._carried)
        foot.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeading)
        self._look.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        # It begins where the entries do, and has the room up to their edge: most carriers fit on one line.
        aside = QHBoxLayout()
        aside.setSpacing(0)
        aside.addSpacing(12)
        aside.addLayout(foot, 1)
        self._box.addLayout(aside)
