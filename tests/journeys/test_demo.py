"""The demo, as whoever has just got a copy plays it: without a screen from end to end, and on a screen.

Law: what it tells is what was seen; it leaves its pictures and nothing else, and needs no keyring.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from stillhere.cli import INTERRUPTED
from stillhere.demo import desktop as desktops
from stillhere.demo.desktop import RealDesktop
from stillhere.demo.layout import PANEL
from stillhere.words import say
from tests.waiting import LIMIT, until

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktops.missing()), reason=f"not installed: {', '.join(desktops.missing())}"),
]

DEMO = (sys.executable, "-m", "stillhere", "demo")
RESTING = "Mia is resting, still here."
STORY = [
    say("demo.desktops"),
    say("demo.linked"),
    say("demo.tray", name="Mia"),
    say("demo.tray", name="Jon"),
    say("demo.rest", told=RESTING),
    say("demo.details"),
    say("demo.windows"),
    say("demo.untouched"),
    say("demo.knock", told="Jon is here too. No reply needed."),
    say("demo.back", told="Mia is back. Take your time."),
]
PICTURES = {"icon-jon-both-here", "icon-mia-resting", "icon-jon-mia-resting", "window-mia", "window-jon"}


def steps(lines: list[str]) -> list[str]:
    """What was told with the time that it took."""
    return [found[1] for line in lines if (found := re.fullmatch(r" *\d+ ms  (.*)", line))]


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Where the demo lays everything down. A socket's path is short, and so is this one's."""
    with tempfile.TemporaryDirectory(prefix="demo-") as place:
        yield Path(place)


def test_without_a_screen_each_step_is_told_with_its_time_and_the_pictures_stay(
    tmp_path: Path, own_places: Path, scratch: Path
) -> None:
    done = subprocess.run(
        [*DEMO, "--pictures", str(tmp_path / "pictures")],
        capture_output=True,
        text=True,
        timeout=2 * LIMIT,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert steps(done.stdout.splitlines()) == STORY
    pictures = {path.stem: path for path in (tmp_path / "pictures").iterdir()}
    assert set(pictures) == PICTURES
    seen = set()
    for path in pictures.values():
        with Image.open(path) as image:
            assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 10, path.stem
            seen.add(image.tobytes())
    assert len(seen) == len(PICTURES)
    assert list(tmp_path.iterdir()) == [tmp_path / "pictures"]
    assert [path for path in own_places.rglob("*") if path.is_file()] == []
    assert list(scratch.iterdir()) == []


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """What is started hears Ctrl-C, even where a shell runs the tests behind it and keeps that from them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("size", "ends"), [((1920, 1080), signal.SIGINT), ((1366, 768), signal.SIGTERM)], ids=["wide", "small"]
)
def test_on_a_screen_both_have_an_icon_and_a_window_side_by_side_until_it_is_ended(
    scratch: Path, artefacts: Path, size: tuple[int, int], ends: signal.Signals
) -> None:
    with RealDesktop(size=size) as desktop:
        desktop.environment["TMPDIR"] = str(scratch)
        empty = desktop.wait_until_still()
        demo = desktop.start(*DEMO)
        until(lambda: say("demo.yours") in demo.said())
        until(lambda: _windows(desktop) == 2)
        desktop.wait_for_change(empty)
        desktop.wait_until_still()
        desktop.screenshot(artefacts / f"demo-on-a-screen-{size[0]}.png")
        _side_by_side(desktop)
        assert steps(demo.said()) == [
            say("demo.linked"), say("demo.trays"), say("demo.rests", told=RESTING),
        ]  # fmt: skip
        assert _icons(desktop) == 2
        assert [told.title for told in desktop.notifications()] == [RESTING]
        demo.process.send_signal(ends)
        assert demo.process.wait(LIMIT) == 0
        assert demo.said()[-1] == say("demo.goodbye")
        until(lambda: _windows(desktop) == 0)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM])
def test_ended_in_the_midst_of_it_nothing_is_left(scratch: Path, ends: signal.Signals) -> None:
    with RealDesktop(panel=False) as desktop:
        desktop.environment["TMPDIR"] = str(scratch)
        demo = desktop.start(*DEMO)
        until(lambda: any(path.parent.name == "shared" for path in scratch.rglob("*")))
        demo.process.send_signal(ends)
        assert demo.process.wait(LIMIT) == INTERRUPTED
        assert say("demo.yours") not in demo.said()
    assert list(scratch.iterdir()) == []


def test_on_a_screen_without_a_panel_no_icon_is_promised() -> None:
    with RealDesktop(panel=False) as desktop:
        demo = desktop.start(*DEMO)
        until(lambda: say("demo.yours") in demo.said())
        assert say("demo.no_panel") in steps(demo.said())
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(LIMIT) == 0


def _windows(desktop: RealDesktop) -> int:
    return len(_shown(desktop))


def _shown(desktop: RealDesktop) -> list[str]:
    """The windows on the screen, as the X server numbers them."""
    return desktop.ask("xdotool", "search", "--onlyvisible", "--class", "stillhere").split()


def _side_by_side(desktop: RealDesktop) -> None:
    """Neither window covers the other or leaves the screen."""
    boxes = sorted(_box(desktop, window) for window in _shown(desktop))
    (left, top, end, bottom), (begin, other_top, right, other_bottom) = boxes
    assert 0 <= left < end <= begin < right <= desktop.size[0], boxes
    assert PANEL < min(top, other_top) < max(bottom, other_bottom) <= desktop.size[1], boxes


def _box(desktop: RealDesktop, window: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a window, without the frame around it."""
    told = desktop.ask("xdotool", "getwindowgeometry", "--shell", window).split()
    here = {name: int(value) for name, _, value in (line.partition("=") for line in told)}
    return here["X"], here["Y"], here["X"] + here["WIDTH"], here["Y"] + here["HEIGHT"]


def _icons(desktop: RealDesktop) -> int:
    """How many icons the panel was given."""
    watcher = "org.kde.StatusNotifierWatcher"
    asked = ("--user", "get-property", watcher, "/StatusNotifierWatcher", watcher)
    return desktop.ask("busctl", *asked, "RegisteredStatusNotifierItems").count("/StatusNotifierItem")
