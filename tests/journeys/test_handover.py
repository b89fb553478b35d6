"""Whoever keeps may die: another face takes the role, and nothing is told twice.

Law: waits are limits for what is broken; what is told is compared as a whole list.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stillhere.home.paths import paths_for
from stillhere.home.role import holder
from tests.desktop.real_keyring import missing
from tests.journeys.people import Pair, Person, link, seat, seat_with_keyring
from tests.waiting import LIMIT, until

RESTS, BACK = "Mia is resting, still here.", "Mia is back. Take your time."


def _keeper(person: Person) -> str:
    found = holder(paths_for(person.place / "still-here", {}).role)
    return "" if found is None else found.face


def _watched(person: Person) -> list[str]:
    """What `watch` printed so far, of what it was told."""
    lines = (person.place / "watch.log").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.startswith("{")]


def test_watch_keeps_on_when_the_tray_is_killed(linked: Pair) -> None:
    mia, jon, _ = linked
    mia.start_tray()
    tray = jon.start_tray()
    until(lambda: _keeper(jon.person) == "tray")
    jon.person.start("watch")
    until(lambda: (jon.person.place / "watch.log").stat().st_size > 0)
    mia.host.press()
    jon.told(RESTS)
    until(lambda: _watched(jon.person) == [RESTS])
    jon.person.kill(tray)
    until(lambda: _keeper(jon.person) == "watch")
    mia.host.click("I’m back")
    until(lambda: len(_watched(jon.person)) > 1)
    jon.start_tray()
    until(lambda: _keeper(jon.person) == "tray")
    mia.host.press()
    jon.told(RESTS, times=2)
    until(lambda: len(_watched(jon.person)) > 2)
    assert _watched(jon.person) == [RESTS, BACK, RESTS]
    assert jon.titles() == [RESTS, RESTS]


@pytest.mark.skipif(bool(missing()), reason=f"{', '.join(missing())} isn't installed")
def test_the_window_keeps_on_when_the_tray_is_killed(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with seat("Mia", tmp_path / "mia") as mia, seat_with_keyring("Jon", tmp_path / "jon") as (jon, _):
        link(mia.person, jon.person, shared)
        mia.start_tray()
        tray = jon.start_tray()
        until(lambda: _keeper(jon.person) == "tray")
        jon.person.start("window")
        mia.host.press()
        jon.told(RESTS)
        jon.person.kill(tray)
        until(lambda: _keeper(jon.person) == "window")
        mia.host.click("I’m back")
        jon.told(BACK)
        jon.start_tray()
        until(lambda: _keeper(jon.person) == "tray")
        mia.host.press()
        jon.told(RESTS, times=2)
        assert jon.titles() == [RESTS, BACK, RESTS]


def test_a_tray_that_is_killed_and_started_again_repeats_nothing(linked: Pair) -> None:
    mia, jon, _ = linked
    mia.start_tray()

    def say(click: Callable[[], object], state: str) -> None:
        def said() -> bool:
            status = mia.person.ask("status")
            return (status["me"]["state"], status["outbox"]) == (state, 0)

        click()
        until(said)

    for rests in range(3):
        # Said before it is started: or else it may begin in time to tell that Mia is back, too.
        say(mia.host.press, "resting")
        tray = jon.start_tray()
        jon.told(RESTS, times=rests + 1)
        jon.person.kill(tray)
        say(lambda: mia.host.click("I’m back"), "here")
    jon.start_tray()
    jon.told(BACK)
    assert jon.titles() == [RESTS] * 3 + [BACK]


def test_a_second_tray_opens_the_window_and_a_third_brings_it_forward(linked: Pair) -> None:
    mia, _, _ = linked
    tray = mia.start_tray()
    window = mia.person.start("tray")
    until((paths_for(mia.person.place / "still-here", {}).data / "window" / "lock").exists)
    assert mia.person.start("tray").wait(LIMIT) == 0
    assert (tray.poll(), window.poll()) == (None, None)
    assert len(mia.host.registered) == 1
