"""Quiet helps: for the one who waits, and whoever else wants them. What is kept here is private.

While what is private is locked, the cards that keep something give way to a line for its passphrase.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from stillhere.home.errors import HomeError
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.flow import Flow
from stillhere.window.components.page import Page
from stillhere.window.components.pair import Pair
from stillhere.window.components.text import Text
from stillhere.window.ease import kept
from stillhere.window.ease.cards import CalmingCard, PaceCard, SidesCard
from stillhere.window.ease.feelings import FeelingsCard
from stillhere.window.settings.lock import secret
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.library import Library
    from stillhere.home.private import Private
    from stillhere.window.reflect.journal import Journal

T = TypeVar("T")


class LockedCard(Card):
    """A line for the passphrase; ``unlock`` hears it."""

    def __init__(self, unlock: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(say("reflect.locked"), parent=parent)
        self._unlock = unlock
        self.passphrase = secret(say("reflect.passphrase"), hint=say("reflect.passphrase"))
        self.passphrase.returnPressed.connect(self._go)
        self._open = Button(say("reflect.open"), self._go, "primary")
        row = Flow()
        row.addWidget(self._open)
        for item, above in ((Text(say("ease.locked")), 6), (self.passphrase, 12), (row, 12)):
            self.add(item, above)

    def busy(self, busy: bool) -> None:
        """While the passphrase is tried, which takes its time."""
        self._open.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)

    def _go(self) -> None:
        self._unlock(self.passphrase.text())


class EasePage(Page):
    """``library`` has the words and cards; ``sit`` opens five quiet minutes, ``back`` goes to Today."""

    def __init__(
        self,
        journal: Journal,
        library: Library,
        sit: Callable[[], object],
        back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("ease.title"), say("ease.lead"), parent=parent)
        self._journal = journal
        self._library = library
        self._locked = False
        self._unkept: tuple[str, ...] | None = None
        self._open = LockedCard(self._unlock)
        keep = lambda words: self._ask(partial(kept.note, words=words), self._show)  # noqa: E731
        forget = lambda: self._ask(kept.forget_last, self._show)  # noqa: E731
        self._feelings = FeelingsCard(library.feelings(), keep, forget)
        self._calming = CalmingCard(library.calming(), self._keep_calming)
        self._pace = PaceCard(lambda minutes: self._ask(partial(kept.keep_pace, minutes=minutes)))
        self._sides = SidesCard(library.cards(), journal.door.now().toordinal())
        self._sit = Card(say("ease.sit"))
        self._sit.add(Text(say("ease.sit.text")), 6)
        row, home = Flow(), Flow()
        row.addWidget(Button(say("ease.sit.go"), sit))
        home.addWidget(Button(say("ease.back"), back, "text"))
        self._sit.add(row, 14)
        self._cards = Pair()
        self._cards.keep(self._open)
        self.add(self._cards, 26)
        self.add(home, 22)
        self._place()
        journal.locked.connect(self._shut)

    def come(self, about: str) -> None:
        self._journal.hold()
        self._ask(kept.look, self._show)
        self.tell_broken(self._library)

    def leave(self) -> None:
        self._calming.hand_over()
        self._feelings.clear()
        self._open.passphrase.clear()
        if self._locked:
            self._wipe()
        self._journal.let_go()

    def narrowed(self, narrow: bool) -> None:
        self._cards.set_narrow(narrow)

    def _ask(self, job: Callable[[Private], T], then: Callable[[T], object] | None = None) -> None:
        self._journal.ask(job, partial(_tell, then), self._failed)

    def _keep_calming(self, lines: tuple[str, ...]) -> None:
        def done(_: None) -> None:
            if self._unkept == lines:
                self._unkept = None

        self._unkept = lines
        self._ask(partial(kept.keep_calming, lines=lines), done)

    def _wipe(self) -> None:
        self._calming.wipe()
        self._feelings.show_kept((), None)
        self._pace.show_kept(None)

    def _shut(self) -> None:
        """A lock lies before it: nothing of what is kept stays here; what isn't yet is kept once it opens."""
        asked = self._open.passphrase.isVisible()
        self._calming.hand_over()
        self._wipe()
        self._place(shut=True)
        if self.isVisible() and not asked:
            self._open.passphrase.setFocus()

    def _show(self, found: kept.Kept) -> None:
        self._locked = found.locked
        self._feelings.show_kept(found.feelings, self._journal.door.now())
        self._calming.show_kept(found.calming)
        self._pace.show_kept(found.minutes)
        self._place()

    def _place(self, *, shut: bool = False) -> None:
        first: list[QWidget] = [self._open] if shut else [self._feelings, self._calming]
        self._cards.place(first, [self._sides, *([] if shut else [self._pace]), self._sit])

    def _unlock(self, passphrase: str) -> None:
        self._open.busy(True)
        self._journal.unlock(passphrase, lambda _: self._unlocked(), self._failed)

    def _unlocked(self) -> None:
        self._open.busy(False)
        self._open.passphrase.clear()
        self.note.clear()
        if self._unkept is not None:
            self._keep_calming(self._unkept)
        self._ask(kept.look, self._show)

    def _failed(self, error: Exception) -> None:
        self._open.busy(False)
        if isinstance(error, HomeError) and error.what == "private_locked":
            self._shut()
        else:
            self.tell(error)
            self._open.passphrase.selectAll()


def _tell(then: Callable[[T], object] | None, result: T) -> None:
    """Tells who waits for it, if somebody does."""
    if then is not None:
        then(result)
