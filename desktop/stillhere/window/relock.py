"""Open pages lock again: before the computer sleeps, and after the time without a key that its person chose.

It locks what is on the screen. What is typed there is kept first, as when the page is left; sleep waits until
all of that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from stillhere.notify.sleep.hearing import Note, Sleep

_HANDS = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel))
_MINUTE_MS = 60_000


#: Locks, and calls what it gets once that is done.
Lock = Callable[[Callable[[], object]], object]


class Relock(QObject):
    """Calls ``lock`` when it is time. ``note`` is told a key for the log where sleep can't be heard of."""

    _sleeps = Signal()

    def __init__(self, lock: Lock, note: Note, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._note = note
        self._sleep: Sleep | None = None
        self._app: QApplication | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(lambda: lock(lambda: None))
        self._sleeps.connect(lambda: lock(self._locked))

    def start(self) -> None:
        """Listens for the computer's sleep from now on, where the system tells of it."""
        from stillhere.notify.sleep.hearing import listener

        self._sleep = listener(self._sleeps.emit, self._note)
        if self._sleep is not None:
            self._sleep.start()

    def follow(self, app: QApplication, minutes: int) -> None:
        """From now on it is time after so many minutes without a key; 0: no time is counted."""
        if minutes * _MINUTE_MS == self._timer.interval() and self._app is not None:
            return
        self._timer.setInterval(minutes * _MINUTE_MS)
        if minutes and self._app is None:
            self._app = app
            app.installEventFilter(self)
        elif not minutes:
            self._forget()
        if minutes:
            self._timer.start()

    def stop(self) -> None:
        """Ends."""
        self._forget()
        if self._sleep is not None:
            self._sleep.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._timer.start()
        return False

    def _locked(self) -> None:
        if self._sleep is not None:
            self._sleep.done()

    def _forget(self) -> None:
        self._timer.stop()
        if self._app is not None:
            self._app.removeEventFilter(self)
            self._app = None
