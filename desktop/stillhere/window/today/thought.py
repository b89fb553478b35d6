"""Something to think about: a card that is there when there is something on it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from stillhere.core.view import View
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.flow import Flow
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text
from stillhere.words import say


class Prompt(Struct, frozen=True):
    """A thought that the moment suggests."""

    id: str
    text: str


PromptSource = Callable[[View], Prompt | None]


class Thought(Card):
    """A prompt. ``write`` opens a page about it; ``sit`` five quiet minutes, ``helps`` the quiet helps.

    What is None isn't offered.
    """

    def __init__(
        self,
        source: PromptSource | None,
        write: Callable[[str], object] | None,
        sit: Callable[[], object],
        helps: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(" ", parent=parent)
        self._source = source
        self._view: View | None = None
        self._prompt: Prompt | None = None
        self._text = Text(kind="prompt")
        self.add(self._text, 9)
        row = Flow(gap=10, line_gap=2)
        self._write = Button(say("today.thought.write"), lambda: self._open(write))
        self._can_write = write is not None
        self._another = Button(say("today.thought.another"), self._next, "text")
        self._sit = Button(say("today.sit"), sit, "text")
        self._helps = None if helps is None else Button(say("ease.open"), helps, "text")
        for button in (self._write, self._another, self._sit, self._helps):
            if button is not None:
                row.addWidget(button)
        self.add(row, 16)

    def show_view(self, view: View) -> bool:
        """Shows the thought for this moment; False where there is nothing to show."""
        if self._view is None or self._view.headline != view.headline:
            self._prompt = None if self._source is None else self._source(view)
        self._view = view
        waiting = view.headline == "partner_rests"
        self.title.say(say(f"today.thought.{_moment(view)}"))
        self._text.say(self._prompt.text if self._prompt else say("today.thought.nothing"))
        show_if(self._can_write and self._prompt is not None, self._write)
        show_if(self._prompt is not None, self._another)
        show_if(waiting, self._sit)
        if self._helps is not None:
            show_if(waiting, self._helps)
        # The first button of the row stands out a little, whichever it is.
        self._another.set_kind("text" if self._can_write else "plain")
        self._sit.set_kind("text" if self._prompt else "plain")
        return self._prompt is not None or waiting

    def ask(self, question: str) -> None:
        """Shows a question that this person wanted to be asked, in place of the prompt."""
        self._prompt = Prompt("", question)
        if self._view is not None:
            self.show_view(self._view)

    def _next(self) -> None:
        if self._source is not None and self._view is not None:
            self._prompt = self._source(self._view) or self._prompt
            self.show_view(self._view)

    def _open(self, write: Callable[[str], object] | None) -> None:
        if write is not None and self._prompt is not None:
            write(self._prompt.id)


def _moment(view: View) -> str:
    if view.headline == "partner_rests":
        return "waiting"
    return "you" if view.me.status.state == "resting" else "today"
