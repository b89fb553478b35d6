"""The stage of the window's tests: a couple, their pages on the screen, a disk for what is private.

Law: nothing of a stage outlives `Stage.strike`: no thread, no widget, no file. What Qt holds is deleted
there, in the thread of the window: left to the collector of garbage it may go in any thread, which hangs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from stillhere.core.state.when import ms_of
from stillhere.core.view import View
from stillhere.home.door import Door
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.library import library
from stillhere.home.paths import Paths
from stillhere.home.private import Private, header, lock_of, open_private, set_lock
from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.frame import Frame
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.window.settings.page import SettingsPage
from stillhere.window.shell import Shell
from stillhere.window.today.thought import Prompt
from stillhere.window.welcome.beginning import Beginning
from stillhere.window.welcome.page import Welcome
from stillhere.window.worker import Worker
from tests.private.making import HOME_KEY, place
from tests.waiting import LIMIT
from tests.window.fakes import MORNING, Couple, FakeHome

T = TypeVar("T")

EVENING = datetime(2026, 11, 22, 19, 10, tzinfo=MORNING.tzinfo)

_PROMPTS = {
    "both_here": "What does rest look like in each of us, seen from across the room?",
    "partner_rests": "What did you actually see or hear, before any meaning was added?",
}
_ANOTHER = "What does your body ask for before any word is found?"
_FOR_YOU = "If guilt is here, what is it asking you to prove?"


#: What the cards of the scenes say, in the words of those who wrote it.
OWN_WORDS = (*_PROMPTS.values(), _ANOTHER, _FOR_YOU)


class Fixed(Thoughts):
    """What Reflect knows; on Today a prompt for the moment, and every other time another one."""

    def __init__(self, journal: Journal, *, cards: bool = True) -> None:
        super().__init__(journal, library)
        self._prompts = Prompts() if cards else None

    def __call__(self, view: View) -> Prompt | None:
        return None if self._prompts is None else self._prompts(view)


class Prompts:
    """A prompt for the moment, and every other time another one."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, view: View) -> Prompt:
        self.asked += 1
        text = _PROMPTS.get(view.headline, _FOR_YOU) if self.asked % 2 else _ANOTHER
        return Prompt(f"scene.{self.asked}", text)


class Answers(Dialogs):
    """Dialogs that are answered at once: always with the same folder and picture."""

    def __init__(self) -> None:
        self.chosen: Path | None = Path("/home/jon/Dropbox/Ours")
        self.shown: Path | None = None
        self.export_to: Path | None = None
        self.asked = 0

    def folder(self, parent: QWidget, start: Path | None) -> Path | None:
        self.asked += 1
        return self.chosen

    def export(self, parent: QWidget, start: Path | None) -> Path | None:
        self.asked += 1
        return self.export_to

    def save(self, parent: QWidget, name: str) -> Path | None:
        self.asked += 1
        return None

    def file(self, parent: QWidget) -> Path | None:
        self.asked += 1
        return None

    def picture(self, parent: QWidget) -> Path | None:
        self.asked += 1
        return self.shown


