"""Drafts of agreements, from the first word to the offer: among what is private, behind its lock.

An offer of one goes in two steps: it is said, and then it is a draft no more. A crash in between leaves the
words in both places, and what was said is known from what is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.agreements.acts import DraftAct, KeepDraft, Offer, Suggest
from stillhere.core.agreements.drawer import Draft, words_of
from stillhere.core.fitting import fitting
from stillhere.seal.ids import new_id

if TYPE_CHECKING:
    from stillhere.core.agreements.view import AgreementView
    from stillhere.home.home import Home
    from stillhere.home.private import Private


class Drafts:
    """The drafts of the person of `home`, in what is `private` and open. Both belong to one thread."""

    def __init__(self, home: Home, private: Private) -> None:
        self._home = home
        self._private = private

    def all(self) -> Mapping[str, Draft]:
        """Every draft by its id, the one begun first coming first. Raises `HomeError`."""
        home, drafts = self._home, self._private.agreements
        drafts.take_in(home.store, home.memory)
        self._settle()
        return drafts.all()

    def shown(self) -> tuple[AgreementView, ...]:
        """The drafts as they are shown. Raises `HomeError`."""
        drafts = self.all()
        shown = self._home.agreements(drafts) if drafts else ()
        return tuple(each for each in shown if each.state == "draft")

    def do(self, what: DraftAct | Offer | Suggest) -> None:
        """Keeps or drops a draft; or offers its words. Raises `Refused` and `HomeError`."""
        match what:
            case KeepDraft(draft):
                self._private.agreements.keep(draft)
            case Offer() | Suggest():
                self._home.do(what)
                self._private.agreements.drop(what.draft)
            case _:
                self._private.agreements.drop(what.draft)

    def _settle(self) -> None:
        """After a crash: what was offered is no draft any more, unless it has other words by now."""
        drafts = self._private.agreements
        found = drafts.all()
        own = [each for each in self._home.agreements() if each.mine] if found else []
        for draft in found.values():
            if _said(draft, own):
                drafts.drop(draft.id)
            elif any(each.id == draft.id for each in own):
                with self._private.transaction():
                    drafts.drop(draft.id)
                    drafts.keep(replace(draft, id=new_id(self._home.random)))


def _said(draft: Draft, own: Iterable[AgreementView]) -> bool:
    """Whether its writer offers exactly these words."""
    try:
        words = fitting(words_of(draft))
    except Refused:
        return False
    return any(each.state == "offered" and each.words == words for each in own)
