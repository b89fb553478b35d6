"""A program for the tests of real desktops: one icon that says on standard output what it hears.

``python -m tests.desktop.show_icon sni|qt``. A press changes the mark: resting, and here again.
"""

from __future__ import annotations

import queue
import signal
import sys
import threading

from stillhere.core.view import Mark
from stillhere.tray.icon import Activated, Chosen, Event, TrayIcon
from stillhere.tray.menu import SEPARATOR, Item, Menu
from stillhere.tray.pictures import icon_set


def icon_of(kind: str, tell: queue.SimpleQueue[Event | None]) -> TrayIcon:
    if kind == "qt":
        from stillhere.tray.qt import QtTrayIcon, application

        return QtTrayIcon(application("stillhere"), tell.put)
    from stillhere.notify.bus import SessionBus
    from stillhere.tray.sni import SniIcon

    return SniIcon("stillhere", SessionBus(lost=print), tell.put)


def show(icon: TrayIcon, *, resting: bool) -> None:
    words = "You are resting. Nothing else is needed." if resting else "You are both here."
    menu = Menu(
        Item("flip", "I'm back" if resting else "Rest, still here"),
        Item("state", words, enabled=False),
        SEPARATOR,
        Item("open", "Open Still Here"),
    )
    icon.show(icon_set(Mark("resting" if resting else "here", "here")), words, menu)


def obey(icon: TrayIcon, heard: queue.SimpleQueue[Event | None]) -> None:
    resting = False
    while (event := heard.get()) is not None:
        print(event, flush=True)
        if event in {Activated(), Chosen("flip")}:
            resting = not resting
            show(icon, resting=resting)


def main(kind: str) -> None:
    heard: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
    icon = icon_of(kind, heard)
    show(icon, resting=False)
    signal.signal(signal.SIGTERM, lambda *_: icon.stop())
    listener = threading.Thread(target=obey, args=(icon, heard))
    listener.start()
    icon.run()
    heard.put(None)
    listener.join()
    print("ended", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
