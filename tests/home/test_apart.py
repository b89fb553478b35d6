"""What is for one person alone is written nowhere inside the shared folder, by whichever name."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.home.apart import must_lie_apart
from stillhere.home.errors import HomeError
from stillhere.home.rooms.exporting import Exporting
from stillhere.home.rooms.kits import Kits
from tests.home.couple import Side, recording


@pytest.mark.parametrize("place", ["both", "both/mine", "both/not/yet", "link", "link/mine", "a/../both"])
def test_nothing_of_ones_own_goes_into_the_shared_folder(place: str, tmp_path: Path) -> None:
    shared = tmp_path / "both"
    shared.mkdir()
    (tmp_path / "link").symlink_to(shared)
    with pytest.raises(HomeError, match="inside_shared"):
        must_lie_apart(tmp_path / place, shared)
    # Its own name may be a link, too, as where a drive is mounted.
    with pytest.raises(HomeError, match="inside_shared"):
        must_lie_apart(tmp_path / place, tmp_path / "link")


@pytest.mark.parametrize("place", ["", "mine", "both2", "both.txt", "a/both"])
def test_beside_it_is_ones_own(place: str, tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    must_lie_apart(tmp_path / place, tmp_path / "both")
    must_lie_apart(tmp_path / "both", None)


def test_a_folder_that_is_away_is_known_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="inside_shared"):
        must_lie_apart(tmp_path / "away" / "mine", tmp_path / "away")
    must_lie_apart(tmp_path / "mine", tmp_path / "away")


def test_no_kit_and_no_export_goes_there(tmp_path: Path, two: tuple[Side, Side]) -> None:
    mia, _ = two
    shared = tmp_path / "shared"
    before, state = recording(shared), mia.home.memory.state()
    with pytest.raises(HomeError, match="inside_shared"):
        Kits(mia.home).write(shared / "kit.txt")
    with pytest.raises(HomeError, match="inside_shared"):
        Exporting(mia.home).must_lie_apart(shared / "Still Here")
    assert (recording(shared), mia.home.memory.state()) == (before, state)
    assert not Kits(mia.home).there()
