"""fold(state, record) → state. The order in which records arrive never matters, nor how often they do.

Of every two records that speak of the same thing one counts, the same one everywhere, so that two devices
which saw the same records hold the same state. Nothing is taken back by absence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from stillhere.core.records.bodies import MAX_KNOWN, DeviceNamed, DeviceRemoved, KitSet, PersonKey
from stillhere.core.records.posted import LetterPace
from stillhere.core.records.record import (
    KINDS,
    DeviceAdded,
    DeviceKeys,
    Knock,
    PersonJoined,
    PersonLeft,
    PersonNamed,
    Pulse,
    Record,
    RecordErased,
    SpaceFounded,
    Status,
)
from stillhere.core.records.roster import Added, Cut, Keyed, Removed
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Renewed
from stillhere.core.state.consent import Author, said
from stillhere.core.state.model import Member, Person, Posted, Said, State

T = TypeVar("T")
A = TypeVar("A", Added, Removed)

#: By what a state was folded. One of another edition is folded anew, from the records: bump the number when
#: the same records come to mean something else.
EDITION = "3 " + " ".join(sorted(KINDS))

#: The letters of a founding record's id that name its space.
SPACE_LENGTH = 10


def fold(state: State, record: Record) -> State:
    """`state` with a verified `record` taken in; the same state where the record says nothing new.

    A record of another space changes nothing; one of a kind that this version doesn't know at most says that
    a later version is needed. What counts at all, and what waits for others, the `chain` of its device says.
    """
    body = record.body
    if isinstance(body, SpaceFounded):
        return _founded(state, record, body)
    if record.header.space != state.space:
        return state
    match body:
        case Status():
            return replace(state, status=_latest(state.status, record, body))
        case Pulse():
            return replace(state, pulse=_latest(state.pulse, record, body))
        case Knock():
            return replace(state, knock=_latest(state.knock, record, body))
        case PersonNamed():
            return replace(state, named=_latest(state.named, record, body))
        case PersonLeft():
            return replace(state, left=_latest(state.left, record, body))
        case LetterPace():
            return replace(state, paces=_latest(state.paces, record, body))
        case _:
            return _lasting(state, record)


def parted(state: State, device: str, n: int) -> State:
    """`state` when the chain of `device` shows two histories from its number `n` on."""
    return replace(state, forks={**state.forks, device: min(n, state.forks.get(device, n))})


def _lasting(state: State, record: Record) -> State:
    by, body = record.header.device, record.body
    match body:
        case PersonJoined():
            return _joined(state, record, body)
        case DeviceAdded():
            return _added(state, record, body.keys, name=body.name, instead=body.instead)
        case KitSet():
            return _added(state, record, body.keys, kit=True)
        case DeviceNamed() | DeviceRemoved() | PersonKey():
            return _membership(state, record, body)
        case RecordErased():
            erased = _among(state.erased.get(by, ()), body.record)
            return replace(state, erased={**state.erased, by: erased})
        case Offered() | Answered() | Paused() | Ended() | Renewed():
            author = Author(record.id, by, record.header.at)
            return replace(state, agreements=said(state.agreements, author, body))
        case _:
            return _posted(state, record)


def _posted(state: State, record: Record) -> State:
    # By the header alone, so that a body which was erased before it came makes no other state.
    header = record.header
    posted = Posted(header.device, header.at)
    match header.kind:
        case "letter.sent":
            return replace(state, letters={**state.letters, record.id: posted})
        case "page.shared":
            return replace(state, pages={**state.pages, record.id: posted})
        case _:
            needed = header.crit and header.kind not in KINDS
            return replace(state, ahead=_among(state.ahead, header.device)) if needed else state


def _founded(state: State, record: Record, body: SpaceFounded) -> State:
    # The state's space is set before anything is folded: only its own founding record fits.
    own = body.keys.device == record.header.device and record.header.space == ""
    if not own or record.id[:SPACE_LENGTH] != state.space:
        return state
    if state.founder is not None and state.founder.id <= record.id:
        return state  # should two ids ever begin alike, the same one counts everywhere
    person = Person(id=body.person, name=body.name, recipient=body.recipient)
    return replace(state, founder=Member(n=record.header.n, id=record.id, person=person, keys=body.keys))


def _joined(state: State, record: Record, body: PersonJoined) -> State:
    # Of several confirmations by one device its first one counts.
    person = Person(id=body.person, name=body.name, recipient=body.recipient)
    new = Member(n=record.header.n, id=record.id, person=person, keys=body.keys)
    old = state.joins.get(record.header.device)
    if old is not None and (old.n, old.id) <= (new.n, new.id):
        return state
    return replace(state, joins={**state.joins, record.header.device: new})


def _added(state: State, record: Record, keys: DeviceKeys, **facts: Any) -> State:
    by = record.header.device
    added = Added(n=record.header.n, id=record.id, keys=keys, **facts)
    return replace(state, added={**state.added, by: _first(state.added.get(by, {}), keys.device, added)})


def _membership(state: State, record: Record, body: DeviceNamed | DeviceRemoved | PersonKey) -> State:
    by, n = record.header.device, record.header.n
    if isinstance(body, DeviceNamed):
        named = _latest_of(state.labels.get(by, {}), body.device, record, body.name)
        return replace(state, labels={**state.labels, by: named})
    if isinstance(body, DeviceRemoved):
        removed = Removed(n, record.id, Cut(body.n, body.id, body.now))
        first = _first(state.removed.get(by, {}), body.device, removed)
        return replace(state, removed={**state.removed, by: first})
    key = Keyed(
        n=n,
        id=record.id,
        epoch=body.epoch,
        recipient=body.recipient,
        without=body.without,
        knows=body.knows,
    )
    known = {each.id: each for each in (*state.keyed.get(by, ()), key)}
    keyed = tuple(sorted(known.values(), key=lambda each: (each.n, each.id)))
    return replace(state, keyed={**state.keyed, by: keyed})


def _first(known: Mapping[str, A], device: str, new: A) -> Mapping[str, A]:
    """`known` with `new`. Of what one device says of another, the first of a kind counts.

    One device speaks of so many others as a person can have: a flood of more weighs nothing.
    """
    old = known.get(device)
    if old is not None and (old.n, old.id) <= (new.n, new.id):
        return known
    said = {**known, device: new}
    if len(said) > MAX_KNOWN:
        del said[max(said, key=lambda one: (said[one].n, said[one].id))]
    return said


def _among(known: tuple[str, ...], new: str) -> tuple[str, ...]:
    return tuple(sorted({*known, new}))


def _latest(said: Mapping[str, Said[T]], record: Record, what: T) -> Mapping[str, Said[T]]:
    return _latest_of(said, record.header.device, record, what)


def _latest_of(said: Mapping[str, Said[T]], key: str, record: Record, what: T) -> Mapping[str, Said[T]]:
    header = record.header
    new = Said(header.n, header.at, record.id, what)
    old = said.get(key)
    if old is not None and (old.n, old.id) >= (new.n, new.id):
        return said
    return {**said, key: new}
