"""A body becomes a record of this device: numbered, stamped, signed, folded in, and queued for the folder.

All of it happens inside the caller's transaction, so that a crash leaves the act whole or undone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence

from stillhere.core.records.order import Stamp, tick
from stillhere.core.records.record import (
    KINDS,
    Body,
    Header,
    Lane,
    Record,
    carries_seen,
    encode_body,
    kind_of,
)
from stillhere.core.state.model import Person, devices, hearers, members
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.posting import post
from stillhere.home.flow.reader import Pair
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Store
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from stillhere.seal.keys import DeviceSecrets, Random

SALT_LENGTH = 16  #: random bytes that keep equal bodies from having equal hashes


class Pen:
    """Writes records of the device that `memory` holds. ``random`` gives fresh bytes."""

    def __init__(self, store: Store, memory: Memory, random: Random) -> None:
        self._store = store
        self._memory = memory
        self._random = random
        self._ledger = Ledger(store, memory)

    def end(self, lane: Lane, device: str = "") -> tuple[int, str]:
        """Number and id of a device's last record in `lane`, of this one's by itself; 0 before the first."""
        device = device or self._memory.mine().device
        if lane == "kept":
            chain = self._store.kept.chain(device)
            return chain.n, chain.id
        return self._store.records.newest(lane, device) or (0, "")

    def say(self, body: Body, now_ms: int, *, unseen_at: Stamp | None = None) -> Record:
        """Says `body` in this home's space. It stays here without a partner, or with a stamp `unseen_at`.

        After the partner left, what is so now stays here as well; what lasts goes to this person alone, whose
        further devices go on by it. It names both all the same: the note may turn out not to count.
        """
        state = self._memory.state()
        people, both = hearers(state, self._memory.mine().person), [one.person for one in members(state)]
        pair = self.compose(state.space, body, both, now_ms, at=unseen_at)
        self._ledger.take([pair], now_ms, act=True)
        if unseen_at is not None or len(both) < 2:
            return pair[1]
        if len(people) == 2 or pair[1].header.lane == "kept":
            self.queue(*pair, people)
        else:
            self._memory.keep_back(now=True)
        return pair[1]

    def compose(
        self,
        space: str,
        body: Body,
        people: Sequence[Person],
        now_ms: int,
        *,
        at: Stamp | None = None,
        by: DeviceSecrets | None = None,
    ) -> Pair:
        """A record in `space` for `people`: signed by this device or ``by`` a kit, and known to nobody."""
        device, kind = by or self._memory.device(), kind_of(body)
        lane = KINDS[kind][0]
        n, last = self.end(lane, device.device)
        stamp = tick(self._memory.clock(), now_ms) if at is None else at
        data = encode_body(body, b64encode(self._random(SALT_LENGTH)).decode("ascii"))
        header = Header(
            space=space,
            device=device.device,
            lane=lane,
            n=n + 1,
            prev=last if lane == "kept" else "",
            at=stamp,
            kind=kind,
            to=tuple(person.audience for person in people),
            body=envelope.body_hash(data),
            seen=self._seen(device.device) if carries_seen(kind) and by is None else {},
        )
        signed = envelope.compose(header, data, device)
        self._memory.keep_clock(max(stamp, self._memory.clock()))
        return signed, Record(id=envelope.record_id(signed.header), header=header, body=body)

    def queue(self, signed: Signed, record: Record, people: Sequence[Person]) -> None:
        """Seals a record to `people` and puts it into the outbox, to wait until it lies in the folder."""
        header, space = record.header, self._memory.state().space
        entry = Outgoing("", space, header.device, header.lane, header.kind, header.n, 0, "waiting")
        post(self._store, [signed], people, entry)

    def _seen(self, own: str) -> Mapping[str, int]:
        known = [one for one, of in devices(self._memory.state()).items() if one != own and of.live]
        return {one: n for one in known if (n := self._store.kept.chain(one).n) > 0}
