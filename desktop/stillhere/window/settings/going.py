"""Leaving and erasing: each says first, in calm words, what it does and can't do. Nothing holds it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.note import Note, sentences
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.window.settings.asking import Asking
from stillhere.window.settings.section import Section
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.rooms.leaving import Before

How = Literal["note", "quietly"]


class LeaveCard(Section):
    """Leaving with a note or quietly; both look equal."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "leave", parent)
        self._text = Text()
        self._asked_by: Button | None = None
        self._note_button = Button(say("settings.leave.note"), lambda: self._look("note"))
        self._quietly = Button(say("settings.leave.quietly"), lambda: self._look("quietly"))
        self._asking = Asking(say("settings.leave.stay"), self._closed)
        self._told = Note()
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._note_button)
        row.addWidget(self._quietly)
        for item, above in ((self._text, 6), (row, 14), (self._asking, 18), (self._told, 14)):
            self.add(item, above)

    def show_present(self, present: Present) -> None:
        headline = present.view.headline
        left = headline == "you_left"
        self.setVisible(left or headline == "partner_left" or present.view.link == "linked")
        self._text.say(say("settings.leave.left" if left else "settings.leave.text"))
        if left:
            self._asking.hide()
        self._show_ways(not left and self._asking.isHidden())

    def step_back(self) -> bool:
        return self._asking.close_it()

    def hand_over(self) -> None:
        self._asking.hide()
        self.show_present(self._desk.present)

    def _show_ways(self, shown: bool) -> None:
        for button in (self._note_button, self._quietly):
            button.setVisible(shown)

    def _look(self, how: How) -> None:
        self._asked_by = self._note_button if how == "note" else self._quietly
        self._desk.ask(_before, lambda before: self._ask(how, before), self._failed)

    def _ask(self, how: How, before: Before | None) -> None:
        if before is None:
            self._desk.refresh()
            return
        from stillhere.home.rooms.leaving import happens

        lines = happens(before, self._desk.present.view.me.name, told=how == "note")
        title, yes = say(f"settings.leave.title.{how}"), say(f"settings.leave.do.{how}")
        self._asking.ask(title, lines, yes, lambda: self._leave(how, before.name))
        self._show_ways(False)

    def _leave(self, how: How, name: str) -> None:
        job = _quietly if how == "quietly" else _with_note
        self._desk.ask(job, lambda told: self._gone(name, told=told), self._failed)

    def _gone(self, name: str, *, told: bool) -> None:
        self._told.tell(say("leave.said.told" if told else "leave.said.quietly", name=name))
        self._desk.refresh()

    def _closed(self) -> None:
        self._show_ways(True)
        if self._asked_by is not None:
            self._asked_by.setFocus()

    def _failed(self, error: Exception) -> None:
        self._show_ways(True)
        self._told.tell(*sentences(error))


class EraseCard(Section):
    """Erasing; ``erase`` does it, and takes every page away with it."""

    def __init__(self, desk: Desk, erase: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(desk, "erase", parent)
        self._ask_it = Button(say("settings.erase.ask"), self._ask)
        self._asking = Asking(say("settings.erase.keep"), self._closed)
        self._erase = erase
        row = Flow()
        row.addWidget(self._ask_it)
        for item, above in ((Text(say("settings.erase.text")), 6), (row, 14), (self._asking, 18)):
            self.add(item, above)

    def step_back(self) -> bool:
        return self._asking.close_it()

    def hand_over(self) -> None:
        self._asking.hide()
        self._ask_it.show()

    def _closed(self) -> None:
        self._ask_it.show()
        self._ask_it.setFocus()

    def _ask(self) -> None:
        self._ask_it.hide()
        lines = [say("erase.what"), say("erase.stays"), say("erase.once")]
        self._asking.ask("", lines, say("settings.erase.do"), self._erase)


def _before(home: Home) -> Before | None:
    from stillhere.home.rooms.leaving import Leaving

    return Leaving(home).before()


def _quietly(home: Home) -> bool:
    from stillhere.home.rooms.leaving import Leaving

    return Leaving(home).leave(quietly=True)


def _with_note(home: Home) -> bool:
    from stillhere.home.rooms.leaving import Leaving

    return Leaving(home).leave(quietly=False)
