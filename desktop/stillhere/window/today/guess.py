"""The one private question after a guess has passed. Nothing follows by itself, and nobody else is told."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stillhere.core.acts import Back, Details, KeepResting, Rest
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.today.choices import GUESSES
from stillhere.words import say


class GuessPassed(Card):
    """Four answers that look equal."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(marked=True, parent=parent)
        self._desk = desk
        self.add(Text(say("today.guess.passed"), "name"))
        self.add(Text(say("today.guess.private")), 2)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(Button(say("today.guess.keep"), lambda: desk.do(KeepResting())))
        row.addWidget(Button(say("today.guess.another"), self._ask))
        row.addWidget(Button(say("today.guess.open"), lambda: self._guess("open")))
        row.addWidget(Button(say("today.back"), lambda: desk.do(Back())))
        self.add(row, 14)
        choices = [(guess, say(f"guess.{guess}")) for guess in GUESSES if guess != "open"]
        self._again = ChipRow(say("today.details.guess"), choices, self._guess)
        self._again.hide()
        self.add(self._again, 12)

    def forget(self) -> None:
        """The question was answered: whatever was opened in it closes."""
        self.step_back()
        self._again.show_chosen(())

    def step_back(self) -> bool:
        """Closes the list of guesses; False where it isn't open."""
        was_open = not self._again.isHidden()
        self._again.hide()
        return was_open

    def _ask(self) -> None:
        self._again.show()
        self._again.focus()

    def _guess(self, guess: str) -> None:
        self._desk.do(Rest(Details(guess=guess)))  # type: ignore[arg-type]
