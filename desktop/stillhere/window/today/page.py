"""Today: what is so between the two right now, in one look; and everything that can be said, in one click.

The page decides what stands where. The core decides what may be done; all that is shown was said by somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QWidget

from stillhere.core.acts import Undo
from stillhere.core.view import View
from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.page import Page
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.mark import MarkView
from stillhere.window.today.cards import Cards
from stillhere.window.today.own import Own
from stillhere.window.today.people import People, has_words, what_else
from stillhere.window.today.thought import PromptSource, Thought
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.today.theirs import Theirs

_MARK, _MARK_NARROW = 118, 84  # diameters

#: The button that says how one is, by the state.
_SAID_BY = {"here": "today.back", "resting": "today.rest", "partly_back": "today.partly"}

Open = Callable[[str, str], None]


class Today(Page):
    """``open_page`` opens another page about something; ``has_page`` tells which there are.

    ``prompt`` gives the thought on its card; without it there is none.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        open_page: Open,
        has_page: Callable[[str], bool],
        moving: Callable[[], bool],
        prompt: PromptSource | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        # Each part is made where it will stand, from the outside in: one that moves in whole is dressed anew,
        # with all that is in it, at each step.
        hero = QWidget(self.widget())
        said = QWidget(hero)
        self._desk = desk
        self._moving = moving
        self._open_page = open_page
        self._headline = ""
        self._hero = QBoxLayout(QBoxLayout.Direction.LeftToRight, hero)
        self._mark = MarkView(_MARK)
        self._people = People(said)
        self._theirs: Theirs | None = None
        self._letter = (lambda: open_page("letters", "new")) if has_page("letters") else None
        self._own = Own(desk, said)
        self._else = Text()
        self._undo = Button("", lambda: desk.do(Undo()), "text")
        self._said = Column(said, centred=True)
        self._lay_out_hero(hero, said)
        write = (lambda about: open_page("reflect", about)) if has_page("reflect") else None
        helps = (lambda: open_page("ease", "")) if has_page("ease") else None
        self._cards = Cards(
            desk,
            lambda parent: Thought(prompt, write, lambda: open_page("sitting", ""), helps, parent),
            lambda: open_page("invite", ""),
            lambda: open_page("agreements", ""),
            self.widget(),
        )
        self.add(self._cards, 31)
        desk.changed.connect(self._show)
        self._show()

    def ask(self, question: str) -> None:
        """Asks what this person wanted to be asked while waiting. Nobody else hears of it."""
        self._cards.thought.ask(question)
        self._announce(question)

    def say_beside(self, title: str, text: str, read: Callable[[], object]) -> None:
        """Says this of the home, below its title; ``read`` hears that it was put away."""
        from stillhere.window.components.note import Note

        note = Note(self.widget(), read=read)
        self._column.add_after(self.lead, note, 16)
        note.tell(title, text)

    def show_letters(self, lines: Sequence[str]) -> None:
        """Says this of letters."""
        self._cards.show_letters(lines, lambda: self._open_page("letters", ""))

    def step_back(self) -> bool:
        parts = (self._own, self._theirs, self._cards)
        return super().step_back() or any(part is not None and part.step_back() for part in parts)

    def leave(self) -> None:
        # What is typed is handed over, and an invitation's words don't stay open.
        self._cards.hand_over()
        self._cards.linking.hide_words()

    def narrowed(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._hero.setDirection(direction)
        self._hero.setSpacing(18 if narrow else 35)
        self._mark.set_diameter(_MARK_NARROW if narrow else _MARK)
        self._cards.set_narrow(narrow)

    def _announce(self, text: str) -> None:
        from stillhere.window.components.note import announce

        announce(self, text)

    def _lay_out_hero(self, hero: QWidget, said: QWidget) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        for widget in (said, hero):
            widget.setSizePolicy(policy)
        for item, above in (
            (self._people, 0),
            (self._else, 10),
            (self._own, 24),
            (self._undo, 8),
        ):
            self._said.add(item, above)
        self._undo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._hero.setContentsMargins(1, 0, 0, 0)
        self._hero.setSpacing(35)
        self._hero.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        self._hero.addWidget(said, 1)
        hero.setMinimumHeight(180)
        self.add(hero, 26)

    def _show(self) -> None:
        present = self._desk.present
        view = present.view
        held: QWidget | None = QApplication.focusWidget()
        headline = say(f"headline.{view.headline}", name=present.partner_name)
        self.title.say(headline)
        self.setAccessibleName(headline)
        self._mark.show_mark(view.mark, headline, moving=self._moving())
        self._show_said(view)
        self._cards.show_present(present)
        if view.headline != self._headline:
            if self._headline:
                self._announce(headline)
            self._headline = view.headline
            self._cards.begin_again()
        if held is not None and self.isAncestorOf(held) and not held.isVisible():
            # The button that was pressed is gone. The headline tells what became of it, and a second press
            # of the same key says nothing more.
            self.title.setFocus()

    def _show_said(self, view: View) -> None:
        listening = view.headline == "partner_rests" and view.me.status.state == "here"
        self._people.show_view(view)
        show_if(not (listening and has_words(view.partner)), self._people)
        if listening and self._theirs is None:
            from stillhere.window.today.theirs import Theirs

            self._theirs = Theirs(self._desk, with_rest=True, letter=self._letter)
            self._said.add_after(self._people, self._theirs, 18)
        if self._theirs is not None:
            self._theirs.show_view(view)
            show_if(listening, self._theirs)
        self._else.say("\n".join(what_else(view, self._desk.present.sharing)))
        show_if(bool(self._else.text()), self._else)
        self._own.show_view(view)
        show_if(not listening, self._own)
        if "undo" in view.may:
            self._undo.setText(say("today.undo", what=say(_SAID_BY[view.me.status.state])))
        show_if("undo" in view.may, self._undo)
