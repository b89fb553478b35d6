"""What was put away can be brought back for a while: one thing at a time, the latest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from stillhere.home.private.pages import UNDO_MS

if TYPE_CHECKING:
    from stillhere.home.private import Private

    #: What brings it back.
    Undo = Callable[[Private], object]


class Undoing(QObject):
    """``over`` is called whenever there is nothing to bring back any more."""

    def __init__(self, over: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._over = over
        self._undo: Undo | None = None
        self._until = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._until.timeout.connect(self.forget)

    def offer(self, undo: Undo) -> None:
        """From now on `undo` brings back what was put away."""
        self.forget()
        self._undo = undo
        self._until.start()

    def take(self) -> Undo | None:
        """What brings it back, if there still is anything; it is offered no longer."""
        undo = self._undo
        self.forget()
        return undo

    def forget(self) -> None:
        """It stays away."""
        self._until.stop()
        self._undo = None
        self._over()
