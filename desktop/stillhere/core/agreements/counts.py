"""How many agreements there are, for a status. An offer that got an answer isn't counted any more."""

from __future__ import annotations

from msgspec import Struct

from stillhere.core.agreements.rules import stale
from stillhere.core.state.model import State
from stillhere.core.state.standing import HELD, between, standing


class Counts(Struct, frozen=True, kw_only=True):
    """What holds now, what waits for a first word of either, and what is due to be looked at again."""

    in_force: int
    offered_to_me: int
    offered_by_me: int
    review_due: int


def counts(state: State, me: str, now_ms: int) -> Counts:
    """The counts for the person `me` at `now_ms` (milliseconds)."""
    found = between(state)
    stands = {one.id: standing(one, now_ms) for one in found}
    unanswered = [
        one.by
        for one in found
        if stands[one.id] == "offered" and one.not_now_ms is None and not stale(one, found)
    ]
    return Counts(
        in_force=sum(each in HELD for each in stands.values()),
        offered_to_me=sum(by != me for by in unanswered),
        offered_by_me=unanswered.count(me),
        review_due=list(stands.values()).count("review_due"),
    )
