"""Mia and Jon, told in plain sentences: each at a desktop with a tray, notifications and a screen reader.

Law: a person presses, writes and reads what the window tells, clicks the tray, and gives the command; nothing
else of the program is touched. All of it are processes of their own, on two homes and one folder.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stillhere.words import say
from tests.desktop.fakes import FakeHost, FakeNotifications
from tests.desktop.screen_reader import ScreenReader, accessible_desktop
from tests.journeys.people import Person, Seat, person
from tests.waiting import until


@dataclass
class Someone:
    """One of the two."""

    seat: Seat
    reader: ScreenReader
    window: subprocess.Popen[bytes] | None = None

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.seat.person

    def has_a_tray(self) -> None:
        """The tray runs, as after a login."""
        self.seat.start_tray()

    def clicks_the_tray(self) -> None:
        """One left click."""
        self.seat.host.press()

    def opens_the_window(self) -> None:
        """The window, and Today in it."""
        self.window = self.person.start("window")
        self.reads("nav.today")

    def closes_the_window(self) -> None:
        """It is gone."""
        assert self.window is not None
        assert self.person.end(self.window) == 0
        self.window = None

    def presses(self, key: str, **fields: object) -> None:
        """Presses what is called so, once it can be pressed."""
        self.reader.press(say(key, **fields))

    def presses_key(self, key: str) -> None:
        """Presses a key of the keyboard."""
        subprocess.run(["xdotool", "key", key], env=self.person.environment, check=True)

    def writes(self, key: str, text: str) -> None:
        """Writes into the field that is called so."""
        self.reader.write(say(key), text)

    def reads(self, key: str, **fields: object) -> None:
        """The sentence is there, sooner or later."""
        self.reader.wait_for(say(key, **fields))

    def hears(self, text: str) -> None:
        """Those very words are there, sooner or later."""
        self.reader.wait_for(text)

    def finds_nothing_of(self, text: str) -> None:
        """Nothing that the window tells has these words."""
        for thing in self.reader.things():
            assert text not in thing.name, str(thing)
            assert text not in thing.description, str(thing)

    def place(self) -> str:
        """The name of the page in sight, as the sidebar tells it."""
        (here,) = until(
            lambda: [each.name for each in self.reader.things() if each.description == say("nav.here")]
        )
        return here

    def can_press(self, key: str) -> bool:
        """Whether the button of this name can be pressed."""
        return "enabled" in self.reader.find(say(key), "push button").states

    def is_told(self, title: str) -> None:
        """A notification with this title comes."""
        self.seat.told(title)

    def was_told(self) -> list[str]:
        """Every notification so far."""
        return self.seat.titles()

    def says(self, *words: str) -> Any:
        """Gives the command."""
        return self.person.ask(*words)

    def may_not(self, *words: str) -> str:
        """Gives a command that is refused: the sentence that says why."""
        done = self.person.command(*words)
        assert done.returncode == 1, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def everything_is_carried(self) -> None:
        """What was said lies in the folder, and nothing is on its way."""
        until(lambda: self.says("status")["outbox"] == 0)


@contextmanager
def someone(name: str, place: Path) -> Iterator[Someone]:
    """`name` at a desktop of their own; nothing of the program runs yet."""
    with ExitStack() as stack:
        desktop = stack.enter_context(accessible_desktop())
        notifications = stack.enter_context(FakeNotifications(desktop.bus))
        host = stack.enter_context(FakeHost(desktop.bus))
        own = stack.enter_context(person(name, place, desktop.environment))
        reader = stack.enter_context(ScreenReader(desktop.bus.address))
        yield Someone(Seat(own, host, notifications), reader)
