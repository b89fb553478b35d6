"""agree(state, mine, drawer, what, now) → what to say about agreements, or the reason why not.

Whoever rewords an open offer closes the words that it had: no earlier yes counts for the new ones, and none
can come any more for the old. Nothing here says yes for anybody.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.agreements.acts import (
    AgreementAct,
    BringBack,
    End,
    NotNow,
    Offer,
    Pause,
    PutAway,
    Renew,
    Resume,
    Suggest,
    TakeBack,
    Yes,
)
from stillhere.core.agreements.drawer import Draft, Drawer, draft_of
from stillhere.core.agreements.rules import Doing, Found, live, offered_lately, why_not, why_not_offer
from stillhere.core.fitting import fitting
from stillhere.core.records.terms import Answered, Body, Ended, Offered, Paused, Renewed
from stillhere.core.state.consent import Wording
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, has_left, partner_of, update_needed
from stillhere.core.state.standing import between, reviewed, standing
from stillhere.core.state.when import ms_of

#: How many revisions one record names at most.
_NAMED = 8


class Outcome(Struct, frozen=True, kw_only=True):
    """What follows from an act: the bodies to say, in this order, and what is in the drawer then."""

    drawer: Drawer
    bodies: tuple[Body, ...] = ()


class Ground(Struct, frozen=True):
    """What an act stands on: who acts, every revision, the time (ms), and what is in the drawer."""

    me: str
    found: Found
    now_ms: int
    drawer: Drawer

    @property
    def lately(self) -> frozenset[str]:
        """The kinds of which one was offered lately."""
        return offered_lately(self.found, self.me, self.now_ms)

    def revision(self, name: str) -> Wording:
        """The revision of this id. Raises `Refused`."""
        one = next((each for each in self.found if each.id == name), None)
        if one is None:
            raise Refused("why.agreement.unknown")
        return one

    def of(self, agreement: str) -> Found:
        """The revisions of an agreement, those that could still hold first. Raises `Refused`."""
        found = [each for each in self.found if each.agreement == agreement]
        if not found:
            raise Refused("why.agreement.unknown")
        return tuple(sorted(found, key=lambda each: (each.over, not each.agreed, each.id)))

    def allow(self, doing: Doing, one: Wording) -> None:
        """Raises `Refused` where it can't be done."""
        why = why_not(doing, one, self.found, self.me, self.now_ms, lately=self.lately)
        if why is not None:
            raise Refused(why)


def agree(
    state: State, mine: Mine, drawer: Drawer, what: AgreementAct, now: datetime, *, fresh: str
) -> Outcome:
    """What `mine.person` says by `what` at `now`. ``fresh`` is a new id. Raises `Refused`."""
    ground = Ground(mine.person, between(state), ms_of(now), drawer)
    match what:
        case PutAway(agreement):
            return _put_away(ground, agreement)
        case BringBack(agreement):
            names = tuple(name for name in drawer.put_away if name != agreement)
            return Outcome(drawer=replace(drawer, put_away=names))
        case Offer() | Suggest() | Yes() | Renew():
            _together(state, mine)
            return _forward(ground, what, fresh)
        case _:
            return _back(ground, what, fresh)


def _together(state: State, mine: Mine) -> None:
    """Raises `Refused` where the two can't come to an agreement now."""
    partner = partner_of(state, mine.person)
    if has_left(state, mine.person):
        raise Refused("why.left")
    if partner is None:
        raise Refused("why.agreement.alone")
    if has_left(state, partner.id):
        raise Refused("why.agreement.left")
    if update_needed(state):
        raise Refused("why.agreement.update")


def _forward(ground: Ground, what: Offer | Suggest | Yes | Renew, fresh: str) -> Outcome:
    """Whatever needs the other person too."""
    match what:
        case Offer():
            return _offer(ground, what, fresh)
        case Suggest():
            return _suggest(ground, what)
        case Yes(revision):
            ground.allow("yes", ground.revision(revision))
            return _said(ground, Answered(revision=revision, says="yes", said_ms=ground.now_ms))
        case Renew(revision):  # pragma: no branch - there is nothing else
            one = ground.revision(revision)
            ground.allow("renew", one)
            review = reviewed(one) + 1
            return _said(ground, Renewed(revision=revision, review=review, said_ms=ground.now_ms))


