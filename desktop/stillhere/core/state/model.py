"""The state: what is so at present between two people, as frozen values.

It holds no history of rest: of everything that a device says about now, only the last word is kept. What was
said about agreements is kept whole, or what is over could come back.
"""

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.records.order import ZERO
from stillhere.core.records.posted import LetterPace
from stillhere.core.records.record import DeviceKeys, Knock, PersonLeft, PersonNamed, Pulse, Status
from stillhere.core.records.roster import Added, Cut, Device, Keyed, Removed, counting, epochs, roster
from stillhere.core.state.consent import Table

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
    """One of the two: ``recipient`` is the age recipient of the epoch, of the present one in `members`."""

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


class Posted(Struct, frozen=True):
    """A letter or a shared page by its record: which device sent it, and when as its clock had it.

    Its words are in the record alone: what is taken away there is nowhere any more.
    """

    device: str
    at: tuple[int, int]


class State(Struct, frozen=True, kw_only=True):
    """Everything that was said and still holds. Made by `fold` alone; compared by value.

    The maps go by the id of the device that said it; of ``joins`` only the founder's counts (see `members`).
    ``added`` has a map by the new device's id, ``removed`` and ``labels`` one by the id of the other device,
    ``erased`` the ids of records whose bodies were taken away. ``keyed`` are the epochs of each person's key.
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
    removed: Mapping[str, Mapping[str, Removed]] = {}
    labels: Mapping[str, Mapping[str, Said[str]]] = {}
    keyed: Mapping[str, tuple[Keyed, ...]] = {}
    erased: Mapping[str, tuple[str, ...]] = {}
    forks: Mapping[str, int] = {}
    ahead: tuple[str, ...] = ()
    agreements: Table = Table()
    letters: Mapping[str, Posted] = {}
    pages: Mapping[str, Posted] = {}
    paces: Mapping[str, Said[LetterPace]] = {}


def members(state: State) -> tuple[Member, ...]:
    """The people of the space, each with the device they came with: none, one or two, and never a third."""
    return tuple(replace(one, person=_present(state, one, known)) for one, known in _parties(state))


def devices(state: State) -> Mapping[str, Device]:
    """Every device that ever took part, by its id; those that were removed have a ``cut``.

    Nobody takes over the device that another came with.
    """
    parties = _parties(state)
    first = {one.keys.device: known[one.keys.device] for one, known in parties}
    return first | {device: facts for _, known in parties for device, facts in known.items()}


def cuts(state: State) -> dict[str, Cut]:
    """Where devices were cut off, by their ids."""
    return {device: facts.cut for device, facts in devices(state).items() if facts.cut is not None}


def keys_of(state: State, person: str) -> tuple[Keyed, ...]:
    """All epochs of a person's key, the present one last; none for a stranger."""
    found = [_epochs(state, one, known) for one, known in _parties(state) if one.person.id == person]
    return found[0] if found else ()


def readable(state: State, person: str) -> frozenset[str]:
    """The recipients of those epochs of a person's key that this person is known to have.

    Whoever gave the present one says which of the last ones before it they had: another one may be lost.
    """
    keys = keys_of(state, person)
    had = {keys[-1].recipient, *keys[-1].knows}
    since = next(at for at, key in enumerate(keys) if key.recipient in had)
    return frozenset(key.recipient for at, key in enumerate(keys) if at < since or key.recipient in had)


def devices_of(state: State, person: str) -> tuple[str, ...]:
    """The ids of a person's devices, the one they came with first."""
    return tuple(device for device, facts in devices(state).items() if facts.person == person)


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


def hearers(state: State, me: str) -> tuple[Person, ...]:
    """To whom `me` speaks: both, and nobody else once the other one has left."""
    people = (member.person for member in members(state))
    return tuple(one for one in people if one.id == me or not has_left(state, one.id))


def last(said: Mapping[str, Said[T]], devices: tuple[str, ...]) -> Said[T] | None:
    """The latest word among `devices`; equal stamps are settled by the device id, the same way everywhere."""
    found = [(said[device].at, device) for device in devices if device in said]
    return said[max(found)[1]] if found else None


def label_of(state: State, device: str) -> str:
    """What a device is called: the latest name that any device of its person gave it."""
    known = devices(state)
    facts = known.get(device)
    if facts is None:
        return ""
    given = {by: said[device] for by, said in state.labels.items() if device in said}
    named = last(given, tuple(one for one, of in known.items() if of.person == facts.person))
    return facts.name if named is None else named.what


def _parties(state: State) -> tuple[tuple[Member, Mapping[str, Device]], ...]:
    """The people of the space, each with all their devices."""
    founder = state.founder
    if founder is None:
        return ()
    own = roster(founder.person.id, founder.keys, state.added, state.removed)
    for device, facts in own.items():
        joined = state.joins.get(device)
        if joined is None or (facts.cut is not None and joined.n > facts.cut.n):
            continue
        if _another(joined, founder):
            taken = {joined.keys.device}
            if not taken.isdisjoint(own):
                own = roster(founder.person.id, founder.keys, state.added, state.removed, taken)
            known = roster(joined.person.id, joined.keys, state.added, state.removed, own)
            return (founder, own), (joined, known)
    return ((founder, own),)


def _present(state: State, member: Member, known: Mapping[str, Device]) -> Person:
    if not state.keyed:
        return member.person
    key = _epochs(state, member, known)[-1]
    return replace(member.person, recipient=key.recipient, epoch=key.epoch)


def _epochs(state: State, member: Member, known: Mapping[str, Device]) -> tuple[Keyed, ...]:
    said = [key for one, facts in known.items() for key in counting(state.keyed.get(one, ()), facts.cut)]
    return epochs(member.person.recipient, said)


def _another(joined: Member, founder: Member) -> bool:
    return joined.person.id != founder.person.id and joined.keys.device != founder.keys.device
