"""What each system is given: its own icon and its own way to show a note, put together as `serve` uses them.

Windows and macOS are not run here: what is theirs is stood in for at its border.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from stillhere.notify import macos, serving
from stillhere.notify.note import Note
from stillhere.tray.equipment import equip
from stillhere.tray.face import Heard
from stillhere.tray.icon import Activated
from stillhere.tray.platforms import Tray
from stillhere.tray.qt import QtTrayIcon
from stillhere.tray.sni import SniIcon
from stillhere.tray.windows import WindowsIcon

RESTS = Note("partner", "Mia is resting, still here.")


def on(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    """Has the order of the ways to show a note be that of `platform`."""
    monkeypatch.setattr(serving, "sys", SimpleNamespace(platform=platform))


@pytest.fixture
def heard() -> list[Heard]:
    return []


def test_windows_has_pystrays_icon_and_its_balloon(
    heard: list[Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str | None]] = []
    monkeypatch.setattr(
        WindowsIcon, "notify", lambda _, message, title=None: shown.append((message, title)), raising=False
    )
    on(monkeypatch, "win32")
    made = equip(Tray.WINDOWS, heard.append, print)
    assert isinstance(made.icon, WindowsIcon)
    assert made.run == made.icon.run
    made.icon()
    made.notifier.show(RESTS)
    assert (heard, shown) == ([Activated()], [("Mia is resting, still here.", None)])


def test_macos_has_qts_icon_and_osascript(
    qapp: QApplication, heard: list[Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Sequence[str]] = []
    monkeypatch.setattr(macos.OsascriptNotifier.__init__, "__defaults__", (ran.append, lambda name: name))
    on(monkeypatch, "darwin")
    made = equip(Tray.QT_MACOS, heard.append, print)
    assert isinstance(made.icon, QtTrayIcon)
    made.notifier.show(RESTS)
    assert [command[-2:] for command in ran] == [["Mia is resting, still here.", ""]]


@pytest.mark.parametrize("kind", [Tray.STATUS_NOTIFIER, Tray.WAITING])
def test_a_panel_gets_the_icon_without_qt_whether_it_is_there_yet_or_not(
    kind: Tray, heard: list[Heard]
) -> None:
    assert isinstance(equip(kind, heard.append, print).icon, SniIcon)
