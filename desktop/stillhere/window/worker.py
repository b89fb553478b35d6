"""A thread beside the window, for whatever may take a while: one job after the other, in the order asked for.

Results come back into the window's own thread; a job never touches a widget. A result whose hearer was
deleted meanwhile is heard by nobody.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")

#: Hears what a job raised.
Failed = Callable[[Exception], None]


class Worker(QObject):
    """``failed`` carries what a job raised and nobody else took care of. Early jobs wait for `start`."""

    failed = Signal(object)
    _came = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Callable[[], Callable[[], None]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._came.connect(_call, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether it works."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def stop(self) -> None:
        """Ends once everything that was asked for is done."""
        self._jobs.put(None)
        if self.running:
            self._thread.join()
        self._came.disconnect(_call)

    def ask(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs `job`; `then` hears its result, `failed` (or the signal) what it raised."""

        def run() -> Callable[[], None]:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - handed on whole to who shows or logs it
                trouble = error
                return lambda: tell(failed or self.failed.emit, trouble)
            return lambda: tell(then, result)

        self._jobs.put(run)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._came.emit(job())


def tell(hearer: Callable[..., object], *said: object) -> None:
    """Calls `hearer`, unless it is a method, or a part of one, of something that Qt has deleted."""
    owner = getattr(hearer.func if isinstance(hearer, partial) else hearer, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        hearer(*said)


def _call(result: Callable[[], None]) -> None:
    result()
