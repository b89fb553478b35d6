"""Before the computer sleeps it is told, once, and only by the one whose word it is."""

from __future__ import annotations

import threading
from typing import Any

from stillhere.notify.sleeping import Sleeping
from tests.desktop.fakes import Service
from tests.desktop.private_bus import PrivateBus, until


class FakeLogin(Service):
    """The system's login service, as far as it tells of sleep."""

    name = "org.freedesktop.login1"
    path = "/org/freedesktop/login1"

    def __init__(self, bus: PrivateBus) -> None:
        super().__init__(bus)
        self.interface = "org.freedesktop.login1.Manager"

    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        return None


def listening(bus: PrivateBus, told: list[bool]) -> Sleeping:
    sleeping = Sleeping(lambda: told.append(True), {"DBUS_SYSTEM_BUS_ADDRESS": bus.address})
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
    sleeping = Sleeping(list, {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere/at/all"})
    sleeping.start()
    sleeping.stop()
    assert not any(thread.name == "sleep" for thread in threading.enumerate())
