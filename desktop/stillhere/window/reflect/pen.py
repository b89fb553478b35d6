"""Keeps what is typed: at each pause, and before a second of typing could be lost. Nobody has to press Save.

What couldn't be saved stays where it was typed and is tried again; no other page takes its place until then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from stillhere.core.pages import save_at
from stillhere.core.records.posted import Form
from stillhere.home.errors import HomeError
from stillhere.window.reflect.journal import Journal
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.private import Private

#: How long after a try that came to nothing the next one is, in milliseconds.
AGAIN_MS = 5_000


@dataclass
class Leaf:
    """What is being written. ``id`` is empty until the page is there; the worker's thread sets it."""

    form: Form = "free"
    prompt: str = ""
    question: str = ""
    id: str = ""


def keep(leaf: Leaf, texts: tuple[str, ...], private: Private) -> None:
    """Keeps `texts`: a new page with the first words, the same one from then on."""
    if leaf.id:
        private.pages.save(leaf.id, texts)
    elif any(texts):
        leaf.id = private.pages.write(texts, form=leaf.form, prompt=leaf.prompt, question=leaf.question)


#: Keeps texts on a leaf, in the worker's thread.
Keep = Callable[[Leaf, tuple[str, ...], "Private"], None]

#: What is told of something that was taken away elsewhere.
_GONE = frozenset({"page_gone", "letter_gone"})


class Pen(QObject):
    """Saves what ``texts`` gives, through `journal`. ``told`` hears each time that it is saved or isn't.

    ``keep`` puts it where it belongs. ``stuck``: the last try came to nothing.
    """

    def __init__(
        self,
        journal: Journal,
        texts: Callable[[], tuple[str, ...]],
        told: Callable[[], object],
        failed: Callable[[Exception], object],
        *,
        keep: Keep = keep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._keep = keep
        self._texts = texts
        self._told = told
        self._failed = failed
        self._first: int | None = None
        self._unsaved = False
        self.stuck = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.hand_over)
        self.leaf = Leaf()

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed isn't kept yet."""
        return self._unsaved

    @property
    def saved(self) -> bool:
        """Whether everything that was typed is kept, on a page that is there."""
        return not self._unsaved and bool(self.leaf.id)

    @property
    def said(self) -> str:
        """What is said of it: that it is kept, or isn't; "" where nothing was typed."""
        return say("reflect.unsaved") if self.stuck else say("reflect.saved") if self.saved else ""

    def take(self, leaf: Leaf) -> None:
        """Goes on with another page. What was typed on the one before is saved already."""
        self._pause.stop()
        self._first, self._unsaved, self.stuck = None, False, False
        self.leaf = leaf

    def typed(self) -> None:
        """Something was typed."""
        now = time.monotonic_ns() // 1_000_000
        self._first = now if self._first is None else self._first
        self._unsaved = True
        self._pause.start(max(0, save_at(self._first, now) - now))
        self._told()

    def hand_over(self, then: Callable[[], object] | None = None) -> None:
        """Saves now what isn't saved yet; calls `then` once it is."""
        self._pause.stop()
        if not self._unsaved:
            if then is not None:
                then()
            return
        self._first = None
        texts, leaf = self._texts(), self.leaf
        self._journal.ask(
            partial(self._keep, leaf, texts),
            lambda _: self._kept(leaf, texts, then),
            partial(self._not_kept, leaf),
        )

    def _kept(self, leaf: Leaf, texts: tuple[str, ...], then: Callable[[], object] | None) -> None:
        if leaf is self.leaf:
            self.stuck = False
            self._unsaved = texts != self._texts()
        self._told()
        if then is not None:
            # More may have been typed meanwhile.
            self.hand_over(then)

    def _not_kept(self, leaf: Leaf, error: Exception) -> None:
        if isinstance(error, HomeError) and error.what in _GONE:
            # It was taken away elsewhere. What stands here begins a new one.
            leaf.id = ""
        if leaf is self.leaf:
            self.stuck = True
            self._pause.start(AGAIN_MS)
        self._told()
        self._failed(error)
