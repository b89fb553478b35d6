"""The bytes of a file become verified records, or an answer to this home's invitation.

It knows whose signatures count at this moment; a record by anybody else waits until its author is introduced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stillhere.core.model import State, members
from stillhere.core.records import Header, Record, decode_header
from stillhere.home.memory import Memory
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from stillhere.seal.errors import NotForMe
from stillhere.seal.invite import Invite
from stillhere.seal.join import Join, read_join
from stillhere.seal.keys import Identity

FOUNDING = "space.founded"


class UnknownAuthor(Exception):
    """The record is by a device that nobody introduced yet."""


Pair = tuple[Signed, Record]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files as this home can at one moment.

    ``signs`` maps each known device to its Ed25519 key, for each space that this home is in or asked to join.
    """

    person: tuple[Identity, ...]
    device: Identity
    audience: str
    signs: Mapping[str, Mapping[str, str]]
    invite: Invite | None

    @classmethod
    def now(cls, memory: Memory) -> Reader:
        """The reader for what `memory` holds now."""
        person, invitation, joining = memory.person(), memory.invitation(), memory.joining()
        states = [memory.state()] + ([joining.state] if joining is not None else [])
        return cls(
            person=person.identities,
            device=memory.device().identity,
            audience=person.audience,
            signs={state.space: _signs(state) for state in states},
            invite=None if invitation is None else invitation.invite,
        )

    def read(self, data: bytes, now_ms: int) -> tuple[Pair, ...] | Join:
        """The records in `data`, or the answer to the open invitation.

        Raises `SealError`, `RecordError`, or `UnknownAuthor`; then nothing in the file counts.
        """
        try:
            plain = envelope.unseal(data, self.person)
        except NotForMe:
            if self.invite is None:
                raise
            return read_join(data, self.device, self.invite, now_ms)
        return tuple(self._verified(signed) for signed in envelope.read(plain))

    def _verified(self, signed: Signed) -> Pair:
        header = decode_header(signed.header)
        if header.kind == FOUNDING:
            record = envelope.open_founding(signed)
            if envelope.space_of(record.id) not in self.signs:
                raise UnknownAuthor
            return signed, record
        record = envelope.open_record(signed, self._key(header))
        envelope.check_place(record, space=header.space, audience=[self.audience])
        return signed, record

    def _key(self, header: Header) -> str:
        # A space that this home knows nothing of has no authors either.
        sign = self.signs.get(header.space, {}).get(header.device)
        if sign is None:
            raise UnknownAuthor
        return sign


def _signs(state: State) -> dict[str, str]:
    return {member.keys.device: member.keys.sign for member in members(state)}
