"""Qt's icon without a tray: its menu, its clicks and its end. In a real tray it is met in tests/desktop."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from stillhere.core.view import Mark
from stillhere.tray.icon import Activated, Chosen, Event, HostChanged
from stillhere.tray.menu import SEPARATOR, Item, Menu
from stillhere.tray.pictures import icon_set
from stillhere.tray.qt import QtTrayIcon, application, qimage
from tests.tray.conftest import MARK, Clock, small_menu

Reason = QSystemTrayIcon.ActivationReason


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def icon(qapp: QApplication, heard: list[Event], clock: Clock) -> QtTrayIcon:
    made = QtTrayIcon(qapp, heard.append, clock=clock)
    made.show(icon_set(MARK), "You are both here.", small_menu())
    return made


def during(icon: QtTrayIcon, look: Callable[[], Any]) -> Any:
    """What `look` finds while the icon runs, once what was asked for before has been done."""
    found: list[Any] = []

    def step() -> None:
        try:
            found.append(look())
        finally:
            icon.stop()

    QTimer.singleShot(0, step)
    icon.run()
    return found[0]


def shown(icon: QtTrayIcon) -> QSystemTrayIcon:
    assert icon._icon is not None
    return icon._icon


def menu(icon: QtTrayIcon) -> QMenu:
    assert icon._menu is not None
    return icon._menu._menu


def line(icon: QtTrayIcon, text: str) -> QAction:
    lines = menu(icon).actions()
    below = [action.menu() for action in lines]
    lines += [action for each in below if isinstance(each, QMenu) for action in each.actions()]
    return next(action for action in lines if action.text() == text)


def again(icon: QtTrayIcon, with_menu: Menu) -> None:
    icon.show(icon_set(Mark("resting", "here")), "You are resting.", with_menu)
    QApplication.processEvents()


def test_qt_has_the_same_pixels() -> None:
    picture = icon_set(Mark("here", "resting"))[1]
    drawn, image = picture.image(), qimage(picture)
    for x, y in ((0, 0), (4, 10), (11, 11), (17, 11), (21, 10)):
        colour = image.pixelColor(x, y)
        assert (colour.red(), colour.green(), colour.blue(), colour.alpha()) == drawn.getpixel((x, y))


def test_the_program_is_one_and_known_by_its_desktop_entry(qapp: QApplication) -> None:
    assert application("org.example.Thing") is qapp
    assert qapp.desktopFileName() == "org.example.Thing"


def test_image_words_and_menu_are_shown(icon: QtTrayIcon) -> None:
    sizes, tooltip, lines = during(
        icon,
        lambda: (
            [size.width() for size in shown(icon).icon().availableSizes()],
            shown(icon).toolTip(),
            [(each.text(), each.isSeparator(), each.isEnabled()) for each in menu(icon).actions()],
        ),
    )
    assert sorted(sizes) == [16, 22, 24, 32, 48, 64]
    assert tooltip == "You are both here."
    assert lines == [
        ("Rest, still here", False, True),
        ("Mia is here", False, False),
        ("", True, True),
        ("Notifications", False, True),
        ("Quiet hours", False, True),
        ("", True, True),
        ("Open Still Here", False, True),
    ]


def test_other_words_change_in_place(icon: QtTrayIcon) -> None:
    def look() -> tuple[bool, str, bool]:
        before = menu(icon).actions()
        again(icon, small_menu(resting=True))
        after = menu(icon).actions()
        return before == after, after[0].text(), after[4].isChecked()

    assert during(icon, look) == (True, "I'm back", True)


def test_other_lines_build_the_menu_anew(icon: QtTrayIcon) -> None:
    def look() -> list[str]:
        again(icon, Menu(Item("flip", "Mia & Jon"), Item("open", "Open")))
        return [action.text() for action in menu(icon).actions()]

    assert during(icon, look) == ["Mia && Jon", "Open"]


def test_lines_between_two_separators_are_one_choice(icon: QtTrayIcon) -> None:
    def look() -> list[str]:
        choices = [
            Item("guess.none", "I'll say when", checked=False, radio=True),
            Item("guess.tomorrow", "Tomorrow", checked=True, radio=True),
            SEPARATOR,
            Item("checkins.not_now", "Not now", checked=True, radio=True),
            Item("checkins.one_knock", "One soft knock", checked=False, radio=True),
        ]
        again(icon, Menu(*choices))
        return [action.text() for action in menu(icon).actions() if action.isChecked()]

    assert during(icon, look) == ["Tomorrow", "Not now"]


def test_menus_that_were_replaced_do_not_stay(icon: QtTrayIcon) -> None:
    def look() -> int:
        for count in range(5):
            below = Menu(Item(f"below{count}", "Below"))
            again(icon, Menu(Item(f"item{count}", "Item", submenu=below)))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(menu(icon).findChildren(QMenu))

    assert during(icon, look) == 1


def test_a_chosen_line_is_told_and_nothing_is_checked_by_that(icon: QtTrayIcon, heard: list[Event]) -> None:
    def look() -> tuple[bool, bool, bool]:
        line(icon, "None").trigger()
        line(icon, "Quiet hours").trigger()
        line(icon, "Mia is here").trigger()
        return tuple(line(icon, text).isChecked() for text in ("Named", "None", "Quiet hours"))  # type: ignore[return-value]

    assert during(icon, look) == (True, False, False)
    assert heard[1:] == [Chosen("tell.none"), Chosen("quiet")]


def test_clicks_are_presses_and_a_double_click_is_one(
    icon: QtTrayIcon, heard: list[Event], clock: Clock
) -> None:
    def look() -> None:
        for wait, reason in (
            (0.0, Reason.Trigger),
            (0.1, Reason.Trigger),
            (0.0, Reason.DoubleClick),
            (1.0, Reason.MiddleClick),
            (1.0, Reason.Unknown),
        ):
            clock.now += wait
            shown(icon).activated.emit(reason)

    during(icon, look)
    assert heard[1:] == [Activated(), Activated()]


def test_a_right_click_opens_the_menu(icon: QtTrayIcon, heard: list[Event]) -> None:
    def look() -> bool:
        shown(icon).activated.emit(Reason.Context)
        return menu(icon).isVisible()

    assert during(icon, look)
    assert heard[1:] == []


def test_other_threads_may_show_and_stop(icon: QtTrayIcon) -> None:
    def look() -> None:
        other = threading.Thread(target=lambda: icon.show(icon_set(MARK), "No news.", small_menu()))
        other.start()
        other.join()

    during(icon, look)
    assert icon._face is not None
    assert icon._face.tooltip == "No news."
    stopping = threading.Thread(target=icon.stop)
    stopping.start()
    icon.run()
    stopping.join()


def test_without_a_tray_that_is_told(icon: QtTrayIcon, heard: list[Event]) -> None:
    during(icon, lambda: None)
    assert heard == [HostChanged(present=False)]


@pytest.mark.skipif(sys.platform != "linux", reason="Qt takes words for markup in trays of Linux")
def test_a_name_is_shown_and_never_obeyed(icon: QtTrayIcon) -> None:
    icon.show(icon_set(MARK), "<b>Mia</b>\nresting", small_menu())
    assert during(icon, lambda: shown(icon).toolTip()) == "&lt;b&gt;Mia&lt;/b&gt;<br>resting"


def test_a_signal_of_the_system_ends_it(root: Path) -> None:
    command = [sys.executable, "-m", "tests.desktop.show_icon", "qt"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "HostChanged(present=False)\n"
        program.send_signal(signal.SIGTERM)
        assert program.stdout.read() == "ended\n"
    assert program.returncode == 0
