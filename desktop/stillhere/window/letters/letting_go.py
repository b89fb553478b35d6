"""A letter that is let go stays for a moment, so that its writer can take it back; then it is overwritten.

Whatever ends the program meanwhile leaves it here: nothing typed is lost by accident.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

#: How long it can be taken back, in milliseconds.
STAYS_MS = 30_000


class LettingGo(QObject):
    """Holds one letter at a time. ``go`` hears its id when the moment is over."""

    def __init__(self, go: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._go = go
        self._until = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._until.timeout.connect(self.finish)
        self.letter = ""

    def begin(self, letter: str) -> None:
        """Lets `letter` go; the one before is gone."""
        self.finish()
        self.letter = letter
        self._until.start()

    def take_back(self) -> str:
        """The letter, which stays after all."""
        self._until.stop()
        letter, self.letter = self.letter, ""
        return letter

    def finish(self) -> None:
        """It is gone."""
        letter = self.take_back()
        if letter:
            self._go(letter)
