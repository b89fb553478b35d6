"""Opens every page of the window on a home and says how long each took: a program of the bench's own.

``python -m tests.bench.window_pages HOME NOW`` with the key of the store, in hex, on standard input. It
prints JSON: milliseconds for each page, first and again, and for each letter of a search; megabytes then.
Each is a pair: by the clock, until all is painted and nobody works any more; and processor time of the
window's own thread, which others at work on the computer change less. ``whole`` is until all of a page
is made, which comes behind what is in sight. ``bare`` is the floor of a first opening: the same words and
buttons on a page of plain Qt.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stillhere.home.library import library
from stillhere.home.opening import open_under
from stillhere.home.paths import paths_for
from stillhere.window.app import make_app
from stillhere.window.components.field import Line
from stillhere.window.desk import Desk
from stillhere.window.frame import Frame
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.window.settings.page import SettingsPage
from stillhere.window.shell import Shell
from stillhere.window.wear import Wearer
from stillhere.window.worker import Worker
from stillhere.words import say
from tests.bench.figures import weigh

#: What is looked for, letter by letter.
SOUGHT = ("quiet", "rest and", "what the", "tea", "kitchen", "a", "tomorrow")


class Took(NamedTuple):
    """Milliseconds: by the clock, and of the processor in the window's own thread."""

    clock: float
    work: float


def _fill(room: QStackedWidget, texts: list[str], buttons: list[str]) -> None:
    """Opens a page of plain labels and buttons."""
    area, inside = QScrollArea(widgetResizable=True), QWidget()
    column = QVBoxLayout(inside)
    for text in texts:
        column.addWidget(QLabel(text, wordWrap=True))
    for text in buttons:
        column.addWidget(QPushButton(text))
    area.setWidget(inside)
    room.addWidget(area)
    room.setCurrentWidget(area)


class Window:
    """The window's pages on the home at `place`."""

    def __init__(self, app: QApplication, place: Path, key: bytes, now: datetime) -> None:
        self.app = app
        self.home = open_under(key, paths_for(place, {}), clock=lambda: now)
        self.desk = Desk(self.home)
        self.journal = Journal(self.home.door())
        thoughts = Thoughts(self.journal, library)
        self.shell = Shell(self.desk, places(thoughts, reflect=thoughts), moving=lambda: False)
        self.frame = Frame()

    def start(self) -> None:
        """Shows Today."""
        self.shell.open("today")
        self.frame.hold(self.shell, self.shell)
        self.frame.show()
        self.desk.start()
        self.settle()

    def settle(self) -> None:
        """Until nothing is asked for any more, and all is painted."""
        for _ in range(3):
            for worker in (self.desk.worker, self.journal.worker):
                self._idle(worker)
            self.app.processEvents()

    def open(self, page: str) -> Took:
        """Milliseconds until a page is there, whole and painted."""
        return self._took(lambda: self.shell.open(page))

    def whole(self, opened: Took) -> Took:
        """Milliseconds from its opening until the page in sight is whole."""
        page = self.shell.page
        if not isinstance(page, SettingsPage) or page.whole:
            return opened

        def finish() -> None:
            while not page.whole:
                self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

        more = self._took(finish)
        return Took(opened.clock + more.clock, opened.work + more.work)

    def bare(self) -> Took:
        """Milliseconds until a page of plain Qt is painted that says the same as the one in sight."""
        seen = [each for each in self.shell.page.findChildren(QWidget) if each.isVisible()]
        texts = [each.text() for each in seen if isinstance(each, QLabel)]
        buttons = [each.text() for each in seen if isinstance(each, QPushButton)]
        room = QStackedWidget()
        room.resize(self.frame.size())
        room.show()
        self.settle()
        took = self._took(lambda: _fill(room, texts, buttons))
        room.close()
        room.deleteLater()
        return took

    def search(self) -> list[Took]:
        """Milliseconds for each letter typed into the search of Reflect."""
        self.shell.open("reflect")
        self.settle()
        page = self.shell.page
        assert isinstance(page, Reflect)
        page._set_mode("pages")
        self.settle()
        field = next(
            each for each in page.findChildren(Line) if each.accessibleName() == say("reflect.search")
        )
        return [
            self._took(lambda text=words[:end]: field.setText(text))  # type: ignore[misc]
            for words in SOUGHT
            for end in range(1, len(words) + 1)
        ]

    def stop(self) -> None:
        """Takes everything down."""
        self.shell.leave()
        self.journal.stop()
        self.desk.stop()
        self.home.close()

    def _took(self, do: Callable[[], object]) -> Took:
        begun, worked = time.perf_counter(), time.thread_time()
        do()
        self.settle()
        return Took((time.perf_counter() - begun) * 1000, (time.thread_time() - worked) * 1000)

    def _idle(self, worker: Worker) -> None:
        done: list[bool] = []
        if worker.running:
            worker.ask(lambda: True, done.append)
            while not done:
                # Asleep until something comes, so that processor time is that of the work.
                self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def main(words: list[str]) -> int:
    """Measures and prints."""
    place, now = words
    key = bytes.fromhex(sys.stdin.read().strip())
    app = make_app()
    wearer = Wearer(app)
    wearer.start()
    wearer.wear("light")
    window = Window(app, Path(place), key, datetime.fromisoformat(now))
    window.start()
    pages = [page for page, held in window.shell._places.items() if held.entry]
    first, bare, whole = {}, {}, {}
    for page in pages[1:]:
        first[page] = window.open(page)
        whole[page] = window.whole(first[page])
        bare[page] = window.bare()
    again = {page: window.open(page) for page in pages}
    search = window.search()
    weight = weigh(os.getpid())
    for _ in range(10):
        for page in pages:
            window.open(page)
    later = weigh(os.getpid())
    window.stop()
    opened = {"first": first, "whole": whole, "bare": bare, "again": again}
    print(json.dumps({**opened, "search": search, "mb": weight.own, "mb_later": later.own}))
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # Python would take down what Qt still needs
