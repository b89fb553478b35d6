"""Whatever devices of one person say of each other, in whatever order it is heard: all hold the same then.

Law: nothing here heeds a program's rules. Removed devices go on, bring others in, and remove whom they like.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from stillhere.core.records.bodies import Body, DeviceAdded, DeviceRemoved, KitSet, Status
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import PersonNamed
from stillhere.core.state.model import devices, members
from stillhere.home.flow.ledger import Ledger
from stillhere.seal import envelope
from stillhere.seal.keys import further_device
from tests.home.hands import Hand, id_of
from tests.simulation.computers import Computer
from tests.simulation.invariants import meaning
from tests.simulation.run import simulated
from tests.simulation.world import linked

SEEDS, PART, HEARERS = 400, 100, 3


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with simulated():
        yield


class Story:
    """What devices of Mia say, as files by their paths, in the order in which they are said."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"any order {seed}")
        self.mia = Computer("mia", f"{seed}mia", lambda: 0.0, linked().mia)
        own = Hand(self.mia.home, self.mia.root, self.mia.home.memory.device())
        n, last = own.end()
        self.hands = {own.device.device: own}
        self.ends = {own.device.device: [(n, last)]}
        self.statuses: dict[str, str] = {}
        self.files: list[tuple[str, bytes]] = []
        self.now = 100
        for step in range(self.random.randrange(6, 18)):
            self._step(brings_in=step < 2)

    def _step(self, *, brings_in: bool) -> None:
        hand = self.hands[self.random.choice(sorted(self.hands))]
        if brings_in or self.random.random() < 0.25:
            self._bring_in(hand)
        elif self.random.random() < 0.45:
            others = sorted(self.hands.keys() - {hand.device.device})
            device = self.random.choice(others)
            ends = self.ends[device]
            n, last = ends[-1] if self.random.random() < 0.6 else self.random.choice(ends)
            now = [one for one in (self.statuses.get(device),) if one and self.random.random() < 0.7]
            self._say(hand, DeviceRemoved(device=device, n=n, id=last, now=tuple(now)))
        else:
            self.now += 1
            text = f"word {self.now}"
            letter = LetterSent(letter="a" * 10, text=text, said_ms=self.now)
            status = Status(state="resting", since_ms=self.now, line=text)
            bodies: list[Body] = [PersonNamed(name=text), letter, status]
            self._say(hand, self.random.choice(bodies))

    def _bring_in(self, hand: Hand) -> None:
        space, person = self.mia.state.space, self.mia.person
        fresh = Hand(self.mia.home, self.mia.root, further_device(space, person, self.random.randbytes))
        is_kit = self.random.random() < 0.2
        self._say(hand, KitSet(keys=fresh.device.keys) if is_kit else DeviceAdded(keys=fresh.device.keys))
        self.hands[fresh.device.device], self.ends[fresh.device.device] = fresh, [(0, "")]

    def _say(self, hand: Hand, body: Body) -> None:
        self.now += 1
        ends = self.ends[hand.device.device]
        n, last = ends[-1] if self.random.random() < 0.97 else self.random.choice(ends)  # another history
        if isinstance(body, Status):
            signed = hand.sign(body, n=self.now, lane="now", at=(self.now, 0))
            self.statuses[hand.device.device] = id_of(signed)
        else:
            signed = hand.sign(body, n=n + 1, prev=last, at=(self.now, 0))
            ends.append((n + 1, id_of(signed)))
        people = [one.person.recipient for one in members(self.mia.state)]
        data = envelope.seal(envelope.write(signed), people)
        place = f"{self.mia.state.space}/{hand.device.device}"
        self.files.append((f"{place}/{envelope.file_name(data)}", data))

    def heard_by(self, name: str) -> Computer:
        """Jon's computer, which heard all of it in an order and in parts of its own."""
        jon = Computer(name, name, lambda: 0.0, linked().jon)
        for path, data in linked().files.items():
            jon.replica.put(path, data)
        jon.home.take_in()
        left = list(self.files)
        if self.random.random() < 0.8:
            self.random.shuffle(left)
        while left:
            many = self.random.choice([1, 2, 3, 8])
            for path, data in left[:many]:
                jon.replica.put(path, data)
            left = left[many:]
            jon.home.take_in()
        return jon


def held(jon: Computer) -> dict[str, object]:
    """What holds at a computer, and of which letters that hold there the words are there."""
    store = jon.home.store
    read = {one: store.kept.has_body(one) for one in jon.state.letters}
    return {**meaning(jon.state), "read": read, "outbox": store.outbox.count()}


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_all_hold_the_same_in_whatever_order_they_hear_who_removed_whom(first: int) -> None:
    removed = 0
    for seed in range(first, first + PART):
        story = Story(seed)
        jons = [story.heard_by(f"jon{seed}.{number}") for number in range(HEARERS)]
        found = [held(jon) for jon in jons]
        for other in found[1:]:
            differing = {key: (found[0][key], other[key]) for key in other if found[0][key] != other[key]}
            assert not differing, f"seed {seed}"
        for jon in jons:
            before = jon.state
            with jon.home.store.transaction():
                Ledger(jon.home.store, jon.home.memory).refold(0)
            assert jon.state == before, f"seed {seed}: the state isn't what its records make"
        removed += sum(of.cut is not None for of in devices(jons[0].state).values())
    assert removed > PART / 2, "hardly anybody was removed"
