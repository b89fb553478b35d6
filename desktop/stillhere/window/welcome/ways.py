"""The first page of all: what this is, in two sentences, three ways to begin, and one to come back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stillhere.core.view import Mark
from stillhere.window.components.buttons import Button, ChoiceCard
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.mark import MarkView
from stillhere.window.welcome.beginning import Way
from stillhere.window.welcome.step import WIDEST
from stillhere.words import say

_WAYS: tuple[Way, ...] = ("start", "join", "alone")


class Ways(Page):
    """``go`` hears which way was chosen; ``safety`` opens what can be read before anything is begun.

    ``store_gone`` is said first: of the space that was here only the key is left.
    """

    def __init__(
        self, go: Callable[[Way], object], safety: Callable[[], object], *, store_gone: bool = False
    ) -> None:
        super().__init__(say("welcome.title"), widest=WIDEST, centred=True)
        self.title.hide()
        mark = MarkView(80)
        mark.show_mark(Mark("resting", "here"), say("welcome.mark"))
        title, lead = Text(say("welcome.title"), "display"), Text(say("welcome.lead"), "lead")
        for text in (title, lead):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if store_gone:
            self.note.tell(say("trouble.store_gone.title"), say("welcome.store_gone.next"))
        self.add(mark, 28 if store_gone else 0)
        self.centre(mark)
        self.add(title, 28)
        self.add(lead, 13)
        self._cards: dict[Way, ChoiceCard] = {}
        for at, way in enumerate(_WAYS):
            card = ChoiceCard(say(f"welcome.{way}"), say(f"welcome.{way}.text"))
            card.clicked.connect(lambda _=False, way=way: go(way))
            self.add(card, 12 if at else 30)
            self._cards[way] = card

        quiet = QWidget()
        row = QHBoxLayout(quiet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        row.addWidget(Button(say("welcome.kit.have"), lambda: go("back"), "text"))
        row.addWidget(Button(say("nav.safety"), safety, "text"))
        self.add(quiet, 20)
        self.centre(quiet)

    def come(self, about: str) -> None:
        self._cards["start"].setFocus()
