"""A thread beside the window, for whatever may take a while: one job after the other, in the order asked for.

Results come back into the window's own thread; a job never touches a widget. A result whose hearer was
deleted meanwhile, or that comes after `Worker.stop`, is heard by nobody.

What was asked for is let go of in the window's thread alone: whoever drops the last hold on a part of Qt
deletes it, and Qt deletes nothing safely in another thread. Thus a worker's thread never sees who hears a
result, and has dropped the job, and all that it raised, before it says that it is done.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")

#: Hears what a job raised.
Failed = Callable[[Exception], None]

Job = Callable[[], object]


class _Asked(NamedTuple):
    """What was asked for; the job stays held here until its result is heard."""

    job: Job
    then: Callable[[Any], None]
    failed: Failed | None


class _Done(NamedTuple):
    """What came of a job: its result, or what it raised."""

    result: object
    error: Exception | None = None


class Worker(QObject):
    """``failed`` carries what a job raised and nobody else took care of. Early jobs wait for `start`."""

    failed = Signal(object)
    _came = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._asked: deque[_Asked] = deque()
        self._done: deque[_Done] = deque()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether it works."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def stop(self) -> None:
        """Ends once everything that was asked for is done. Nobody hears what wasn't heard until then."""
        self._jobs.put(None)
        if self.running:
            self._thread.join()
        self._asked.clear()
        self._done.clear()

    def ask(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs `job`; `then` hears its result, `failed` (or the signal) what it raised."""
        self._asked.append(_Asked(job, then, failed))
        self._jobs.put(job)

    def _work(self) -> None:
        while self._work_once():
            self._came.emit()

    def _work_once(self) -> bool:
        job = self._jobs.get()
        if job is None:
            return False
        try:
            self._done.append(_Done(job()))
        except Exception as error:  # noqa: BLE001 - handed on whole to who shows or logs it
            self._done.append(_Done(None, error))
        return True

    @Slot()
    def _hear(self) -> None:
        if not self._done:
            return  # it came after the end
        asked, done = self._asked.popleft(), self._done.popleft()
        if done.error is None:
            tell(asked.then, done.result)
        else:
            tell(asked.failed or self.failed.emit, done.error)


def tell(hearer: Callable[..., object], *said: object) -> None:
    """Calls `hearer`, unless Qt has deleted something that it speaks for.

    That is whose method it is, or what a function written on the spot has around it; in a part of one, too.
    """
    if all(isValid(each) for each in _spoken_for(hearer) if isinstance(each, QObject)):
        hearer(*said)


def _spoken_for(hearer: Callable[..., object]) -> Iterator[object]:
    function = hearer.func if isinstance(hearer, partial) else hearer
    yield getattr(function, "__self__", None)
    for cell in getattr(function, "__closure__", None) or ():
        yield cell.cell_contents
