"""What every icon shares, and the Windows one at its border."""

from __future__ import annotations

from typing import Any

import pytest

from stillhere.tray.icon import Activated, Chosen, Event, HostChanged, Presses
from stillhere.tray.menu import Item, Menu
from stillhere.tray.pictures import icon_set
from stillhere.tray.windows import WindowsIcon
from tests.tray.conftest import MARK, Clock


@pytest.mark.parametrize(
    ("waits", "new"),
    [
        ([0.0], [True]),
        ([0.0, 0.0], [True, False]),
        ([0.0, 0.39, 0.39, 0.39], [True, False, False, False]),
        ([0.0, 0.4], [True, True]),
        ([0.0, 5.0, 0.1, 5.0], [True, True, False, True]),
    ],
)
def test_what_comes_within_the_quiet_time_is_an_echo(waits: list[float], new: list[bool]) -> None:
    clock = Clock(0.0)
    presses = Presses(clock)
    heard = []
    for wait in waits:
        clock.now += wait
        heard.append(presses.new())
    assert heard == new


class Taskbar(WindowsIcon):
    """The Windows icon with a taskbar that keeps what it was given; on Linux pystray gives its bare base."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.done: list[str] = []

    def _update_icon(self) -> None:
        self._icon_valid = True
        self.done.append("icon")

    def _update_title(self) -> None:
        self.done.append("title")

    def _update_menu(self) -> None:
        self.done.append("menu")

    def _show(self) -> None:
        self.done.append("show")

    def _hide(self) -> None:
        self.done.append("hide")

    def _run(self) -> None:
        self._mark_ready()
        self.visible = True

    def _stop(self) -> None:
        self.done.append("stop")


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def taskbar(heard: list[Event]) -> Taskbar:
    clock = Clock()
    icon = Taskbar("stillhere", heard.append, clock=clock)
    icon.show(icon_set(MARK), "You are both here.", Menu(Item("flip", "Rest, still here")))
    return icon


def test_windows_shows_one_image_and_a_tooltip_that_fits(taskbar: Taskbar) -> None:
    assert taskbar.icon.size == (32, 32)
    taskbar.show(icon_set(MARK), "x" * 300, Menu(Item("flip", "I'm back")))
    assert taskbar.title == "x" * 127
    assert [str(item) for item in taskbar.menu] == ["I'm back"]


def test_windows_tells_a_press_once(taskbar: Taskbar, heard: list[Event]) -> None:
    taskbar()
    taskbar()
    assert heard == [Activated()]


def test_windows_tells_what_was_chosen(taskbar: Taskbar, heard: list[Event]) -> None:
    (item,) = taskbar.menu
    item(taskbar)
    assert heard == [Chosen("flip")]


def test_windows_always_shows_the_icon(taskbar: Taskbar, heard: list[Event]) -> None:
    assert taskbar.host_present
    taskbar.run()
    taskbar.stop()
    assert heard == [HostChanged(present=True)]
    assert {"icon", "show", "stop"} <= set(taskbar.done)
