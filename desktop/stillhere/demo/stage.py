"""Where the demo plays: on the screen that is there, or on two desktops without one."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from stillhere.demo import desktop as desktops
from stillhere.demo.couple import Person, link
from stillhere.demo.desktop import RealDesktop
from stillhere.demo.story import Story
from stillhere.demo.telling import PATIENCE, NotSeen, step
from stillhere.window.app import HALF
from stillhere.words import say

#: Room for the window with the panel above it, in pixels.
SIZE = (1100, 800)

#: Debian's packages with the programs of a desktop without a screen.
PACKAGES = "xvfb dbus openbox xfce4-panel dunst xdotool imagemagick systemd"


def play(*, no_screen: bool, pictures: str | None) -> int:
    """Plays the story once: 0 when every step was seen, 3 when one was not or programs are missing.

    Ctrl-C and the system's word end it at any step, with all that it started and laid down. Raises
    `KeyboardInterrupt` where a step was still to come.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    screen = not no_screen and has_screen()
    if not screen and (missing := desktops.missing()):
        print(say("demo.missing", programs=", ".join(missing), packages=PACKAGES), file=sys.stderr)
        return 3
    place = Path(tempfile.mkdtemp(prefix="still-here-demo-"))
    folder = Path(pictures).expanduser() if pictures else Path.cwd() / "still-here-demo"
    print(say("demo.hello"))
    print(say("demo.place", place=place), flush=True)
    try:
        if screen:
            _on_screen(place)
        else:
            _without_screen(place, folder)
    except NotSeen as missed:
        print(say("demo.not_seen", step=missed, seconds=int(PATIENCE), place=place), file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        shutil.rmtree(place)
        raise
    shutil.rmtree(place)
    print(say("demo.goodbye"))
    return 0


def has_screen() -> bool:
    """Whether there is a screen to show anything on."""
    return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _on_screen(place: Path) -> None:
    with ExitStack() as stack:
        # Side by side; what their trays open, too.
        mia = _person(stack, "Mia", place, {**os.environ, HALF: "left"})
        jon = _person(stack, "Jon", place, {**os.environ, HALF: "right"})
        shared = place / "shared"
        shared.mkdir()
        with step("demo.linked"):
            link(mia, jon, shared)
        Story(mia, jon, shared).on_screen()


def _without_screen(place: Path, pictures: Path) -> None:
    with ExitStack() as stack:
        with step("demo.desktops"):
            mias, jons = (stack.enter_context(RealDesktop(size=SIZE)) for _ in range(2))
        mia = _person(stack, "Mia", place, mias.environment)
        jon = _person(stack, "Jon", place, jons.environment)
        shared = place / "shared"
        shared.mkdir()
        with step("demo.linked"):
            link(mia, jon, shared)
        pictures.mkdir(parents=True, exist_ok=True)
        Story(mia, jon, shared).without_screen(mias, jons, pictures)


def _person(stack: ExitStack, name: str, place: Path, environment: dict[str, str]) -> Person:
    person = Person(name, place / name.lower(), environment)
    person.prepare()
    stack.callback(person.end)
    return person
