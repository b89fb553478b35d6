"""The icon on a bus of its own, seen and pressed by a panel that knows nothing of this program's code."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jeepney import DBusAddress, DBusErrorResponse
from PIL import Image

from stillhere.core.view import Mark
from stillhere.notify.wire import DAEMON
from stillhere.tray.icon import Activated, Asked, HostChanged
from stillhere.tray.mark import draw
from stillhere.tray.pictures import SIZES, icon_set
from tests.desktop.fakes import ITEM, PROPERTIES, FakeHost
from tests.tray.conftest import MARK, Tray, small_menu
from tests.waiting import until

SIGNALS = ("NewIcon", "NewTitle", "NewToolTip", "NewStatus", "LayoutUpdated", "ItemsPropertiesUpdated")


def test_the_icon_registers_with_a_panel_that_is_there(host: FakeHost, tray: Tray) -> None:
    assert host.registered == [tray.bus.unique_name]
    assert tray.heard[-1] == HostChanged(present=True)


@pytest.mark.parametrize("size", SIZES)
def test_panels_get_the_drawn_pixels_as_argb(host: FakeHost, size: int) -> None:
    rgba = draw(MARK, size).tobytes()
    pixels = [rgba[start : start + 4] for start in range(0, len(rgba), 4)]
    assert host.pixmap(size) == b"".join(pixel[3:] + pixel[:3] for pixel in pixels)


def test_what_the_icon_says_of_itself(host: FakeHost) -> None:
    said = {name: value for name, (_, value) in host.properties().items()}
    del said["IconPixmap"]
    assert said == {
        "Category": "Communications",
        "Id": "stillhere",
        "Title": "You are both here.",
        "Status": "Active",
        "WindowId": 0,
        "IconThemePath": "",
        "IconName": "",
        "IconAccessibleDesc": "You are both here.",
        "OverlayIconName": "",
        "OverlayIconPixmap": [],
        "AttentionIconName": "",
        "AttentionIconPixmap": [],
        "AttentionMovieName": "",
        "ToolTip": ("", [], "You are both here.", ""),
        "ItemIsMenu": False,
        "Menu": "/StatusNotifierItem/Menu",
    }


def test_a_name_is_shown_and_never_obeyed(host: FakeHost, tray: Tray) -> None:
    tray.icon.show(icon_set(MARK), "<b>Mia\u202e</b> & Jon\x07\n<i>No news</i>", small_menu())
    until(lambda: host.heard("NewToolTip"))
    # The title is plain text for every panel, the text below it is markup for most.
    assert host.tooltip() == ("<b>Mia</b> & Jon", "&lt;i&gt;No news&lt;/i&gt;")


@pytest.mark.parametrize("button", ["press", "middle", "ayatana_middle"])
def test_a_press_is_told(host: FakeHost, tray: Tray, button: str) -> None:
    getattr(host, button)()
    assert tray.heard[-1] == Activated()


def test_a_double_click_is_one_press(host: FakeHost, tray: Tray) -> None:
    before = len(tray.heard)
    for wait in (0.0, 0.1, 0.39, 0.39, 0.4, 0.1):
        tray.clock.now += wait
        host.press()
    assert tray.heard[before:] == [Activated(), Activated()]


def test_a_left_and_a_middle_click_together_are_one_press(host: FakeHost, tray: Tray) -> None:
    before = len(tray.heard)
    host.press()
    host.middle()
    assert tray.heard[before:] == [Activated()]


def test_a_panel_without_menus_asks_for_the_window(host: FakeHost, tray: Tray) -> None:
    host.context()
    assert tray.heard[-1] == Asked()


def test_scrolling_and_tokens_do_nothing(host: FakeHost, tray: Tray) -> None:
    before = len(tray.heard)
    host.ask(host.item, "Scroll", "is", 120, "vertical")
    host.ask(host.item, "ProvideXdgActivationToken", "s", "token")
    assert len(tray.heard) == before


def test_another_mark_is_another_image_and_nothing_else(host: FakeHost, tray: Tray) -> None:
    before = host.pixmap(22)
    tray.icon.show(icon_set(Mark("here", "resting")), "You are both here.", small_menu())
    until(lambda: host.heard("NewIcon"))
    host.settle(tray.bus.unique_name)
    assert host.heard(*SIGNALS) == [("NewIcon", ())]
    assert host.pixmap(22) != before


def test_other_words_are_a_title_and_a_tooltip_and_nothing_else(host: FakeHost, tray: Tray) -> None:
    tray.icon.show(icon_set(MARK), "Mia is resting, still here.", small_menu())
    until(lambda: host.heard("NewToolTip"))
    host.settle(tray.bus.unique_name)
    assert host.heard(*SIGNALS) == [("NewTitle", ()), ("NewToolTip", ())]
    assert host.tooltip() == ("Mia is resting, still here.", "")


def test_showing_the_same_again_says_nothing(host: FakeHost, tray: Tray) -> None:
    done: list[bool] = []
    tray.icon.show(icon_set(MARK), "You are both here.", small_menu())
    tray.bus.post(lambda: done.append(True))
    until(lambda: done)
    host.settle(tray.bus.unique_name)
    assert host.heard(*SIGNALS) == []


def test_pystrays_own_ways_work(host: FakeHost, tray: Tray) -> None:
    tray.icon.title = "No news."
    tray.icon.icon = Image.new("RGB", (3, 3), "#102030")
    until(lambda: host.heard("NewIcon"))
    assert host.pixmap(3) == bytes((255, 0x10, 0x20, 0x30)) * 9
    assert host.tooltip() == ("No news.", "")
    tray.icon.visible = False
    until(lambda: host.heard("NewStatus"))
    assert host.heard("NewStatus") == [("NewStatus", ("Passive",))]
    assert host.read("Status") == "Passive"


@pytest.mark.parametrize(
    ("member", "signature", "arguments", "error"),
    [
        ("Get", "ss", (ITEM, "Nothing"), "UnknownProperty"),
        ("Get", "ss", ("org.example.Other", "Id"), "UnknownInterface"),
        ("Set", "ssv", (ITEM, "Id", ("s", "other")), "PropertyReadOnly"),
        ("Get", "s", (ITEM,), "InvalidArgs"),
        ("Take", "", (), "UnknownMethod"),
    ],
)
def test_a_wrong_call_is_answered_with_an_error(
    host: FakeHost, member: str, signature: str, arguments: tuple[object, ...], error: str
) -> None:
    with pytest.raises(DBusErrorResponse) as raised:
        host.ask(host.item.with_interface(PROPERTIES), member, signature, *arguments)
    assert raised.value.name == f"org.freedesktop.DBus.Error.{error}"


def test_an_unknown_object_is_answered_with_an_error(host: FakeHost, tray: Tray) -> None:
    with pytest.raises(DBusErrorResponse) as raised:
        host.ask(DBusAddress("/elsewhere", tray.bus.unique_name, ITEM), "Activate", "ii", 0, 0)
    assert raised.value.name == "org.freedesktop.DBus.Error.UnknownObject"


def test_the_program_claims_no_name(host: FakeHost, tray: Tray) -> None:
    (names,) = host.ask(DAEMON, "ListNames")
    owners = {name: host.ask(DAEMON, "GetNameOwner", "s", name)[0] for name in names}
    assert [name for name, owner in owners.items() if owner == tray.bus.unique_name] == [tray.bus.unique_name]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_wakes_an_idle_icon(host: FakeHost, tray: Tray) -> None:
    status = Path(f"/proc/self/task/{tray.thread.native_id}/status")

    def wakes() -> int:
        return sum(
            int(line.split()[1]) for line in status.read_text().splitlines() if "ctxt_switches" in line
        )

    host.settle(tray.bus.unique_name)
    before = -1
    while before != (before := wakes()):
        time.sleep(0.2)
    time.sleep(1.5)
    assert wakes() == before


def test_it_needs_no_display_no_qt_and_draws_nothing_by_itself() -> None:
    code = (
        "import sys, stillhere.tray.sni, stillhere.notify.bus\n"
        "print(*sorted({'PySide6', 'PIL', 'Xlib', 'gi'} & {name.split('.')[0] for name in sys.modules}))\n"
        "import os; print(os.environ.get('PYSTRAY_BACKEND'))"
    )
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "PYSTRAY_BACKEND"}}
    ran = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["", "None"]
