"""A friendly end by signal: the window closes as by its own button, so that what is typed is kept.

Qt's loop sleeps in C and would not let Python see a signal; it waits for a `Sleeper`, too. No timer looks.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import ExitStack

from PySide6.QtCore import QObject, QSocketNotifier

from stillhere.notify.waking import Sleeper

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Ending(QObject):
    """``close`` is called once a signal asks for the end."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close = close
        self._listening = ExitStack()

    def start(self) -> None:
        """Listens from now on. In the main thread only."""
        sleeper = self._listening.enter_context(Sleeper())
        notifier = QSocketNotifier(sleeper.fileno(), QSocketNotifier.Type.Read, self)
        self._listening.callback(notifier.setEnabled, False)
        for number in _SIGNALS:
            self._listening.callback(signal.signal, number, signal.signal(number, lambda *_: None))
        self._listening.enter_context(sleeper.signals())
        notifier.activated.connect(lambda *_: self._came(sleeper))

    def stop(self) -> None:
        """Listens no more, and leaves everything as it was."""
        self._listening.close()

    def _came(self, sleeper: Sleeper) -> None:
        sleeper.woken()
        self._close()
