"""Before the computer sleeps it is told, once, and only by the one whose word it is; sleep waits for it."""

from __future__ import annotations

import threading

from stillhere.demo.bus import PrivateBus
from stillhere.notify.sleep.linux import LoginSleep
from stillhere.words import say
from tests.desktop.login import FakeLogin
from tests.waiting import until


def listening(bus: PrivateBus, told: list[bool]) -> LoginSleep:
    sleeping = LoginSleep(lambda: told.append(True), {"DBUS_SYSTEM_BUS_ADDRESS": bus.address})
    sleeping.start()
    return sleeping


def test_going_to_sleep_is_told_and_waking_is_not(bus: PrivateBus) -> None:
    told: list[bool] = []
    with FakeLogin(bus) as login:
        sleeping = listening(bus, told)
        until(lambda: any(followed.owner for followed in sleeping._bus._followed))
        login.emit("PrepareForSleep", "b", False)
        login.emit("PrepareForShutdown", "b", True)
        login.emit("PrepareForSleep", "b", True)
        until(lambda: told)
        sleeping.stop()
    assert told == [True]


def test_sleep_waits_until_it_is_said_that_all_is_done(bus: PrivateBus) -> None:
    told: list[bool] = []
    with FakeLogin(bus) as login:
        sleeping = listening(bus, told)
        until(lambda: login.waiting)
        assert login.inhibited == [("sleep", "Still Here", say("sleep.why"), "delay")]
        login.emit("PrepareForSleep", "b", True)
        until(lambda: told)
        assert login.waiting, "it waits for who was told"
        sleeping.done()
        until(lambda: not login.waiting)
        login.emit("PrepareForSleep", "b", False)
        until(lambda: login.waiting)
        assert len(login.inhibited) == 2, "awake, it waits for the next sleep"
        sleeping.stop()
        until(lambda: not login.waiting)


def test_sleep_is_told_where_nobody_may_delay_it(bus: PrivateBus) -> None:
    told: list[bool] = []
    with FakeLogin(bus, refuses=True) as login:
        sleeping = listening(bus, told)
        until(lambda: "Inhibit" in login.asked)
        login.emit("PrepareForSleep", "b", True)
        until(lambda: told)
        sleeping.done()
        sleeping.stop()
    assert told == [True]


def test_another_program_tells_nothing(bus: PrivateBus) -> None:
    told: list[bool] = []

    class Stranger(FakeLogin):
        name = "org.example.Stranger"

    with FakeLogin(bus), Stranger(bus) as stranger:
        sleeping = listening(bus, told)
        until(lambda: any(followed.owner for followed in sleeping._bus._followed))
        stranger.emit("PrepareForSleep", "b", True)
        sleeping.stop()
    assert told == []


def test_without_such_a_bus_nothing_happens() -> None:
    sleeping = LoginSleep(list, {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere/at/all"})
    sleeping.start()
    sleeping.stop()
    assert not any(thread.name == "sleep" for thread in threading.enumerate())
