"""How long nobody keeps after `kill -9` of the tray: until the window has the role, and until it tells.

The tray and the window of one home, and a partner who rests and comes back. Beside it, in the same run, what
a tray that lives takes for the same notice.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from stillhere.home.paths import paths_for
from stillhere.home.role import holder
from tests.bench.figures import spread, write_down
from tests.desktop.real_keyring import missing
from tests.journeys.people import Seat, link, seat, seat_with_keyring
from tests.waiting import until

pytestmark = [
    pytest.mark.bench,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(missing()), reason=f"{', '.join(missing())} isn't installed"),
]

KILLS = 10
#: Seconds between a notice and the next act; a double click has less.
PAUSE = 0.6


def test_from_the_trays_death_to_the_windows_notice(tmp_path: Path, artefacts: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    kept, told, lived = [], [], []
    with seat("Mia", tmp_path / "mia") as mia, seat_with_keyring("Jon", tmp_path / "jon") as (jon, _):
        link(mia.person, jon.person, shared)
        mia.start_tray()
        jon.person.start("window")
        for _ in range(KILLS):
            tray = jon.start_tray()
            until(lambda: _keeper(jon) == "tray")
            time.sleep(PAUSE)
            lived.append(_flip(mia, jon))
            time.sleep(PAUSE)
            begun = time.perf_counter()
            jon.person.kill(tray)
            until(lambda: _keeper(jon) == "window")
            kept.append((time.perf_counter() - begun) * 1000)
            told.append(_flip(mia, jon))
    lines = [
        f"kill -9 of the tray until the window keeps ({KILLS} kills)",
        f"  {spread(kept)}",
        "a partner's click until the notice",
        f"  of the window, just then   {spread(told)}",
        f"  of the tray, before        {spread(lived)}",
    ]
    write_down(artefacts, "takeover", lines)


def _keeper(of: Seat) -> str:
    found = holder(paths_for(of.person.place / "still-here", {}).role)
    return "" if found is None else found.face


def _flip(mia: Seat, jon: Seat) -> float:
    """Milliseconds from Mia's click to Jon's notice."""
    before, begun = len(jon.notifications.seen), time.perf_counter()
    mia.host.press()
    until(lambda: len(jon.notifications.seen) > before)
    return (time.perf_counter() - begun) * 1000
