"""Where the parts of Agreements stand: the title beside the way to an offer, the rest one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from stillhere.window.agreements.board import Board
from stillhere.window.agreements.copies import Copies
from stillhere.window.agreements.locked import Locked
from stillhere.window.agreements.undoing import Said
from stillhere.window.agreements.writing import Writing
from stillhere.window.components.buttons import Button
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps


class Panes(Page):
    """A page with a board, which its subclass makes with all that is named here before it calls `lay_out`."""

    _offer: Button
    _back: Button
    _to_drafts: Button
    _to_copies: Button
    _said: Said
    _locked: Locked
    _under_title: Text
    _nothing: Text
    _nothing_text: Text
    _board: Board
    _copies: Copies
    _writing: Writing

    def narrowed(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        side = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignTop
        self._head.setAlignment(self._offer, side)
        self._board.set_narrow(narrow)

    def lay_out(self) -> None:
        """Puts everything in its place."""
        head = QWidget()
        wraps(head)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(14)
        for widget in (self.title, self.lead, self.note):
            self._column.removeWidget(widget)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self._back, self._to_copies, self._to_drafts):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        for item, above in (
            (self._back, 0), (head, 4), (self.note, 16), (self._said, 12), (self._locked, 22),
            (self._under_title, 10), (self._nothing, 26), (self._nothing_text, 6), (self._board, 20),
            (self._to_drafts, 22), (self._to_copies, 22), (self._copies, 22), (self._writing.place, 26),
        ):  # fmt: skip
            self.add(item, above)