def _back(ground: Ground, what: NotNow | TakeBack | Pause | Resume | End, fresh: str) -> Outcome:
    """What one person can do alone."""
    match what:
        case NotNow(revision):
            one = ground.revision(revision)
            ground.allow("not_now", one)
            if one.not_now_ms is not None:
                return _said(ground)
            return _said(ground, Answered(revision=revision, says="not_now", said_ms=ground.now_ms))
        case TakeBack(revision):
            one = ground.revision(revision)
            ground.allow("take_back", one)
            body = Ended(agreement=one.agreement, revisions=(one.id,))
            return Outcome(bodies=(body,), drawer=_with(ground.drawer, draft_of(one, fresh)))
        case Pause(agreement):
            ground.allow("pause", ground.of(agreement)[0])
            return _said(ground, Paused(agreement=agreement, paused=True))
        case Resume(agreement):
            ground.allow("resume", ground.of(agreement)[0])
            return _said(ground, Paused(agreement=agreement, paused=False))
        case End(agreement):  # pragma: no branch - there is nothing else
            return _end(ground, agreement, fresh)


def _offer(ground: Ground, what: Offer, fresh: str) -> Outcome:
    words = fitting(what.words)
    why = why_not_offer(words.kind, ground.lately)
    if why is not None:
        raise Refused(why)
    # A draft that was offered already, of which only its writer's computer didn't hear, makes another one.
    known = {"", *(each.agreement for each in ground.found)}
    name = fresh if what.draft in known else what.draft
    return _said(ground, Offered(agreement=name, words=words, said_ms=ground.now_ms))


def _suggest(ground: Ground, what: Suggest) -> Outcome:
    one = ground.revision(what.revision)
    ground.allow("suggest", one)
    words = fitting(what.words)
    if words.kind != one.words.kind:
        raise Refused("why.agreement.kind")
    if words == one.words and standing(one, ground.now_ms) != "resting":
        raise Refused("why.agreement.same")
    siblings = [each for each in ground.of(one.agreement) if not each.over and each.id != one.id]
    # What holds is replaced whole, also where two wordings came to stand side by side.
    held = [each.id for each in siblings if each.agreed]
    # Nobody has two offers of one agreement open, and what is answered is closed.
    open_own = [each.id for each in siblings if not each.agreed and each.by == ground.me]
    closed = (*([] if one.agreed else [one.id]), *open_own)
    offered = Offered(
        agreement=one.agreement,
        words=words,
        replaces=(one.id, *held)[:_NAMED],
        said_ms=ground.now_ms,
    )
    ended = Ended(agreement=one.agreement, revisions=closed[:_NAMED])
    return _said(ground, ended, offered) if closed else _said(ground, offered)


def _end(ground: Ground, agreement: str, fresh: str) -> Outcome:
    found = ground.of(agreement)
    ground.allow("end", found[0])
    unanswered = [each for each in found if not each.over and not each.agreed and each.by == ground.me]
    # Nothing typed is lost: what was offered in vain is a draft again.
    drawer = _with(ground.drawer, draft_of(unanswered[0], fresh)) if unanswered else ground.drawer
    return Outcome(bodies=(Ended(agreement=agreement),), drawer=drawer)


def _put_away(ground: Ground, agreement: str) -> Outcome:
    if any(live(each, ground.now_ms) for each in ground.of(agreement)):
        raise Refused("why.agreement.live")
    names = tuple(sorted({*ground.drawer.put_away, agreement}))
    return Outcome(drawer=replace(ground.drawer, put_away=names))


def _said(ground: Ground, *bodies: Body) -> Outcome:
    return Outcome(bodies=bodies, drawer=ground.drawer)


def _with(drawer: Drawer, draft: Draft) -> Drawer:
    return replace(drawer, drafts={**drawer.drafts, draft.id: draft})
