"""What was verified comes to count: it is stored, linked into its device's chain, and folded into the state.

Law: the state is the fold of the records that count, and which of them count depends on which are known, in
whatever order they came. All of it happens inside the caller's transaction; each value is written once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress

from msgspec.structs import replace

from stillhere.core.records.chain import Chain, need_of
from stillhere.core.records.order import observe
from stillhere.core.records.record import Record, RecordErased, erasable
from stillhere.core.state.fold import EDITION, fold, parted
from stillhere.core.state.model import State, devices, is_erased
from stillhere.home.flow.cutting import (
    Cutting,
    changes_membership,
    cut_in,
    heard,
    left,
    settled,
    space_in,
)
from stillhere.home.flow.hearing import is_own, seen_by
from stillhere.home.flow.linking import Linking, stored
from stillhere.home.flow.reader import Pair
from stillhere.home.memory import Memory
from stillhere.home.remembered import Shadowed
from stillhere.home.store import Store
from stillhere.seal.envelope import Signed, verify
from stillhere.seal.errors import Forged


class Ledger:
    """Takes verified records in. Every call belongs into a transaction of the store."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def take(self, pairs: Iterable[Pair], now_ms: int, *, act: bool = False) -> None:
        """Has `pairs` be known and count. ``act``: this device says them at this moment."""
        batch = _Batch(self._store, self._memory, now_ms, act=act)
        for signed, record in pairs:
            batch.add(signed, record)
        batch.close()

    def refold(self, now_ms: int) -> None:
        """Follows every chain and folds every record anew."""
        batch = _Batch(self._store, self._memory, now_ms, act=True)
        batch.anew = True
        batch.close()

    def renew(self, now_ms: int) -> None:
        """Folds anew what another edition folded: what said nothing to that one may say something now."""
        if self._memory.edition() != EDITION:
            self.refold(now_ms)
            self._store.seen.forget_verdicts("set_aside")
            self._memory.keep_edition(EDITION)

    def take_back(self, device: str, records: Iterable[str], now_ms: int) -> None:
        """Forgets records of an own `device` that nobody else has seen, as if they had never been said."""
        for record in records:
            self._store.kept.remove(record)
        self._store.kept.drop_chain(device)
        self.refold(now_ms)


