"""What the tray's tests share: a bus of their own, and an icon that runs on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from stillhere.core.view import Mark
from stillhere.demo.bus import PrivateBus
from stillhere.notify.bus import SessionBus
from stillhere.notify.wire import NoBus, connect
from stillhere.tray.icon import Event, HostChanged
from stillhere.tray.menu import SEPARATOR, Item, Menu
from stillhere.tray.pictures import icon_set
from stillhere.tray.sni import SniIcon
from tests.desktop.fakes import FakeHost
from tests.waiting import LIMIT, until

MARK = Mark("here", "here")


def small_menu(*, resting: bool = False) -> Menu:
    """A menu like the real one: the flip first, one submenu, something checkable, something disabled."""
    return Menu(
        Item("flip", "I'm back" if resting else "Rest, still here"),
        Item("state", "Mia is here", enabled=False),
        SEPARATOR,
        Item(
            "tell",
            "Notifications",
            submenu=Menu(
                Item("tell.named", "Named", checked=True, radio=True),
                Item("tell.none", "None", checked=False, radio=True),
            ),
        ),
        Item("quiet", "Quiet hours", checked=resting),
        SEPARATOR,
        Item("open", "Open Still Here"),
    )


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Tray:
    """An icon that runs on a bus in a thread. ``heard``: the exact list of what it told."""

    bus: SessionBus
    icon: SniIcon
    clock: Clock
    heard: list[Event]
    troubles: list[str]
    thread: threading.Thread
    ended_by: list[NoBus] = field(default_factory=list)

    def stop(self) -> None:
        self.icon.stop()
        self.thread.join(LIMIT)
        assert not self.thread.is_alive()


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    with PrivateBus() as own:
        yield own


def session_bus(bus: PrivateBus, troubles: list[str]) -> SessionBus:
    """The program's side of a private bus; it looks often for a lost one, as long as a start may take."""
    return SessionBus(
        lambda: connect({"DBUS_SESSION_BUS_ADDRESS": bus.address}),
        lost=troubles.append,
        refused=troubles.append,
        pauses=[0.05] * int(LIMIT / 0.05),
    )


@pytest.fixture
def tray(bus: PrivateBus) -> Iterator[Tray]:
    """The icon, shown, with whoever is on the bus; stopped at the end."""
    heard: list[Event] = []
    troubles: list[str] = []
    clock = Clock()
    session = session_bus(bus, troubles)
    icon = SniIcon("stillhere", session, heard.append, clock=clock)
    icon.show(icon_set(MARK), "You are both here.", small_menu())
    ended_by: list[NoBus] = []

    def run() -> None:
        try:
            icon.run()
        except NoBus as error:
            ended_by.append(error)

    running = Tray(session, icon, clock, heard, troubles, threading.Thread(target=run), ended_by)
    running.thread.start()
    yield running
    running.stop()


@pytest.fixture
def host(bus: PrivateBus, tray: Tray) -> Iterator[FakeHost]:
    """A panel that shows the icon."""
    with FakeHost(bus) as panel:
        until(lambda: shows(panel, tray))
        yield panel


def shows(panel: FakeHost, tray: Tray) -> bool:
    """Whether this panel shows the icon: the icon knows of it, told of it, and has registered with it."""
    return (
        tray.icon.host_present and tray.heard[-1:] == [HostChanged(present=True)] and bool(panel.registered)
    )
