"""What Today says of letters: looked at beside the window, while somebody sees it, and never counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from stillhere.home.errors import HomeError
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.window.desk import Desk
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private
    from stillhere.window.reflect.journal import Journal


def something_came(home: Home) -> bool:
    """Whether a letter came that isn't open."""
    return Mailbox(home).unopened() > 0


def to_look_at(home: Home, private: Private) -> bool:
    """Whether there is a letter to be asked about now."""
    return bool(Letters(home, private).to_ask())


class Waiting(QObject):
    """Watches for ``page``, which is Today and owns it; ``show`` hears what to say there."""

    def __init__(
        self, desk: Desk, journal: Journal, page: QWidget, show: Callable[[Sequence[str]], object]
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._journal = journal
        self._show = show
        self._came = self._ask = False
        desk.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Looks at what is so now. Behind a lock it isn't known whether one waits to be looked at."""
        self._desk.ask(something_came, self._heard_came, self._not_heard)
        try:
            if self._journal.door.lock() == "none":
                aside = self._desk.aside
                self._journal.ask(
                    lambda private: aside(lambda home: to_look_at(home, private)),
                    self._heard_ask,
                    self._not_heard,
                )
        except HomeError:
            self._heard_ask(False)

    def _heard_came(self, came: bool) -> None:
        self._came = came
        self._tell()

    def _heard_ask(self, ask: bool) -> None:
        self._ask = ask
        self._tell()

    def _not_heard(self, error: Exception) -> None:
        # What is wrong is said where the letters are.
        if not isinstance(error, HomeError):
            self._journal.failed.emit(error)

    def _tell(self) -> None:
        name = self._desk.present.partner_name
        came = [say("letters.bundle", name=name)] if self._came else []
        self._show([*came, *([say("letters.ask.again")] if self._ask else [])])
