"""When to keep what is being typed: at a pause, and before a second of typing could be lost."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from stillhere.core.pages import save_at


class Pause(QObject):
    """Calls ``over`` when it is time to keep what was typed (see `stillhere.core.pages.save_at`)."""

    def __init__(self, over: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._over = over
        self._first: int | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._run_out)

    def typed(self) -> None:
        """Something was typed."""
        now = time.monotonic_ns() // 1_000_000
        self._first = now if self._first is None else self._first
        self._timer.start(max(0, save_at(self._first, now) - now))

    def stop(self) -> None:
        """It is kept already."""
        self._first = None
        self._timer.stop()

    def _run_out(self) -> None:
        self._first = None
        self._over()
