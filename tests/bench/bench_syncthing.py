"""A click here, a notice there, with two real Syncthings in between: with the nudge, and without.

Two trays, two folders, and Syncthing's own defaults for its watcher, which gathers changes for ten seconds.
All on one machine, over its loopback: a network between two computers adds its own way.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.figures import ratio, spread, write_down
from tests.carriers.carried import Carried, carried
from tests.carriers.syncthing import PROGRAM
from tests.carriers.syncthing_pair import OWN_DELAY

pytestmark = [
    pytest.mark.bench,
    pytest.mark.timeout(900),
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="the program syncthing isn't installed"),
]

WITH, WITHOUT = 60, 6


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Carried]:
    with carried(tmp_path, delay=OWN_DELAY) as found:
        yield found


def test_from_a_click_here_to_the_notice_there(two: Carried, artefacts: Path) -> None:
    two.mia.person.ask("settings", "--set", "nudge=yes")
    nudged = _flips(two, WITH)
    two.mia.person.ask("settings", "--set", "nudge=no")
    alone = _flips(two, WITHOUT)
    lines = ["click here until the notification there, through two Syncthings as they are by default"]
    lines += [f"  with the nudge    {spread(nudged)}   ({WITH} clicks)"]
    lines += [f"  without the nudge {spread(alone)}   ({WITHOUT} clicks)"]
    lines += [f"  ratio             {ratio(nudged, alone)}"]
    write_down(artefacts, "syncthing", lines)


def _flips(two: Carried, clicks: int) -> list[float]:
    """Milliseconds from each click of Mia's to the notice at Jon's."""
    taken, pauses = [], random.Random(1)
    for _ in range(clicks):
        time.sleep(pauses.uniform(1.0, 2.0))  # clicks are rare: nothing of the one before is under way
        told = len(two.jon.notifications.seen)
        begun = time.perf_counter()
        two.mia.host.press()
        taken.append((_told_at(two, told) - begun) * 1000)
    return taken


def _told_at(two: Carried, before: int) -> float:
    until = time.monotonic() + 120
    while len(two.jon.notifications.seen) <= before:
        assert time.monotonic() < until, "the notice didn't come"
        time.sleep(0.002)
    return two.jon.notifications.seen[before].at
