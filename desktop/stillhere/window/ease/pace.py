"""The question at one's own pace: while its person waits and looks at Today, and at no other time.

When it comes, how often, and that it comes at all is kept among what is private, and told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from stillhere.home.errors import HomeError
from stillhere.window.desk import MINUTE_MS, Desk
from stillhere.window.ease import kept
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.reflect.journal import Journal


class Pace(QObject):
    """Watches for ``page``, which is Today and owns it; ``ask`` shows the question there."""

    def __init__(self, desk: Desk, journal: Journal, page: QWidget, ask: Callable[[str], object]) -> None:
        super().__init__(page)
        self._desk = desk
        self._journal = journal
        self._page = page
        self._ask = ask
        self._waited: bool | None = None
        self._timer = QTimer(self, interval=MINUTE_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._follow)
        self._follow()
        self.look()

    def look(self) -> None:
        """Looks whether the question is due, where its person waits and can see it."""
        if self._waited and self._page.isVisible():
            self._journal.ask(kept.due, self._came, self._locked)

    def _follow(self) -> None:
        waits = self._desk.present.view.headline == "partner_rests"
        if waits and self._waited is False:
            self._journal.ask(kept.begin, lambda _: None, self._locked)
        if waits != self._waited:
            self._waited = waits
            if waits:
                self._timer.start()
            else:
                self._timer.stop()

    def _came(self, due: bool) -> None:
        if due:
            self._ask(say("ease.pace.question"))

    def _locked(self, error: Exception) -> None:
        # Behind a lock it can't be known; it comes once the pages are open.
        if not isinstance(error, HomeError):
            self._journal.failed.emit(error)
