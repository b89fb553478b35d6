"""notices(before, after, me) → what to tell, once. What is told carries a name at most, never free text.

It compares two states, so a return and a rest that arrive together are told as what holds now, and a record
taken in twice tells nothing. A change of details tells nothing.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from stillhere.core.keeping import knocked
from stillhere.core.model import State, devices_of, has_left, last, members, name_of, partner_of, status_of
from stillhere.core.records import Status

Kind = Literal["resting", "partly", "back", "still_here", "knock", "linked", "left", "withdraw"]


class Notice(Struct, frozen=True):
    """One thing to tell: its kind and the name. ``withdraw`` takes the last one back where it stands."""

    kind: Kind
    name: str = ""


def notices(before: State, after: State, me: str) -> tuple[Notice, ...]:
    """What `me` is to be told when `before` became `after` by what arrived; own acts tell nothing."""
    partner = partner_of(after, me)
    if partner is None:
        return ()
    found: list[Kind | None] = [
        "linked" if len(members(before)) < 2 else None,
        _status(before, after, partner.id),
        "still_here" if _pulsed(before, after, partner.id) else None,
        "knock" if _knocked(before, after, me, partner.id) else None,
    ]
    if has_left(after, partner.id):
        found = [None if has_left(before, partner.id) else "left"]
    return tuple(Notice(kind, name_of(after, partner.id)) for kind in found if kind is not None)


def _status(before: State, after: State, partner: str) -> Kind | None:
    devices = devices_of(after, partner)
    old, new = last(before.status, devices), last(after.status, devices)
    if new is None or new == old:
        return None
    if new.what.undoes:
        taken_back = any(
            said.n == new.what.undoes for device, said in before.status.items() if device in devices
        )
        return "withdraw" if taken_back else _change(status_of(before, partner), new.what)
    return _change(status_of(before, partner), new.what)


def _change(old: Status, new: Status) -> Kind | None:
    match new.state:
        case "resting":
            return None if old.state == "resting" and old.rest == new.rest else "resting"
        case "partly_back":
            return None if old.state == "partly_back" and old.rest == new.rest else "partly"
        case "here":
            return None if old.state == "here" else "back"


def _pulsed(before: State, after: State, partner: str) -> bool:
    devices = devices_of(after, partner)
    old, new = last(before.pulse, devices), last(after.pulse, devices)
    theirs = status_of(after, partner)
    return new is not None and new != old and theirs.state == "resting" and new.what.rest == theirs.rest


def _knocked(before: State, after: State, me: str, partner: str) -> bool:
    mine = status_of(after, me)
    welcome = mine.state == "resting" and mine.checkins == "one_knock"
    return welcome and knocked(after, partner, mine.rest) and not knocked(before, partner, mine.rest)
