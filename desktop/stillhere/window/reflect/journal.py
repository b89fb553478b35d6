"""What is private, in a thread of its own: open while somebody looks at it, and not a moment longer.

Each job finds it open. Outside `hold` it is closed again after the job.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from stillhere.home.door import Door
from stillhere.home.errors import HomeError
from stillhere.window.worker import Failed, Worker

if TYPE_CHECKING:
    from stillhere.home.private import Private

T = TypeVar("T")


class Journal(QObject):
    """Opens `door` for jobs, one after the other. ``failed`` carries what nobody else took care of.

    With ``wait`` nothing begins before `begin`: what was asked for until then is done after it.
    ``locked`` tells, once, that a lock lies before what was open here.
    """

    failed = Signal(object)
    locked = Signal()

    def __init__(self, door: Door, parent: QObject | None = None, *, wait: bool = False) -> None:
        super().__init__(parent)
        self.door = door
        self._wait = wait
        self._asked = False
        self.worker = Worker("private", self)
        self.worker.failed.connect(self.failed)
        # These two belong to the worker's thread.
        self._private: Private | None = None
        self._held = False
        self._opened = False

    def ask(
        self, job: Callable[[Private], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Runs `job` on what is private; `then` hears its result, `failed` (or the signal) what it raised.

        Raises in the job: `PrivateError`, "private_locked" where a passphrase is wanted.
        """
        self._begin()
        self.worker.ask(lambda: self._run(job), then, failed)

    def unlock(self, passphrase: str, then: Callable[[None], None], failed: Failed) -> None:
        """Opens the lock, for as long as it is held."""
        self._begin()
        self.worker.ask(lambda: self._unlock(passphrase), then, failed)

    def hold(self) -> None:
        """Keeps it open from the next job on: somebody looks at it."""
        self._begin()
        self.worker.ask(lambda: self._set_held(True), _nothing)

    def let_go(self) -> None:
        """Closes it, after everything that was asked for."""
        if self.worker.running:
            self.worker.ask(lambda: self._set_held(False), _nothing)

    def check(self) -> None:
        """Looks whether somebody locked it meanwhile, from here or from elsewhere."""
        if self.worker.running:
            self.worker.ask(self._lost, self._tell_lost)

    def after(self, then: Callable[[], object]) -> None:
        """Calls `then` once everything that was asked for so far is done."""

        def done(_: None) -> None:
            then()

        if self.worker.running:
            self.worker.ask(lambda: None, done)
        else:
            then()

    def stop(self) -> None:
        """Ends once everything that was asked for is done."""
        self.begin()
        self.let_go()
        self.worker.stop()
        self._wait = True  # what is asked for now comes too late

    def begin(self) -> None:
        """Waits no longer."""
        waited, self._wait = self._wait, False
        if waited and self._asked:
            self._begin()

    def _begin(self) -> None:
        self._asked = True
        if not self.worker.running and not self._wait:
            self.worker.start()

    def _set_held(self, held: bool) -> None:
        self._held = held
        if not held:
            self._shut()

    def _unlock(self, passphrase: str) -> None:
        self._shut()
        self._private = self.door.open(lambda: passphrase)
        self._opened = True

    def _run(self, job: Callable[[Private], T]) -> T:
        try:
            return job(self._open())
        except HomeError as error:
            if error.what != "private_moved":
                raise
            # Another process changed the lock. What was asked for is done where everything is now.
            self._shut()
            return job(self._open())
        finally:
            if not self._held:
                self._shut()

    def _open(self) -> Private:
        if self._private is None:
            self._private = self.door.open(None)
            self._opened = True
        return self._private

    def _lost(self) -> bool:
        if not self._opened or self.door.lock() != "passphrase":
            return False
        if self._private is not None and self._private.current:
            return False
        self._shut()
        self._opened = False
        return True

    def _tell_lost(self, lost: bool) -> None:
        if lost:
            self.locked.emit()

    def _shut(self) -> None:
        if self._private is not None:
            private, self._private = self._private, None
            self._opened = not private.locked  # closed by its writer, it isn't lost
            private.close()


def _nothing(_: None) -> None:
    """Nobody waits for it."""
