"""The last step of a start: the twelve words, and how to give them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stillhere.window.components.text import Text
from stillhere.window.invitation import TwelveWords, last_day
from stillhere.window.welcome.step import Step
from stillhere.words import say


class GivenStep(Step):
    """Shows the words of an invitation."""

    def __init__(self, go_on: Callable[[], object]) -> None:
        title, text = say("welcome.given"), say("welcome.given.text")
        super().__init__(title, text, go_on=go_on, on_word="welcome.given.on")
        self._words = TwelveWords()
        self._until = Text(kind="caption")
        self.fill((self._words, 22), (self._until, 16))

    def show_words(self, words: Sequence[str], expires_ms: int | None) -> None:
        """Shows these words, and until when they open the space."""
        self._words.show_words(words)
        if expires_ms is not None:
            self._until.say(say("welcome.given.again", day=last_day(expires_ms)))

    def leave(self) -> None:
        self._words.clear()