def delete_what_went(app: QApplication) -> None:
    """Deletes what was asked to go: in a test nobody runs the loop that would."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def door_at(paths: Callable[[], Paths], now: Callable[[], datetime]) -> Door:
    """The door to what is private at `paths`, without a home."""
    return Door(
        lambda ask: open_private(paths(), HOME_KEY, ask, now=lambda: ms_of(now())),
        lambda: lock_of(paths()),
        now,
    )


class Stage:
    """One scene on the screen. `strike` takes everything down."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.frame = Frame()
        self.frame.start(app)
        self.couple = Couple(now=EVENING)
        self.home = self.couple.jon
        self.worker = Worker("stage")
        self.dialogs = Answers()
        self.entered: list[bool] = []
        self._desk: Desk | None = None
        self._journal: Journal | None = None
        self.shell: Shell | None = None
        self.welcome: Welcome | None = None
        self._ended: list[Desk | Journal] = []
        self.after: list[Callable[[], object]] = []
        self._disk: TemporaryDirectory[str] | None = None

    @property
    def desk(self) -> Desk | None:
        """The desk of the pages in sight. One that another takes the place of has ended: Qt must not delete
        what a thread still speaks through.
        """
        return self._desk

    @desk.setter
    def desk(self, desk: Desk | None) -> None:
        self._end(self._desk)
        self._desk = desk

    @property
    def journal(self) -> Journal | None:
        """What is private, for the pages in sight. One that another takes the place of has ended, too."""
        return self._journal

    @journal.setter
    def journal(self, journal: Journal | None) -> None:
        self._end(self._journal)
        self._journal = journal

    def _end(self, part: Desk | Journal | None) -> None:
        if part is None:
            return
        if part.worker.running:
            part.stop()
        self._ended.append(part)

    @property
    def paths(self) -> Paths:
        """Where what is private of this stage lies, on a disk of its own."""
        if self._disk is None:
            self._disk = TemporaryDirectory(prefix="stage-")
        return place(Path(self._disk.name))

    def private(self, do: Callable[[Private], T]) -> T:
        """What `do` does with what is private of Jon, before the window or beside it."""
        with open_private(self.paths, HOME_KEY, now=lambda: ms_of(self.couple.now)) as private:
            return do(private)

    def lock(self, passphrase: str) -> None:
        """Locks what is private of Jon, with less work than a real lock takes."""
        with patch.object(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0]):
            set_lock(self.paths, HOME_KEY, passphrase)

    def own_journal(self) -> Journal:
        """What is private of Jon, for his pages."""
        if self.journal is None:
            self.journal = Journal(door_at(lambda: self.paths, lambda: self.couple.now))
        return self.journal

    def reflect(self, about: str = "") -> Reflect:
        """The pages of Jon's home with Reflect in sight, on what is private of him."""
        self.desk = Desk(self.home)  # type: ignore[arg-type]
        self.desk.read.connect(self.own_journal().check)
        thoughts = Thoughts(self.own_journal(), library)
        pages = places(thoughts, self.dialogs, reflect=thoughts)
        self.shell = Shell(self.desk, pages, moving=lambda: False)
        self.frame.hold(self.shell, self.shell)
        self.desk.start()
        self.settle()
        self.shell.open("reflect", about)
        self.settle()
        found = self.shell.page
        assert isinstance(found, Reflect)
        return found

    def today(self, *, cards: bool = True, home: FakeHome | None = None) -> Shell:
        """The pages of Jon's home, Today in sight."""
        self.home = home or self.home
        self.desk = Desk(self.home)  # type: ignore[arg-type]
        self.desk.read.connect(self.own_journal().check)
        thoughts = Fixed(self.own_journal(), cards=cards)
        pages = places(thoughts, self.dialogs, reflect=thoughts)
        self.shell = Shell(self.desk, pages, moving=lambda: False)
        self.shell.open("today")
        self.frame.hold(self.shell, self.shell)
        self.desk.start()
        self.settle()
        return self.shell

    def way_in(self, *, store_gone: bool = False) -> Welcome:
        """The way in, for a home that isn't there yet."""
        self.worker.start()
        beginning = Beginning(lambda _: self.home, lambda _: False)  # type: ignore[arg-type, return-value]
        self.welcome = Welcome(
            beginning,
            self.worker,
            lambda: self.entered.append(True),
            dialogs=self.dialogs,
            store_gone=store_gone,
        )
        self.frame.hold(self.welcome, self.welcome)
        return self.welcome

    @property
    def focus(self) -> QWidget:
        """What has the keyboard's place; the window itself where nothing in it has."""
        now: QWidget | None = self.app.focusWidget()
        return self.frame if now is None else now

    def settle(self) -> None:
        """Waits until the page is whole, the worker has nothing left to do and everything is painted."""
        page = self.shell.page if self.shell is not None and self.shell.at else None
        if isinstance(page, SettingsPage):
            page.make_whole()
        # What a job leads to may be another one, and then a picture.
        workers = [each.worker for each in (self, self.desk, self.journal) if each is not None]
        for _ in range(3):
            for worker in workers:
                if worker.running:
                    done: list[bool] = []
                    worker.ask(lambda: True, done.append)
                    while not done:
                        self._wait()
            self.app.processEvents()

    @staticmethod
    def work_off(journal: Journal) -> None:
        """Waits until `journal` has done all that it was asked for, as at the end of the window: nobody hears
        what came of it, and nobody tries again.
        """
        done = Event()
        journal.worker.ask(done.set, lambda _: None)
        assert done.wait(LIMIT)

    def _wait(self) -> None:
        """Handles what comes next. Who asked again and again instead would take the processor from whoever is
        waited for.
        """
        self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def strike(self) -> None:
        """Takes everything down."""
        if self.shell is not None:
            self.shell.leave()
        self.frame.hide()
        self.desk = self.journal = None
        self.worker.stop()
        for part in (self.frame, self.worker, *self._ended):
            part.deleteLater()
        delete_what_went(self.app)
        self.app.processEvents()
        for each in self.after:
            each()
        if self._disk is not None:
            self._disk.cleanup()


Scene = Callable[[Stage], QWidget | None]
