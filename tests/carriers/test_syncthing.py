"""Two computers and a real carrier between them: two tray processes, two folders, two Syncthings.

Law: skipped by name only where no syncthing program is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.carriers.syncthing import PROGRAM
from tests.carriers.syncthing_pair import SyncthingPair
from tests.desktop.private_bus import until
from tests.home.couple import recording
from tests.journeys.people import Seat, link, seat

pytestmark = [
    pytest.mark.carrier,
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="the program syncthing isn't installed"),
]


@dataclass(frozen=True)
class Carried:
    """Mia and Jon at their own computers, each with a side of the folder, and the carrier in between."""

    mia: Seat
    jon: Seat
    mias: Path
    jons: Path
    carrier: SyncthingPair


def carried_over(one: Path, other: Path) -> None:
    """Waits until both folders hold the same files."""
    until(lambda: _files(one) == _files(other), seconds=60)


def _files(folder: Path) -> set[Path]:
    # A carrier gives a file its name when it is whole, so that the names are enough.
    found = (folder / "Still Here").rglob("*")
    return {path.relative_to(folder) for path in found if path.suffix in {".age", ".txt"}}


@pytest.fixture
def carried(tmp_path: Path) -> Iterator[Carried]:
    mias, jons = tmp_path / "mias", tmp_path / "jons"
    with (
        SyncthingPair(mias, jons) as carrier,
        seat("Mia", tmp_path / "mia") as mia,
        seat("Jon", tmp_path / "jon") as jon,
    ):
        link(mia.person, jon.person, mias, jons, carried=lambda: carried_over(mias, jons))
        mia.start_tray()
        jon.start_tray()
        yield Carried(mia, jon, mias, jons, carrier)


def test_clicks_meet_through_a_real_carrier_also_those_made_while_apart(carried: Carried) -> None:
    mia, jon, carrier = carried.mia, carried.jon, carried.carrier
    mia.host.press()
    jon.told("Mia is resting, still here.", seconds=60)
    assert mia.person.ask("status")["folder"]["carrier"] == "syncthing"
    carrier.apart()
    until(lambda: not carrier.equal())
    mia.host.press()
    jon.host.press()
    for each in (mia, jon):
        until(lambda each=each: each.person.ask("status")["outbox"] == 0)  # type: ignore[misc]
    assert jon.titles_of("Mia") == ["Mia is resting, still here."]
    carrier.together()
    jon.told("Mia is back. Take your time.", seconds=60)
    mia.told("Jon is resting, still here.", seconds=60)
    carried_over(carried.mias, carried.jons)
    before = recording(carried.jons / "Still Here")
    for each in (mia, jon):
        assert each.person.ask("sync")["set_aside"] == 0
    assert recording(carried.jons / "Still Here") == before
    assert jon.titles_of("Mia") == ["Mia is resting, still here.", "Mia is back. Take your time."]
    assert mia.titles_of("Jon") == ["Jon is resting, still here."]
