"""Mia and Jon in one process, each with a folder of their own, and whatever carries files between the two.

Law: rounds are called by hand, and nothing goes from one folder to the other but by ``carry``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stillhere.core.acts import Back, Rest
from tests.home.couple import Side, World, side

#: Brings what either side wrote to the other.
Carry = Callable[[], object]


@dataclass(frozen=True)
class Two:
    """Mia and Jon, linked, and their folders."""

    mia: Side
    jon: Side
    mias: Path
    jons: Path
    carry: Carry

    def both_ways(self) -> tuple[list[str], list[str]]:
        """A round of each, what they wrote carried over, and a round again: what Mia and Jon were told."""
        told: tuple[list[str], list[str]] = ([], [])
        for _ in range(2):
            for each, heard in zip((self.mia, self.jon), told, strict=True):
                heard += [note.kind for note in each.round()]
            self.carry()
        for each, heard in zip((self.mia, self.jon), told, strict=True):
            heard += [note.kind for note in each.round()]
        return told

    def agree(self) -> bool:
        """Whether both know the same of each other, and nothing is amiss or waits."""
        states = [each.home.memory.state() for each in (self.mia, self.jon)]
        quiet = not any(
            each.home.troubles() or each.home.store.outbox.count() for each in (self.mia, self.jon)
        )
        return states[0] == states[1] and quiet

    def flip(self) -> None:
        """Mia rests and comes back, Jon rests, and each hears of the other once."""
        self.mia.home.do(Rest())
        assert self.both_ways() == ([], ["resting"])
        self.jon.home.do(Rest())
        self.mia.home.do(Back())
        assert self.both_ways() == (["resting"], ["back"])
        self.jon.home.do(Back())
        assert self.both_ways() == (["back"], [])
        assert self.agree()


@contextmanager
def two_folders(place: Path, mias: Path, jons: Path, carry: Carry) -> Iterator[Two]:
    """Mia and Jon, linked through `carry`; their homes are below `place`."""
    world = World()
    mia, jon = side(place / "mia", "Mia", world), side(place / "jon", "Jon", world)
    try:
        words = mia.home.invite(mias)
        carry()
        jon.home.join(jons, words)
        two = Two(mia, jon, mias, jons, carry)
        carry()
        mia.round()
        mia.home.confirm()
        two.both_ways()
        assert two.agree()
        yield two
    finally:
        mia.home.close()
        jon.home.close()
