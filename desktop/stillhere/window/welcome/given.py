"""The last step of a start: the twelve words, and how to give them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stillhere.window.components.text import Text
from stillhere.window.invitation import TwelveWords
from stillhere.window.welcome.step import Step
from stillhere.words import say


class GivenStep(Step):
    """Shows the words of an invitation."""

    def __init__(self, go_on: Callable[[], object]) -> None:
        title, text = say("welcome.given"), say("welcome.given.text")
        super().__init__(title, text, go_on=go_on, on_word="welcome.given.on")
        self._words = TwelveWords()
        self.fill((self._words, 22), (Text(say("welcome.given.again"), "caption"), 16))

    def show_words(self, words: Sequence[str]) -> None:
        """Shows these words."""
        self._words.show_words(words)

    def come(self, about: str) -> None:
        self._on.setFocus()

    def leave(self) -> None:
        self._words.clear()
