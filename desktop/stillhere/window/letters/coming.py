"""What came, what went, and how one wishes to be written to. A letter that came is opened by choice.

Opening one is remembered on this device, and nobody is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from stillhere.window.desk import Desk
from stillhere.window.letters import jobs
from stillhere.window.letters.jobs import Box
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.records.terms import Pace
    from stillhere.home.rooms.mailbox import Received, Sent


class Doors(NamedTuple):
    """What it tells: there is a new box to show; a letter to read (id, head, text); trouble."""

    shown: Callable[[Box], object]
    read: Callable[[str, str, str], object]
    trouble: Callable[[Exception], None]


class Coming:
    """Knows what came and what went. ``box`` is what is shown."""

    def __init__(self, desk: Desk, doors: Doors) -> None:
        self._desk = desk
        self._doors = doors
        self.box = Box()

    def load(self) -> None:
        """Looks at what is there now."""
        self._desk.ask(jobs.box, self._show, self._doors.trouble)

    def open_received(self, name: str) -> None:
        """Shows a letter that came; opens it where it is closed."""
        found = next((each for each in self.box.received if each.id == name), None)
        if found is not None and not found.opened:
            job = partial(jobs.open_one, letter=name)
            self._desk.ask(job, partial(self._opened, name), self._doors.trouble)
        else:
            self._read_received(found)

    def open_all(self) -> None:
        """Opens everything that came."""
        self._desk.ask(jobs.open_all, self._show, self._doors.trouble)

    def open_sent(self, name: str) -> None:
        """Shows a letter that went."""
        self._read_sent(next((each for each in self.box.sent if each.id == name), None))

    def wish(self, pace: Pace) -> None:
        """Says how one wishes to be written to."""
        self._desk.ask(partial(jobs.wish, pace=pace), self._show, self._doors.trouble)

    def _show(self, box: Box) -> None:
        self.box = box
        self._doors.shown(box)

    def _opened(self, name: str, box: Box) -> None:
        self._show(box)
        self._read_received(next((each for each in box.received if each.id == name), None))

    def _read_received(self, letter: Received | None) -> None:
        if letter is not None:
            head = say(f"letters.came.{letter.came}", name=self._desk.present.partner_name)
            self._doors.read(letter.id, head, letter.text)

    def _read_sent(self, letter: Sent | None) -> None:
        if letter is not None:
            self._doors.read(letter.id, say("letters.went"), letter.text)
