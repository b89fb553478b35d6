"""Segments and those who come late: a new device reads them alone; copies of a store leave each other be."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Rename
from stillhere.core.state.model import members
from stillhere.home.flow import segments
from tests.home.couple import Side, World, another, recording, restored, snapshot
from tests.home.hands import hand


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Few files are enough to be packed."""
    monkeypatch.setattr(segments, "PACK_AT", 6)
    return World()


def old_place(mia: Side, shared: Path) -> Path:
    """Where the device wrote with which the founder began."""
    return hand(mia, shared).place.with_name(members(mia.home.memory.state())[0].keys.device)


def packed(side: Side, world: World, name: str) -> None:
    """Everything that is to last lies in a segment alone."""
    for number in range(6):
        side.home.do(Rename(f"{name} {number}"))
    side.round()
    world.pass_time(hours=25)
    side.home.flip()
    side.round()


@pytest.mark.parametrize("whose", [0, 1])
def test_a_new_device_reads_a_folder_whose_first_words_lie_in_a_segment(
    whose: int, two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    fresh = another(two[whose], tmp_path / "fresh")
    for side, name in ((mia, "Mia"), (jon, "Jon")):
        packed(side, world, name)
        kinds = [out.kind for out in side.home.store.outbox.published()]
        assert sorted(kinds) == ["segment", "status"]
    mia.round()
    fresh.round()
    assert fresh.home.memory.state() == mia.home.memory.state() == jon.home.memory.state()
    assert fresh.home.look().headline == "both_rest"
    assert fresh.home.troubles() == ()


def test_two_copies_of_a_store_leave_each_others_files_in_the_place_that_was_both_theirs(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    copy = restored(mia, snapshot(mia, tmp_path / "backup"), tmp_path / "copy")
    for number in range(4):
        mia.home.do(Rename(f"Mia {number}"))
    copy.home.do(Rename("Mimi"))
    for side in (mia, copy, jon, mia, copy):
        side.round()
    mia.home.do(Rename("Mia"))
    copy.home.do(Rename("Mia"))
    for _ in range(3):
        for side in (mia, copy, jon):
            side.round()
    place = old_place(mia, tmp_path / "shared")
    before = recording(place)
    for number in range(12):
        world.pass_time(hours=25)
        (mia, copy)[number % 2].home.do(Rename(f"Mia {number}"))
        for side in (mia, copy, jon):
            side.round()
            assert side.home.troubles() == ()
    mia.round()
    assert recording(place).keys() >= before.keys()
    assert mia.home.memory.state() == copy.home.memory.state() == jon.home.memory.state()
