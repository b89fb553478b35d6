"""What runs beside the pages of a home: the keeper, notes on the screen, and the lock that shuts by itself.

Each has a thread of its own; what it says comes back into the window's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from stillhere.home.keeper import Keeper
from stillhere.home.log import Log
from stillhere.notify.serving import Serving
from stillhere.notify.telling import PARTNER, note_for
from stillhere.window.components.note import announce
from stillhere.window.desk import Desk
from stillhere.window.relock import Lock, Relock
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.notices import Notice
    from stillhere.home.home import Home
    from stillhere.home.settings import Settings


class Beside(QObject):
    """Keeps `home` for `desk` while no other face does; ``window`` is where notices are announced.

    ``pressed`` is called when a note was pressed, ``lock`` when open pages are to lock again: it gets what to
    call once they are.
    """

    _changed = Signal()
    _told = Signal(object)
    _pressed = Signal(object)

    def __init__(
        self,
        home: Home,
        desk: Desk,
        window: QWidget,
        pressed: Callable[[], object],
        lock: Lock,
    ) -> None:
        super().__init__()
        self._home = home
        self._desk = desk
        self._window = window
        self._notes = Serving(self._pressed.emit)
        self._relock = Relock(lock, Log(home.paths.log).note, self)
        changed = self._changed.emit
        self._keeper = Keeper(home, self._told.emit, changed, face="window", reading=changed)
        self._changed.connect(desk.refresh)
        self._told.connect(self._tell)
        self._pressed.connect(lambda _: pressed())

    def start(self) -> None:
        """Begins."""
        self._desk.start()
        self._keeper.start()
        self._relock.start()

    def follow(self, app: QApplication, settings: Settings) -> None:
        """Goes by these settings from now on."""
        self._relock.follow(app, settings.lock_minutes)

    def stop(self) -> None:
        """Ends, after what is being written lies whole."""
        for part in (self._relock, self._keeper, self._notes):
            part.stop()

    def _tell(self, notice: Notice) -> None:
        if notice.kind == "withdraw":
            self._notes.withdraw(PARTNER)
            return
        note = note_for(notice, self._home.settings().notifications)
        if note is not None:
            self._notes.show(note)
        announce(self._window, say(f"notice.{notice.kind}", name=notice.name))
