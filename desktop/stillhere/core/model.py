"""The state: what is so at present between two people, as frozen values.

It holds no history of rest: of everything that a device says about now, only the last word is kept. What was
said about agreements is kept whole, or what is over could come back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Generic, Literal, TypeVar

from msgspec import Struct

from stillhere.core.consent import Table
from stillhere.core.order import ZERO
from stillhere.core.posted import LetterPace
from stillhere.core.records import DeviceKeys, Knock, PersonLeft, PersonNamed, Pulse, Status

T = TypeVar("T")

#: How the space stands: nobody invited · invitation open · two people · one of them has left.
Link = Literal["alone", "invited", "linked", "left"]

#: How many devices one person can have here.
MAX_DEVICES: Final = 16

#: What holds for a person who has said nothing yet.
HERE = Status(state="here", since_ms=0)


class Said(Struct, Generic[T], frozen=True):
    """The last word of one device on one subject: its number in the device's count, when, and what."""

    n: int
    at: tuple[int, int]
    id: str
    what: T


class Person(Struct, frozen=True, kw_only=True):
    """One of the two, as first introduced: ``recipient`` is the age recipient of the epoch."""

    id: str
    name: str
    recipient: str
    epoch: int = 1

    @property
    def audience(self) -> str:
        """The name of this person's epoch in a record's ``to``."""
        return f"{self.id}.{self.epoch}"


class Member(Struct, frozen=True, kw_only=True):
    """A person with their first device, and the record that introduced them."""

    n: int
    id: str
    person: Person
    keys: DeviceKeys


class Added(Struct, frozen=True, kw_only=True):
    """What one device says of a further one of its person, and the record in which it says so.

    ``instead``: the one that says it goes on as that other one.
    """

    n: int
    id: str
    keys: DeviceKeys
    name: str = ""
    instead: bool = False


class Device(Struct, frozen=True, kw_only=True):
    """A device that takes part: whose it is, its public keys, what it is called.

    ``by`` is the device that introduced it, empty for a person's first one.
    """

    person: str
    keys: DeviceKeys
    name: str = ""
    by: str = ""


class Posted(Struct, frozen=True):
    """A letter or a shared page by its record: which device sent it, and when as its clock had it.

    Its words are in the record alone: what is taken away there is nowhere any more.
    """

    device: str
    at: tuple[int, int]


class State(Struct, frozen=True, kw_only=True):
    """Everything that was said and still holds. Made by `fold` alone; compared by value.

    The maps go by the id of the device that said it; of ``joins`` only the founder's counts (see `members`).
    ``added`` has a map by the new device's id, ``erased`` the ids of records whose bodies were taken away.
    ``letters`` and ``pages`` go by the id of the record that sent or shared them.
    ``forks`` is where a device showed two histories, ``ahead`` which ones said what needs a later version.
    """

    space: str = ""
    founder: Member | None = None
    joins: Mapping[str, Member] = {}
    status: Mapping[str, Said[Status]] = {}
    pulse: Mapping[str, Said[Pulse]] = {}
    knock: Mapping[str, Said[Knock]] = {}
    named: Mapping[str, Said[PersonNamed]] = {}
    left: Mapping[str, Said[PersonLeft]] = {}
    added: Mapping[str, Mapping[str, Added]] = {}
    erased: Mapping[str, tuple[str, ...]] = {}
    forks: Mapping[str, int] = {}
    ahead: tuple[str, ...] = ()
    agreements: Table = Table()
    letters: Mapping[str, Posted] = {}
    pages: Mapping[str, Posted] = {}
    paces: Mapping[str, Said[LetterPace]] = {}


def members(state: State) -> tuple[Member, ...]:
    """The people of the space, each with the device they came with: none, one or two, and never a third."""
    founder = state.founder
    if founder is None:
        return ()
    for device in _with_added(state, founder):
        joined = state.joins.get(device)
        if joined is not None and _another(joined, founder):
            return (founder, joined)
    return (founder,)


def devices(state: State) -> Mapping[str, Device]:
    """Every device that takes part, by its id. Nobody takes over the device that another came with."""
    people = members(state)
    found = {member.keys.device: Device(person=member.person.id, keys=member.keys) for member in people}
    for member in people:
        found.update(_with_added(state, member, found))
    return found


def devices_of(state: State, person: str) -> tuple[str, ...]:
    """The ids of a person's devices, the one they came with first."""
    return tuple(device for device, facts in devices(state).items() if facts.person == person)


def owner_of(state: State, device: str) -> Member | None:
    """Whose device it is, or None for a device that nobody introduced."""
    facts = devices(state).get(device)
    return next((one for one in members(state) if facts is not None and one.person.id == facts.person), None)


def is_erased(state: State, record: str, person: str) -> bool:
    """Whether the body of `person`'s record with this id was taken away, by any of their devices."""
    return any(record in state.erased.get(device, ()) for device in devices_of(state, person))


def update_needed(state: State) -> bool:
    """Whether somebody here said what only a later version of the program understands, and has to."""
    known = devices(state)
    return any(device in known for device in state.ahead)


def partner_of(state: State, me: str) -> Person | None:
    """The other person, or None while there is nobody else."""
    return next((member.person for member in members(state) if member.person.id != me), None)


def name_of(state: State, person: str) -> str:
    """The person's name: the latest they gave, or the one they came with; empty for a stranger."""
    named = last(state.named, devices_of(state, person))
    if named is not None:
        return named.what.name
    return next((member.person.name for member in members(state) if member.person.id == person), "")


def status_of(state: State, person: str) -> Status:
    """A person's status: the latest that they set on any of their devices."""
    said = last(state.status, devices_of(state, person))
    return HERE if said is None else said.what


def status_stamp(state: State, person: str) -> tuple[int, int]:
    """When a person's status was set, as that device's clock had it; zeros before they said anything."""
    said = last(state.status, devices_of(state, person))
    return ZERO if said is None else said.at


def has_left(state: State, person: str) -> bool:
    """Whether the person said that they no longer share here."""
    return last(state.left, devices_of(state, person)) is not None


def last(said: Mapping[str, Said[T]], devices: tuple[str, ...]) -> Said[T] | None:
    """The latest word among `devices`; equal stamps are settled by the device id, the same way everywhere."""
    found = [(said[device].at, device) for device in devices if device in said]
    return said[max(found)[1]] if found else None


def _another(joined: Member, founder: Member) -> bool:
    return joined.person.id != founder.person.id and joined.keys.device != founder.keys.device


def _with_added(state: State, member: Member, taken: Collection[str] = ()) -> dict[str, Device]:
    """A member's devices: the one they came with, and those that one of them introduced, in that order.

    ``taken`` are devices that have their place already.
    """
    found = {member.keys.device: Device(person=member.person.id, keys=member.keys)}
    introducing = [member.keys.device]
    for by in introducing:  # grows meanwhile
        added = state.added.get(by, {})
        for device, what in sorted(added.items(), key=lambda item: (item[1].n, item[1].id)):
            if device not in found and device not in taken and len(found) < MAX_DEVICES:
                found[device] = Device(person=member.person.id, keys=what.keys, name=what.name, by=by)
                introducing.append(device)
    return found
