"""What to show of agreements, as values and keys: every face lists the same, and offers what the rules allow.

An offer is shown to be answered and never counts how long it has been waiting.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, datetime
from typing import Literal, get_args

from msgspec import Struct

from stillhere.core.agreements.difference import Run, difference
from stillhere.core.agreements.drawer import Draft, Drawer, words_of
from stillhere.core.agreements.rules import (
    Doing,
    Found,
    live,
    offered_lately,
    stale,
    understood,
    why_not,
)
from stillhere.core.records.terms import APP_KEEPS, Words
from stillhere.core.state.consent import Wording
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.core.state.standing import HELD, agreed_ms, between, renewed_by, review_ms, standing
from stillhere.core.state.when import ms_of

Answer = Literal["yes", "not_now"]

#: In the order in which a list shows them.
Stands = Literal["in_force", "paused", "offered", "draft", "resting", "faded", "ended"]

_ORDER: tuple[Stands, ...] = get_args(Stands)
_DOINGS: tuple[Doing, ...] = get_args(Doing)


class Difference(Struct, frozen=True, kw_only=True):
    """What a revision would change: the words before, and what is different in title and text."""

    before: Words
    title: tuple[Run, ...]
    text: tuple[Run, ...]


class AgreementView(Struct, frozen=True, kw_only=True):
    """One wording as shown. Several can have one ``id``: what holds and a change of it, or two side by side.

    ``id`` is the agreement's (a draft's own), ``revision`` names the words exactly ("" for a draft).
    ``mine``: this person wrote it. ``review_on`` is the day from which both look at it again, ``review_due``:
    it is now; ``my_renewal`` and ``their_renewal``: who said yes to going on then. ``changes`` is the
    revision that a draft would change. ``app_keeps``: the app itself does something for it. ``why_not`` has a
    reason, as a key of the catalogue, for what can't be done.
    """

    id: str
    revision: str
    state: Stands
    words: Words
    mine: bool
    my_answer: Answer | None = None
    their_answer: Answer | None = None
    review_on: date | None = None
    review_due: bool = False
    my_renewal: bool = False
    their_renewal: bool = False
    paused_by_me: bool = False
    paused_by_partner: bool = False
    app_keeps: bool = False
    understood: bool = True
    changes: str = ""
    difference: Difference | None = None
    why_not: Mapping[Doing, str] = {}

    @property
    def in_force(self) -> bool:
        """Whether both honour it now."""
        return self.state == "in_force"

    @property
    def to_answer(self) -> bool:
        """Whether it waits for this person's first word."""
        return self.state == "offered" and not self.mine and self.my_answer is None


class Copy(Struct, frozen=True, kw_only=True):
    """One's own copy of words that both said yes to, whatever became of them. ``agreed_ms``: since when."""

    agreement: str
    revision: str
    words: Words
    agreed_ms: int
    in_force: bool


def agreement_views(state: State, mine: Mine, drawer: Drawer, now: datetime) -> tuple[AgreementView, ...]:
    """Everything that the page of agreements shows to `mine.person`, in its order."""
    found, me, now_ms = between(state), mine.person, ms_of(now)
    lately, every = offered_lately(found, me, now_ms), _by_agreement(found)
    shown = [
        _view(one, every[one.agreement], lately, me, now) for one in _shown(found, every, me, drawer, now_ms)
    ]
    shown += [_draft(draft, found) for draft in drawer.drafts.values()]
    return tuple(sorted(shown, key=lambda each: _ORDER.index(each.state)))


def copies(state: State, drawer: Drawer, now: datetime) -> tuple[Copy, ...]:
    """Everything that both ever said yes to, in that order, without what its owner put away."""
    found, now_ms = between(state), ms_of(now)
    every = _by_agreement(found)
    kept = [one for one in found if one.agreed and not _put_away(one, every, drawer, now_ms)]
    made = [
        Copy(
            agreement=one.agreement,
            revision=one.id,
            words=one.words,
            agreed_ms=agreed_ms(one, now_ms),
            in_force=standing(one, now_ms) in HELD,
        )
        for one in kept
    ]
    return tuple(sorted(made, key=lambda copy: (copy.agreed_ms, copy.revision)))


def _by_agreement(found: Found) -> Mapping[str, Found]:
    """The revisions of each agreement."""
    every: dict[str, list[Wording]] = {}
    for one in found:
        every.setdefault(one.agreement, []).append(one)
    return {agreement: tuple(ones) for agreement, ones in every.items()}


def _shown(found: Found, every: Mapping[str, Found], me: str, drawer: Drawer, now_ms: int) -> list[Wording]:
    """The revisions that are shown, the ones begun first coming first."""
    kept = [
        one
        for one in found
        if _is_shown(one, every[one.agreement], me, now_ms) and not _put_away(one, every, drawer, now_ms)
    ]
    return sorted(kept, key=lambda one: (one.times, one.id))


def _is_shown(one: Wording, found: Found, me: str, now_ms: int) -> bool:
    match standing(one, now_ms):
        case "replaced":
            return False
        case "offered":
            return not stale(one, found)
        case "faded":
            # What nobody answered is still its writer's text.
            return one.by == me
        case _:
            return True


def _put_away(one: Wording, every: Mapping[str, Found], drawer: Drawer, now_ms: int) -> bool:
    return one.agreement in drawer.put_away and not any(live(each, now_ms) for each in every[one.agreement])


def _view(one: Wording, among: Found, lately: Container[str], me: str, now: datetime) -> AgreementView:
    now_ms, mine = ms_of(now), one.by == me
    stands = standing(one, now_ms)
    # Offering is the writer's yes.
    answer: Answer | None = "yes" if one.agreed else "not_now" if one.not_now_ms is not None else None
    reviewed = stands in {*HELD, "paused"}
    reasons = {doing: why_not(doing, one, among, me, now_ms, lately=lately) for doing in _DOINGS}
    return AgreementView(
        id=one.agreement,
        revision=one.id,
        state=_stands(stands),
        words=one.words,
        mine=mine,
        my_answer="yes" if mine else answer,
        their_answer=answer if mine else "yes",
        review_on=_day(review_ms(one, now_ms), now) if reviewed else None,
        review_due=stands == "review_due",
        my_renewal=renewed_by(one, me),
        their_renewal=any(renewed_by(one, person) for person in one.renewals if person != me),
        paused_by_me=me in one.paused_by,
        paused_by_partner=bool(one.paused_by - {me}),
        app_keeps=one.words.kind in APP_KEEPS and understood(one.words),
        understood=understood(one.words),
        difference=None if one.agreed else _difference(one.words, one.replaces[:1], among),
        why_not={doing: why for doing, why in reasons.items() if why is not None},
    )


def _draft(draft: Draft, found: Found) -> AgreementView:
    words = words_of(draft)
    return AgreementView(
        id=draft.id,
        revision="",
        state="draft",
        words=words,
        mine=True,
        understood=understood(words),
        changes=draft.revision,
        difference=_difference(words, (draft.revision,), found),
    )


def _stands(stands: str) -> Stands:
    if stands in HELD:
        return "in_force"
    return next(each for each in _ORDER if each == stands)


def _difference(words: Words, base: tuple[str, ...], found: Found) -> Difference | None:
    before = next((one.words for one in found if one.id in base), None)
    if before is None:
        return None
    return Difference(
        before=before,
        title=difference(before.title, words.title),
        text=difference(before.text, words.text),
    )


def _day(ms: int, now: datetime) -> date:
    return datetime.fromtimestamp(ms / 1000, tz=now.tzinfo).date()
