"""The last page: everything is being erased, is erased, or some of it was kept. Nothing comes after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.rooms.erasing import Erased


class ErasedPage(Page):
    """``close`` closes the window, ``again`` goes on with an erasing that was held up."""

    def __init__(
        self, close: Callable[[], object], again: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(say("erased.going"), widest=40, centred=True, parent=parent)
        self._left = QWidget()
        wraps(self._left)
        self._sentences = Column(self._left)
        self._again = Button(say("erased.again"), again, large=True)
        self._close = Button(say("erased.close"), close, large=True)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._close)
        row.addWidget(self._again)
        self.add(self._left, 16)
        self.add(row, 26)
        self.wait()

    def wait(self) -> None:
        """It is going on."""
        self.note.clear()
        for item in (self._left, self._again, self._close):
            item.hide()
        # Who can't see it hears what is going on, though there is nothing to press.
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.title.setFocus()

    def done(self, erased: Erased) -> None:
        """Everything is gone."""
        self.title.say(say("erased.title"))
        self.setAccessibleName(say("erased.title"))
        self.lead.say(say("erased.text"))
        self.lead.show()
        more = [say("erase.beside"), *([] if erased.keyring else [say("erase.keyring")])]
        more += [say("erase.left", place=place) for place in erased.left]
        empty(self._sentences)
        for at, sentence in enumerate(more):
            self._sentences.add(Text(sentence), 8 if at else 0)
        self._left.show()
        self._close.show()
        self._close.setFocus()

    def failed(self, error: Exception) -> None:
        """Something keeps it from being whole; it can be gone on with."""
        self.tell(error)
        self._again.show()
        self._close.show()
        self._again.setFocus()
