"""A friendly end by signal: the window closes as by its own button, so that what is typed is kept.

Qt's loop sleeps in C and would not let Python see a signal. Python writes its number to a socket instead,
which wakes the loop; no timer looks for it.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Ending(QObject):
    """``close`` is called once a signal asks for the end."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close = close
        self._before: dict[signal.Signals, object] = {}
        self._sockets: tuple[socket.socket, socket.socket] | None = None
        self._notifier: QSocketNotifier | None = None

    def start(self) -> None:
        """Listens from now on. In the main thread only."""
        self._sockets = here, there = socket.socketpair()
        for end in self._sockets:
            end.setblocking(False)
        signal.set_wakeup_fd(there.fileno())
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._came)

    def stop(self) -> None:
        """Listens no more, and leaves everything as it was."""
        if self._sockets is None:
            return
        signal.set_wakeup_fd(-1)
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        for end in self._sockets:
            end.close()
        self._sockets = None

    def _came(self) -> None:
        if self._sockets is not None:
            self._sockets[0].recv(64)
        self._close()
