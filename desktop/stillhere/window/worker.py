"""A thread beside the window, for whatever may take a while: one job after the other, in the order asked for.

Results come back into the window's own thread; a job never touches a widget.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

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

    def ask(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs `job`; `then` hears its result, `failed` (or the signal) what it raised."""

        def run() -> Callable[[], None]:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - handed on whole to who shows or logs it
                trouble = error
                return lambda: (failed or self.failed.emit)(trouble)
            return lambda: then(result)

        self._jobs.put(run)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._came.emit(job())


def _call(result: Callable[[], None]) -> None:
    result()
