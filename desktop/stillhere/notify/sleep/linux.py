"""Sleep on Linux: the login service says so, and waits until what it handed out is given back.

It waits a few seconds at most, as long as the system lets it. Where the system lets nobody delay it, it is
told all the same.

Sources: org.freedesktop.login1, "PrepareForSleep" and "Inhibit"
(https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html), and "Inhibitor Locks"
(https://systemd.io/INHIBITOR_LOCKS/).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from jeepney import DBusAddress
from jeepney.fds import FileDescriptor

from stillhere.notify.bus import SessionBus, serve
from stillhere.notify.wire import Failed, connect
from stillhere.words import say

#: Where the system's own bus is, if nothing else is said (D-Bus specification, "System message bus").
SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"

_LOGIN: Final = DBusAddress(
    "/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager"
)


class LoginSleep:
    """Listens in a thread of its own, from `start` to `stop`. ``tell`` is called in that thread.

    Whoever is told calls `done`; until then sleep waits. Where no such bus is, nothing is told.
    """

    def __init__(self, tell: Callable[[], object], environ: Mapping[str, str] = os.environ) -> None:
        self._tell = tell
        address = environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS
        # While it is open, sleep waits for us. It belongs to the bus's thread.
        self._held: FileDescriptor | None = None
        self._bus = SessionBus(
            lambda: connect({"DBUS_SESSION_BUS_ADDRESS": address}, files=True),
            lost=lambda _: None,
            pauses=(),
        )
        self._bus.follow(self)
        self._thread = threading.Thread(target=serve, args=(self._bus,), name="sleep", daemon=True)

    @property
    def name(self) -> str:
        """The bus name that is followed."""
        return "org.freedesktop.login1"

    @property
    def interfaces(self) -> Sequence[str]:
        """The interfaces whose signals are wanted."""
        return ("org.freedesktop.login1.Manager",)

    def start(self) -> None:
        """Listens from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Ends."""
        self._bus.stop()
        if self._thread.is_alive():
            self._thread.join()

    def done(self) -> None:
        """What was to be done before sleep is done. Any thread."""
        self._bus.post(self._let_go)

    def appeared(self) -> None:
        """It is there."""
        self._hold()

    def vanished(self) -> None:
        """It is not there; it may come back."""
        self._let_go()

    def signalled(self, member: str, body: tuple[Any, ...]) -> None:
        """Tells when the computer is about to sleep; when it wakes, the next sleep waits again."""
        if member == "PrepareForSleep" and body == (True,):
            self._tell()
        elif member == "PrepareForSleep" and body == (False,):
            self._hold()

    def _hold(self) -> None:
        if self._held is None:
            asked = ("sleep", say("app.name"), say("sleep.why"), "delay")
            self._bus.call(_LOGIN, "Inhibit", "ssss", asked, then=self._took)

    def _took(self, reply: tuple[Any, ...] | Failed) -> None:
        self._let_go()
        match reply:
            case (FileDescriptor() as held,):
                self._held = held

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
