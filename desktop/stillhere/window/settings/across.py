"""Private pages on the other devices of their writer: said before, turned on and off, and the twelve words.

Law: what can be counted then is said before anything goes out, and the words stand here only while somebody
looks at them. Everything lies behind the lock of what is private.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from stillhere.home.errors import FolderError, HomeError
from stillhere.home.rooms.across_standing import Standing, before, lines_of
from stillhere.seal.errors import WordsError
from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import empty
from stillhere.window.components.note import Note, sentences
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.window.settings.across_parts import Leaving, Typing, Unlocking, Words
from stillhere.window.settings.asking import Asking
from stillhere.window.settings.section import Section, column_of, row_of
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.private import Private
    from stillhere.home.rooms.across import Across
    from stillhere.window.reflect.journal import Journal

#: What is asked of the room, in the journal's thread.
Job = Callable[["Across"], object]

#: Which buttons there are in which state.
_WAYS = {
    "unknown": (),
    "off": ("turn_on", "have"),
    "on": ("now", "show", "renew", "off"),
    "other_words": ("now", "have", "show", "renew", "off"),
}

#: What is seldom wanted stands back: words without edges.
_SELDOM: Final = frozenset({"renew", "off"})


class AcrossCard(Section):
    """How it stands, and what can be done. ``journal`` opens what is private."""

    def __init__(self, desk: Desk, journal: Journal | None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "across", parent)
        self._journal = journal
        self._now: Standing | None = None
        state, self._lines = column_of()
        ways: dict[str, Callable[[], object]] = {
            "turn_on": self._ask_on,
            "now": partial(self._do, _now, self._taken),
            "have": self._ask_words,
            "show": self._show_or_hide,
            "renew": self._ask_renew,
            "off": self._ask_off,
        }
        self._buttons = {
            name: Button(say(f"settings.across.{name}"), do, "text" if name in _SELDOM else "plain")
            for name, do in ways.items()
        }
        self._unlocking = Unlocking(self._unlock, self._focus_first)
        self._words = Words()
        self._typing = Typing(self._use, self._focus_first)
        self._leaving = Leaving(self._turn_off, self._focus_first)
        self._asking = Asking(say("settings.across.not_now"), self._focus_first)
        self._note = Note()
        for item, above in (
            (state, 6), (self._unlocking, 14), (self._words, 16), (row_of(*self._buttons.values()), 16),
            (self._typing, 18), (self._asking, 18), (self._leaving, 18), (self._note, 14),
        ):  # fmt: skip
            self.add(item, above)
        self._show_ways()

    def show_present(self, present: Present) -> None:
        self.setVisible(self._journal is not None and present.view.link == "linked")

    def come(self) -> None:
        if self._journal is not None and self._desk.present.view.link == "linked":
            self._ask(_looked, self._show)

    def step_back(self) -> bool:
        return self._typing.close_it() or self._leaving.close_it() or self._asking.close_it()

    def hand_over(self) -> None:
        # Whoever leaves the page leaves no words and no passphrase standing on it.
        self._hide_words()
        for part in (self._unlocking, self._typing, self._leaving, self._note):
            part.clear()
        self._asking.hide()
        if self._journal is not None:
            self._journal.let_go()

    def _show(self, now: Standing) -> None:
        self._now = now
        self._unlocking.clear()
        empty(self._lines)
        for at, line in enumerate(lines_of(now)):
            self._lines.add(Text(line), 6 if at else 0)
        if not now.on:
            self._hide_words()
        self._show_ways()

    def _show_ways(self) -> None:
        now = self._now
        state = (
            "unknown" if now is None else "off" if not now.on else "other_words" if now.other_words else "on"
        )
        for name, button in self._buttons.items():
            button.setVisible(name in _WAYS[state])
        again = now is not None and now.known
        self._buttons["turn_on"].setText(say(f"settings.across.turn_on{'.again' if again else ''}"))

    def _ask_on(self) -> None:
        title, yes = say("settings.across.ask"), say("settings.across.turn_on.yes")
        then = partial(self._do, _turn_on, self._show_words)
        self._asking.ask(title, before(self._desk.present.partner_name), yes, then)

    def _ask_renew(self) -> None:
        title, yes = say("settings.across.renew"), say("settings.across.renew.yes")
        then = partial(self._do, _renew, self._show_words)
        self._asking.ask(title, [say("across.renew.text")], yes, then)

    def _ask_off(self) -> None:
        self._leaving.open_it()

    def _ask_words(self) -> None:
        self._typing.ask(before(self._desk.present.partner_name))

    def _focus_first(self) -> None:
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        if shown:
            shown[0].setFocus()

    def _use(self, typed: str) -> None:
        def used(came: int) -> None:
            self._typing.clear()
            self._note.tell(say("across.on"), say("across.came", count=came))

        self._do(lambda room: room.join(typed.split()), used)

    def _taken(self, count: int) -> None:
        self._note.tell(say("across.taken", count=count) if count else say("across.taken.none"))

    def _turn_off(self, remove: bool) -> None:
        which = say("across.off.remove" if remove else "across.off.left")
        self._do(lambda room: room.off(remove=remove), lambda _: self._note.tell(say("across.off"), which))

    def _show_or_hide(self) -> None:
        if self._words.isHidden():
            self._ask(lambda room: room.words() or (), self._show_words)
        else:
            self._hide_words()

    def _show_words(self, words: Sequence[str]) -> None:
        if words:
            self._words.show_words(words)
            self._buttons["show"].setText(say("settings.across.hide"))

    def _hide_words(self) -> None:
        self._words.clear()
        self._buttons["show"].setText(say("settings.across.show"))

    def _unlock(self, passphrase: str) -> None:
        if self._journal is not None:
            self._journal.hold()
            self._journal.unlock(passphrase, lambda _: self.come(), self._failed)

    def _do(self, job: Job, then: Callable[[Any], object]) -> None:
        """Does `job`, and shows what is so then."""
        self._note.clear()

        def done(found: object) -> None:
            self._desk.refresh()
            self.come()
            then(found)

        self._ask(job, done)

    def _ask(self, job: Job, then: Callable[[Any], None]) -> None:
        from stillhere.home.rooms.across import Across

        aside = self._desk.aside

        def here(private: Private) -> object:
            return aside(lambda home: job(Across(home, private)))

        if self._journal is not None:
            self._journal.ask(here, then, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, HomeError) and error.what == "private_locked":
            self._now = None
            empty(self._lines)
            self._lines.add(Text(say("settings.across.locked")))
            self._show_ways()
            self._unlocking.show()
        elif isinstance(error, WordsError):
            from stillhere.window.welcome.words_step import sentence_of

            self._note.tell(sentence_of(error), say("welcome.words.next"))
        else:
            self._note.tell(*sentences(error, self._desk.present.partner_name))


def _looked(room: Across) -> Standing:
    with suppress(FolderError):
        room.take_in()
    return room.standing()


def _turn_on(room: Across) -> tuple[str, ...]:
    return room.turn_on()


def _renew(room: Across) -> tuple[str, ...]:
    return room.renew()


def _now(room: Across) -> int:
    return room.now()
