"""What to show of the state, as keys and values: the tray, the window and the command say the same.

It decides no rule; it reads what the rules allow.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.agreements.agreed import Sheet, agreed
from stillhere.core.agreements.counts import counts
from stillhere.core.agreements.keeping import May, guess_passed, guess_to_ask, knocked, may, welcome
from stillhere.core.agreements.rituals import Ritual, for_today, ritual
from stillhere.core.records.record import CheckIns, PersonState, Status
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import (
    HERE,
    Link,
    State,
    devices_of,
    has_left,
    last,
    members,
    name_of,
    partner_of,
    status_of,
)
from stillhere.core.state.when import Part, guess_read, ms_of, part_of, same_day

#: How long nothing readable may come, in milliseconds, before the window says "No news."
NO_NEWS_MS = 14 * 24 * 3600 * 1000

Headline = Literal[
    "both_here", "you_rest", "you_partly", "partner_rests", "partner_partly", "both_rest",
    "alone_here", "alone_rest", "alone_partly", "partner_left", "you_left",
]  # fmt: skip


class Mark(Struct, frozen=True):
    """The mark: each circle as its person's state; ``partner`` is None while nobody else shares."""

    me: PersonState
    partner: PersonState | None = None


class Shown(Struct, frozen=True, kw_only=True):
    """One person as shown: the words of their status, when as a part of a day (None: nothing was said yet).

    The guess in ``status`` reads from now (see `guess_read`). Of the partner, ``status`` holds no times.
    ``still_here``: said "still here" today. ``guess_over``: the guess has passed.
    """

    name: str
    status: Status
    since: Part | None
    still_here: bool
    guess_over: bool


class View(Struct, frozen=True, kw_only=True):
    """Everything that a face shows of now.

    ``at_the_door``: the partner knocked at this rest of mine, and may. ``left_at_the_door``: I did at theirs.
    ``agreed`` is what was agreed that belongs to now, ``ritual`` the agreed steps that do. ``offered``: an
    offer of the partner has no first word of mine. ``review_due``: an agreement can be looked at again.
    """

    link: Link
    news: Literal["ok", "none"]
    headline: Headline
    mark: Mark
    me: Shown
    partner: Shown | None
    may: May
    ask_guess: bool
    at_the_door: bool
    left_at_the_door: bool
    agreed: tuple[Sheet, ...] = ()
    ritual: Ritual | None = None
    offered: bool = False
    review_due: bool = False

    @property
    def checkins(self) -> tuple[CheckIns, ...]:
        """What one may wish for about check-ins in one's own rest: nothing, where nobody else shares."""
        return self.may.checkins if self.link == "linked" else ()

    @property
    def why_no_knocks(self) -> str | None:
        """Beside one's own check-ins, where an agreement disables the knock: a key of the catalogue.

        Its field ``title`` is `May.no_knocks`.
        """
        if self.may.no_knocks is None or self.link != "linked":
            return None
        return "no_knocks.chosen" if self.me.status.checkins == "one_knock" else "no_knocks.agreed"


def view(
    state: State, mine: Mine, now: datetime, *, invited: bool = False, heard_ms: int | None = None
) -> View:
    """The view for `mine.person` at `now`.

    ``invited``: an invitation is open. ``heard_ms``: when something readable of the partner last came in.
    """
    own = status_of(state, mine.person)
    partner = partner_of(state, mine.person)
    other = None if partner is None else _without_times(_shown(state, partner.id, now))
    theirs = HERE if other is None else other.status
    link = _link(state, invited)
    holds, number = agreed(state, now), counts(state, mine.person, ms_of(now))
    steps = ritual(state, mine, holds, now)
    silent = link == "linked" and heard_ms is not None and ms_of(now) - heard_ms > NO_NEWS_MS
    return View(
        link=link,
        news="none" if silent else "ok",
        headline=_headline(state, mine, other),
        mark=Mark(own.state, None if other is None or link == "left" else other.status.state),
        me=_shown(state, mine.person, now),
        partner=other,
        may=may(state, mine, now),
        ask_guess=guess_to_ask(state, mine, now),
        at_the_door=welcome(own) and partner is not None and knocked(state, partner.id, own.rest),
        left_at_the_door=theirs.state == "resting" and knocked(state, mine.person, theirs.rest),
        agreed=for_today(state, mine.person, holds, now, beside=steps),
        ritual=steps,
        offered=number.offered_to_me > 0,
        review_due=number.review_due > 0,
    )


def _link(state: State, invited: bool) -> Link:
    if any(has_left(state, member.person.id) for member in members(state)):
        return "left"
    if len(members(state)) == 2:
        return "linked"
    return "invited" if invited else "alone"


def _headline(state: State, mine: Mine, other: Shown | None) -> Headline:
    own = status_of(state, mine.person).state
    if has_left(state, mine.person):
        return "you_left"
    partner = partner_of(state, mine.person)
    if partner is not None and has_left(state, partner.id):
        return "partner_left"
    if other is None:
        return {"here": "alone_here", "resting": "alone_rest", "partly_back": "alone_partly"}[own]  # type: ignore[return-value]
    theirs = other.status.state
    if own == "resting":
        return "both_rest" if theirs == "resting" else "you_rest"
    if theirs == "resting":
        return "partner_rests"
    if own == "partly_back":
        return "you_partly"
    return "partner_partly" if theirs == "partly_back" else "both_here"


def _shown(state: State, person: str, now: datetime) -> Shown:
    status = status_of(state, person)
    pulse = last(state.pulse, devices_of(state, person))
    return Shown(
        name=name_of(state, person),
        status=replace(status, guess=guess_read(status.guess, status.until_ms, now)),
        since=part_of(status.since_ms, now) if status.since_ms else None,
        still_here=(
            pulse is not None
            and status.state == "resting"
            and pulse.what.rest == status.rest
            and same_day(pulse.what.said_ms, now)
        ),
        guess_over=guess_passed(status, now),
    )


def _without_times(shown: Shown) -> Shown:
    # The other person's times are shown as parts of a day, never to the minute; so no face can.
    return replace(shown, status=replace(shown.status, since_ms=0, until_ms=None))
