"""Panels that come late, go and come back; a bus that goes away; no bus at all."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from stillhere.demo.bus import PrivateBus
from stillhere.notify.bus import SessionBus
from stillhere.notify.wire import NoBus, connect
from stillhere.tray.icon import Activated, HostChanged
from stillhere.tray.pictures import icon_set
from stillhere.tray.sni import SniIcon
from tests.desktop.fakes import FakeHost
from tests.tray.conftest import MARK, Tray, shows
from tests.waiting import LIMIT, until

ABSENT, PRESENT = HostChanged(present=False), HostChanged(present=True)


def test_without_a_panel_that_is_told_and_the_icon_waits(tray: Tray) -> None:
    until(lambda: tray.heard)
    assert tray.heard == [ABSENT]
    assert not tray.icon.host_present
    assert tray.thread.is_alive()


def test_a_panel_that_starts_late_shows_the_icon(bus: PrivateBus, tray: Tray) -> None:
    until(lambda: tray.heard == [ABSENT])
    with FakeHost(bus) as panel:
        until(lambda: shows(panel, tray))
        assert panel.registered == [tray.bus.unique_name]
        panel.press()
    assert tray.heard[:3] == [ABSENT, PRESENT, Activated()]


def test_a_panel_that_starts_again_shows_the_icon_again(bus: PrivateBus, tray: Tray) -> None:
    with FakeHost(bus) as panel:
        until(lambda: shows(panel, tray))
        before = len(tray.heard)
    until(lambda: not tray.icon.host_present)
    with FakeHost(bus) as again:
        until(lambda: shows(again, tray))
        assert again.registered == [tray.bus.unique_name]
        assert again.menu()[0].label == "Rest, still here"
        assert tray.heard[before:] == [ABSENT, PRESENT]


def test_a_watcher_without_a_host_shows_nothing_until_one_joins(bus: PrivateBus, tray: Tray) -> None:
    with FakeHost(bus, host=False) as watcher:
        until(lambda: watcher.asked[-2:] == ["RegisterStatusNotifierItem", "Get"])
        watcher.settle(tray.bus.unique_name)
        assert not tray.icon.host_present
        watcher.host_comes()
        until(lambda: tray.icon.host_present)
        # It may have forgotten the icon since: it is told once more.
        assert watcher.registered == [tray.bus.unique_name] * 2
        watcher.host_goes()
        until(lambda: not tray.icon.host_present)


def test_a_panel_that_refuses_the_icon_does_not_show_it(bus: PrivateBus, tray: Tray) -> None:
    with FakeHost(bus, refuses=True) as panel:
        until(lambda: panel.asked[-2:] == ["RegisterStatusNotifierItem", "Get"])
        panel.settle(tray.bus.unique_name)
        assert not tray.icon.host_present
        assert PRESENT not in tray.heard
    assert tray.troubles == ["tray.icon_refused"]


def test_a_watcher_that_cannot_say_who_shows_icons_counts_as_nobody(bus: PrivateBus, tray: Tray) -> None:
    with FakeHost(bus, host=None) as watcher:
        until(lambda: watcher.asked[-2:] == ["RegisterStatusNotifierItem", "Get"])
        watcher.settle(tray.bus.unique_name)
        assert not tray.icon.host_present
        assert PRESENT not in tray.heard


def test_a_bus_that_comes_back_has_the_icon_again(bus: PrivateBus, tray: Tray) -> None:
    with FakeHost(bus) as panel:
        until(lambda: shows(panel, tray))
        bus.end()
        until(lambda: tray.troubles)
        assert "went away" in tray.troubles[0]
        assert not tray.icon.host_present
    bus.start()
    with FakeHost(bus) as panel:
        until(lambda: shows(panel, tray))
        assert panel.registered == [tray.bus.unique_name]
        assert panel.tooltip() == ("You are both here.", "")
    assert not tray.ended_by


def test_what_is_shown_while_the_bus_is_away_is_shown_when_it_is_back(bus: PrivateBus, tray: Tray) -> None:
    until(lambda: tray.heard)
    bus.end()
    until(lambda: tray.troubles)
    tray.icon.title = "Mia is resting, still here."
    bus.start()
    with FakeHost(bus) as panel:
        until(lambda: shows(panel, tray))
        assert panel.tooltip() == ("Mia is resting, still here.", "")


def test_a_bus_that_stays_away_ends_the_run(bus: PrivateBus, tray: Tray) -> None:
    until(lambda: tray.heard)
    tray.bus._pauses = (0.05,)
    bus.end()
    tray.thread.join(LIMIT)
    assert [str(error) for error in tray.ended_by] == ["the session bus didn't come back"]


def test_stopping_while_the_bus_is_away_ends_at_once(bus: PrivateBus, tray: Tray) -> None:
    until(lambda: tray.heard)
    bus.end()
    until(lambda: tray.troubles)
    tray.stop()
    assert not tray.ended_by


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost"},
        {"DBUS_SESSION_BUS_ADDRESS": "rubbish"},
        {"XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_no_bus_is_said_at_once(environment: dict[str, str]) -> None:
    heard: list[object] = []
    bus = SessionBus(lambda: connect(environment), lost=heard.append)
    icon = SniIcon("stillhere", bus, heard.append, icon=icon_set(MARK))
    with pytest.raises(NoBus, match="session bus can't be reached"):
        icon.run()
    assert heard == []


def test_the_usual_place_of_a_bus_is_known(bus: PrivateBus) -> None:
    folder = bus.address.removeprefix("unix:path=").removesuffix("/bus")
    with connect({"XDG_RUNTIME_DIR": folder}) as connection:
        assert connection.unique_name


def test_what_was_posted_before_stop_is_done(bus: PrivateBus) -> None:
    done: list[int] = []
    session = SessionBus(lambda: connect({"DBUS_SESSION_BUS_ADDRESS": bus.address}), lost=lambda _: None)
    session.post(lambda: done.append(1))
    session.stop()
    session.post(lambda: done.append(2))
    session.run()
    session.post(lambda: done.append(3))
    assert done == [1]


def test_a_signal_that_another_thread_took_ends_it(bus: PrivateBus) -> None:
    """The main thread sleeps on then, and runs no handler: it has to be woken."""
    session = SessionBus(lambda: connect({"DBUS_SESSION_BUS_ADDRESS": bus.address}), lost=lambda _: None)
    heard, asleep, ended = list[str](), threading.Event(), threading.Event()

    def take_it() -> None:
        asleep.wait(LIMIT)
        time.sleep(0.2)
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
        if not ended.wait(LIMIT / 4):
            heard.append("slept on")
            session.stop()

    def obey(*_: object) -> None:
        heard.append("signal")
        session.stop()

    session.post(asleep.set)
    taker = threading.Thread(target=take_it)
    before = signal.signal(signal.SIGUSR1, obey)
    taker.start()
    try:
        session.run()
    finally:
        ended.set()
        taker.join()
        signal.signal(signal.SIGUSR1, before)
    assert heard == ["signal"]
