"""Five minutes without content: the mark, and nothing to read, count or do. One goes on at any time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from stillhere.core.view import Mark
from stillhere.window.components.buttons import Button
from stillhere.window.components.note import announce
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.mark import MarkView
from stillhere.words import say

FIVE_MINUTES_MS = 5 * 60 * 1000


class Sitting(Page):
    """``mark`` gives the mark as it is now; ``done`` is called when its person goes on."""

    def __init__(
        self,
        mark: Callable[[], tuple[Mark, str]],
        done: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("today.sit"), widest=30, centred=True, parent=parent)
        self.title.hide()
        self._now = mark
        self._mark = MarkView(118)
        self._text = Text(kind="title")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._end = Button(say("sitting.end"), done, "text")
        self._timer = QTimer(self, singleShot=True, interval=FIVE_MINUTES_MS)
        self._timer.timeout.connect(self._over)
        self.add(self._mark)
        self.add(self._text, 34)
        self.add(self._end, 40)
        for item in (self._mark, self._end):
            self.centre(item)

    def come(self, about: str) -> None:
        self._mark.show_mark(*self._now())
        self._text.say(say("sitting.begun"))
        self._timer.start()
        self._end.setFocus()

    def leave(self) -> None:
        self._timer.stop()

    def _over(self) -> None:
        self._text.say(say("sitting.over"))
        announce(self, self._text.text())
