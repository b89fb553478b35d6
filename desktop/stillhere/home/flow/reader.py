"""The bytes of a file become verified records, or an answer to this home's invitation.

It knows whose signatures count at this moment; a record by anybody else waits until its author is introduced.
What a removed device says beyond its cut-off is verified as ever, and known without its words.

Law: a record is its device's where the device's key signed its header, or signed that of a later record in
the same file whose ``prev`` names it as the one before, of the same space, device and lane. A header's hash
pins all of its bytes and so, by the hash in it, the body; whoever can make such a later header holds the key
and could have signed this one as well. So of a run in a segment only the last signature is checked. Nothing
else is taken from a run: each record has its own place, audience, body and cut-off looked at. A founding
record brings its own key and is never believed by another. Whether a file is believed doesn't depend on what
was cut off: else it would depend on what came first.

A signature that wasn't checked may be anything. It never takes the place of another in the store (`Ledger`),
and where records are handed on, each file is one that this law believes (`parts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.records.bodies import DeviceAdded, DeviceKeys, KitSet
from stillhere.core.records.chain import DECIDING
from stillhere.core.records.record import Header, Record, SpaceFounded, decode_header, erasable
from stillhere.core.records.roster import Device
from stillhere.core.state.fold import fold
from stillhere.core.state.model import State, devices
from stillhere.home.flow.cutting import heard
from stillhere.home.flow.doorstep import Delivery
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.flow.linking import named
from stillhere.home.memory import Memory
from stillhere.home.store import Store
from stillhere.seal import envelope
from stillhere.seal.envelope import Opener, Signed
from stillhere.seal.errors import Damaged, Forged, NotForMe
from stillhere.seal.further import DeviceInvite, is_device_join, read_device_join
from stillhere.seal.invite import Invite
from stillhere.seal.join import join_in
from stillhere.seal.keyring import is_keyring, read_keyring
from stillhere.seal.keys import Identity, decode_device, device_id

FOUNDING = "space.founded"


class UnknownAuthor(Exception):
    """The record is by a device that nobody introduced yet."""


class BeyondCut(Forged):
    """A file holds records of a removed device that lie beyond its cut-off. `known` are to be known of it.

    These are all its records of the lane that is to last. Beyond the cut-off only those have a body that tell
    who takes part: whether the cut-off counts may follow from them.
    """

    def __init__(self, known: tuple[Pair, ...]) -> None:
        super().__init__("removed")
        self.known = known


#: A record as it was signed, and as it reads. A body that its owner erased is empty there and None here.
Pair = tuple[Signed, Record]


class Reader(Struct, frozen=True):
    """Reads files as this home can at one moment.

    ``device`` opens what was sealed to this device alone. ``people`` are those whom this home reads for.
    ``devices`` are those ever heard of by id, for each space that this home is in or asked to join.
    """

    person: Opener
    device: Opener
    people: frozenset[str]
    devices: Mapping[str, Mapping[str, Device]]
    invite: Invite | None
    device_invite: DeviceInvite | None

    @classmethod
    def now(cls, store: Store, memory: Memory) -> Reader:
        """The reader for what `store` and `memory` hold now."""
        invitation, further, joining = memory.invitation(), memory.device_invitation(), memory.joining()
        states, own, people = [memory.state()], [memory.device().identity], [memory.mine().person]
        if joining is not None:
            states.append(joining.state)
        if joining is not None and joining.person:
            own.append(decode_device(joining.device).identity)
            people.append(joining.person)
        if further is not None and further.opens:
            own.append(Identity(further.opens))
        return cls(
            person=Opener.of(Keyholder(memory).identities()),
            device=Opener.of(own),
            people=frozenset(people),
            devices={state.space: heard(store, state) for state in states},
            invite=None if invitation is None else invitation.invite,
            device_invite=None if further is None else further.invite,
        )

    def read(self, data: bytes, now_ms: int) -> tuple[Pair, ...] | Delivery:
        """The records in `data`, or what was left for this device.

        Raises `BeyondCut`, and then some of it doesn't count; another `SealError`, `RecordError`, or
        `UnknownAuthor`, and then nothing in the file does.
        """
        try:
            plain = self.person.unseal(data)
        except NotForMe:
            return self._delivered(self.device.unseal(data), now_ms)
        found = envelope.read(plain)
        pairs, beyond = list[Pair](), False
        for signed, record in self._all_verified(found):
            author = self.devices.get(record.header.space, {}).get(record.header.device)
            if author is None or not _is_beyond(author, record):
                pairs.append((signed, record))
                continue
            beyond = True
            if record.header.lane == "kept":
                decides = record.header.kind in DECIDING
                pairs.append((signed, record) if decides else _wordless(signed, record))
        if beyond:
            raise BeyondCut(tuple(pairs))
        return tuple(pairs)

    def _delivered(self, plain: bytes, now_ms: int) -> Delivery:
        if is_keyring(plain):
            return read_keyring(plain)
        if is_device_join(plain) and self.device_invite is not None:
            return read_device_join(plain, self.device_invite, now_ms)
        if self.invite is None:
            raise NotForMe("no_match")  # an answer to an invitation that is over
        return join_in(plain, self.invite, now_ms)

    def _all_verified(self, found: Sequence[Signed]) -> Iterator[Pair]:
        reader = self
        headers = [decode_header(signed.header) for signed in found]
        ids = [envelope.record_id(signed.header) for signed in found]
        for signed, header, record, by in zip(found, headers, ids, named(headers, ids), strict=True):
            pair = reader._verified(signed, header, record, is_named=by < len(found))
            if isinstance(pair[1].body, SpaceFounded):
                reader = reader._with_founder(pair[1])
            yield pair

    def _with_founder(self, founding: Record) -> Reader:
        """The reader after a founding record: in a segment the founder's next words follow it at once."""
        space = envelope.space_of(founding.id)
        if self.devices[space]:
            return self
        founder = devices(fold(State(space=space), founding))
        return replace(self, devices={**self.devices, space: founder})

    def _verified(self, signed: Signed, header: Header, record_id: str, *, is_named: bool) -> Pair:
        if header.kind == FOUNDING:
            record = envelope.open_founding(signed)
            if envelope.space_of(record.id) not in self.devices:
                raise UnknownAuthor
            return signed, record
        author = self._author(header)
        if not is_named:
            envelope.verify(signed, author.keys.sign)
        if signed.body:
            record = envelope.opened(signed, header, record_id)
        elif header.lane == "kept" and erasable(header.kind):
            record = Record(id=record_id, header=header, body=None)
        else:
            raise Damaged("body_erased")
        audience = [epoch for epoch in header.to if epoch.partition(".")[0] in self.people]
        envelope.check_place(record, space=header.space, audience=audience)
        if isinstance(record.body, DeviceAdded | KitSet):
            _check_device(record.body.keys, header.space, author.person)
        return signed, record

    def _author(self, header: Header) -> Device:
        # A space that this home knows nothing of has no authors either.
        author = self.devices.get(header.space, {}).get(header.device)
        if author is None:
            raise UnknownAuthor
        return author


def _is_beyond(author: Device, record: Record) -> bool:
    cut, header = author.cut, record.header
    if cut is None or (header.lane == "kept" and header.n <= cut.n):
        return False
    return record.id not in cut.now


def _wordless(signed: Signed, record: Record) -> Pair:
    # Nothing is kept to be read of what doesn't count; its place in the chain is, for what counts by it.
    return Signed(signed.header, signed.signature, b""), replace(record, body=None)


def _check_device(keys: DeviceKeys, space: str, person: str) -> None:
    # Its id follows from its person and key: nobody brings in a device or kit under another's id.
    if keys.device != device_id(space, person, keys.sign):
        raise Forged("device")
