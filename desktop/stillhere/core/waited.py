"""What waited to be told is told where it holds at that moment, by the name its person goes by then.

Something may wait for hours: over the quiet hours, or for a face that keeps. What was done meanwhile, on any
device, may have made it untrue. What merely happened (a device came, went, or shows two histories) stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from stillhere.core.agreements.keeping import knocked, may, welcome
from stillhere.core.agreements.reminding import open_reviews
from stillhere.core.notices import Notice
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import (
    State,
    devices_of,
    has_left,
    last,
    name_of,
    partner_of,
    status_of,
)

#: What is said of devices, of either person: it happened.
_HAPPENED = frozenset({"device_added", "device_removed", "kit_set", "two_histories"})

#: What is told of the partner's status, and the state that it tells of.
_TELLS = {"resting": "resting", "partly": "partly_back", "back": "here"}


def still_so(waited: Iterable[Notice], state: State, mine: Mine, now: datetime) -> tuple[Notice, ...]:
    """What of `waited` is to be told to `mine.person` at `now`; the rest is told to nobody."""
    if has_left(state, mine.person):
        return ()
    partner = partner_of(state, mine.person)
    told: list[Notice] = []
    for notice in waited:
        if notice.kind in _HAPPENED or _own(notice, state, mine, now):
            told.append(notice)
        elif partner is not None and _of_partner(notice, state, mine.person, partner.id):
            told.append(replace(notice, name=name_of(state, partner.id)))
    return tuple(dict.fromkeys(told))


def _own(notice: Notice, state: State, mine: Mine, now: datetime) -> bool:
    """Whether this is a matter of one's own that is open: a reminder, or who answered an invitation."""
    match notice.kind:
        case "review":
            return bool(open_reviews(state, mine.person, now))
        case "rhythm":
            return "still_here" in may(state, mine, now)
        case _:
            return notice.kind == "asks_to_join" and partner_of(state, mine.person) is None


def _of_partner(notice: Notice, state: State, me: str, partner: str) -> bool:
    """Whether what a notice says of the partner is so."""
    if has_left(state, partner):
        return notice.kind == "left"
    own, theirs = status_of(state, me), status_of(state, partner)
    match notice.kind:
        case "resting" | "partly" | "back":
            return theirs.state == _TELLS[notice.kind]
        case "still_here":
            pulse = last(state.pulse, devices_of(state, partner))
            return theirs.state == "resting" and pulse is not None and pulse.what.rest == theirs.rest
        case "knock":
            return welcome(own) and knocked(state, partner, own.rest)
        case _:
            return notice.kind in {"linked", "withdraw"}
