"""Taking one's own along: an export into a folder that is chosen, with how far it is, and a stop.

It runs beside the window and changes nothing, here or in the shared folder. Stopped, nothing of it stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.flow import Flow
from stillhere.window.components.note import Note, announce, sentences
from stillhere.window.components.page import reveal
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.settings.lock import secret
from stillhere.window.settings.section import Section
from stillhere.window.worker import Worker
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private.chapters import Chapter


class Gathered(NamedTuple):
    """What an export is made of; not ``whole``: what is locked was left out."""

    chapters: tuple[Chapter, ...]
    now: datetime
    whole: bool


class ExportCard(Section):
    """Everything of one's own as files. ``agreements`` opens the page where one's own copies are."""

    _came = Signal(int, int)

    def __init__(
        self,
        desk: Desk,
        dialogs: Dialogs,
        agreements: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "export", parent)
        self._dialogs = dialogs
        self._worker = Worker("export", self)
        self._stopped = threading.Event()
        self._note = Note()
        forms = [(form, say(f"settings.export.{form}")) for form in ("markdown", "pdf")]
        self._forms = ChipRow(say("settings.export.forms"), forms, lambda _: None)
        self._forms.show_chosen(("markdown",))
        self._label = Text(say("settings.export.passphrase"))
        self._passphrase = secret(say("settings.export.passphrase"))
        self._passphrase.returnPressed.connect(self._choose)
        self._empty = Text(say("settings.export.empty"), "caption")
        self._go = Button(say("settings.export.go"), self._choose)
        self._far = Text()
        self._stop = Button(say("settings.export.stop"), self._ask_to_stop)
        copies, go, stop = Flow(), Flow(), Flow()
        copies.addWidget(Button(say("settings.export.agreements"), agreements, "text"))
        go.addWidget(self._go)
        stop.addWidget(self._stop)
        for item, above in (
            (Text(say("settings.export.text")), 6), (Text(say("settings.export.copies"), "caption"), 8),
            (copies, 4), (Text(say("settings.export.forms")), 16), (self._forms, 7), (self._label, 16),
            (self._passphrase, 7), (self._empty, 6), (go, 14), (self._far, 14), (stop, 10), (self._note, 14),
        ):  # fmt: skip
            self.add(item, above)
        self._came.connect(self._show_far)
        # Whoever closes the window, or erases everything, wants no half of an export: it is taken away first,
        # and while the thread that tells of it is there.
        desk.ends.connect(self.stop)
        ending = QCoreApplication.instance()
        if ending is not None:
            ending.aboutToQuit.connect(self.stop)
        self.destroyed.connect(self._stopped.set)
        self._show_lock("")
        self._busy(False)

    def come(self) -> None:
        self._desk.ask(lambda home: home.door().lock() or "none", self._show_lock, self._failed)

    def hand_over(self) -> None:
        self._passphrase.clear()

    def step_back(self) -> bool:
        if self._note.isHidden():
            return False
        self._note.clear()
        return True

    def stop(self) -> None:
        """Ends what is being written; nothing of it stays."""
        self._stopped.set()
        if self._worker.running:
            self._worker.stop()

    def _show_lock(self, kind: str) -> None:
        for item in (self._label, self._passphrase, self._empty):
            item.setVisible(kind == "passphrase")

    def _choose(self) -> None:
        place = self._dialogs.export(self, None)
        if place is None:
            return
        self._note.clear()
        self._stopped.clear()
        self._busy(True)
        self._far.say(say("settings.export.gathering"))
        typed = self._passphrase.text()
        ask = (lambda: typed) if typed else None
        self._desk.ask(
            lambda home: _gather(home, place, ask), lambda all_: self._write(place, all_), self._failed
        )

    def _write(self, to: Path, gathered: Gathered) -> None:
        self._passphrase.clear()
        if not self._worker.running:
            self._worker.start()
        as_pdf = self._forms.chosen == ("pdf",)
        job = partial(_write, to, gathered, self._progress, as_pdf=as_pdf)
        self._worker.ask(job, partial(self._done, gathered.whole), self._failed)

    def _progress(self, done: int, of: int) -> None:
        """In the worker's thread: tells the window how far it is, or ends it."""
        if self._stopped.is_set():
            from stillhere.home.private.export import ExportStopped

            raise ExportStopped
        self._came.emit(done, of)

    def _ask_to_stop(self) -> None:
        self._stopped.set()
        self._far.say(say("settings.export.stopping"))

    def _show_far(self, done: int, of: int) -> None:
        if not self._stopped.is_set():
            self._far.say(say("settings.export.progress", done=done, of=of))

    def _done(self, whole: bool, place: Path, /) -> None:
        self._busy(False)
        self._note.tell(
            say("settings.export.done", place=place), "" if whole else say("export.without_locked")
        )

    def _failed(self, error: Exception) -> None:
        from stillhere.home.private.export import ExportStopped

        self._busy(False)
        if isinstance(error, ExportStopped):
            self._note.tell(say("settings.export.stopped"))
        else:
            self._note.tell(*sentences(error))

    def _busy(self, working: bool) -> None:
        self._go.setEnabled(not working)
        for item in (self._far, self._stop):
            item.setVisible(working)
        if working:
            reveal(self._stop)
            announce(self, say("settings.export.gathering"))


def _gather(home: Home, to: Path, ask: Callable[[], str] | None) -> Gathered:
    from stillhere.home.rooms.exporting import Exporting

    own = Exporting(home)
    own.must_lie_apart(to)
    whole = ask is not None or home.door().lock() != "passphrase"
    return Gathered(own.chapters(ask) if whole else own.unlocked(), home.clock(), whole)


def _write(to: Path, gathered: Gathered, progress: Callable[[int, int], None], *, as_pdf: bool) -> Path:
    from stillhere.home.private.export import export, title

    chapters, now, _ = gathered
    if not as_pdf:
        return export(to, chapters, now, progress=progress)
    from stillhere.window import pdf

    texts = sum(len(chapter.texts) for chapter in chapters)

    def more(place: Path) -> None:
        def second(done: int, _: int) -> None:
            progress(texts + done, 2 * texts)

        pdf.write(chapters, place / f"{title(now)}.pdf", now, second)

    return export(to, chapters, now, progress=lambda done, _: progress(done, 2 * texts), more=more)
