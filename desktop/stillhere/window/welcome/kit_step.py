"""The step of the one who comes back: the recovery kit, typed, pasted, or read from its file or a picture.

It is looked through on this computer. What was typed is shown nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stillhere.home.errors import HomeError
from stillhere.seal.errors import SealError
from stillhere.seal.kit import Kit, read_kit
from stillhere.window import qr
from stillhere.window.components.buttons import Button
from stillhere.window.components.field import Lines
from stillhere.window.components.flow import Flow
from stillhere.window.dialogs import Dialogs
from stillhere.window.welcome.step import Step
from stillhere.window.worker import Worker
from stillhere.words import say

#: Bytes; a kit has about two thousand.
_LONGEST = 64 * 1024


class KitStep(Step):
    """``worker`` reads files and pictures, which may be large."""

    def __init__(
        self,
        worker: Worker,
        go_on: Callable[[], object],
        go_back: Callable[[], object],
        dialogs: Dialogs,
    ) -> None:
        super().__init__(say("welcome.kit"), say("welcome.kit.text"), go_on=go_on, go_back=go_back)
        self._worker = worker
        self._dialogs = dialogs
        self._lines = Lines(say("welcome.kit"), lambda _: None, rows=5, hint=say("welcome.kit.hint"))
        ways = Flow(gap=10, line_gap=10)
        ways.addWidget(Button(say("welcome.kit.file"), self._choose))
        if qr.can_read():
            ways.addWidget(Button(say("welcome.words.picture"), self._choose_picture))
        self.fill((self._lines, 22), (ways, 14))

    @property
    def kit(self) -> Kit:
        """The kit. Only after `check`."""
        return read_kit(self._lines.toPlainText())

    @property
    def field(self) -> QWidget:
        return self._lines

    def check(self) -> tuple[str, str] | None:
        try:
            read_kit(self._lines.toPlainText())
        except SealError:
            error = HomeError("kit_unreadable")
            return say(error.title), say(error.next_step)
        return None

    def _choose(self) -> None:
        place = self._dialogs.file(self)
        if place is not None:
            self._worker.ask(lambda: _text_in(place), self._found)

    def _choose_picture(self) -> None:
        picture = self._dialogs.picture(self)
        if picture is not None:
            self._worker.ask(lambda: qr.kit_in(picture), self._found)

    def _found(self, text: str | None) -> None:
        if text is None:
            self.note.tell(say("welcome.kit.nothing"))
            self.reveal(self.note)
            return
        self.note.clear()
        self._lines.setPlainText(text)


def _text_in(place: Path) -> str | None:
    """The text of a file, or None where it is none."""
    try:
        with place.open("rb") as file:
            return file.read(_LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
