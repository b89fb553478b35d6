"""Somebody who types into the real window and stops for nothing, until the process is killed.

Run as a program: ``python typist.py HOME SECRET PAGE KIND NAME PRESSED SEED``. It opens PAGE, presses the
buttons of PRESSED, finds the field of class KIND and NAME (both are catalogue keys; "": any), and types a
letter every `EVERY_MS`. On standard output: "ready" with the text that stood there, then each letter; and for
whatever the window asks a thread of its own meanwhile, "asked" and a number, and "done" once that is so.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from stillhere.home.paths import paths_for
from stillhere.window.app import run
from stillhere.window.face import Face
from stillhere.window.worker import Worker
from stillhere.words import say

EVERY_MS = 25
_LETTERS = "abcdefghijklmnopqrstuvwxyz      .,"


class Typist(QObject):
    """Types into the window of `face`."""

    def __init__(self, face: Face, kind: str, name: str, pressed: list[str], seed: int) -> None:
        super().__init__(face)
        self._face = face
        self._kind = kind
        self._name = say(name) if name else ""
        self._pressed = pressed
        self._letters = random.Random(seed)
        self._field: QWidget | None = None
        self._steps = QTimer(self, interval=EVERY_MS)
        self._steps.timeout.connect(self._step)

    def start(self) -> None:
        """Begins, and goes on for ever."""
        self._steps.start()

    def _step(self) -> None:
        if self._pressed:
            if self._press(say(self._pressed[0])):
                self._pressed.pop(0)
        elif self._field is None:
            self._field = self._found()
            if self._field is not None:
                self._field.setFocus()
                _to_the_end(self._field)
                _tell_of_asking()
                _tell(["ready", _text(self._field)])
        else:
            letter = self._letters.choice(_LETTERS)
            QTest.keyClicks(self._field, letter)
            _tell(letter)

    def _press(self, name: str) -> bool:
        for button in self._face.frame.findChildren(QAbstractButton):
            if button.isVisible() and name in (button.text(), button.accessibleName()):
                button.click()
                return True
        return False

    def _found(self) -> QWidget | None:
        for widget in self._face.frame.findChildren(QWidget):
            alike = type(widget).__name__ == self._kind and widget.accessibleName().startswith(self._name)
            if alike and widget.isVisible():
                return widget
        return None


def _tell_of_asking() -> None:
    """Whatever is kept is kept by such a thread; how long a disk takes for it is nobody's here to say."""
    really, numbers = Worker.ask, count()

    def ask(self: Worker, job: Callable[[], Any], then: Callable[[Any], None], failed: Any = None) -> None:
        number = next(numbers)

        def told() -> Any:
            try:
                return job()
            finally:
                _tell(["done", number])

        _tell(["asked", number])
        really(self, told, then, failed)

    Worker.ask = ask  # type: ignore[method-assign]


def _to_the_end(field: QWidget) -> None:
    if isinstance(field, QTextEdit | QPlainTextEdit):
        field.moveCursor(QTextCursor.MoveOperation.End)


def _text(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, QTextEdit | QPlainTextEdit)
    return field.toPlainText()


def _tell(what: object) -> None:
    # Past every buffer, for the process dies between two instructions.
    os.write(1, json.dumps(what).encode() + b"\n")


def main(words: list[str]) -> int:
    """The window of a home, and the typist in it."""
    home, secret, page, kind, name, pressed, seed = words
    pictured = Face._after_first_picture

    def begin(self: Face, app: QApplication) -> None:
        pictured(self, app)
        Typist(self, kind, name, pressed.split(), int(seed)).start()

    Face._after_first_picture = begin  # type: ignore[method-assign]
    return run(paths_for(Path(home), {}), page, lambda: secret)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
