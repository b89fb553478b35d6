"""A Wayland compositor without a screen, with a session bus and folders of its own.

Law: it is reached by its environment alone, and ended by its own process id.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from stillhere.demo.bus import PrivateBus
from stillhere.demo.programs import Program, Programs
from tests.waiting import until

#: The programs that `RealWayland` can't do without.
NEEDED = ("weston", "dbus-daemon")

_SOCKET = "stillhere-wayland"


class RealWayland:
    """A compositor for the length of a ``with`` block. ``environment``: what a program needs to run on it."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="stillhere-wayland-"))
        self.environment: dict[str, str] = {}
        self._programs = Programs(self.home)
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            stack.callback(shutil.rmtree, self.home, ignore_errors=True)
            bus = stack.enter_context(PrivateBus())
            stack.callback(self._programs.end_all)
            run = self.home / "run"
            run.mkdir(mode=0o700)
            kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
            own = {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(run), "XDG_SESSION_TYPE": "wayland"}
            self.environment |= kept | own | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
            weston = ["weston", "--backend=headless-backend.so", f"--socket={_SOCKET}"]
            self._programs.start([*weston, "--idle-time=0", "--no-config"], self.environment)
            until((run / _SOCKET).exists)
            self.environment |= {"WAYLAND_DISPLAY": _SOCKET, "QT_QPA_PLATFORM": "wayland"}
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def start(self, *command: str) -> Program:
        """Starts a program on it; ended with it."""
        return self._programs.start(command, self.environment)

    def end(self, program: Program) -> None:
        """Ends a program that was started here."""
        self._programs.end(program)
