"""Which tray each desktop gets, as a table; and the facts, gathered from buses of the test's own."""

from __future__ import annotations

import sys

import pytest

from stillhere.demo.bus import PrivateBus
from stillhere.tray.facts import gather, session, xembed_tray
from stillhere.tray.platforms import Facts, Tray, choose
from tests.desktop.fakes import FakeHost

TABLE = [
    (Facts("linux", "x11", bus=True, watcher=True, host=True), Tray.STATUS_NOTIFIER),
    (Facts("linux", "x11", bus=True, watcher=True, host=True, xembed=True), Tray.STATUS_NOTIFIER),
    (Facts("linux", "wayland", bus=True, watcher=True, host=True), Tray.STATUS_NOTIFIER),
    (Facts("linux", "none", bus=True, watcher=True, host=True), Tray.STATUS_NOTIFIER),
    (Facts("freebsd14", "x11", bus=True, watcher=True, host=True), Tray.STATUS_NOTIFIER),
    (Facts("linux", "x11", bus=True, xembed=True), Tray.QT_XEMBED),
    (Facts("linux", "x11", xembed=True), Tray.QT_XEMBED),
    (Facts("linux", "x11", bus=True, watcher=True, xembed=True), Tray.WAITING),
    (Facts("linux", "wayland", bus=True, xembed=True), Tray.WAITING),
    (Facts("linux", "x11", bus=True, watcher=True), Tray.WAITING),
    (Facts("linux", "x11", bus=True), Tray.WAITING),
    (Facts("linux", "wayland", bus=True), Tray.WAITING),
    (Facts("linux", "none", bus=True), Tray.WAITING),
    (Facts("linux", "none"), Tray.NONE),
    (Facts("linux", "x11"), Tray.NONE),
    (Facts("linux", "wayland", xembed=True), Tray.NONE),
    (Facts("win32"), Tray.WINDOWS),
    (Facts("darwin"), Tray.QT_MACOS),
]


@pytest.mark.parametrize(("facts", "expected"), TABLE)
def test_each_desktop_has_its_tray(facts: Facts, expected: Tray) -> None:
    assert choose(facts) is expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"DISPLAY": ":0"}, "x11"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, "x11"),
        ({"XDG_SESSION_TYPE": "tty"}, "none"),
        ({}, "none"),
    ],
)
def test_the_session_is_known_by_its_environment(environment: dict[str, str], expected: str) -> None:
    assert session(environment) == expected


def test_a_bare_place_has_nothing() -> None:
    assert gather({}, "linux") == Facts("linux")


def test_other_platforms_are_not_looked_at() -> None:
    environment = {"DISPLAY": ":0", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    assert gather(environment, "win32") == Facts("win32", "x11")


def test_a_panel_on_the_bus_is_found_and_the_display_left_alone(bus: PrivateBus) -> None:
    asked: list[str] = []

    def has_xembed(display: str) -> bool:
        asked.append(display)
        return True

    environment = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "DISPLAY": ":7"}
    with FakeHost(bus):
        assert gather(environment, "linux", has_xembed) == Facts(
            "linux", "x11", bus=True, watcher=True, host=True
        )
    assert asked == []
    with FakeHost(bus, host=False):
        found = gather(environment, "linux", has_xembed)
    assert found == Facts("linux", "x11", bus=True, watcher=True, host=False, xembed=True)
    assert asked == [":7"]
    assert gather(environment, "linux", lambda _: False) == Facts("linux", "x11", bus=True)


@pytest.mark.skipif(sys.platform != "linux", reason="python-xlib comes with pystray on Linux")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # python-xlib leaves its failed sockets open
def test_a_display_that_is_not_there_has_no_tray() -> None:
    assert not xembed_tray(":43210")
