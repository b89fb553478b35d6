"""The pages before a home of whose store not even the keys can be read. Looking changes nothing in it.

It is kept aside when its person comes back with the recovery kit, or chooses to begin anew; never before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stillhere.home.errors import HomeError
from stillhere.window.components.buttons import Button, ChoiceCard
from stillhere.window.components.flow import Flow
from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.welcome.step import WIDEST, Step
from stillhere.words import say

Go = Callable[[], object]


class DamagedPage(Page):
    """``error`` is the trouble with the store at ``place``. ``kit`` begins the way back with the kit.

    ``again`` looks once more, as after a backup was brought back; ``anew`` asks about beginning anew.
    """

    def __init__(self, error: HomeError, place: Path, *, kit: Go, again: Go, anew: Go) -> None:
        super().__init__(say(error.title), say("damaged.text"), widest=WIDEST, centred=True)
        self._cards = {"kit": kit, "again": again}
        self._ways: list[QWidget] = []
        for at, (way, go) in enumerate(self._cards.items()):
            card = ChoiceCard(say(f"damaged.{way}"), say(f"damaged.{way}.text"))
            card.clicked.connect(lambda _=False, go=go: go())
            self.add(card, 12 if at else 26)
            self._ways.append(card)
        row = Flow()
        self._ways.append(Button(say("damaged.anew"), anew, "text"))
        row.addWidget(self._ways[-1])
        self.add(row, 14)
        self.add(Text(say(f"damaged.{error.what}", place=place), "caption"), 18)

    def come(self, about: str) -> None:
        self._ways[0].setFocus()

    def busy(self, working: bool) -> None:
        """While something is looked at there is nothing to press twice."""
        for way in self._ways:
            way.setEnabled(not working)

    def failed(self, error: Exception) -> None:
        """Says why it goes no further."""
        self.busy(False)
        self.tell(error)
        self.come("")


class AnewPage(Step):
    """Asks, before anything is kept aside, whether to begin without what the store held."""

    def __init__(self, go_on: Go, go_back: Go) -> None:
        super().__init__(
            say("damaged.anew"),
            say("damaged.anew.text"),
            go_on=go_on,
            go_back=go_back,
            on_word="damaged.anew.on",
        )
        self.fill((Text(say("damaged.anew.kept"), "caption"), 16))

    def come(self, about: str) -> None:
        self._back.setFocus()

    def failed(self, error: Exception) -> None:
        """Says why nothing was begun."""
        self.busy(False)
        self.tell(error)
        self.come("")
