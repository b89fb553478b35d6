"""What each desktop needs to show an icon and a note: chosen elsewhere, put together here.

The parts of other systems are imported only where they are used: Qt never comes in beside a panel that speaks
StatusNotifierItem.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec import Struct

from stillhere.notify.note import Notifier, Way
from stillhere.notify.serving import ENTRY, chain, on_the_bus
from stillhere.tray.face import Heard
from stillhere.tray.icon import TrayIcon
from stillhere.tray.platforms import Tray

Tell = Callable[[Heard], None]
Trouble = Callable[[str], object]


class Equipment(Struct, frozen=True):
    """An icon, a notifier, and how to run them: ``run`` has the main thread until the icon is stopped."""

    icon: TrayIcon
    notifier: Notifier
    run: Callable[[], None]


def equip(kind: Tray, tell: Tell, trouble: Trouble) -> Equipment:
    """The equipment for a tray of `kind`; ``tell`` hears what is pressed, from any thread.

    ``trouble`` is for a log: it hears the key of what the desktop refused or where it went away.
    """
    match kind:
        case Tray.WINDOWS:
            return _windows(tell)
        case Tray.QT_MACOS | Tray.QT_XEMBED:
            return _qt(kind, tell, trouble)
        case _:
            return _status_notifier(tell, trouble)


def _status_notifier(tell: Tell, trouble: Trouble) -> Equipment:
    from stillhere.notify.bus import SessionBus
    from stillhere.notify.wire import NoBus
    from stillhere.tray.sni import SniIcon

    bus = SessionBus(lost=lambda _: trouble("bus.lost"), refused=trouble)
    icon = SniIcon("stillhere", bus, tell)

    def run() -> None:
        try:
            icon.run()
        except NoBus:
            trouble("bus.none")

    return Equipment(icon, on_the_bus(bus, tell), run)


def _qt(kind: Tray, tell: Tell, trouble: Trouble) -> Equipment:
    from stillhere.tray.qt import QtTrayIcon, application

    icon = QtTrayIcon(application(ENTRY), tell)
    if kind is Tray.QT_MACOS:
        from stillhere.notify.macos import OsascriptNotifier

        return Equipment(icon, chain({Way.OSASCRIPT: OsascriptNotifier()}), icon.run)
    from stillhere.notify.bus import SessionBus, serve

    bus = SessionBus(lost=lambda _: trouble("bus.lost"), refused=trouble)

    def run() -> None:
        serving = threading.Thread(target=serve, args=(bus,), name="bus")
        serving.start()
        icon.run()
        bus.stop()
        serving.join()

    return Equipment(icon, on_the_bus(bus, tell), run)


def _windows(tell: Tell) -> Equipment:
    from stillhere.notify.windows import WindowsNotifier, name_the_program
    from stillhere.tray.windows import WindowsIcon

    name_the_program()
    icon = WindowsIcon("stillhere", tell)
    return Equipment(icon, chain({Way.TRAY: WindowsNotifier(icon)}), icon.run)
