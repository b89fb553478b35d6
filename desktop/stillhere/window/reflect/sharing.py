"""Pages shared as copies: asked once more before one is, and taken back without a question.

What is shared is read beside the window, and which page a copy is of only where pages are open.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.pages import first_words
from stillhere.home.rooms.shared import Copy, Shared
from stillhere.window.desk import Desk
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.row import Item
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private


class Look(Struct, frozen=True, kw_only=True):
    """The copies both ways, the pages that are shared now, and why none can be (a key; None: it can)."""

    copies: tuple[Copy, ...] = ()
    pages: frozenset[str] = frozenset()
    why_not: str | None = "why.share.alone"


def look(home: Home, private: Private) -> Look:
    """What is shared."""
    shared, known = Shared(home), private.shares.all()
    ours = shared.ours()
    live = {each.copy for each in ours}
    pages = frozenset(page for page, copies in known.items() if live.intersection(copies))
    return Look(copies=(*shared.theirs(), *ours), pages=pages, why_not=shared.why_not())


def share(home: Home, private: Private, *, page: str) -> Look:
    """Shares a copy of a page as it is now: what is shared then."""
    Shared(home).share(private, page)
    return look(home, private)


def unshare(home: Home, private: Private, *, page: str) -> Look:
    """Takes back the copies of a page, or one copy by its own id: what is shared then."""
    shared = Shared(home)
    copies = private.shares.of(page)
    for each in shared.ours():
        if each.id == page or each.copy in copies:
            shared.unshare(each.id)
    return look(home, private)


class Sharing:
    """Knows what is shared. ``shown`` is called when that is known anew, ``trouble`` hears what can't be."""

    def __init__(
        self,
        desk: Desk,
        journal: Journal,
        shown: Callable[[], object],
        trouble: Callable[[Exception], None],
    ) -> None:
        self._desk = desk
        self._journal = journal
        self._shown = shown
        self._trouble = trouble
        self.look = Look()
        self.asking = False

    def load(self) -> None:
        """Looks at what is shared now."""
        self._ask(look)

    def share(self, page: str) -> None:
        """Shares a copy of a page."""
        self._ask(partial(share, page=page))

    def unshare(self, page: str) -> None:
        """Takes the copy back."""
        self._ask(partial(unshare, page=page))

    def copy(self, name: str) -> Copy | None:
        """The copy of this id."""
        return next((each for each in self.look.copies if each.id == name), None)

    def acts(self, page: str) -> tuple[str, ...]:
        """What can be done about sharing this page."""
        if page in self.look.pages:
            return ("unshare",)
        if self.look.why_not is not None:
            return ()
        return ("share_yes", "share_no") if self.asking else ("share",)

    def under(self, page: str) -> str:
        """What stands under the question of a page: who can read it."""
        name = self._desk.present.partner_name
        if page in self.look.pages:
            return say("reflect.is_shared", name=name)
        return say("reflect.share.ask", name=name) if self.asking else say("reflect.private")

    def about(self, copy: Copy) -> str:
        """Whose a copy is, and since when."""
        whose = "mine" if copy.mine else "theirs"
        return say(f"pages.shared.{whose}.{copy.since}", name=self._desk.present.partner_name)

    def items(self) -> list[Item]:
        """The copies as rows."""
        return [
            Item(each.id, each.question or first_words(each.parts), self.about(each))
            for each in self.look.copies
        ]

    def _ask(self, job: Callable[[Home, Private], Look]) -> None:
        aside = self._desk.aside
        self._journal.ask(lambda private: aside(lambda home: job(home, private)), self._heard, self._trouble)

    def _heard(self, found: Look) -> None:
        self.look = found
        self._shown()
