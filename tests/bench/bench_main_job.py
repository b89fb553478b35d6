"""The main job in milliseconds: from a click here to a file in the folder, and on to the notice there.

Two whole trays on two buses. Beside them, in the same run: what the disk alone takes to keep one file, and
the least that a Python program takes from a file to a notification. It takes a minute and a half, most of it
spent waiting between two clicks.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stillhere.demo.bus import PrivateBus
from tests.bench.figures import ratio, spread, write_down
from tests.bench.landing import Landings
from tests.desktop.fakes import FakeNotifications
from tests.journeys.people import Seat, link, seat
from tests.waiting import until

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

FLIPS = 200
#: Seconds between a notice and the next click. Clicks are rare: nothing of the one before is under way, nor
#: are its events gathered any longer (`watch.GATHER_SECONDS`).
PAUSE = (0.25, 0.35)


def test_from_a_click_to_the_notice(tmp_path: Path, artefacts: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with seat("Mia", tmp_path / "mia") as mia, seat("Jon", tmp_path / "jon") as jon:
        link(mia.person, jon.person, shared)
        place = _place(mia, shared)
        mia.start_tray()
        jon.start_tray()
        published, told, floor = _flips(mia, jon, place, tmp_path)
    bare = _bare(tmp_path)
    lines = [f"click until the file lies whole ({FLIPS} clicks)"]
    lines += [f"  ours     {spread(published)}"]
    lines += [f"  the disk {spread(floor)}   one file written and kept"]
    lines += [f"  ratio    {ratio(published, floor)}"]
    lines += ["file until the notification is on the bus"]
    lines += [f"  ours     {spread(told)}"]
    lines += [f"  bare     {spread(bare)}   it says that a file came, and no more"]
    lines += [f"  ratio    {ratio(told, bare)}"]
    write_down(artefacts, "main-job", lines)


def _place(mia: Seat, shared: Path) -> Path:
    """The directory of Mia's device: the one that a word of hers changes."""
    before = {path: path.stat().st_mtime_ns for path in (shared / "Still Here" / "v1").glob("*/*")}
    mia.person.ask("rest")
    (found,) = [path for path, then in before.items() if path.stat().st_mtime_ns != then]
    return found


def _flips(mia: Seat, jon: Seat, place: Path, tmp_path: Path) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds from each click to its file, on to the notice, and what the disk takes for one file."""
    jon.told("Mia is resting, still here.")
    flip = mia.host.find("I’m back").number
    pauses = random.Random(1)
    published, told, floor = [], [], []
    with Landings(place) as landings:
        for number in range(1, FLIPS + 1):
            time.sleep(pauses.uniform(*PAUSE))
            floor.append(_kept(tmp_path / "floor"))
            begun = time.perf_counter()
            mia.host.click(flip)
            until(lambda number=number: len(landings.seen) >= number and len(jon.notifications.seen) > number)  # type: ignore[misc]
            published.append((landings.seen[number - 1] - begun) * 1000)
            told.append((jon.notifications.seen[number].at - landings.seen[number - 1]) * 1000)
    return published, told, floor


def _kept(place: Path) -> float:
    """Milliseconds that the disk takes to keep one small file and its name."""
    place.mkdir(exist_ok=True)
    begun = time.perf_counter()
    temporary = place / "temporary"
    with temporary.open("wb") as file:
        file.write(bytes(700))
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(place / "file")
    handle = os.open(place, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return (time.perf_counter() - begun) * 1000


def _bare(tmp_path: Path) -> list[float]:
    """Milliseconds from a file to a notification, for a program that does no more than that."""
    place = tmp_path / "bare"
    place.mkdir()
    taken = []
    with PrivateBus() as bus, FakeNotifications(bus) as notifications, Landings(place) as landings:
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        command = [sys.executable, "-m", "tests.bench.bare_watch", str(place)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as program:
            try:
                assert program.stdout is not None
                assert program.stdout.readline() == b"ready\n"
                for number in range(1, FLIPS + 1):
                    (place / ".temporary").write_bytes(bytes(700))
                    (place / ".temporary").rename(place / str(number))
                    until(lambda number=number: len(notifications.seen) >= number)  # type: ignore[misc]
                    taken.append((notifications.seen[number - 1].at - landings.seen[number - 1]) * 1000)
                    time.sleep(0.02)
            finally:
                program.terminate()
    return taken