class _Batch:
    """Records on their way into the states: this home's, and that of a space which it asked to join."""

    def __init__(self, store: Store, memory: Memory, now_ms: int, *, act: bool) -> None:
        self._store = store
        self._memory = memory
        self._now_ms = now_ms
        self._act = act
        self._mine = memory.mine()
        self._joining = memory.joining()
        self._space = memory.state().space
        known = [memory.state()] + ([] if self._joining is None else [self._joining.state])
        self._states = {state.space: state for state in known}
        self._devices = {space: devices(state) for space, state in self._states.items()}
        everyone = {one for state in known for one in heard(store, state)}
        self._cutting = Cutting(store, cut_in(known), everyone.difference(*self._devices.values()))
        self._clock = memory.clock()
        self._heard = False
        self._new: dict[str, dict[str, Record]] = defaultdict(dict)  # device → id → record of the kept lane
        self._came: list[Record] = []  # what is new in this home's space, in either lane
        self._counting: list[Record] = []
        self._differing: list[Pair] = []  # what is known with another signature
        self.anew = False

    def add(self, signed: Signed, record: Record) -> None:
        """Stores a record, and notes what follows from it if it is new."""
        add = self._add_now if record.header.lane == "now" else self._add_kept
        if add(signed, record) and space_in(record) == self._space:
            self._came.append(record)

    def close(self) -> None:
        """Links, folds, and keeps what followed."""
        chains = self._link()
        for record in self._counting:
            self._fold(record)
        moved = changes_membership(self._counting) and (
            self._cutting.cuts or cut_in(self._states.values()) or left(self._devices, self._states)
        )
        if self.anew or moved:
            chains = self._fold_anew()
        self._part(chains)
        self._hear()
        self._erase()
        self._prove()
        self._keep()

    def _fold_anew(self) -> dict[str, Chain]:
        """Folds everything: first who was cut off, then without what these said beyond it."""
        chains, self._counting = Linking(self._store, self._now_ms).everything()
        self._cutting = settled(self._store, self._counting, self._states)
        self._states = {space: State(space=space) for space in self._states}
        for record in self._counting:
            self._fold(record)
        self._cutting.prune(self._mine.device)
        return chains

    def _add_now(self, signed: Signed, record: Record) -> bool:
        header, store = record.header, self._store
        if not self._cutting.counts(record) or header.n < store.kept.newest_now(header.device, header.kind):
            return False
        if store.records.has(record.id):
            return False
        if self._is_own(record):
            self._shadow(record)
        store.records.add(stored(signed, record))
        store.records.drop_superseded(header.device, header.kind, header.n)
        self._counting.append(record)
        return True

    def _shadow(self, record: Record) -> None:
        """Another copy of this store said `record`: what was said here since must not be lost to it."""
        header, memory = record.header, self._memory
        memory.keep_restored(now=True)
        words = {word.kind: word for word in memory.shadowed()}
        ours = self._store.kept.now(header.device, header.kind)
        if ours is not None and header.kind not in words:
            words[header.kind] = Shadowed(header.kind, ours.at, ours.body)
        memory.keep_shadowed(tuple(w for w in words.values() if w.kind != header.kind or w.at > header.at))

    def _add_kept(self, signed: Signed, record: Record) -> bool:
        if signed.body and self._was_erased(record):
            signed, record = Signed(signed.header, signed.signature, b""), replace(record, body=None)
        if not self._store.records.add(stored(signed, record)):
            known = self._store.kept.record(record.id)
            if known is not None and signed.body and not known.body:
                self._store.kept.fill(record.id, signed.body)
                self._counting.append(record)
                self.anew |= need_of(record.header.kind) != "none"  # it may wait for others still
            if known is not None and known.signature != signed.signature:
                self._differing.append((signed, record))
            return False
        self._new[record.header.device][record.id] = record
        if need_of(record.header.kind) == "none":
            self._counting.append(record)
        if self._is_own(record):
            self._memory.keep_restored(now=True)
        return True

    def _is_own(self, record: Record) -> bool:
        """Whether it is by this very device, which doesn't say it now: another copy of this store said it."""
        return record.header.device == self._mine.device and not self._act

    def _was_erased(self, record: Record) -> bool:
        state = self._states.get(space_in(record))
        if state is None or not state.erased or not erasable(record.header.kind):
            return False
        author = self._devices[state.space].get(record.header.device)
        return author is not None and is_erased(state, record.id, author.person)

    def _hear(self) -> None:
        """Hears when what came was said, and what its devices had seen: by who takes part now, after it."""
        known, before = devices(self._states[self._space]), self._devices[self._space]
        # What was seen of a device can have come before that device was introduced.
        tops = seen_by(self._store, known) if known.keys() - before.keys() else {}
        for record in filter(self._cutting.counts, self._came):
            author, header = known.get(record.header.device), record.header
            mine = is_own(author, self._mine.person)
            self._clock = observe(self._clock, header.stamp, self._now_ms, own=mine)
            self._heard |= author is not None and author.person != self._mine.person
            for device, n in header.seen.items():
                if device != self._mine.device:
                    tops[device] = max(tops.get(device, 0), n)
                elif mine and n > self._store.kept.chain(device).n:
                    # Only one's own person is believed in this, or the other could have devices be made anew.
                    self._memory.keep_restored(now=True)
        for device, top in tops.items():
            if device in known.keys() - {self._mine.device} and top > self._store.kept.chain(device).top:
                Linking(self._store, self._now_ms).link(device, {}, top)

    def _link(self) -> dict[str, Chain]:
        linking = Linking(self._store, self._now_ms)
        chains = {}
        for device, new in self._new.items():
            linked = linking.link(device, new)
            chains[device] = linked.chain
            self._counting += linked.counting
            self.anew |= linked.anew
        return chains

    def _fold(self, record: Record) -> None:
        state = self._states.get(space_in(record))
        if state is not None and self._cutting.decides(record):
            self._states[state.space] = fold(state, record)

    def _part(self, chains: Mapping[str, Chain]) -> None:
        for device, chain in chains.items():
            for space, state in self._states.items():
                if chain.fork is not None and device in devices(state):
                    self._states[space] = parted(state, device, chain.fork)

    def _erase(self) -> None:
        """Takes away the bodies that their own person erased."""
        for record in filter(self._cutting.counts, self._counting):
            if not isinstance(record.body, RecordErased):
                continue
            known = devices(self._states.get(space_in(record), State()))
            found = self._store.kept.record(record.body.record)
            if found is None or found.lane != "kept" or not erasable(found.kind):
                continue
            by, of = known.get(record.header.device), known.get(found.device)
            both = by is not None and of is not None and by.person == of.person
            if both and self._store.kept.erase(found.id):
                self._store.packed.note_erasure(found.device, found.n)

    def _prove(self) -> None:
        """Of a record's signatures the one that verifies stays (see `reader`)."""
        spaces = self._states.items() if self._differing else ()
        known = {space: heard(self._store, state) for space, state in spaces}
        for signed, record in self._differing:
            author = known.get(space_in(record), {}).get(record.header.device)
            with suppress(Forged):
                if author is not None:
                    verify(signed, author.keys.sign)
                    self._store.kept.sign(record.id, signed.signature)

    def _keep(self) -> None:
        memory = self._memory
        memory.keep_state(self._states[self._space])
        if self._joining is not None:
            state = self._states[self._joining.state.space]
            memory.keep_joining(replace(self._joining, state=state))
        memory.keep_clock(self._clock)
        if self._heard:
            memory.keep_heard(self._now_ms)
