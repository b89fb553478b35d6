"""What each desktop needs to show an icon and a note: chosen elsewhere, put together here.

The parts of other systems are imported only where they are used: Qt never comes in beside a panel that speaks
StatusNotifierItem.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stillhere.tray.face import Heard
from stillhere.tray.icon import Lost, TrayIcon
from stillhere.tray.notify import Chain, Notifier, Silent, Way, ways
from stillhere.tray.platforms import Tray
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.tray.bus import SessionBus

#: The program's id, as its desktop entry and the panels know it.
ENTRY = "org.stillhere.StillHere"

Tell = Callable[[Heard], None]


@dataclass(frozen=True, slots=True)
class Equipment:
    """An icon, a notifier, and how to run them: ``run`` has the main thread until the icon is stopped."""

    icon: TrayIcon
    notifier: Notifier
    run: Callable[[], None]


def equip(kind: Tray, tell: Tell) -> Equipment:
    """The equipment for a tray of `kind`; ``tell`` hears what is pressed, from any thread."""
    match kind:
        case Tray.WINDOWS:
            return _windows(tell)
        case Tray.QT_MACOS | Tray.QT_XEMBED:
            return _qt(kind, tell)
        case _:
            return _status_notifier(tell)


def _status_notifier(tell: Tell) -> Equipment:
    from stillhere.tray.bus import SessionBus
    from stillhere.tray.sni import SniIcon

    bus = SessionBus(lost=lambda why: tell(Lost(why)))
    icon = SniIcon("stillhere", bus, tell)
    return Equipment(icon, _on_the_bus(bus, tell), icon.run)


def _qt(kind: Tray, tell: Tell) -> Equipment:
    from stillhere.tray.qt import QtTrayIcon, application

    icon = QtTrayIcon(application(ENTRY), tell)
    if kind is Tray.QT_MACOS:
        from stillhere.tray.notify_macos import OsascriptNotifier

        return Equipment(icon, _chain({Way.OSASCRIPT: OsascriptNotifier()}), icon.run)
    from stillhere.tray.bus import SessionBus

    bus = SessionBus(lost=lambda why: tell(Lost(why)))

    def run() -> None:
        serving = threading.Thread(target=bus.run, name="bus")
        serving.start()
        icon.run()
        bus.stop()
        serving.join()

    return Equipment(icon, _on_the_bus(bus, tell), run)


def _windows(tell: Tell) -> Equipment:
    from stillhere.tray.notify_windows import WindowsNotifier, name_the_program
    from stillhere.tray.windows import WindowsIcon

    name_the_program()
    icon = WindowsIcon("stillhere", tell)
    return Equipment(icon, _chain({Way.TRAY: WindowsNotifier(icon)}), icon.run)


def _on_the_bus(bus: SessionBus, tell: Tell) -> Notifier:
    from stillhere.tray.notify_linux import FreedesktopNotifier

    server = FreedesktopNotifier(bus, tell, app=say("app.name"), entry=ENTRY, open_words=say("notice.open"))
    return _chain({Way.FREEDESKTOP: server})


def _chain(notifiers: dict[Way, Notifier]) -> Notifier:
    return Chain({**notifiers, Way.SILENT: Silent()}, ways(sys.platform))
