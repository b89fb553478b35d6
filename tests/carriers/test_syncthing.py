"""Two computers and a real carrier between them: two tray processes, two folders, two Syncthings.

Law: skipped by name only where no syncthing program is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.carriers.carried import Carried, carried, carry_over
from tests.carriers.loopback import addresses_of
from tests.carriers.syncthing import PROGRAM
from tests.home.couple import recording
from tests.waiting import until

pytestmark = [
    pytest.mark.carrier,
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="the program syncthing isn't installed"),
]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Carried]:
    with carried(tmp_path) as found:
        yield found


def test_clicks_meet_through_a_real_carrier_also_those_made_while_apart(two: Carried) -> None:
    mia, jon, carrier = two.mia, two.jon, two.carrier
    mia.host.press()
    jon.told("Mia is resting, still here.")
    assert mia.person.ask("status")["folder"]["carrier"] == "syncthing"
    carrier.apart()
    until(lambda: not carrier.equal())
    mia.host.press()
    jon.host.press()
    for each in (mia, jon):
        until(lambda each=each: each.person.ask("status")["outbox"] == 0)  # type: ignore[misc]
    assert jon.titles_of("Mia") == ["Mia is resting, still here."]
    carrier.together()
    jon.told("Mia is back. Take your time.")
    mia.told("Jon is resting, still here.")
    # Neither tray has a door to any other computer, or to any port of this one.
    assert [addresses_of(seat.person.running[0].pid) for seat in (mia, jon)] == [set(), set()]
    carry_over(carrier, two.mias, two.jons)
    before = recording(two.jons / "Still Here")
    for each in (mia, jon):
        assert each.person.ask("sync")["set_aside"] == 0
    assert recording(two.jons / "Still Here") == before
    assert jon.titles_of("Mia") == ["Mia is resting, still here.", "Mia is back. Take your time."]
    assert mia.titles_of("Jon") == ["Jon is resting, still here."]
