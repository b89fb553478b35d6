"""The notifier of this desktop, put together; with a thread of its own for a face that has no bus to run."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from stillhere.notify.note import Chain, Note, Notifier, Pressed, Silent, Way, ways
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.notify.bus import SessionBus

#: The program's id, as its desktop entry and the panels know it.
ENTRY = "org.stillhere.StillHere"


def chain(notifiers: Mapping[Way, Notifier]) -> Notifier:
    """`notifiers` in the order of this platform, and silence last."""
    return Chain({**notifiers, Way.SILENT: Silent()}, ways(sys.platform))


def on_the_bus(bus: SessionBus, tell: Callable[[Pressed], None]) -> Notifier:
    """The notifier of Linux desktops; ``tell`` hears what is pressed, in the thread that runs `bus`."""
    from stillhere.notify.linux import FreedesktopNotifier

    server = FreedesktopNotifier(bus, tell, app=say("app.name"), entry=ENTRY, open_words=say("notice.open"))
    return chain({Way.FREEDESKTOP: server})


class Serving:
    """A notifier that runs its own bus, from the first note on. `stop` ends it.

    ``tell`` hears what is pressed, from the bus's thread. It belongs to one thread.
    """

    def __init__(self, tell: Callable[[Pressed], None]) -> None:
        self._tell = tell
        self._notifier: Notifier | None = None
        self._bus: SessionBus | None = None
        self._thread: threading.Thread | None = None

    def show(self, note: Note) -> None:
        """Shows the note in place of an earlier one with its tag."""
        if self._notifier is None:
            self._notifier = self._start()
        self._notifier.show(note)

    def withdraw(self, tag: str) -> None:
        """Takes the note with this tag back, where it still stands."""
        if self._notifier is not None:
            self._notifier.withdraw(tag)

    def stop(self) -> None:
        """Ends the bus; what stands on the screen stays."""
        if self._bus is not None and self._thread is not None:
            self._bus.stop()
            self._thread.join()

    def _start(self) -> Notifier:
        if sys.platform == "darwin":
            from stillhere.notify.macos import OsascriptNotifier

            return chain({Way.OSASCRIPT: OsascriptNotifier()})
        if sys.platform == "win32":
            return chain({})  # Windows shows notes by a tray icon only
        from stillhere.notify.bus import SessionBus, serve

        self._bus = SessionBus(lost=lambda _: None)
        self._thread = threading.Thread(target=serve, args=(self._bus,), name="notes", daemon=True)
        self._thread.start()
        return on_the_bus(self._bus, self._tell)
