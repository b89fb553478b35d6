"""What the two sent and shared, and what stands between them now. Only what limits its own person is here.

Nothing tells whether anything was opened: no such thing is said by any record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from stillhere.core.agreements.agreed import agreed
from stillhere.core.letters import Post
from stillhere.core.records.posted import LetterPace
from stillhere.core.records.refused import Refused
from stillhere.core.records.terms import Pace
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import (
    Posted,
    State,
    devices_of,
    has_left,
    is_erased,
    last,
    partner_of,
    status_of,
)
from stillhere.core.state.when import same_day

#: From the least careful to the most.
_PACES: Final[tuple[Pace, ...]] = ("any", "one_at_a_time", "none")


def letters_of(state: State, person: str) -> tuple[tuple[str, Posted], ...]:
    """What `person` sent, by the ids of the records, the first one first; without what was taken away."""
    return _of(state, state.letters, person)


def pages_of(state: State, person: str) -> tuple[tuple[str, Posted], ...]:
    """What `person` shares, by the ids of the records, the first one first; without what was taken away."""
    return _of(state, state.pages, person)


def pace_of(state: State, person: str) -> Pace:
    """How `person` wishes to be written to at present."""
    said = last(state.paces, devices_of(state, person))
    return "any" if said is None else said.what.pace


def post(state: State, me: str, now: datetime, sent: Iterable[int] = ()) -> Post:
    """What stands between the letters of `me` and the partner at `now`.

    ``sent`` is when letters of `me` went out (ms), as their records say it.
    """
    partner = partner_of(state, me)
    holds = agreed(state, now)
    wished = "any" if partner is None else pace_of(state, partner.id)
    stamps = [one.at[0] for _, one in letters_of(state, me)]
    return Post(
        partner=None if partner is None else status_of(state, partner.id),
        own=status_of(state, me),
        left=has_left(state, me) or (partner is not None and has_left(state, partner.id)),
        pace=max(holds.pace, wished, key=_PACES.index),
        short=holds.short,
        quiet=holds.quiet,
        # A time that no clock can have said by now is left out, and another one of the same letter counts.
        sent_ms=max((ms for ms in (*stamps, *sent) if same_day(ms, now)), default=None),
    )


def why_not_write(post: Post) -> str | None:
    """Why a letter to the partner has nowhere to go for now, as a key of the catalogue; None: it has.

    A rest or a quiet hour is no reason: a letter can wait for its end.
    """
    if post.left:
        return "why.letter.left"
    if post.partner is None:
        return "why.letter.alone"
    return "why.letter.none" if post.pace == "none" else None


def why_not_share(post: Post) -> str | None:
    """Why a copy of a page can't be shared now, as a key of the catalogue; None: it can.

    It arrives without a word, so a rest doesn't keep it back; a wish for no letters does.
    """
    if post.left:
        return "why.share.left"
    if post.partner is None:
        return "why.share.alone"
    return "why.share.none" if post.pace == "none" else None


def wish(state: State, mine: Mine, pace: Pace) -> LetterPace | None:
    """What `mine.person` says to be written to in another way; None: they said so. Raises `Refused`."""
    if has_left(state, mine.person):
        raise Refused("why.left")
    if partner_of(state, mine.person) is None:
        raise Refused("why.pace.alone")
    return None if pace_of(state, mine.person) == pace else LetterPace(pace=pace)


def _of(state: State, posted: Mapping[str, Posted], person: str) -> tuple[tuple[str, Posted], ...]:
    theirs = frozenset(devices_of(state, person))
    found = [(record, one) for record, one in posted.items() if one.device in theirs]
    kept = [each for each in found if not is_erased(state, each[0], person)]
    return tuple(sorted(kept, key=lambda each: (each[1].at, each[0])))
