"""The moment that sleep waits: one is told, and says when all is done. It is never longer than its bound."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

#: How long (seconds) sleep waits for who was told. Windows gives about two; what locks takes far less.
PATIENCE: Final = 1.8


class Pause:
    """``tell`` is called at each sleep; ``note`` is told a key for the log; ``patience`` in seconds."""

    def __init__(self, tell: Callable[[], object], note: Callable[[str], object], patience: float) -> None:
        self._tell = tell
        self._note = note
        self._patience = patience
        self._done = threading.Event()
        self._over = False

    def wait(self) -> None:
        """Tells, and comes back when all is done, after `end`, or when patience ends. Raises nothing."""
        self._done.clear()
        if self._over:
            return
        try:
            self._tell()
        except Exception:  # noqa: BLE001 - the system calls this, and has no use for a fault of ours
            self._note("sleep.fault")
        else:
            self._done.wait(self._patience)

    def done(self) -> None:
        """All is done. Any thread."""
        self._done.set()

    def end(self) -> None:
        """Nobody is told any more, and nobody waits. Any thread."""
        self._over = True
        self._done.set()
