"""The icon and its notes on real desktops: a panel, an old tray, a notification server, Wayland."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.demo import desktop as real_desktop
from stillhere.demo.desktop import SIZE, RealDesktop
from stillhere.demo.layout import PANEL
from stillhere.demo.programs import Program
from stillhere.notify.bus import SessionBus
from stillhere.notify.linux import FreedesktopNotifier
from stillhere.notify.note import Note, Pressed
from stillhere.notify.wire import connect
from stillhere.tray.facts import gather
from stillhere.tray.platforms import Facts, Tray, choose
from tests.desktop import real_wayland
from tests.desktop.real_wayland import RealWayland
from tests.waiting import LIMIT, until

#: No tooltip of an icon reaches so far down, and each menu further, in pixels.
TOOLTIP = 90

ABSENT, PRESENT = "HostChanged(present=False)", "HostChanged(present=True)"

pytestmark = pytest.mark.desktop

needs_a_desktop = pytest.mark.skipif(
    bool(real_desktop.missing()), reason=f"not installed: {', '.join(real_desktop.missing())}"
)
needs_weston = pytest.mark.skipif(
    bool(real_desktop.missing(real_wayland.NEEDED)),
    reason=f"not installed: {', '.join(real_desktop.missing(real_wayland.NEEDED))}",
)


def with_code(desktop: RealDesktop | RealWayland, root: Path) -> None:
    """Programs on it find the tests' own modules."""
    desktop.environment["PYTHONPATH"] = str(root)


@pytest.fixture
def desktop(root: Path) -> Iterator[RealDesktop]:
    with RealDesktop() as running:
        with_code(running, root)
        yield running


def start_icon(desktop: RealDesktop, kind: str = "sni", without: tuple[str, ...] = ()) -> Program:
    return desktop.start(sys.executable, "-m", "tests.desktop.show_icon", kind, without=without)


def middle_of(box: tuple[int, int, int, int]) -> tuple[int, int]:
    left, top, right, bottom = box
    return (left + right) // 2, (top + bottom) // 2


def open_menu(desktop: RealDesktop, x: int, y: int) -> None:
    """Opens the menu of the icon there with the right button, and waits until it takes keys."""
    desktop.move(10, SIZE[1] - 10)
    before = desktop.wait_until_still()
    desktop.click(x, y, button=3)
    desktop.wait_for_change(before, within=SIZE[1], down_to=TOOLTIP)


@needs_a_desktop
def test_a_real_panel_shows_the_icon_and_presses_it(desktop: RealDesktop, artefacts: Path) -> None:
    before = desktop.wait_until_still()
    icon = start_icon(desktop)
    box = desktop.wait_for_change(before)
    assert box[3] - box[1] <= PANEL
    x, y = middle_of(box)
    here = desktop.screenshot(artefacts / "panel-here.png").crop(box)

    below = desktop.screenshot()
    desktop.move(x, y)
    desktop.wait_for_change(below, within=SIZE[1], down_to=PANEL)
    desktop.screenshot(artefacts / "panel-tooltip.png")

    desktop.click(x, y)
    icon.wait_to_say("Activated()")
    desktop.move(10, SIZE[1] - 10)
    desktop.wait_until_still()
    until(lambda: desktop.screenshot(artefacts / "panel-resting.png").crop(box).tobytes() != here.tobytes())

    desktop.click(x, y, button=2)
    icon.wait_to_say("Activated()", times=2)

    open_menu(desktop, x, y)
    desktop.screenshot(artefacts / "panel-menu.png")
    desktop.key("Down")
    desktop.key("Return")
    icon.wait_to_say("Chosen(key='flip')")

    desktop.end(icon)
    assert icon.said()[-1] == "ended"
    until(lambda: desktop.screenshot().crop(box).tobytes() == before.crop(box).tobytes())


@needs_a_desktop
def test_a_real_panel_that_double_clicks_presses_once(desktop: RealDesktop) -> None:
    before = desktop.wait_until_still()
    icon = start_icon(desktop)
    x, y = middle_of(desktop.wait_for_change(before))
    desktop.move(x, y)
    desktop.ask("xdotool", "click", "--repeat", "2", "--delay", "80", "1")
    icon.wait_to_say("Activated()")
    # The menu comes after both clicks: what the second one had to say has been said by then.
    open_menu(desktop, x, y)
    desktop.key("Down")
    desktop.key("Return")
    icon.wait_to_say("Chosen(key='flip')")
    assert icon.said().count("Activated()") == 1


