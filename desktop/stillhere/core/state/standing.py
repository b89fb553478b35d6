"""How an agreement stands at a moment. Time only takes away: it fades an offer, asks for a review, lets rest.

It puts nothing in force. A clock that was wrong by years can't hold anything open for years: a time that lies
further ahead than a day is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from msgspec.structs import replace

from stillhere.core.state.consent import Renewal, Wording, wordings
from stillhere.core.state.model import State, devices, has_left, members

DAY_MS: Final = 24 * 3600 * 1000

#: How long an offer stays open without a word, in milliseconds.
FADES_MS: Final = 28 * DAY_MS

#: How long a review stays due before what nobody renewed comes to rest, in milliseconds.
REVIEW_MS: Final = 7 * DAY_MS

Standing = Literal["offered", "faded", "replaced", "in_force", "review_due", "paused", "resting", "ended"]

#: How what both said yes to stands while it is honoured.
HELD: Final = frozenset({"in_force", "review_due"})

_NONE = Renewal(0, 0)


def between(state: State) -> tuple[Wording, ...]:
    """Every revision between the two people of `state`. Where one of them left, everything is ended."""
    people = [member.person.id for member in members(state)]
    if len(people) < 2:
        return ()
    owners = {device: facts.person for device, facts in devices(state).items()}
    found = wordings(state.agreements, owners)
    left = any(has_left(state, person) for person in people)
    return tuple(replace(one, ended=True) for one in found) if left else found


def in_force(found: Iterable[Wording], now_ms: int) -> tuple[Wording, ...]:
    """Those that hold at `now_ms`, the one that was agreed to first coming first."""
    held = [one for one in found if standing(one, now_ms) in HELD]
    return tuple(sorted(held, key=lambda one: (agreed_ms(one, now_ms), one.id)))


def standing(one: Wording, now_ms: int) -> Standing:
    """How a revision stands at `now_ms`. What was offered and ended before it was agreed to is "replaced"."""
    if one.over:
        return "ended" if one.agreed and one.ended and not one.replaced else "replaced"
    if not one.agreed:
        return "faded" if now_ms - last_word_ms(one, now_ms) > FADES_MS else "offered"
    due = review_ms(one, now_ms)
    if now_ms >= due + REVIEW_MS:
        return "resting"
    if one.paused_by:
        return "paused"
    return "review_due" if now_ms >= due else "in_force"


def agreed_ms(one: Wording, now_ms: int) -> int:
    """Since when both have said yes, for a revision to which they did, in milliseconds."""
    return _latest(one.times, one.yes_ms, now_ms)


def last_word_ms(one: Wording, now_ms: int) -> int:
    """When the last word on an open offer was said, in milliseconds."""
    return _latest(one.times, one.not_now_ms, now_ms)


def review_ms(one: Wording, now_ms: int) -> int:
    """When the next review is due, for a revision to which both said yes, in milliseconds."""
    done = reviewed(one)
    times = [renewal.said_ms for renewal in one.renewals.values() if renewal.review == done]
    begun = agreed_ms(one, now_ms)
    since = max(begun, _latest(times, None, now_ms)) if done else begun
    return since + one.words.review_days * DAY_MS


def reviewed(one: Wording) -> int:
    """The number of the last review after which both said yes to going on; 0: there was none."""
    # Somebody who said nothing is missing from the renewals.
    return min(renewal.review for renewal in one.renewals.values()) if len(one.renewals) == 2 else 0


def renewed_by(one: Wording, person: str) -> bool:
    """Whether a person has said yes to going on after the next review, and the other hasn't."""
    return one.renewals.get(person, _NONE).review > reviewed(one)


def _latest(times: Iterable[int], one_more: int | None, now_ms: int) -> int:
    """The latest of the times that a clock which is right can have said, or else now."""
    said = [*times, *([] if one_more is None else [one_more])]
    return max((ms for ms in said if ms - now_ms <= DAY_MS), default=now_ms)
