"""notices(before, after, me) → what to tell, once. What is told carries a name at most, never free text.

It compares two states, so a return and a rest that arrive together are told as what holds now, and a record
taken in twice tells nothing. A change of details tells nothing. What was told last and still stands on the
screen is never untrue.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.agreements.keeping import knocked, welcome
from stillhere.core.records.record import Status
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import (
    State,
    devices,
    devices_of,
    has_left,
    last,
    members,
    name_of,
    partner_of,
    status_of,
)

Kind = Literal[
    "resting", "partly", "back", "still_here", "knock", "linked", "left", "withdraw", "asks_to_join",
    "device_added", "device_removed", "kit_set", "two_histories", "review", "rhythm",
]  # fmt: skip


class Notice(Struct, frozen=True):
    """One thing to tell: its kind and the name. ``withdraw`` takes the last one back where it stands.

    ``review`` and ``rhythm`` are one's own reminders, and name nobody.
    """

    kind: Kind
    name: str = ""


def notices(before: State, after: State, me: str, *, heard: str = "") -> tuple[Notice, ...]:
    """What `me` is to be told when `before` became `after` by what arrived; own acts tell nothing.

    ``heard`` is `Mine.heard`. Whoever tells keeps `remembered` afterwards, or a partner's altered app could
    knock at one rest again and again.
    """
    partner = partner_of(after, me)
    if partner is None or has_left(after, me):
        return ()
    found: list[Kind | None] = [
        "linked" if len(members(before)) < 2 else None,
        _status(before, after, partner.id),
        "still_here" if _pulsed(before, after, partner.id) else None,
        "knock" if _knocked(before, after, me, partner.id, heard) else None,
    ]
    if has_left(after, partner.id):
        found = [None if has_left(before, partner.id) else "left"]
    told = [Notice(kind, name_of(after, partner.id)) for kind in found if kind is not None]
    return (*told, *_devices(before, after))


def remembered(mine: Mine, after: State, told: tuple[Notice, ...]) -> Mine:
    """`mine` after `told` was told: at which rest the knock was heard."""
    if any(notice.kind == "knock" for notice in told):
        return replace(mine, heard=status_of(after, mine.person).rest)
    return mine


def _devices(before: State, after: State) -> tuple[Notice, ...]:
    """What both people are told, whosever device it is: who comes in or goes, and who shows two histories."""
    if len(members(before)) < 2:
        return ()
    known, now = devices(before), devices(after)
    new = [
        Notice("kit_set" if facts.kit else "device_added", name_of(after, facts.person))
        for one, facts in now.items()
        if one not in known
    ]
    gone = [
        Notice("device_removed", name_of(after, facts.person))
        for one, facts in now.items()
        if facts.cut is not None and not facts.kit and (one not in known or known[one].cut is None)
    ]
    # One that handed over to another device is told of, too: it may have shown each of the two another past.
    forked = [one for one in after.forks if one in now and now[one].cut is None and one not in before.forks]
    parted = [Notice("two_histories", name_of(after, now[one].person)) for one in forked]
    return tuple(dict.fromkeys((*new, *gone, *parted)))


def _status(before: State, after: State, partner: str) -> Kind | None:
    change = _change(status_of(before, partner), status_of(after, partner))
    # A rest that was told and taken back at once leaves without a word. A return that was taken back is told
    # as the rest that it is, or somebody would go and greet the one who rests.
    return "withdraw" if change == "back" and _taken_back(before, after, partner) else change


def _taken_back(before: State, after: State, partner: str) -> bool:
    """Whether the partner's latest word takes back one that `before` knew of, its later details included."""
    devices = devices_of(after, partner)
    new = last(after.status, devices)
    return any(
        after.status[device] == new and 0 < after.status[device].what.undoes <= before.status[device].n
        for device in devices
        if device in before.status and device in after.status
    )


def _change(old: Status, new: Status) -> Kind | None:
    match new.state:
        case "resting":
            return None if old.state == "resting" and old.rest == new.rest else "resting"
        case "partly_back":
            return None if old.state == "partly_back" and old.rest == new.rest else "partly"
        case "here":  # pragma: no branch - there is no other state
            return None if old.state == "here" else "back"


def _pulsed(before: State, after: State, partner: str) -> bool:
    devices = devices_of(after, partner)
    old, new = last(before.pulse, devices), last(after.pulse, devices)
    if new is None or (old is not None and new.what == old.what):  # said anew as a device goes, it is no news
        return False
    theirs = status_of(after, partner)
    return theirs.state == "resting" and new.what.rest == theirs.rest


def _knocked(before: State, after: State, me: str, partner: str, heard: str) -> bool:
    own = status_of(after, me)
    new = knocked(after, partner, own.rest) and not knocked(before, partner, own.rest)
    return new and welcome(own) and own.rest != heard
