"""The nudge through real Syncthings: what they gather for an hour by themselves arrives at once.

Law: skipped by name only where no syncthing program is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.carriers.carried import Carried, carried
from tests.carriers.syncthing import PROGRAM

pytestmark = [
    pytest.mark.carrier,
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="the program syncthing isn't installed"),
]

HOUR = 3600.0


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Carried]:
    with carried(tmp_path, delay=HOUR) as found:
        yield found


def test_what_syncthing_would_gather_for_an_hour_arrives_with_the_nudge(two: Carried) -> None:
    mia, jon = two.mia, two.jon
    assert _nudge(mia.person.ask("doctor"))["what"] == "off"
    mia.person.ask("settings", "--set", "nudge=yes")
    assert _nudge(mia.person.ask("doctor"))["what"] == "ok"
    mia.host.press()
    jon.told("Mia is resting, still here.")
    mia.person.ask("back")
    jon.told("Mia is back. Take your time.")
    # A command that ends at once has asked before it ends.
    jon.person.ask("settings", "--set", "nudge=yes")
    jon.person.end(jon.person.running[0])
    jon.person.ask("rest")
    mia.told("Jon is resting, still here.")
    log = two.mia.person.place / "still-here" / "log" / "stillhere.log"
    assert not log.exists() or "nudge" not in log.read_text("utf-8")


def _nudge(document: Any) -> Any:
    return next(each for each in document["checks"] if each["name"] == "nudge")
