"""The main job on two Wayland sessions without a screen: each of the two has a compositor of their own.

weston has no panel: a host and a notification server of the tests stand on each session's bus.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from stillhere.demo import desktop as desktops
from stillhere.tray.icon import QUIET
from tests.desktop import real_wayland
from tests.desktop.real_wayland import RealWayland
from tests.home.couple import recording
from tests.journeys.people import Pair, Person, copy_of, seat
from tests.waiting import until

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(
        bool(desktops.missing(real_wayland.NEEDED)),
        reason=f"not installed: {', '.join(desktops.missing(real_wayland.NEEDED))}",
    ),
]

RESTING, BACK = "Mia is resting, still here.", "Mia is back. Take your time."
OWN_RESTING, BOTH_HERE = "You are resting. Nothing else is needed.", "You are both here."


@pytest.fixture
def pair(linked_once: Path, tmp_path: Path) -> Iterator[Pair]:
    """Mia and Jon, linked, each in a Wayland session, with their trays."""
    shared = tmp_path / "shared"
    copy_of(linked_once, tmp_path, shared)
    with ExitStack() as stack:
        seats = []
        for name in ("Mia", "Jon"):
            desktop = stack.enter_context(RealWayland())
            socket = Path(desktop.environment["XDG_RUNTIME_DIR"]) / desktop.environment["WAYLAND_DISPLAY"]
            session = {
                "DISPLAY": None,
                "QT_QPA_PLATFORM": "wayland",
                "WAYLAND_DISPLAY": str(socket),
                "XDG_SESSION_TYPE": "wayland",
            }
            seats.append(stack.enter_context(seat(name, tmp_path / name.lower(), session)))
        for each in seats:
            each.start_tray()
        yield Pair(seats[0], seats[1], shared)


def test_one_click_here_is_one_gentle_notice_there(pair: Pair) -> None:
    mia, jon, _ = pair
    here = {size: (mia.host.pixmap(size), jon.host.pixmap(size)) for size in (16, 22, 32, 64)}
    assert jon.host.tooltip()[0] == BOTH_HERE

    mia.host.press()
    note = jon.told(RESTING)
    assert (note.body, jon.titles()) == ("", [RESTING])
    mia.told(OWN_RESTING)
    assert mia.titles() == [OWN_RESTING]
    until(lambda: jon.host.tooltip()[0] == RESTING)
    until(lambda: mia.host.tooltip()[0] == OWN_RESTING)
    for size, (mias, jons) in here.items():
        assert mia.host.pixmap(size) != mias
        assert jon.host.pixmap(size) != jons
    assert mia.host.pixmap(32) != jon.host.pixmap(32)
    assert jon.person.ask("status")["partner"]["state"] == "resting"

    time.sleep(2 * QUIET)  # all of that can be over so soon that a second press would be a double click
    mia.host.press()
    jon.told(BACK)
    until(lambda: jon.host.tooltip()[0] == BOTH_HERE)
    assert jon.titles() == [RESTING, BACK]
    until(lambda: {size: (mia.host.pixmap(size), jon.host.pixmap(size)) for size in here} == here)


def test_who_was_told_reads_more_in_a_window_of_this_session(pair: Pair) -> None:
    mia, jon, shared = pair
    mia.host.press()
    note = jon.told(RESTING)
    before = recording(shared)
    jon.notifications.click_body(note.number)
    until(lambda: any(map(_on_wayland, _windows(jon.person))))
    assert recording(shared) == before
    assert jon.titles() == [RESTING]


def _windows(person: Person) -> list[Path]:
    """The processes of a person's window that were opened on Today, below ``/proc``."""
    mark = f"STILLHERE_HOME={person.environment['STILLHERE_HOME']}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environ, words = (process / "environ").read_bytes(), (process / "cmdline").read_bytes()
        except OSError:
            continue  # it ended a moment ago, or is another user's
        if mark in environ.split(b"\0") and words.endswith(b"\0window\0today\0"):
            found.append(process)
    return found


def _on_wayland(process: Path) -> bool:
    """Whether Qt speaks Wayland in it, and no other system of windows."""
    try:
        loaded = (process / "maps").read_text("utf-8", "replace")
    except OSError:
        return False
    return "WaylandClient" in loaded and "libqxcb" not in loaded
