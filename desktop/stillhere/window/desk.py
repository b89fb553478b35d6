"""The one way from the pages to `Home`: what is so at present, and acts.

Nothing here blocks the window: whatever touches the store or the folder runs beside it, in the worker.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from stillhere.core.acts import Act
from stillhere.core.state.mine import UNDO_MS, Mine
from stillhere.core.view import View
from stillhere.window.worker import Failed, Worker, tell

if TYPE_CHECKING:
    from stillhere.core.agreements.acts import AgreementAct
    from stillhere.home.flow.sharing import Sharing
    from stillhere.home.home import Home
    from stillhere.home.settings import Settings

T = TypeVar("T")

#: How often the parts of a day are looked at again while the window is shown, in milliseconds.
MINUTE_MS = 60_000


class Present(Struct, frozen=True, kw_only=True):
    """What is so now, read at one moment. ``sharing`` is None until the folder was looked at.

    ``generation`` grows with every change of the store: what a page reads beside this is old then.
    """

    view: View
    mine: Mine
    settings: Settings
    sharing: Sharing | None = None
    generation: int = 0

    @property
    def partner_name(self) -> str:
        """The partner's name; empty while there is nobody else."""
        return "" if self.view.partner is None else self.view.partner.name


class Desk(QObject):
    """Holds `home` for the pages. ``present`` is what they show; ``changed`` tells that there is a new one.

    ``read`` tells each time that it was looked at, with or without a change. ``ends`` tells that it is about
    to end: what a page has running in a thread of its own ends before it.

    ``failed`` carries what nobody else took care of: `Refused`, `HomeError`, or a fault of ours. A home
    belongs to one thread, so the worker has a twin of it.
    """

    changed = Signal()
    read = Signal()
    ends = Signal()
    failed = Signal(object)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._twin: Home | None = None
        self._to_read = False
        self.worker = Worker("desk", self)
        self.worker.failed.connect(self.failed)
        self.present = Present(view=home.look(), mine=home.mine(), settings=home.settings())
        self._minute = QTimer(self, interval=MINUTE_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._minute.timeout.connect(self.refresh)
        self._undo_over = QTimer(self, singleShot=True, interval=UNDO_MS + 100)
        self._undo_over.timeout.connect(self.refresh)

    def start(self) -> None:
        """Begins to work; looks at the folder, which the first picture does without."""
        self.refresh()
        self.worker.start()

    def stop(self) -> None:
        """Ends once everything that was asked for is done."""
        self.ends.emit()
        self._minute.stop()
        self._undo_over.stop()
        self.worker.ask(self._close, lambda _: None)
        self.worker.stop()

    def watch_time(self, shown: bool) -> None:
        """Looks at the clock each minute while the window is shown, and not otherwise."""
        if not shown:
            self._minute.stop()
        elif not self._minute.isActive():
            self._minute.start()
            self.refresh()

    def do(
        self, what: Act | AgreementAct, then: Callable[[], None] | None = None, failed: Failed | None = None
    ) -> None:
        """Does `what`, shows what is so then, and calls `then`."""

        def done(present: Present) -> None:
            self._show(present)
            if then is not None:
                tell(then)

        def job(home: Home) -> Present:
            home.do(what)
            return _read(home)

        self.ask(job, done, failed)

    def ask(self, job: Callable[[Home], T], then: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs `job` beside the window; `then` hears its result, `failed` (or the signal) what it raised."""
        self.worker.ask(lambda: job(self._worker_home()), then, failed)

    def aside(self, job: Callable[[Home], T]) -> T:
        """Runs `job` in the thread that calls, on a home of its own: for what has a thread of its own."""
        with closing(self._home.twin()) as home:
            return job(home)

    def refresh(self) -> None:
        """Reads what is so now. Asked for twice before the reading begins, it is read once."""
        if not self._to_read:
            self._to_read = True
            self.worker.ask(self._read_now, self._show)

    def _close(self) -> None:
        if self._twin is not None:
            self._twin.close()

    def _worker_home(self) -> Home:
        if self._twin is None:
            self._twin = self._home.twin()
        return self._twin

    def _read_now(self) -> Present:
        # In the worker, and before it looks: what changes from here on is worth another reading.
        self._to_read = False
        return _read(self._worker_home())

    def _show(self, present: Present) -> None:
        changed = present != self.present
        self.present = present
        if "undo" in present.view.may and not self._undo_over.isActive():
            self._undo_over.start()
        if changed:
            self.changed.emit()
        self.read.emit()


def _read(home: Home) -> Present:
    with home.store.reading():
        return Present(
            view=home.look(),
            mine=home.mine(),
            settings=home.settings(),
            sharing=home.sharing(),
            generation=home.generation(),
        )
