"""The recovery kit and the bundle: what is carried on paper or by hand, made when it is asked for.

A kit is shown nowhere: it goes from here into the file that is chosen, and from there onto paper.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stillhere.home.rooms.bundles import Bundles, Came
from stillhere.home.rooms.kits import Kits, Sheet
from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.note import Note, sentences
from stillhere.window.components.page import reveal
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.window.dialogs import Dialogs
from stillhere.window.settings.section import Section
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home


class KitCard(Section):
    """One sheet of paper for the day on which every computer is lost."""

    def __init__(self, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(desk, "kit", parent)
        self._dialogs = dialogs
        self._state = Text(kind="caption")
        self._note = Note()
        row = Flow(gap=10, line_gap=10)
        row.addWidget(Button(say("settings.kit.pdf"), lambda: self._write("pdf")))
        row.addWidget(Button(say("settings.kit.text_file"), lambda: self._write("txt")))
        for item, above in (
            (Text(say("settings.kit.text")), 6), (self._state, 8), (row, 14), (self._note, 14),
        ):  # fmt: skip
            self.add(item, above)

    def show_present(self, present: Present) -> None:
        self.setVisible(present.view.link == "linked")

    def come(self) -> None:
        if self._desk.present.view.link == "linked":
            self._desk.ask(_there, self._show, self._failed)

    def _show(self, there: bool) -> None:
        self._state.say(say("settings.kit.there" if there else "settings.kit.none"))

    def _write(self, ending: str) -> None:
        place = self._dialogs.save(self, say("settings.kit.file", ending=ending))
        if place is None:
            return
        self._note.clear()
        draw = _draw if place.suffix.lower() == ".pdf" else None
        self._desk.ask(lambda home: Kits(home).write(place, draw), lambda _: self._done(place), self._failed)

    def _done(self, place: Path) -> None:
        self._note.tell(say("command.kit.written", place=place), say("kit.keep"))
        self.come()

    def _failed(self, error: Exception) -> None:
        self._note.tell(*sentences(error))


class BundleCard(Section):
    """Everything as one file, where nothing carries the folder."""

    _came_far = Signal(int, int)

    def __init__(self, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(desk, "bundle", parent)
        self._dialogs = dialogs
        self._far = Text()
        self._note = Note()
        self._buttons = (
            Button(say("settings.bundle.out"), self._out),
            Button(say("settings.bundle.in"), self._in),
        )
        row = Flow(gap=10, line_gap=10)
        for button in self._buttons:
            row.addWidget(button)
        for item, above in (
            (Text(say("settings.bundle.text")), 6), (row, 14), (self._far, 12), (self._note, 14),
        ):  # fmt: skip
            self.add(item, above)
        self._far.hide()
        self._came_far.connect(self._show_far)

    def show_present(self, present: Present) -> None:
        self.setVisible(present.view.link == "linked")

    def _out(self) -> None:
        place = self._dialogs.save(self, say("settings.bundle.file"))
        if place is not None:
            self._begin(lambda home: Bundles(home).out(place, self._came_far.emit), self._written)

    def _in(self) -> None:
        place = self._dialogs.file(self)
        if place is not None:
            self._begin(lambda home: Bundles(home).take_in(place, self._came_far.emit), self._taken_in)

    def _begin(self, job: Any, then: Any) -> None:
        self._note.clear()
        self._busy(True)
        self._desk.ask(job, then, self._failed)

    def _show_far(self, done: int, of: int) -> None:
        self._far.say(say("command.bundle.progress", done=done, of=of))

    def _written(self, _: int) -> None:
        self._busy(False)
        self._note.tell(say("settings.bundle.written"), say("settings.bundle.written.next"))

    def _taken_in(self, came: Came) -> None:
        self._busy(False)
        said = say("command.bundle.in", count=came.new) if came.new else say("command.bundle.nothing")
        self._note.tell(said, say("command.bundle.left_out", count=came.left_out) if came.left_out else "")
        self._desk.refresh()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self._note.tell(*sentences(error))

    def _busy(self, working: bool) -> None:
        for button in self._buttons:
            button.setEnabled(not working)
        self._far.say("")
        self._far.setVisible(working)
        if working:
            reveal(self._far)


def _there(home: Home) -> bool:
    return Kits(home).there()


def _draw(sheet: Sheet, place: Path) -> None:
    from stillhere.window import kit_sheet

    kit_sheet.write(sheet, place)
