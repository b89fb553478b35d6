"""The main job on real desktops: a panel, a notification server and a pointer for each of the two.

One left click on Mia's icon, and Jon has exactly one notification with the right words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from stillhere.demo import desktop as desktops
from stillhere.demo.couple import Person, link
from stillhere.demo.desktop import RealDesktop
from stillhere.demo.story import Box, click, point
from stillhere.words import say
from tests.desktop import screen_reader
from tests.desktop.screen_reader import ScreenReader
from tests.desktop.test_real_desktop import TOOLTIP
from tests.waiting import until

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktops.missing()), reason=f"not installed: {', '.join(desktops.missing())}"),
]

RESTING, BACK = "Mia is resting, still here.", "Mia is back. Take your time."
BOTH_HERE = "You are both here."
OWN_RESTING = "You are resting. Nothing else is needed."
SIZE = (1100, 800)


@dataclass
class Seat:
    """One of the two at a real desktop. ``icon``: where it stands, once it does."""

    person: Person
    desktop: RealDesktop
    icon: Box = (0, 0, 0, 0)

    def start_tray(self) -> None:
        """Starts the tray and waits until the panel shows its icon."""
        before = self.desktop.wait_until_still()
        self.person.start("tray")
        self.icon = self.desktop.wait_for_change(before)

    def picture(self) -> bytes:
        """The icon as it stands on the panel now, with the pointer out of its way."""
        self.desktop.move(SIZE[0] // 2, SIZE[1] - 10)
        return self.desktop.wait_until_still().crop(self.icon).tobytes()

    def tooltip(self) -> str:
        """The tooltip's title, as the panel reads it; empty while there is no icon."""
        items = self.desktop.ask(
            "busctl", "--user", "get-property", "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher",
            "org.kde.StatusNotifierWatcher", "RegisteredStatusNotifierItems",
        )  # fmt: skip
        if '"' not in items:
            return ""  # the panel has none yet
        name = items.split('"')[1].partition("/")[0]
        return self.desktop.ask(
            "busctl",
            "--user",
            "get-property",
            name,
            "/StatusNotifierItem",
            "org.kde.StatusNotifierItem",
            "ToolTip",
        )

    def titles(self) -> list[str]:
        """All notifications so far."""
        return [told.title for told in self.desktop.notifications()]

    def state(self) -> str:
        """The person's own state, by the command."""
        return str(self.person.ask("status")["me"]["state"])


def take_seat(
    stack: ExitStack, name: str, place: Path, *, panel: bool = True, menu_first: bool = False
) -> Seat:
    desktop = stack.enter_context(RealDesktop(panel=panel, menu_first=menu_first, size=SIZE))
    person = Person(name, place / name.lower(), desktop.environment)
    person.prepare()
    stack.callback(person.end)
    return Seat(person, desktop)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as own:
        yield own


def two(
    stack: ExitStack, place: Path, *, mias_panel: bool = True, menu_first: bool = False
) -> tuple[Seat, Seat]:
    """Mia and Jon, linked, each at a desktop; Jon's tray runs. ``menu_first``: of Mia's panel."""
    shared = place / "shared"
    shared.mkdir()
    mia = take_seat(stack, "Mia", place, panel=mias_panel, menu_first=menu_first)
    jon = take_seat(stack, "Jon", place)
    link(mia.person, jon.person, shared)
    jon.start_tray()
    return mia, jon


def test_one_left_click_here_is_one_gentle_notice_there(
    stack: ExitStack, tmp_path: Path, artefacts: Path
) -> None:
    mia, jon = two(stack, tmp_path)
    mia.start_tray()
    mias_here, jons_here = mia.picture(), jon.picture()
    until(lambda: BOTH_HERE in jon.tooltip())

    click(mia.desktop, mia.icon)
    until(lambda: jon.desktop.standing == 1)
    jon.desktop.screenshot(artefacts / "journey-jon-is-told.png")
    assert jon.titles() == [RESTING]
    until(lambda: mia.titles() == [OWN_RESTING])
    until(lambda: mia.picture() != mias_here)
    until(lambda: jon.picture() != jons_here)
    until(lambda: RESTING in jon.tooltip())
    mia.desktop.screenshot(artefacts / "journey-mia-rests.png")

    click(mia.desktop, mia.icon)
    until(lambda: jon.desktop.standing == 1)
    assert jon.titles() == [RESTING, BACK]
    until(lambda: mia.picture() == mias_here)
    until(lambda: jon.picture() == jons_here)


def test_a_double_click_flips_once(stack: ExitStack, tmp_path: Path) -> None:
    mia, jon = two(stack, tmp_path)
    mia.start_tray()
    point(mia.desktop, mia.icon)
    mia.desktop.ask("xdotool", "click", "--repeat", "2", "--delay", "80", "1")
    until(lambda: jon.desktop.standing == 1)
    assert mia.state() == "resting"
    assert jon.titles() == [RESTING]


