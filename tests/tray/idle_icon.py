"""A program for measuring: the icon and the notifier on one bus, and nothing else. It ends with SIGTERM."""

from __future__ import annotations

import queue
import signal

from stillhere.core.view import Mark
from stillhere.notify.bus import SessionBus
from stillhere.notify.linux import FreedesktopNotifier
from stillhere.notify.note import Pressed
from stillhere.tray.icon import Event
from stillhere.tray.menu import Item, Menu
from stillhere.tray.pictures import icon_set
from stillhere.tray.sni import SniIcon


def main() -> None:
    heard: queue.SimpleQueue[Event | Pressed] = queue.SimpleQueue()
    bus = SessionBus(lost=print)
    icon = SniIcon("stillhere", bus, heard.put)
    FreedesktopNotifier(bus, heard.put, app="Still Here", entry="stillhere", open_words="Open")
    icon.show(icon_set(Mark("here", "here")), "You are both here.", Menu(Item("flip", "Rest, still here")))
    signal.signal(signal.SIGTERM, lambda *_: icon.stop())
    icon.run()


if __name__ == "__main__":
    main()
