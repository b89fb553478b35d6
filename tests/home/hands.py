"""Whoever holds a device's keys and writes what no app would: records of any kind, number and order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stillhere.core.records.record import Body, Header, Lane, encode_body, encode_header, kind_of
from stillhere.core.state.model import members
from stillhere.home.home import Home
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from stillhere.seal.keys import DeviceSecrets, further_device
from tests.home.couple import Side
from tests.seal.making import random_from

_SIGNED = b"still-here/1\0"


@dataclass
class Hand:
    """The keys of one side's device, and the folder that it writes into."""

    home: Home
    shared: Path
    device: DeviceSecrets
    salt: int = 0

    def sign(
        self,
        said: Body | tuple[str, bytes],
        *,
        n: int,
        prev: str = "",
        lane: Lane = "kept",
        at: tuple[int, int] = (1, 0),
        seen: dict[str, int] | None = None,
        crit: bool = False,
        space: str | None = None,
        to: tuple[str, ...] | None = None,
    ) -> Signed:
        """A signed record of a body, or of a kind and the bytes of its body."""
        self.salt += 1
        state = self.home.memory.state()
        if isinstance(said, tuple):
            kind, body = said
        else:
            kind, body = kind_of(said), encode_body(said, f"salt{self.salt}")
        header = Header(
            space=state.space if space is None else space,
            device=self.device.device,
            lane=lane,
            n=n,
            prev=prev,
            at=at,
            kind=kind,
            to=to or tuple(member.person.audience for member in members(state)),
            body=envelope.body_hash(body),
            crit=crit,
            seen=seen or {},
        )
        data = encode_header(header)
        return Signed(data, self.device.sign(_SIGNED + data), body)

    def put(self, *signed: Signed, name: str | None = None) -> Path:
        """Puts records into the folder, as one file sealed to both."""
        people = [member.person.recipient for member in members(self.home.memory.state())]
        return self.lay(envelope.seal(envelope.write(*signed), people), name)

    def lay(self, data: bytes, name: str | None = None) -> Path:
        """Puts bytes into the folder, into this device's place."""
        place = self.place
        place.mkdir(parents=True, exist_ok=True)
        path = place / (name or envelope.file_name(data))
        path.write_bytes(data)
        return path

    @property
    def place(self) -> Path:
        """Where this device writes."""
        return self.shared / "Still Here" / "v1" / self.home.memory.state().space / self.device.device

    def end(self) -> tuple[int, str]:
        """Number and id of the last kept record that this hand's own home knows of its device."""
        chain = self.home.store.kept.chain(self.device.device)
        return chain.n, chain.id


def hand(side: Side, shared: Path) -> Hand:
    """The hand of `side`'s own device."""
    return Hand(side.home, shared, side.home.memory.device())


def further(home: Home, name: str) -> DeviceSecrets:
    """The keys of a further device of the person of `home`, the same for a `name` each time."""
    return further_device(home.memory.state().space, home.mine().person, random_from(name))


def id_of(signed: Signed) -> str:
    """A record's id."""
    return envelope.record_id(signed.header)
