"""A sleep that any thread and any signal of the system can end: a byte in a pair of sockets of this process.

Law: whoever waits in the main thread for its end to be asked for sleeps here. Python runs a handler in the
main thread alone, and a signal interrupts no sleep that begins a moment after it came, or that it came to
another thread during: https://docs.python.org/3/library/signal.html#signal.set_wakeup_fd
"""

from __future__ import annotations

import select
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self


class Sleeper:
    """What one thread sleeps on, by itself or within a loop of its own. To be closed, or used by ``with``."""

    def __init__(self) -> None:
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)

    def fileno(self) -> int:
        """What a loop waits for until it can be read."""
        return self._near.fileno()

    def wake(self) -> None:
        """Ends the sleep, or the next one. From any thread, and after `close`, when nobody sleeps."""
        with suppress(OSError):  # full: it is about to wake anyway; closed: it has ended
            self._far.send(b"\0")

    def sleep(self) -> None:
        """Sleeps until somebody wakes it, and not at all where that was before."""
        select.select([self._near], [], [])
        self.woken()

    def woken(self) -> None:
        """The loop saw it: from here on, one has to wake it again."""
        with suppress(BlockingIOError):  # taken already
            self._near.recv(4096)

    @contextmanager
    def signals(self) -> Iterator[None]:
        """While it lasts each signal that has a handler in Python wakes it, and none that was woken before.

        In another than the main thread it does nothing: no handler waits for that one to wake up.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        # Full: whoever reads it is about to wake anyway.
        before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)

    def close(self) -> None:
        """Nobody sleeps here any more."""
        self._near.close()
        self._far.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()
