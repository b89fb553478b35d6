"""A signal of the system wakes whoever sleeps in the main thread: it writes a byte into a socket there.

Law: whoever waits in the main thread for its end to be asked for waits for such a socket. Python runs a
handler in the main thread alone, and a signal interrupts no sleep that begins a moment after it came, or
that it came to another thread during: https://docs.python.org/3/library/signal.html#signal.set_wakeup_fd
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket


@contextmanager
def woken_through(end: socket) -> Iterator[None]:
    """While it lasts each signal writes into `end`, which must not block.

    In another than the main thread it does nothing: no handler waits for that one to wake up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Full: whoever reads it is about to wake anyway.
    before = signal.set_wakeup_fd(end.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
