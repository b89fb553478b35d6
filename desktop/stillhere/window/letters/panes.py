"""Where the two sides of Letters stand: beside each other, or the open letter above the lists."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.letters.lists import Lists
from stillhere.window.letters.paper import Paper
from stillhere.window.letters.said import Said


class Panes(Page):
    """A page with lists and a paper, which its subclass makes before it calls `lay_out`."""

    _write: Button
    _said: Said
    _lists: Lists
    _paper: Paper

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._under = Text()
        self._top, self._body, self._empty = QWidget(), QWidget(), QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._top)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._body)

    def narrowed(self, narrow: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(down if narrow else across)
        side = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignTop
        self._head.setAlignment(self._write, side)
        self._both.setDirection(QBoxLayout.Direction.BottomToTop if narrow else across)
        self._empty.setVisible(not narrow and self._paper.isHidden())

    def show_paper(self, shown: bool) -> None:
        """Shows the paper, or leaves its place empty."""
        self._paper.setVisible(shown)
        self._empty.setVisible(not shown and not self.narrow)

    def follow(self) -> None:
        """Scrolls to where the letter is being written."""
        place = self._paper.cursor_in(self._content)
        self.ensureVisible(place.x(), place.y(), 0, 3 * self.font().pixelSize())

    def lay_out(self) -> None:
        """Puts everything in its place."""
        for widget, box, gap in ((self._top, self._head, 14), (self._body, self._both, 18)):
            wraps(widget)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(gap)
        for part in (self.title, self.lead, self.note):
            self._column.removeWidget(part)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self._write, 0, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self._lists, 9, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self._paper, 11, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self._empty, 11)
        for item, above in (
            (self._top, 0), (self._under, 8), (self.note, 16), (self._said, 14), (self._body, 22),
        ):  # fmt: skip
            self.add(item, above)