@needs_a_desktop
def test_a_real_panel_that_starts_late_or_again_shows_the_icon(root: Path) -> None:
    with RealDesktop() as desktop:
        with_code(desktop, root)
        empty = desktop.wait_until_still()
        desktop.end_panel()
        icon = start_icon(desktop)
        icon.wait_to_say(ABSENT)
        time.sleep(5)
        assert PRESENT not in icon.said()
        desktop.start_panel()
        icon.wait_to_say(PRESENT)
        desktop.restart_panel()
        icon.wait_to_say(PRESENT, times=2)
        desktop.click(*middle_of(desktop.wait_for_change(empty)))
        icon.wait_to_say("Activated()")


@needs_a_desktop
def test_a_real_tray_of_the_old_kind_shows_qts_icon_and_presses_it(
    desktop: RealDesktop, artefacts: Path
) -> None:
    before = desktop.wait_until_still()
    icon = start_icon(desktop, "qt", without=("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"))
    box = desktop.wait_for_change(before)
    x, y = middle_of(box)
    here = desktop.screenshot().crop(box)
    desktop.click(x, y)
    icon.wait_to_say("Activated()")
    desktop.wait_until_still()
    until(lambda: desktop.screenshot(artefacts / "xembed-resting.png").crop(box).tobytes() != here.tobytes())
    open_menu(desktop, x, y)
    desktop.screenshot(artefacts / "xembed-menu.png")
    desktop.key("Down")
    desktop.key("Return")
    icon.wait_to_say("Chosen(key='flip')")
    assert "Activated()" in icon.said()
    desktop.end(icon)
    assert icon.said()[-1] == "ended"


@needs_a_desktop
def test_a_real_notification_server_shows_one_note_and_tells_of_a_click(
    desktop: RealDesktop, artefacts: Path
) -> None:
    heard: list[Pressed] = []
    bus = SessionBus(lambda: connect(desktop.environment), lost=lambda _: None)
    notifier = FreedesktopNotifier(bus, heard.append, app="Still Here", entry="stillhere", open_words="Open")
    thread = threading.Thread(target=bus.run)
    thread.start()
    try:
        before = desktop.wait_until_still()
        notifier.show(Note("partner", "Mia is resting, still here.", button=("knock", "One soft knock")))
        notifier.show(Note("partner", "Mia <b>is</b> back.", "Take your time & rest."))
        box = desktop.wait_for_change(before, within=SIZE[1])
        desktop.screenshot(artefacts / "note.png")
        assert desktop.standing == 1
        desktop.click(*middle_of(box))
        until(lambda: heard)
        assert heard == [Pressed("partner", "default", heard[0].token)]
        (told,) = desktop.notifications()
        assert (told.app, told.title) == ("Still Here", "Mia <b>is</b> back.")
        notifier.show(Note("own", "Said."))
        until(lambda: desktop.standing == 1)
        notifier.withdraw("own")
        until(lambda: desktop.standing == 0)
    finally:
        bus.stop()
        thread.join(LIMIT)


@needs_a_desktop
def test_the_facts_of_a_real_desktop_choose_its_tray(desktop: RealDesktop) -> None:
    everything = dict(desktop.environment)
    assert gather(everything, "linux") == Facts("linux", "x11", bus=True, watcher=True, host=True)
    without_bus = {key: everything[key] for key in ("DISPLAY", "HOME")}
    old = Facts("linux", "x11", xembed=True)
    until(lambda: gather(without_bus, "linux") == old)
    assert choose(old) is Tray.QT_XEMBED
    desktop.end_panel()
    assert choose(gather(everything, "linux")) is Tray.WAITING
    until(lambda: choose(gather(without_bus, "linux")) is Tray.NONE)


@needs_weston
def test_a_real_wayland_session_without_a_panel_has_an_icon_that_waits(root: Path) -> None:
    with RealWayland() as desktop:
        with_code(desktop, root)
        facts = gather(desktop.environment, "linux")
        assert facts == Facts("linux", "wayland", bus=True)
        assert choose(facts) is Tray.WAITING
        for kind in ("sni", "qt"):
            icon = desktop.start(sys.executable, "-m", "tests.desktop.show_icon", kind)
            icon.wait_to_say(ABSENT)
            desktop.end(icon)
            assert icon.said()[-1] == "ended"
