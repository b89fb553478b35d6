"""Letters: what is here at the left, one letter at the right. Nothing leaves but by "send".

What is typed is kept by the pen. Its writer is asked about one letter at a time, about each once at a return.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtWidgets import QWidget

from stillhere.core.acts import Refused
from stillhere.core.letters import Choice
from stillhere.home.errors import HomeError
from stillhere.window.components.buttons import Button
from stillhere.window.desk import Desk
from stillhere.window.letters import coming, jobs, lists, paper
from stillhere.window.letters.choices import lead_of
from stillhere.window.letters.coming import Coming
from stillhere.window.letters.jobs import Box, Here
from stillhere.window.letters.leaves import NEW, Leaves
from stillhere.window.letters.letting_go import LettingGo
from stillhere.window.letters.lists import Lists
from stillhere.window.letters.paper import Paper
from stillhere.window.letters.said import Said
from stillhere.window.pen import Pen
from stillhere.window.reflect.jobs import Leaf
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.unlocking import Unlocking
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private

T = TypeVar("T")


class Letters(Leaves):
    """``journal`` opens what is private."""

    def __init__(self, desk: Desk, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(say("nav.letters"), self._load, self._asked_about, parent)
        self._desk = desk
        self._journal = journal
        self._here = Here()
        self._came = ""
        self._choosing = False
        self._write = Button(say("letters.write"), lambda: self._begin(NEW), "primary")
        self._said = Said(lambda: self._open_here(self._letting_go.take_back()))
        self._letting_go = LettingGo(lambda letter: self._decide(letter, "let_go"), self)
        self._unlocking = Unlocking(journal, lambda: self._lists, self._unlocked, self._trouble)
        box = self._coming = Coming(desk, coming.Doors(self._show_box, self._read, self._trouble))
        self._lists = Lists(lists.Doors(
            here=self._open_here, received=box.open_received, sent=box.open_sent, open_all=box.open_all,
            wished=box.wish, unlock=self._unlocking.unlock,
        ))  # fmt: skip
        self._paper = Paper(paper.Doors(self._typed, self._act, self.follow))
        self._pen = Pen(
            journal.ask, Leaf(), lambda: (self._paper.text,), jobs.keep,
            told=self._show_saved, failed=self._trouble, parent=self,
        )  # fmt: skip
        self.lay_out()
        self._close()
        desk.changed.connect(self._hear)
        journal.locked.connect(self._shut)

    def come(self, about: str) -> None:
        self._journal.hold()
        self._came = about or "look"
        self._load()

    def leave(self) -> None:
        self._pen.hand_over(self._close)
        self._letting_go.finish()
        self._said.hide()
        if self._here.locked:
            self._shut()
        self._journal.let_go()

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if not self.narrow or not self._mode:
            return False
        self._pen.hand_over(self._close)
        return True

    def _hear(self) -> None:
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        self._coming.load()
        # Nobody who is writing is interrupted by a question, and each look asks about one letter at most.
        busy = self._mode in {"asking", "writing"} and not self._came
        asking = self._choosing or busy or self._came == "new" or self._pen.unsaved
        self._choosing = self._choosing or not asking
        self._ask(partial(jobs.here, asking=asking), self._show_here)

    def _ask(self, job: Callable[[Home, Private], T], then: Callable[[T], None]) -> None:
        aside = self._desk.aside
        self._journal.ask(lambda private: aside(lambda home: job(home, private)), then, self._trouble)

    def _show_box(self, box: Box) -> None:
        self._lists.show_box(box, self._name(), self._journal.door.now())
        self._lists.choose(self._letter.id)
        self._under.say(lead_of(self._desk.present.view, self._name()))

    def _show_here(self, here: Here) -> None:
        self._here, self._choosing = here, False
        self._show_letters()
        came, self._came = self._came, ""
        asked = here.letter(here.ask)
        if came == "new":
            self._begin(NEW)
        elif asked is not None and self.isVisible() and not self._pen.unsaved:
            self._question(asked)  # else something was typed meanwhile, or nobody would see it
        elif self._mode == "writing":
            self._letter = here.letter(self._pen.leaf.id) or self._letter
            self._show_acts()
        elif came and not self._mode and not self.narrow and here.letters and not self._coming.box.closed:
            self._begin(here.letters[0], write=False)
        self._lists.choose(self._letter.id)

    def _show_letters(self) -> None:
        letters, gone = self._here.letters, (self._letting_go.letter,)
        self._lists.show_here(letters, gone, self._name(), self._journal.door.now())

    def _trouble(self, error: Exception) -> None:
        self._choosing = False
        if isinstance(error, HomeError) and error.what == "private_locked":
            self._shut()
            return
        self.tell(error, self._name())
        if isinstance(error, Refused):
            # Something came in between: what can be chosen now may be another.
            self._desk.refresh()
            self._load()

    def _shut(self) -> None:
        """A lock lies before it: what is kept leaves the page, and what isn't yet waits out of sight."""
        self._here = Here()
        self._lists.show_locked()
        if self._mode in {"writing", "asking"} and not self._pen.unsaved:
            self._close()
        self.show_paper(self._mode == "reading")

    def _unlocked(self) -> None:
        self.note.clear()
        self.show_paper(bool(self._mode))
        self._pen.hand_over(self._load)

    def _asked_about(self, letter: str) -> None:
        self._ask(partial(jobs.asked, letter=letter), lambda _: None)

    def _typed(self) -> None:
        self._said.hide()
        self._pen.typed()

    def _open_here(self, name: str) -> None:
        show = partial(self._show_wanted, name)
        self._pen.hand_over(lambda: self._ask(partial(jobs.here, asking=True), show))

    def _show_wanted(self, name: str, here: Here) -> None:
        self._show_here(here)
        if (letter := here.letter(name)) is not None:
            self._show_writing(letter, write=True)

    def _act(self, name: str) -> None:
        if name == "change":
            self._show_writing(self._letter, write=True)
        else:
            self._pen.hand_over(partial(self._choose, cast(Choice, name)))

    def _choose(self, choice: Choice) -> None:
        letter = self._pen.leaf.id
        if choice == "let_go":
            self._letting_go.begin(letter)
            self._chosen("letters.said.letting", back=True)
        else:
            self._decide(letter, choice)

    def _decide(self, letter: str, choice: Choice) -> None:
        self._ask(partial(jobs.decide, letter=letter, choice=choice), self._decided)

    def _decided(self, choice: Choice) -> None:
        if choice == "let_go":
            self._hear()  # that was said at once
        else:
            self._chosen(f"letters.said.{choice}")

    def _chosen(self, said: str, *, back: bool = False) -> None:
        self.note.clear()
        self._close()
        self._said.tell(say(said, name=self._name()), back=back)
        self._show_letters()
        self._desk.refresh()
        self._load()
        self._write.setFocus()
