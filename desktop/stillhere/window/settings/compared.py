"""Whether the safety number was compared, as its person said it; nobody is told.

Both answers look equal, and the one that was given shows as chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.home.rooms.comparing import Comparing
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.note import announce
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.safety import Compared
    from stillhere.home.home import Home


class ComparedRow(QWidget):
    """What is known of comparing, and the two answers. Hidden until that is read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._desk = desk
        self._known = Text()
        self._next = Text()
        answers = (("same", say("compared.yes")), ("differs", say("compared.no")))
        self._answers = ChipRow(say("compared.found"), answers, lambda found: self._say(same=found == "same"))
        column = Column(self)
        column.add(self._known)
        column.add(self._next, 4)
        column.add(self._answers, 12)
        self.hide()

    def read(self) -> None:
        """Asks what is so now. Where it can't be read there is nothing to say."""
        self._desk.ask(lambda home: Comparing(home).now(), self._show, lambda _: self.hide())

    def _say(self, *, same: bool) -> None:
        def note(home: Home) -> Compared:
            comparing = Comparing(home)
            comparing.note(same=same)
            return comparing.now()

        self._desk.ask(note, self._said)

    def _said(self, now: Compared) -> None:
        self._show(now)
        announce(self, " ".join(text.text() for text in (self._known, self._next) if not text.isHidden()))

    def _show(self, now: Compared) -> None:
        self._known.say(say(f"compared.{now}"))
        self._next.setVisible(now == "differs")
        self._next.say(say("compared.differs.next"))
        self._answers.show_chosen((now,))
        self.show()
