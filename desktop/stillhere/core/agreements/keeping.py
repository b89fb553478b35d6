"""What a person may do right now, and the reason where they may not. Each app limits its own user only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal, get_args

from msgspec import UNSET, Struct

from stillhere.core.agreements.agreed import Agreed, agreed
from stillhere.core.records.record import CheckIns, Status
from stillhere.core.state.mine import UNDO_MS, Mine, guess_id
from stillhere.core.state.model import State, devices_of, has_left, last, partner_of, status_of
from stillhere.core.state.when import ms_of, same_day

#: Everything that can be done about one's status.
Doing = Literal["rest", "details", "partly", "back", "still_here", "knock", "undo"]

#: What one who rests may wish for, where nothing is agreed about it.
CHECKINS: Final[tuple[CheckIns, ...]] = get_args(CheckIns)


class May(Struct, frozen=True, kw_only=True):
    """``why_not`` holds a key of the catalogue for each thing that may not be done now; the rest may.

    ``checkins`` are those that can be chosen for one's own rest: what an agreement disables isn't offered.
    ``no_knocks`` is the title of the agreement that disables the knock.
    """

    why_not: Mapping[Doing, str]
    checkins: tuple[CheckIns, ...] = CHECKINS
    no_knocks: str | None = None

    def __contains__(self, doing: Doing) -> bool:
        return doing not in self.why_not


def may(state: State, mine: Mine, now: datetime) -> May:
    """What `mine.person` may do at `now`."""
    holds = agreed(state, now)
    found: dict[Doing, str | None] = {
        "rest": None if status_of(state, mine.person).state != "resting" else "why.rest.already",
        "details": _while_resting(state, mine, "why.details.here"),
        "partly": _partly(state, mine),
        "back": None if status_of(state, mine.person).state != "here" else "why.back.here",
        "still_here": _still_here(state, mine, now),
        "knock": _knock(state, mine, holds, now),
        "undo": _undo(mine, now),
    }
    if has_left(state, mine.person):
        found = dict.fromkeys(found, "why.left")
    return May(
        why_not=MappingProxyType({doing: why for doing, why in found.items() if why is not None}),
        checkins=checkins_of(holds),
        no_knocks=None if holds.no_knocks is None else holds.no_knocks.title,
    )


def checkins_of(holds: Agreed) -> tuple[CheckIns, ...]:
    """The check-ins that can be chosen under what holds."""
    return tuple(each for each in CHECKINS if each != "one_knock" or holds.no_knocks is None)


def guess_passed(status: Status, now: datetime) -> bool:
    """Whether a rest's guess lies behind `now`. Nothing follows from it by itself."""
    return status.state == "resting" and status.until_ms is not None and ms_of(now) >= status.until_ms


def guess_to_ask(state: State, mine: Mine, now: datetime) -> bool:
    """Whether the rester is to be asked, privately and once, about the guess that passed."""
    own = status_of(state, mine.person)
    return guess_passed(own, now) and mine.asked != guess_id(own)


def welcome(status: Status) -> bool:
    """Whether one soft knock is welcome. A rest without a name can't be answered."""
    return status.state == "resting" and status.checkins == "one_knock" and status.rest != ""


def knocked(state: State, person: str, rest: str) -> bool:
    """Whether `person` knocked at this rest, from any of their devices."""
    said = (state.knock.get(device) for device in devices_of(state, person))
    return rest != "" and any(knock is not None and knock.what.rest == rest for knock in said)


def _while_resting(state: State, mine: Mine, why: str) -> str | None:
    return None if status_of(state, mine.person).state == "resting" else why


def _partly(state: State, mine: Mine) -> str | None:
    # From "partly back" the form may change; from "here" there is nothing to come back from.
    return None if status_of(state, mine.person).state != "here" else "why.back.here"


def _still_here(state: State, mine: Mine, now: datetime) -> str | None:
    why = _while_resting(state, mine, "why.still_here.here")
    if why is not None:
        return why
    partner = partner_of(state, mine.person)
    if partner is not None and has_left(state, partner.id):
        return "why.knock.left"
    said = last(state.pulse, devices_of(state, mine.person))
    return "why.still_here.today" if said is not None and same_day(said.what.said_ms, now) else None


def _knock(state: State, mine: Mine, holds: Agreed, now: datetime) -> str | None:
    partner = partner_of(state, mine.person)
    if partner is None:
        return "why.knock.alone"
    if has_left(state, partner.id):
        return "why.knock.left"
    theirs = status_of(state, partner.id)
    if theirs.state != "resting":
        return "why.knock.here"
    if theirs.checkins is UNSET:
        # What both agreed on is known where nothing was wished for.
        return _none_agreed(holds) or "why.knock.unsaid"
    if theirs.checkins == "practical":
        return "why.knock.practical"
    if not welcome(theirs):
        return "why.knock.not_now"
    if knocked(state, mine.person, theirs.rest):
        return "why.knock.once"
    return _none_agreed(holds) or _knock_agreed(holds, ms_of(now) - theirs.since_ms)


def _none_agreed(holds: Agreed) -> str | None:
    """Why there are no knocks at all, where that was agreed."""
    if holds.no_knocks is None:
        return None
    return "why.knock.low_contact" if holds.low_contact else "why.knock.agreed"


def _knock_agreed(holds: Agreed, rested_ms: int) -> str | None:
    """What was agreed limits a knock that the one who rests welcomes."""
    if holds.quiet:
        return "why.knock.quiet"
    return "why.knock.early" if rested_ms < holds.knock_after_ms else None


def _undo(mine: Mine, now: datetime) -> str | None:
    recent = mine.undo is not None and 0 <= ms_of(now) - mine.undo.at_ms <= UNDO_MS
    return None if recent else "why.undo.over"
