"""Sleep on Windows and macOS, at their border: both tell before it, and it waits within a bound.

Neither is run here: their libraries are stood in for, and call as each system documents it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stillhere.notify.sleep.hearing import heard, listener
from stillhere.notify.sleep.linux import LoginSleep
from stillhere.notify.sleep.macos import MacSleep
from stillhere.notify.sleep.windows import DEVICE_NOTIFY_CALLBACK, WindowsSleep
from tests.desktop.power import Mac, Power, Powrprof
from tests.waiting import until

#: Longer than any test: whoever waits for it waits for something else.
_LONG = 1000.0


@pytest.fixture(params=[Powrprof, Mac], ids=["windows", "macos"])
def power(request: pytest.FixtureRequest) -> Power:
    made: Power = request.param()
    return made


class Listening:
    """A listener, and what it said."""

    def __init__(self, power: Power) -> None:
        self.power = power
        self.told: list[str] = []
        self.noted: list[str] = []
        self.sleep: Any = None

    def start(self, patience: float = _LONG, tell: Callable[[], object] | None = None) -> None:
        told = tell or (lambda: self.told.append(threading.current_thread().name))
        self.sleep = self.power.listener(told, self.noted.append, patience)
        self.sleep.start()


@pytest.fixture
def listening(power: Power) -> Iterator[Listening]:
    made = Listening(power)
    yield made
    made.sleep.stop()
    assert power.held == set()
    assert not any(thread.name == "sleep" for thread in threading.enumerate())


def test_sleep_is_told_and_waits_until_all_is_done(listening: Listening) -> None:
    listening.start()
    for nights in range(2):
        listening.power.sleeps()
        until(lambda: len(listening.told) > listening.power.slept)
        assert listening.power.slept == nights, "it waits for who was told"
        listening.sleep.done()
        until(lambda: listening.power.slept == len(listening.told))
        listening.power.wakes()
    assert threading.current_thread().name not in listening.told
    assert (len(listening.told), listening.noted) == (2, [])


def test_sleep_waits_no_longer_than_its_bound(listening: Listening) -> None:
    listening.start(patience=0.01)
    listening.power.sleeps()
    until(lambda: listening.power.slept == 1)
    until(lambda: len(listening.told) == 1)


def test_what_is_done_after_its_bound_does_not_shorten_the_next_sleep(listening: Listening) -> None:
    listening.start()
    listening.sleep.done()
    listening.power.sleeps()
    until(lambda: listening.told)
    assert listening.power.slept == 0
    listening.sleep.done()
    until(lambda: listening.power.slept == 1)


def test_waking_is_not_told(listening: Listening) -> None:
    listening.start()
    listening.power.wakes()
    assert listening.told == []


def test_who_stops_lets_go_what_waits(listening: Listening) -> None:
    listening.start()
    listening.power.sleeps()
    until(lambda: listening.told)
    listening.sleep.stop()
    until(lambda: listening.power.slept == 1)
    assert listening.power.held == set()
    listening.sleep.done()
    listening.sleep.stop()


def test_a_fault_of_ours_keeps_nothing_awake(listening: Listening) -> None:
    def fault() -> None:
        listening.told.append("fault")
        raise RuntimeError("the window is gone")

    listening.start(tell=fault)
    listening.power.sleeps()
    until(lambda: listening.power.slept == 1)
    until(lambda: (listening.told, listening.noted) == (["fault"], ["sleep.fault"]))


def test_where_the_system_refuses_nothing_is_told(listening: Listening) -> None:
    listening.power.refuses = True
    listening.start()
    until(lambda: listening.noted)
    listening.sleep.done()
    assert (listening.told, listening.noted) == ([], ["sleep.refused"])


def test_where_a_call_is_missing_nothing_is_told(listening: Listening) -> None:
    listening.power.lose()
    listening.start()
    assert listening.noted == ["sleep.no_library"]


@pytest.mark.parametrize("kind", [WindowsSleep, MacSleep])
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="here one of the libraries is there")
def test_where_the_library_is_missing_nothing_is_told(kind: Any) -> None:
    noted: list[str] = []
    sleep = kind(lambda: None, noted.append)
    sleep.start()
    sleep.done()
    sleep.stop()
    assert noted == ["sleep.no_library"]


def test_windows_is_asked_for_a_call() -> None:
    power = Powrprof()
    sleep = power.listener(lambda: None, print, _LONG)
    sleep.start()
    sleep.stop()
    assert power.flags == [DEVICE_NOTIFY_CALLBACK]


class TestMac:
    """What macOS alone has."""

    def test_what_only_asks_is_allowed_at_once_and_told_to_nobody(self) -> None:
        power, told = Mac(), list[bool]()
        sleep = power.listener(lambda: told.append(True), print, _LONG)
        sleep.start()
        name = power.asks()
        until(lambda: power.allowed == [name])
        sleep.stop()
        assert told == []

    def test_it_stops_even_before_its_loop_runs(self) -> None:
        power, runs, may_run = Mac(), threading.Event(), threading.Event()

        def before() -> None:
            runs.set()
            may_run.wait()

        power.before = before
        sleep = power.listener(lambda: None, print, _LONG)
        sleep.start()
        runs.wait()
        stopping = threading.Thread(target=sleep.stop)
        stopping.start()
        until(lambda: power._signalled)
        may_run.set()
        stopping.join()
        assert power.held == set()


@pytest.mark.parametrize(
    ("platform", "kind"),
    [("win32", WindowsSleep), ("darwin", MacSleep), ("linux", LoginSleep), ("freebsd14", type(None))],
)
def test_each_system_has_its_own(platform: str, kind: type) -> None:
    assert type(listener(lambda: None, print, platform)) is kind


def test_no_more_is_said_of_sleep_than_is_known(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    table = [
        ("linux", tmp_path, "seen"), ("linux", nowhere, "no"), ("win32", nowhere, "untried"),
        ("darwin", nowhere, "untried"), ("freebsd14", tmp_path, "no"),
    ]  # fmt: skip
    assert [heard(platform, seats) for platform, seats, _ in table] == [known for *_, known in table]
