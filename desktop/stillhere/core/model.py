"""The state: what is so at present between two people, as frozen values.

It holds no history. Of everything that a device says about now, only the last word is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from stillhere.core.records import DeviceKeys, Knock, PersonLeft, PersonNamed, Pulse, Status

T = TypeVar("T")

#: How the space stands: nobody invited · invitation open · two people · one of them has left.
Link = Literal["alone", "invited", "linked", "left"]

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


class State(Struct, frozen=True, kw_only=True):
    """Everything that was said and still holds. Made by `fold` alone; compared by value.

    The maps go by the id of the device that said it; of ``joins`` only the founder's counts (see `members`).
    """

    space: str = ""
    founder: Member | None = None
    joins: Mapping[str, Member] = {}
    status: Mapping[str, Said[Status]] = {}
    pulse: Mapping[str, Said[Pulse]] = {}
    knock: Mapping[str, Said[Knock]] = {}
    named: Mapping[str, Said[PersonNamed]] = {}
    left: Mapping[str, Said[PersonLeft]] = {}


def members(state: State) -> tuple[Member, ...]:
    """The people of the space with their keys: none, one or two, and never a third."""
    founder = state.founder
    if founder is None:
        return ()
    joined = state.joins.get(founder.keys.device)
    if joined is None or joined.person.id == founder.person.id or joined.keys.device == founder.keys.device:
        return (founder,)
    return (founder, joined)


def devices_of(state: State, person: str) -> tuple[str, ...]:
    """The ids of a person's devices."""
    return tuple(member.keys.device for member in members(state) if member.person.id == person)


def owner_of(state: State, device: str) -> Member | None:
    """Whose device it is, or None for a device that nobody introduced."""
    return next((member for member in members(state) if member.keys.device == device), None)


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


def has_left(state: State, person: str) -> bool:
    """Whether the person said that they no longer share here."""
    return last(state.left, devices_of(state, person)) is not None


def last(said: Mapping[str, Said[T]], devices: tuple[str, ...]) -> Said[T] | None:
    """The latest word among `devices`; equal stamps are settled by the device id, the same way everywhere."""
    found = [(said[device].at, device) for device in devices if device in said]
    return said[max(found)[1]] if found else None
