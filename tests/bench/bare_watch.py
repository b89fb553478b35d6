"""The rival of the receiving side: the least that a Python program does between a file and a notification.

It watches one directory and says that a file came. It reads, believes and remembers nothing.
"""

from __future__ import annotations

import sys
from threading import Event

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from watchdog.events import FileMovedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SERVER = DBusAddress(
    "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
)


class Teller(FileSystemEventHandler):
    """Says that a file was given its name."""

    def __init__(self) -> None:
        self._bus = open_dbus_connection()

    def on_any_event(self, event: FileSystemEvent) -> None:
        words = ("bare", 0, "", "A file came.", "")
        self._bus.send(new_method_call(SERVER, "Notify", "susssasa{sv}i", (*words, [], {}, -1)))


def main() -> None:
    observer = Observer()
    observer.schedule(Teller(), sys.argv[1], event_filter=[FileMovedEvent])
    observer.start()
    print("ready", flush=True)
    Event().wait()


if __name__ == "__main__":
    main()
