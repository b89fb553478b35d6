"""What may be done about a revision, and the reason where it may not. What only takes back is never gated.

One offer per topic a week is a rule of one's own app, so that nobody gets worn down; to answer an offer by
other words is always possible.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final, Literal

from stillhere.core.records.terms import Words, settings_of
from stillhere.core.state.consent import Wording
from stillhere.core.state.standing import DAY_MS, renewed_by, review_ms, standing

#: Everything that a person can do about a revision.
Doing = Literal["yes", "suggest", "not_now", "take_back", "pause", "resume", "renew", "end"]

#: All revisions between the two.
Found = tuple[Wording, ...]

WEEK_MS: Final = 7 * DAY_MS


def why_not(
    doing: Doing, one: Wording, among: Found, me: str, now_ms: int, *, lately: Container[str]
) -> str | None:
    """Why `me` can't do it about `one`; None: it can be done.

    ``among`` are the revisions of its agreement at least, ``lately`` the kinds that `me` offered lately.
    """
    match doing:
        case "yes":
            return _answer(one, among, me, now_ms) or (
                None if understood(one.words) else "why.agreement.newer"
            )
        case "not_now":
            return _answer(one, among, me, now_ms)
        case "suggest":
            return _suggest(one, among, me, now_ms, lately)
        case "take_back":
            if one.by != me:
                return "why.agreement.theirs"
            return _gone(one) or ("why.agreement.agreed" if one.agreed else None)
        case "pause":
            resting = standing(one, now_ms) == "resting"
            paused = "why.agreement.paused" if me in one.paused_by else None
            return _not_agreed(one) or ("why.agreement.resting" if resting else paused)
        case "resume":
            return _not_agreed(one) or (None if me in one.paused_by else "why.agreement.not_paused")
        case "renew":
            due = now_ms >= review_ms(one, now_ms) if one.agreed else False
            renewed = "why.agreement.renewed" if renewed_by(one, me) else None
            return _not_agreed(one) or (renewed if due else "why.agreement.not_due")
        case "end":  # pragma: no branch - there is nothing else
            return None if any(_to_end(each, one.agreement, me) for each in among) else "why.agreement.gone"


def why_not_offer(kind: str, lately: Container[str]) -> str | None:
    """Why an agreement of this `kind` can't be offered now by whoever offered those kinds ``lately``."""
    return "why.agreement.week" if kind in lately else None


def offered_lately(found: Found, me: str, now_ms: int) -> frozenset[str]:
    """The kinds of which `me` offered an agreement within a week, of all revisions that are `found`."""
    by_id = {one.id: one for one in found}
    # A time that lies ahead was said by a clock that was wrong, and forbids nothing for long.
    return frozenset(
        one.words.kind
        for one in found
        if one.by == me
        and any(-DAY_MS <= now_ms - ms < WEEK_MS for ms in one.times)
        and not _is_answer(one, by_id)
    )


def understood(words: Words) -> bool:
    """Whether this version knows what the words set. Nobody says yes to what their app can't keep."""
    return settings_of(words) is not None


def live(one: Wording, now_ms: int) -> bool:
    """Whether a revision is open, or holds, or could hold again."""
    return not one.over and (one.agreed or standing(one, now_ms) == "offered")


def stale(one: Wording, found: Found) -> bool:
    """Whether an open offer was made in place of other words than those that hold by now."""
    return any(
        each.agreement == one.agreement and each.agreed and not each.over and each.id not in one.line
        for each in found
    )


def _answer(one: Wording, found: Found, me: str, now_ms: int) -> str | None:
    return _not_open(one, found, now_ms) or ("why.agreement.own" if one.by == me else None)


def _not_open(one: Wording, found: Found, now_ms: int) -> str | None:
    stands = standing(one, now_ms)
    if stands == "faded":
        return "why.agreement.faded"
    if one.agreed and not one.over:
        return "why.agreement.agreed"
    return "why.agreement.gone" if one.over or stale(one, found) else None


def _suggest(one: Wording, among: Found, me: str, now_ms: int, lately: Container[str]) -> str | None:
    if one.agreed:
        return _gone(one) or why_not_offer(one.words.kind, lately)
    closed = _not_open(one, among, now_ms)
    if closed is not None or one.by != me or one.not_now_ms is None:
        return closed  # it answers an offer, or sets one's own words right before anybody spoke of them
    return why_not_offer(one.words.kind, lately)


def _gone(one: Wording) -> str | None:
    return "why.agreement.gone" if one.over else None


def _not_agreed(one: Wording) -> str | None:
    return _gone(one) or (None if one.agreed else "why.agreement.not_agreed")


def _to_end(one: Wording, agreement: str, me: str) -> bool:
    """Whether there is something of this agreement that `me` would end: what was agreed, or an own offer."""
    return one.agreement == agreement and not one.over and (one.agreed or one.by == me)


def _is_answer(one: Wording, found: dict[str, Wording]) -> bool:
    answered = (found.get(old) for old in one.replaces)
    return any(old is not None and old.by != one.by and not old.agreed for old in answered)
