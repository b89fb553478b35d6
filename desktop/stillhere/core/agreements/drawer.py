"""What this device keeps about agreements for its own person, and never shares: drafts, and what was told.

A draft is kept as it was typed, whether it fits or not yet. It is private: its place is behind the lock.
"""

from collections.abc import Mapping

from msgspec import Struct

from stillhere.core.records.terms import REVIEW_DAYS, Words
from stillhere.core.state.consent import Wording

#: A setting as it was typed: what doesn't fit is a draft, too.
Typed = bool | int | str | tuple[str, ...]


class Draft(Struct, frozen=True, kw_only=True):
    """An agreement being written. ``revision`` is the one it would change, "" for a new agreement."""

    id: str
    kind: str
    title: str = ""
    text: str = ""
    settings: Mapping[str, Typed] = {}
    review_days: int = REVIEW_DAYS
    revision: str = ""


class Drawer(Struct, frozen=True, kw_only=True):
    """What was put away and what was told; and words that came back to their writer, by id.

    ``drafts`` waits for what is private to be open, which takes them in: words that were offered and taken
    back, and what an earlier edition kept here. ``reviews`` is of which review of a revision a reminder came,
    ``rhythm_ms`` when the last of "still here".
    """

    drafts: Mapping[str, Draft] = {}
    put_away: tuple[str, ...] = ()
    reviews: Mapping[str, int] = {}
    rhythm_ms: int = 0


def draft_of(one: Wording, fresh: str) -> Draft:
    """A revision's words as a draft with the id `fresh`."""
    words = one.words
    return Draft(
        id=fresh,
        kind=words.kind,
        title=words.title,
        text=words.text,
        settings=words.settings,
        review_days=words.review_days,
    )


def words_of(draft: Draft) -> Words:
    """What a draft says, whether it fits or not."""
    return Words(
        kind=draft.kind,
        title=draft.title,
        text=draft.text,
        settings=draft.settings,
        review_days=draft.review_days,
    )
