"""Keeps a draft as it is typed: at each pause, and before a second of typing could be lost. Nobody sees it.

What couldn't be kept stays where it was typed and is tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from stillhere.core.pages import save_at
from stillhere.window.agreements import jobs
from stillhere.window.agreements.jobs import Leaf, Written
from stillhere.window.reflect.journal import Journal

if TYPE_CHECKING:
    from stillhere.home.private import Private

#: How long after a try that came to nothing the next one is, in milliseconds.
AGAIN_MS = 5_000


class Pen(QObject):
    """Keeps what ``written`` gives, through `journal`.

    ``told`` hears each time if it is saved; ``failed`` why it isn't.
    """

    def __init__(
        self,
        journal: Journal,
        written: Callable[[], Written],
        told: Callable[[], object],
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._written = written
        self._told = told
        self._failed = failed
        self._first: int | None = None
        self._waiting: Callable[[], object] | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.hand_over)
        self.unsaved = False
        self.stuck = False
        self.leaf = Leaf()

    @property
    def saved(self) -> bool:
        """Whether there is a draft that holds everything."""
        return not self.unsaved and bool(self.leaf.id)

    def take(self, leaf: Leaf) -> None:
        """Goes on with another draft. What was typed in the one before is saved, said or dropped."""
        self._pause.stop()
        self._first, self.unsaved, self.stuck = None, False, False
        self.leaf = leaf

    def typed(self) -> None:
        """Something was typed or chosen."""
        now = time.monotonic_ns() // 1_000_000
        self._first = now if self._first is None else self._first
        self.unsaved = True
        self._pause.start(max(0, save_at(self._first, now) - now))
        self._told()

    def hand_over(self, then: Callable[[], object] | None = None) -> None:
        """Saves now what isn't saved yet; calls `then` once it is."""
        self._pause.stop()
        if not self.unsaved:
            if then is not None:
                then()
            return
        self._first = None
        self._waiting = then or self._waiting
        leaf, written = self.leaf, self._written()

        def job(private: Private) -> tuple[Leaf, Written]:
            jobs.keep(private, leaf, written)
            return leaf, written

        self._journal.ask(job, self._kept, self._not_kept)

    def _kept(self, kept: tuple[Leaf, Written]) -> None:
        leaf, written = kept
        if leaf is self.leaf:
            self.stuck = False
            self.unsaved = written != self._written()
        self._told()
        then, self._waiting = self._waiting, None
        if then is not None:
            # More may have been typed meanwhile.
            self.hand_over(then)

    def _not_kept(self, error: Exception) -> None:
        self._waiting = None
        self.stuck = True
        self._pause.start(AGAIN_MS)
        self._told()
        self._failed(error)
