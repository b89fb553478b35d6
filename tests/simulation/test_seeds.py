"""Two thousand histories to which carrier, clocks, crashes and backups do their worst. More: see `run.py`.

What a seed showed to be wrong stands in `test_found.py`, told without the seed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulation import invariants
from tests.simulation.computers import Computer
from tests.simulation.met import met
from tests.simulation.run import FULL_AT_ONCE, history, simulated
from tests.simulation.world import REMOVED_APART, WORDS_OF_COPIES

SEEDS, MERGED, COPIES, APART, PART = 2000, 200, 100, 200, 100
WORDS = "yes to words of an earlier self: done"
FEW = 500  #: in so many histories everything happens once at least


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


@pytest.mark.parametrize("first", range(50_000, 50_000 + COPIES, PART))
def test_whatever_becomes_of_the_computer_that_said_the_words(first: int) -> None:
    worlds = [history(seed, WORDS_OF_COPIES) for seed in range(first, first + PART)]
    assert any(WORDS in line for world in worlds for line in world.trace), "no words were carried over"


@pytest.mark.parametrize("first", range(60_000, 60_000 + APART, PART))
def test_whoever_removes_a_device_that_another_one_removes_at_the_same_time(first: int) -> None:
    worlds = [history(seed, REMOVED_APART) for seed in range(first, first + PART)]
    assert any(", too: done" in line for world in worlds for line in world.trace), "nobody removed one apart"


def _merged(computer: Computer) -> int:
    """How many segments of a computer's device were made of others, or are about to go for such a one."""
    return sum(each.last - each.first >= 3 for each in computer.home.store.packed.all())


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
    found = met([])
    for seed in range(FEW):
        found.update(met([history(seed).trace]))
        if all(found.values()):
            return
    pytest.fail(f"never met: {[each for each, times in found.items() if not times]}")
