"""A body becomes a record of this device: numbered, stamped, signed, folded in, and queued for the folder.

All of it happens inside the caller's transaction, so that a crash leaves the act whole or undone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from stillhere.core.fold import fold
from stillhere.core.model import Person, State, members
from stillhere.core.order import tick
from stillhere.core.records import (
    KINDS,
    Body,
    Header,
    Lane,
    PersonJoined,
    Record,
    decode_header,
    encode_body,
    kind_of,
)
from stillhere.home.memory import Memory
from stillhere.home.store import Store, Stored
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from stillhere.seal.keys import Random

SALT_LENGTH = 16  #: random bytes that keep equal bodies from having equal hashes


class Author:
    """Writes this device's records. ``random`` gives fresh bytes."""

    def __init__(self, store: Store, memory: Memory, random: Random) -> None:
        self._store = store
        self._memory = memory
        self._random = random

    def next_n(self, lane: Lane) -> int:
        """The number that this device's next record in `lane` will have."""
        newest = self._store.records.newest(lane, self._memory.device().device)
        return 1 if newest is None else newest[0] + 1

    def say(self, body: Body, now_ms: int, *, publish: bool = True) -> None:
        """Says `body` in this home's space. Without a partner, or without `publish`, it stays here."""
        state = self._memory.state()
        people = tuple(member.person for member in members(state))
        signed, record = self.write(state.space, body, people, now_ms)
        self._memory.keep_state(fold(state, record))
        if publish and len(people) == 2:
            self.queue(signed, record, people)

    def introduce(self, joined: PersonJoined, people: tuple[Person, Person], now_ms: int) -> None:
        """The founder confirms the partner: from here on both can read, from the founding record on."""
        state = self._memory.state()
        pair = self.write(state.space, joined, people, now_ms)
        self._memory.keep_state(fold(state, pair[1]))
        for stored in self._store.records.all("kept"):
            signed = Signed(stored.header, stored.signature, stored.body)
            record = Record(id=stored.id, header=decode_header(stored.header), body=None)
            self.queue(signed, record, people)

    def write(self, space: str, body: Body, people: Sequence[Person], now_ms: int) -> tuple[Signed, Record]:
        """A record of this device in `space` for `people`: stored, not yet folded in or queued."""
        device = self._memory.device()
        kind = kind_of(body)
        lane = KINDS[kind][0]
        newest = self._store.records.newest(lane, device.device)
        stamp = tick(self._memory.clock(), now_ms)
        data = encode_body(body, b64encode(self._random(SALT_LENGTH)).decode("ascii"))
        header = Header(
            space=space,
            device=device.device,
            lane=lane,
            n=1 if newest is None else newest[0] + 1,
            prev=newest[1] if newest is not None and lane == "kept" else "",
            at=stamp,
            kind=kind,
            to=tuple(person.audience for person in people),
            body=envelope.body_hash(data),
        )
        signed = envelope.compose(header, data, device)
        record = Record(id=envelope.record_id(signed.header), header=header, body=body)
        keep(self._store, signed, record)
        self._memory.keep_clock(stamp)
        return signed, record

    def queue(self, signed: Signed, record: Record, people: Sequence[Person]) -> None:
        """Seals a record to `people` and puts it into the outbox, to wait until it lies in the folder."""
        header = record.header
        data = envelope.seal(envelope.write(signed), [person.recipient for person in people])
        self._store.outbox.queue(
            envelope.file_name(data),
            data,
            lane=header.lane,
            kind=header.kind,
            n=header.n,
            space=self._memory.state().space,
            device=header.device,
        )


def keep(store: Store, signed: Signed, record: Record) -> bool:
    """Stores a verified record; False when it was known. Of the lane "now" only the latest word is kept."""
    header = record.header
    stored = Stored(
        id=record.id,
        lane=header.lane,
        device=header.device,
        kind=header.kind,
        n=header.n,
        at=header.at,
        header=signed.header,
        signature=signed.signature,
        body=signed.body,
    )
    new = store.records.add(stored)
    if header.lane == "now":
        store.records.drop_superseded(header.device, header.kind, header.n)
    return new


def founding_state(record: Record) -> State:
    """The state of the space that `record` founds."""
    return fold(State(space=envelope.space_of(record.id)), record)
