"""A device's own kept records, many to a file, so that the folder holds few files after years.

A segment holds every record of its range as it was signed, so what lies twice says the same. Neighbours
become one where as many as fit into a file are enough; what is as full as can be stays, so no record is moved
again and again. The files whose records a segment holds go only after it lay in the folder for a day. A body
that was erased is in no segment made since. What lies in the place of a device that this store once was is
never packed: another copy of it may live there, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from stillhere.core.records.record import decode_header
from stillhere.core.state.model import devices, hearers, keys_of
from stillhere.home.flow.linking import signed_of
from stillhere.home.flow.parts import fit_together, parts
from stillhere.home.flow.posting import is_for, post
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Segment, Store, Stored
from stillhere.home.store.packed import KIND
from stillhere.seal import envelope
from stillhere.seal.envelope import Opener, Signed
from stillhere.seal.errors import NotForMe

#: So many small files of a device are packed into one.
PACK_AT = 256
#: So many neighbouring segments at least become one, once no more of them fit into it.
MERGE_AT = 4
#: How long (ms) a segment lies in the folder before the files go of which it holds the same.
SETTLED_MS = 24 * 60 * 60 * 1000


class Covering(Struct, frozen=True):
    """An own file of kept records, and the numbers that it holds."""

    out: Outgoing
    first: int
    last: int

    def holds(self, device: str, n: int) -> bool:
        """Whether it holds this number of a device."""
        return self.out.device == device and self.first <= n <= self.last

    def covers(self, other: Covering) -> bool:
        """Whether it holds all that the other holds."""
        return self.holds(other.out.device, other.first) and self.holds(other.out.device, other.last)


class Packer:
    """Makes segments of this store's devices. What it makes waits in the outbox."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def lie(self, now_ms: int) -> None:
        """Notes the segments that were seen whole in the folder."""
        new = self._store.packed.arriving()
        for out in self._store.outbox.published(KIND) if new else ():
            if out.name in new:
                self._store.packed.lies(out.name, now_ms)

    def pack(self) -> None:
        """Packs what lies in small files of the present device, where there are enough of them."""
        device = self._memory.mine().device
        if len(self._store.outbox.published_small()) < PACK_AT or not self._reads():
            return
        files = [file for file in self._files() if file.out.device == device]
        packed = [file for file in files if file.out.kind == KIND]
        small = [file for file in files if file.out.kind != KIND and file.out.state == "published"]
        loose = [file for file in small if not any(one.covers(file) for one in packed)]
        if len(loose) >= PACK_AT:
            numbers = [file.first for file in loose]
            self._make(self._parts(device, min(numbers), max(numbers)))

    def merge(self) -> None:
        """Packs neighbouring segments of the present device into one: the oldest run of them."""
        device = self._memory.mine().device
        files = [Covering(out, first, out.n) for out, first in self._store.outbox.segments(device)]
        for run in full_runs(files):
            made = self._parts(device, run[0].first, max(file.last for file in run))
            if (
                len(made) == 1 and self._reads()
            ):  # in several it would be no fewer, and be tried with each act
                self._make(made)
                return

    def pack_anew(self, out: Outgoing, people: Collection[str]) -> bool:
        """Packs what a segment holds anew, for `people` by their ids; whether that can be done."""
        file = next((file for file in self._files() if file.out.name == out.name), None)
        if file is None or not self._reads():
            return False
        records = self._store.kept.records(out.device, file.first, file.last)
        if not all(is_for(each.header, people) for each in records):
            return False
        made = self._parts(out.device, file.first, file.last)
        self._make(made)
        return bool(made)

    def holds(self, out: Outgoing) -> bool:
        """Whether a segment holds what is in a file of one kept record."""
        small = Covering(out, out.n, out.n)
        return any(file.out.kind == KIND and file.covers(small) for file in self._files())

    def done_with(self, lying: Collection[str], now_ms: int) -> list[Outgoing]:
        """The files whose records lie in a segment for long enough. ``lying`` are names of files."""
        outbox, device = self._store.outbox, self._memory.mine().device
        packed = {name for name, segment in outbox.packed(now_ms - SETTLED_MS) if segment in lying}
        if not packed:
            return []
        return [out for out in outbox.published_kept() if out.device == device and out.name in packed]

    def rewrite(self) -> list[Outgoing]:
        """Makes files without the bodies that were erased: those that hold them, to be removed after."""
        holding: dict[str, Outgoing] = {}
        for device, n in self._store.packed.erasures() if self._reads() else ():
            held = [file for file in self._files() if file.holds(device, n)]
            holders = [file for file in held if self._holds_body(file.out, n)]
            for file in sorted(holders, key=lambda file: file.first - file.last):
                # The widest comes first: what is made of it holds what the others do.
                clean = [one for one in self._files() if one not in holders]
                if not any(one.covers(file) for one in clean):
                    made = self._parts(device, file.first, file.last)
                    if not made:
                        continue  # something in it is signed there alone
                    self._make(made)
                if not self._cancelled(file.out.name):
                    holding[file.out.name] = file.out
            if not holders:
                self._store.packed.forget_erasure(device, n)
        return list(holding.values())

    def _cancelled(self, name: str) -> bool:
        """Whether a file was still to be had back."""
        with self._store.transaction():
            cancelled = self._store.outbox.cancel(name)
            if cancelled:
                self._store.packed.drop(name)
        return cancelled

    def _files(self) -> list[Covering]:
        """The own files of kept records, in the folder or on their way."""
        segments = {segment.name: segment for segment in self._store.packed.all()}
        found = []
        for out in (*self._store.outbox.published(), *self._store.outbox.waiting()):
            segment = segments.get(out.name)
            if segment is not None:
                found.append(Covering(out, segment.first, segment.last))
            elif out.lane == "kept":
                found.append(Covering(out, out.n, out.n))
        return found

    def _holds_body(self, out: Outgoing, n: int) -> bool:
        """Whether it holds a body that was erased: not of another record with that number, after a copy."""
        data = self._store.outbox.data(out.name)
        opener = Opener.of(self._memory.person().identities)
        try:
            records = () if data is None else envelope.read(opener.unseal(data))
        except NotForMe:
            return True  # it may, and it is for others than it was meant for
        return any(
            signed.body and decode_header(signed.header).n == n and self._erased(signed) for signed in records
        )

    def _erased(self, signed: Signed) -> bool:
        known = self._store.kept.record(envelope.record_id(signed.header))
        return known is not None and not known.body

    def _reads(self) -> bool:
        """Whether this home has the present key of its person: what it makes, it has to read again.

        The key may be on its way from another device.
        """
        person = self._memory.person()
        present = keys_of(self._memory.state(), person.person)[-1].recipient
        return any(each.recipient == present for each in person.identities)

    def _parts(self, device: str, first: int, last: int) -> list[list[Stored]]:
        """The records with these numbers in as few parts as fit into files; none where one is in no part."""
        records = self._store.kept.records(device, first, last)
        key = devices(self._memory.state())[device].keys.sign
        made = list(parts(records, key))
        return made if sum(map(len, made)) == len(records) else []

    def _make(self, made: Sequence[list[Stored]]) -> None:
        """Makes a segment of each of these parts."""
        state, mine = self._memory.state(), self._memory.mine()
        people = hearers(state, mine.person)
        opener = Opener.of(self._memory.person().identities)
        for part in made:
            signed = tuple(signed_of(each) for each in part)
            device, last = part[0].device, part[-1].n
            entry = Outgoing("", state.space, device, "kept", KIND, last, 0, "waiting")
            with self._store.transaction():
                name = post(self._store, signed, people, entry)
                if envelope.read(opener.unseal(self._store.outbox.data(name) or b"")) != signed:
                    raise RuntimeError("a segment doesn't read back as what it was made of")
                self._store.packed.add(Segment(name=name, device=device, first=part[0].n, last=last))


def full_runs(files: Sequence[Covering]) -> Iterator[Sequence[Covering]]:
    """Of segments by their first numbers: as many neighbours as fit into one file, `MERGE_AT` at least.

    Not the last ones, beside which there may be room for more.
    """
    for start in range(len(files)):
        end, size, last = start, 0, files[start].first - 1
        while end < len(files) and files[end].first <= last + 1 and fit_together(size + files[end].out.size):
            size, last = size + files[end].out.size, max(last, files[end].last)
            end += 1
        if start + MERGE_AT <= end < len(files):
            yield files[start:end]
