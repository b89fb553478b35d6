"""Whether Still Here starts at login."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stillhere.home.rooms.autostart import Autostart
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.settings.section import Section
from stillhere.words import say


class StartingCard(Section):
    """``autostart`` is the entry that starts it; what it says is asked for whenever the page comes."""

    def __init__(self, desk: Desk, autostart: Autostart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "starting", parent)
        self._autostart = Autostart() if autostart is None else autostart
        choices = [(answer, say(f"settings.starting.{answer}")) for answer in ("yes", "no")]
        self._row = ChipRow(say("settings.starting"), choices, self._choose)
        self.add(Text(say("settings.starting.text")), 6)
        self.add(self._row, 12)

    def come(self) -> None:
        self._desk.ask(lambda _: self._autostart.on(), self._show)

    def _choose(self, answer: str) -> None:
        def switch(_: object) -> bool:
            self._autostart.switch(on=answer == "yes")
            return self._autostart.on()

        self._desk.ask(switch, self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self.come()
        self._desk.failed.emit(error)

    def _show(self, on: bool) -> None:
        self._row.show_chosen(("yes" if on else "no",))
