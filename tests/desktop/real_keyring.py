"""A real keyring: gnome-keyring on a session bus of the test's own, unlocked as after a login.

Law: what it keeps lies below `place`, and it is ended by its own process id.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, MessageType, new_method_call

from stillhere.demo.bus import PrivateBus
from tests.waiting import LIMIT, until

#: The programs that `RealKeyring` can't do without.
NEEDED = ("dbus-daemon", "gnome-keyring-daemon")

_SERVICE = DBusAddress(
    "/org/freedesktop/secrets", "org.freedesktop.secrets", "org.freedesktop.Secret.Service"
)


def missing() -> tuple[str, ...]:
    """Which of the programs aren't on this machine."""
    return tuple(name for name in NEEDED if shutil.which(name) is None)


class RealKeyring:
    """gnome-keyring on `bus`, with a login keyring below `place`, unlocked inside the ``with`` block."""

    def __init__(self, bus: PrivateBus, place: Path, environment: Mapping[str, str]) -> None:
        self._bus = bus
        self._place = place
        self._environment = environment
        # A socket's path may have 107 bytes at most.
        self._control = tempfile.mkdtemp(prefix="stillhere-keyring-")
        self._daemon: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.unlock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        shutil.rmtree(self._control, ignore_errors=True)

    def unlock(self) -> None:
        """Starts it, or starts it anew, with the password that a login would hand over."""
        self.end()
        own = {
            **self._environment,
            "DBUS_SESSION_BUS_ADDRESS": self._bus.address,
            "XDG_DATA_HOME": str(self._place),
        }
        options = ["--foreground", "--unlock", "--components=secrets", f"--control-directory={self._control}"]
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=own,
        )
        assert self._daemon.stdin is not None
        self._daemon.stdin.write(b"the login password")
        self._daemon.stdin.close()
        until(lambda: self._default().startswith("/org/"))

    def lock(self) -> None:
        """Locks it, as a screen saver may."""
        self._ask("Lock", "ao", [self._default()])

    def end(self) -> None:
        """Ends it. What it keeps stays on the disk."""
        if self._daemon is None:
            return
        daemon, self._daemon = self._daemon, None
        daemon.terminate()
        daemon.wait(LIMIT)

    def _default(self) -> str:
        answer = self._ask("ReadAlias", "s", "default")
        return str(answer[0]) if answer else ""

    def _ask(self, method: str, signature: str, *body: object) -> tuple[Any, ...]:
        call = new_method_call(_SERVICE, method, signature, body)
        with self._bus.connect() as connection:
            answer = connection.send_and_get_reply(call, timeout=LIMIT)
        return tuple(answer.body) if answer.header.message_type is MessageType.method_return else ()
