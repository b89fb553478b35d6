"""What this store said is sealed anew where somebody turned out to be another reader than was believed.

A removed device can say that its person has a next key, or left, and be heard before its removal is. What was
said meanwhile is for nobody, or for whoever took the device. And whoever comes back by a kit may lack a key.
Law: once it is known that a key counts no more, or may be lost, whoever is to read has a file that they can
read, and no other one lies in the folder or goes out. A key that another one followed goes on counting, so
that nothing is sealed anew for a new epoch.

It is done with a deliberate act, when this store writes anyway: at the moment of hearing, a new file would
tell when one looked. It comes to an end: what is sealed anew is sealed to keys that count.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from stillhere.core.records.record import KINDS
from stillhere.core.state.model import (
    Person,
    State,
    has_left,
    hearers,
    keys_of,
    members,
    readable,
)
from stillhere.home.flow.linking import signed_of
from stillhere.home.flow.posting import is_for, post
from stillhere.home.flow.segments import Packer
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Store
from stillhere.home.store.packed import KIND
from stillhere.seal import envelope
from stillhere.seal.envelope import Opener
from stillhere.seal.errors import NotForMe


class Audience(Struct, frozen=True):
    """Who is to read: ``people`` with their present keys. ``reads`` are the keys by which each of them can.

    ``counts`` are the keys of both people, of one who left, too.
    """

    people: tuple[Person, ...]
    reads: tuple[frozenset[str], ...]
    counts: frozenset[str]

    @classmethod
    def of(cls, state: State, me: str) -> Audience:
        """Who is to read what `me` says."""
        people, both = hearers(state, me), [one.person.id for one in members(state)]
        counts = frozenset(key.recipient for one in both for key in keys_of(state, one))
        return cls(people, tuple(readable(state, one.id) for one in people), counts)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of those who are to read."""
        return frozenset(person.id for person in self.people)

    def right(self, readers: frozenset[str]) -> bool:
        """Whether everybody reads what is sealed to `readers`, and nobody does whose key doesn't count."""
        return readers <= self.counts and all(not readers.isdisjoint(keys) for keys in self.reads)

    def alone(self, readers: frozenset[str]) -> bool:
        """Whether nobody else reads what is sealed to `readers`."""
        return readers <= frozenset().union(*self.reads)


class Resealing:
    """Looks after what is in the outbox of a store, whether it waits there or lies in the folder."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def mend(self) -> None:
        """Has everything in the outbox be for those who are to read it.

        After the partner left, what waits is for them no more: what lasts goes to this person alone, whose
        further devices go on by it, and what was so at that moment stays here until it turns out otherwise.
        """
        state, me = self._memory.state(), self._memory.mine().person
        if len(members(state)) < 2 or has_left(state, me):
            return  # nothing but the note goes out of whoever left
        audience = Audience.of(state, me)
        if not self._wrong(audience) and not self._kept_back(audience):
            return
        with self._store.transaction():
            packer = Packer(self._store, self._memory)
            # Segments first: what one holds needs no file of its own.
            for out in sorted(self._wrong(audience), key=lambda out: out.kind != KIND):
                self._anew(out, audience, packer)
            if self._kept_back(audience):
                self._say_again(audience)

    def _wrong(self, audience: Audience) -> list[Outgoing]:
        known = self._store.addressed
        wrong = {name for each in known.all() if not audience.right(each) for name in known.to(each)}
        more = {name for each in known.all() if not audience.alone(each) for name in known.to(each)}
        if not wrong and not more:
            return []
        return [
            out
            for out in self._outgoing()
            if out.name in wrong or (out.name in more and out.state == "waiting")
        ]

    def _kept_back(self, audience: Audience) -> bool:
        return self._memory.kept_back() and len(audience.people) == 2

    def _outgoing(self) -> tuple[Outgoing, ...]:
        return (*self._store.outbox.published(), *self._store.outbox.waiting())

    def _anew(self, out: Outgoing, audience: Audience, packer: Packer) -> None:
        """Puts a file for `audience` in the place of one, where that is needed."""
        if out.kind == KIND:
            if not packer.pack_anew(out, audience.ids):
                return
        elif out.lane == "now":
            self._now_anew(out, audience)
        elif not packer.holds(out):
            records = self._store.kept.records(out.device, out.n, out.n)
            if not records or not all(is_for(each.header, audience.ids) for each in records):
                return  # said when only this person was to read it
            post(self._store, [signed_of(each) for each in records], audience.people, _entry(out))
        self._store.packed.drop(out.name)
        self._store.addressed.end(out.name)

    def _now_anew(self, out: Outgoing, audience: Audience) -> None:
        if len(audience.people) < 2:
            self._memory.keep_back(now=True)
            return
        of = (out.device, out.kind)
        if out.n < max(each.n for each in self._outgoing() if (each.device, each.kind) == of):
            return  # replaced
        for signed in self._said(out):
            post(self._store, [signed], audience.people, _entry(out))

    def _said(self, out: Outgoing) -> Iterator[envelope.Signed]:
        """The word in a file about now: as it stands there, or else as the store holds it."""
        data = self._store.outbox.data(out.name)
        try:
            opener = Opener.of(self._memory.person().identities)
            yield from envelope.read(opener.unseal(data or b""))
        except NotForMe:
            word = self._store.kept.now(out.device, out.kind)
            if word is not None and word.n == out.n:
                yield signed_of(word)

    def _say_again(self, audience: Audience) -> None:
        """Has the last word of each kind about now go out that was kept back from the partner."""
        device, space = self._memory.mine().device, self._memory.state().space
        self._memory.keep_back(now=False)
        for kind in (kind for kind, (lane, _) in KINDS.items() if lane == "now"):
            word = self._store.kept.now(device, kind)
            if word is None or word.id == self._memory.unsaid() or not is_for(word.header, audience.ids):
                continue
            of = (device, kind)
            if all(out.n < word.n for out in self._outgoing() if (out.device, out.kind) == of):
                entry = Outgoing("", space, device, "now", kind, word.n, 0, "waiting")
                post(self._store, [signed_of(word)], audience.people, entry)


def _entry(out: Outgoing) -> Outgoing:
    """How a file stands in the outbox that takes the place of `out`: others may have that one."""
    return out._replace(state="waiting" if out.state == "waiting" else "claimed")
