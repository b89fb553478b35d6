"""Two thousand histories to which carrier, clocks, crashes and backups do their worst. More: see `run.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.simulation import invariants
from tests.simulation.computers import Computer
from tests.simulation.run import FULL_AT_ONCE, history, simulated
from tests.simulation.world import FIRST_STEPS

SEEDS, MERGED, PART = 2000, 200, 100

#: Histories that show what was once wrong, and what it was. They are run for ever.
FOUND = {
    4: "copies of a store took each other's packed files out of the place that was both theirs",
    34: "a new device could not read a segment that begins with the founding record; an own file that was "
    "changed with equal size stayed so",
    84: "two histories of a device that had handed over were told to nobody",
    573: "what a copy of a store took back unseen stood there alone, for what had been said before",
}
#: The same, of histories in which letters are posted and bodies erased, too.
FOUND_LATER = {
    10544: "what was erased before a copy said it anew took the words away that came to have its number",
    10924: "a copy took words back as unseen that the other copy had packed meanwhile",
}


#: What the traces of some histories tell of, as patterns.
HAPPENS = (
    "Rest: done", "Undo: done", "Rename: done", "SoftKnock: done", "StillHere: done", "PartlyBack: done",
    "Offered: done", "Answered: done", "Ended: done", "Paused: done", "LetterSent: done",
    "LetterPace: done", "PageShared: done", "DeviceNamed: done", "RecordErased: done", "further: mia",
    "further: jon", "which broke", "which goes on", "killed", "folder_missing", "folder_full",
    "disk_full", "gone by",
    "[1-9][0-9]* left", "[1-9][0-9]* lost", "find [1-9]", "double .*/", "harm .*/", "spoil .*/",
    "litter .*age", "misname .*/", "take_away .*/", "undelete .*/", "rewind [1-9]",
)  # fmt: skip


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with simulated():
        yield


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_whatever_happens_all_agree_in_the_end_and_nothing_is_lost(first: int) -> None:
    for seed in range(first, first + PART):
        history(seed)


@pytest.mark.parametrize("first", range(40_000, 40_000 + MERGED, PART))
def test_whatever_happens_to_segments_that_become_one(first: int) -> None:
    merged = 0
    for seed in range(first, first + PART):
        world = history(seed, packing=FULL_AT_ONCE)
        merged += sum(_merged(computer) for computer in world.computers)
    assert merged, "no segment ever became a part of another"


def _merged(computer: Computer) -> int:
    """How many segments of a computer's device were made of others, or are about to go for such a one."""
    return sum(each.last - each.first >= 3 for each in computer.home.store.packed.all())


@pytest.mark.parametrize("seed", FOUND)
def test_what_was_found_once(seed: int) -> None:
    history(seed, FIRST_STEPS)


@pytest.mark.parametrize("seed", FOUND_LATER)
def test_what_was_found_later(seed: int) -> None:
    history(seed)


@pytest.mark.parametrize("seed", [3, 14, 29, 64, 99])
def test_the_same_seed_makes_the_same_history(seed: int) -> None:
    one, other = history(seed), history(seed)
    assert one.trace == other.trace
    assert one.carrier.truth == other.carrier.truth
    assert [invariants.meaning(each.state) for each in one.computers] == [
        invariants.meaning(each.state) for each in other.computers
    ]


def test_everything_that_can_happen_happens() -> None:
    """A step that never did anything would prove nothing."""
    happened = "\n".join(line for seed in range(150) for line in history(seed).trace)
    assert [told for told in HAPPENS if not re.search(told, happened)] == []
