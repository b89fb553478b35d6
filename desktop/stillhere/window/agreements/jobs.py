"""What the page of agreements asks. Each runs in a worker's thread and touches no widget.

What was said is read of the home; drafts are private, and may be locked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.acts import Refused
from stillhere.core.agreements.acts import DraftAct, Offer, Suggest
from stillhere.core.agreements.drawer import Draft, Typed
from stillhere.core.agreements.view import AgreementView, Copy
from stillhere.core.pages import whole
from stillhere.core.records.terms import Words
from stillhere.home.rooms.drafts import Drafts

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private

#: Why a change can't be said any more, where its words can be offered anew.
_GONE = frozenset({"why.agreement.gone", "why.agreement.unknown", "why.agreement.faded"})


class Look(Struct, frozen=True):
    """What there is beside drafts: everything that is shown, and one's own copies."""

    shown: Sequence[AgreementView] = ()
    copies: Sequence[Copy] = ()


class Drafted(Struct, frozen=True):
    """The drafts. ``lock``: there is one; ``shut``: it isn't open now, and so nothing is known of them."""

    shown: Sequence[AgreementView] = ()
    lock: bool = False
    shut: bool = False


class Written(Struct, frozen=True, kw_only=True):
    """What stands in the editor, as it was typed."""

    kind: str
    title: str = ""
    text: str = ""
    settings: Mapping[str, Typed] = {}
    review_days: int


@dataclass
class Leaf:
    """The draft that is being written. ``id`` is empty until it is kept; the worker's thread sets it.

    ``changes`` is the revision that it would change, "" for a new agreement.
    """

    id: str = ""
    changes: str = ""


def look(home: Home) -> Look:
    """Everything that the page shows, beside drafts."""
    return Look(home.agreements(), home.own_copies())


def drafts(home: Home, private: Private) -> Drafted:
    """The drafts."""
    return Drafted(Drafts(home, private).shown(), lock=private.locked)


def act(home: Home, private: Private, what: DraftAct) -> None:
    """Keeps or drops a draft."""
    Drafts(home, private).do(what)


def keep(private: Private, leaf: Leaf, written: Written) -> None:
    """Keeps what is typed: a new draft first, the same one from then on."""
    if not leaf.id:
        from stillhere.seal.keys import new_id

        leaf.id = new_id(os.urandom)
    private.agreements.keep(draft_of(leaf, written))


def offer(home: Home, private: Private, leaf: Leaf, words: Words) -> bool:
    """Says these words to the other person; True where they change others. Raises `Refused`."""
    room = Drafts(home, private)
    if leaf.changes:
        try:
            room.do(Suggest(leaf.changes, words, leaf.id))
        except Refused as refused:
            # What they would have changed is gone meanwhile; they can be offered as they are.
            if refused.why not in _GONE:
                raise
        else:
            return True
    room.do(Offer(words, leaf.id))
    return False


def draft_of(leaf: Leaf, written: Written) -> Draft:
    """What is typed, as a draft."""
    return Draft(
        id=leaf.id,
        kind=written.kind,
        title=whole(written.title),
        text=whole(written.text),
        settings={name: _whole(value) for name, value in written.settings.items()},
        review_days=written.review_days,
        revision=leaf.changes,
    )


def draft_shown(shown: AgreementView) -> Draft:
    """A draft as it is shown, to be kept again."""
    words = shown.words
    return Draft(
        id=shown.id,
        kind=words.kind,
        title=words.title,
        text=words.text,
        settings=words.settings,
        review_days=words.review_days,
        revision=shown.changes,
    )


def _whole(value: Typed) -> Typed:
    if isinstance(value, tuple):
        return tuple(map(whole, value))
    return whole(value) if isinstance(value, str) else value