def test_a_panel_whose_left_click_opens_the_menu_rests_by_its_first_item_or_the_middle_button(
    stack: ExitStack, tmp_path: Path, artefacts: Path
) -> None:
    mia, jon = two(stack, tmp_path, menu_first=True)
    mia.start_tray()
    before = mia.desktop.wait_until_still()
    click(mia.desktop, mia.icon)
    mia.desktop.wait_for_change(before, within=SIZE[1], down_to=TOOLTIP)
    mia.desktop.screenshot(artefacts / "journey-menu.png")
    assert mia.state() == "here"
    mia.desktop.key("Down")
    mia.desktop.key("Return")
    until(lambda: jon.desktop.standing == 1)
    assert jon.titles() == [RESTING]
    assert mia.state() == "resting"

    left, top, right, bottom = mia.icon
    mia.desktop.click((left + right) // 2, (top + bottom) // 2, button=2)
    until(lambda: jon.desktop.standing == 1)
    assert jon.titles() == [RESTING, BACK]
    assert mia.state() == "here"


def test_a_panel_that_comes_five_seconds_late_shows_the_icon(stack: ExitStack, tmp_path: Path) -> None:
    mia, jon = two(stack, tmp_path, mias_panel=False)
    mia.person.start("tray")
    until(lambda: mia.desktop.ask("xdotool", "search", "--name", "Still Here"))
    mia.desktop.ask("sleep", "5")
    mia.desktop.start_panel()
    until(lambda: BOTH_HERE in mia.tooltip())
    before = mia.desktop.wait_until_still()
    mia.person.ask("rest")
    mia.icon = mia.desktop.wait_for_change(before)
    until(lambda: OWN_RESTING in mia.tooltip())
    resting, here = mia.picture(), before.crop(mia.icon).tobytes()
    assert resting != here
    click(mia.desktop, mia.icon)
    until(lambda: mia.state() == "here")
    until(lambda: mia.picture() == here)
    until(lambda: BOTH_HERE in mia.tooltip())
    until(lambda: jon.titles()[-1:] == [BACK])


def test_a_panel_that_is_restarted_shows_the_icon_again(stack: ExitStack, tmp_path: Path) -> None:
    mia, jon = two(stack, tmp_path)
    mia.start_tray()
    here = mia.picture()
    mia.desktop.restart_panel()
    until(lambda: mia.picture() == here)
    until(lambda: BOTH_HERE in mia.tooltip())
    click(mia.desktop, mia.icon)
    until(lambda: jon.desktop.standing == 1)
    assert jon.titles() == [RESTING]
    until(lambda: OWN_RESTING in mia.tooltip())
    until(lambda: mia.picture() != here)


def test_a_tray_of_the_old_kind_has_qts_icon_and_a_click_on_it_is_told_all_the_same(
    stack: ExitStack, tmp_path: Path, artefacts: Path
) -> None:
    mia, jon = two(stack, tmp_path)
    for variable in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        del mia.person.environment[variable]  # without a bus the panel has its XEmbed tray alone
    mia.start_tray()
    here = mia.picture()
    click(mia.desktop, mia.icon)
    until(lambda: jon.desktop.standing == 1)
    assert jon.titles() == [RESTING]
    until(lambda: mia.picture() != here)
    mia.desktop.screenshot(artefacts / "journey-old-tray.png")
    mia.desktop.ask("sleep", "1")
    click(mia.desktop, mia.icon)
    until(lambda: jon.titles() == [RESTING, BACK])
    until(lambda: mia.picture() == here)


@pytest.mark.skipif(
    bool(screen_reader.missing()), reason=f"not installed: {', '.join(screen_reader.missing())}"
)
def test_without_any_panel_the_window_opens_and_rests_by_the_keyboard(
    stack: ExitStack, tmp_path: Path, artefacts: Path
) -> None:
    mia, jon = two(stack, tmp_path, mias_panel=False)
    mia.person.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    reader = stack.enter_context(ScreenReader(mia.person.environment["DBUS_SESSION_BUS_ADDRESS"]))
    mia.person.start("tray")
    reader.wait_for(say("today.rest"))
    until(lambda: mia.desktop.ask("xdotool", "getactivewindow"))
    mia.desktop.wait_until_still()
    mia.desktop.screenshot(artefacts / "journey-no-panel.png")
    _walk_to(mia.desktop, reader, say("today.rest"))
    assert mia.state() == "here", "walking does nothing"
    mia.desktop.key("space")
    until(lambda: jon.desktop.standing == 1)
    assert jon.titles() == [RESTING]
    mia.desktop.screenshot(artefacts / "journey-no-panel-resting.png")
    assert mia.state() == "resting"


def _walk_to(desktop: RealDesktop, reader: ScreenReader, name: str) -> None:
    """Presses Tab, a key at a time, until the keyboard's place has this name."""
    passed: list[str] = []
    now = _place(reader)
    while now != name:
        assert now not in passed, f"{name!r} is out of the Tab key's reach: {passed}"
        passed.append(now)
        desktop.key("Tab")
        now = until(lambda: next(iter({_place(reader)} - {"", passed[-1]}), ""))


def _place(reader: ScreenReader) -> str:
    """What a screen reader says has the keyboard's place; empty for none."""
    return next((each.name for each in reader.things() if "focused" in each.states), "")
