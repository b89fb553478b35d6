"""The system's login service, as far as it tells of sleep and lets programs delay it."""

from __future__ import annotations

import os
import select
from typing import Any

from jeepney import Message
from jeepney.io.blocking import open_dbus_connection

from stillhere.demo.bus import PrivateBus
from tests.desktop.fakes import Service


class FakeLogin(Service):
    """Hands out a lock as the real one does: the end of a pipe, held for as long as it is open.

    Source: https://systemd.io/INHIBITOR_LOCKS/. With ``refuses`` it hands out none.
    """

    name = "org.freedesktop.login1"
    path = "/org/freedesktop/login1"

    def __init__(self, bus: PrivateBus, *, refuses: bool = False) -> None:
        super().__init__(bus)
        self._server.close()
        self._server = open_dbus_connection(bus.address, enable_fds=True)
        self.interface = "org.freedesktop.login1.Manager"
        self.refuses = refuses
        #: What each lock was asked for with.
        self.inhibited: list[tuple[str, ...]] = []
        self._pipes: list[int] = []
        self._given: int | None = None

    @property
    def waiting(self) -> bool:
        """Whether somebody holds a lock that was handed out."""
        return any(not select.select([pipe], [], [], 0)[0] for pipe in self._pipes)

    def end(self) -> None:
        super().end()
        while self._pipes:
            os.close(self._pipes.pop())

    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        if member != "Inhibit" or self.refuses:
            return None
        self.inhibited.append(body)
        ours, self._given = os.pipe()
        self._pipes.append(ours)
        return "h", (self._given,)

    def _take(self, message: Message) -> None:
        super()._take(message)
        if self._given is not None:
            # The program has its own; of this one the pipe would stay open.
            os.close(self._given)
            self._given = None
