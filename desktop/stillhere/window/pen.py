"""Keeps what is typed: at each pause, and before a second of typing could be lost. Nobody has to press Save.

What couldn't be kept stays where it was typed and is tried again; nothing else takes its place until then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer

from stillhere.core.pages import save_at
from stillhere.window.worker import Failed

if TYPE_CHECKING:
    from stillhere.home.private import Private

#: Has a job done on what is private; then hears that it is done, or why it isn't.
Ask = Callable[[Callable[["Private"], None], Callable[[None], None], Failed], None]

#: How long after a try that came to nothing the next one is, in milliseconds.
AGAIN_MS: Final = 5_000


class Kept(Protocol):
    """What is being written. ``id`` is empty until it is kept; the worker's thread sets it."""

    id: str


L = TypeVar("L", bound=Kept)
W = TypeVar("W")


class Pen(QObject, Generic[L, W]):
    """Keeps what ``written`` gives on ``leaf``, by ``keep``, which it asks for with `ask`.

    ``told`` hears each time that it is kept or isn't, ``failed`` why it isn't. ``stuck``: the last try came
    to nothing; ``unsaved``: something was typed that isn't kept yet.
    """

    def __init__(
        self,
        ask: Ask,
        leaf: L,
        written: Callable[[], W],
        keep: Callable[[Private, L, W], None],
        *,
        told: Callable[[], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._written = written
        self._keep = keep
        self._told = told
        self._failed = failed
        self._first: int | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.hand_over)
        self.leaf = leaf
        self.unsaved = False
        self.stuck = False

    @property
    def saved(self) -> bool:
        """Whether everything that was typed is kept, on a leaf that is there."""
        return not self.unsaved and bool(self.leaf.id)

    @property
    def state(self) -> Literal["saved", "unsaved", ""]:
        """What is said of it: that it is kept, or isn't; "" where there is nothing to say."""
        return "unsaved" if self.stuck else "saved" if self.saved else ""

    def take(self, leaf: L) -> None:
        """Goes on with another leaf. What was typed on the one before is kept already, said or dropped."""
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
        """Keeps now what isn't kept yet; calls `then` once it is."""
        self._pause.stop()
        if not self.unsaved:
            if then is not None:
                then()
            return
        self._first = None
        leaf, written = self.leaf, self._written()
        self._ask(
            lambda private: self._keep(private, leaf, written),
            partial(self._is_kept, leaf, written, then),
            partial(self._not_kept, leaf),
        )

    def _is_kept(self, leaf: L, written: W, then: Callable[[], object] | None, _: None) -> None:
        if leaf is self.leaf:
            self.stuck = False
            self.unsaved = written != self._written()
        self._told()
        if then is not None:
            # More may have been typed meanwhile.
            self.hand_over(then)

    def _not_kept(self, leaf: L, error: Exception) -> None:
        if leaf is self.leaf:
            self.stuck = True
            self._pause.start(AGAIN_MS)
        self._told()
        self._failed(error)
