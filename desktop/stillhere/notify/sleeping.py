"""Tells before the computer goes to sleep, where the system says so. Nothing is kept awake for it.

Source: org.freedesktop.login1, "PrepareForSleep"
(https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stillhere.notify.bus import SessionBus, serve
from stillhere.notify.wire import connect

#: Where the system's own bus is, if nothing else is said (D-Bus specification, "System message bus").
SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"


class Sleeping:
    """Listens in a thread of its own, from `start` to `stop`. ``tell`` is called in that thread.

    Where no such bus is, nothing is told.
    """

    def __init__(self, tell: Callable[[], object], environ: Mapping[str, str] = os.environ) -> None:
        self._tell = tell
        address = environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS
        self._bus = SessionBus(
            lambda: connect({"DBUS_SESSION_BUS_ADDRESS": address}), lost=lambda _: None, pauses=()
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

    def appeared(self) -> None:
        """It is there."""

    def vanished(self) -> None:
        """It is not there; it may come back."""

    def signalled(self, member: str, body: tuple[Any, ...]) -> None:
        """Tells when the computer is about to sleep, and not when it wakes."""
        if member == "PrepareForSleep" and body == (True,):
            self._tell()
