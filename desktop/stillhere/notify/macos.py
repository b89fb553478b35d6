"""Notes on macOS: ``osascript``, as well as a program that isn't a bundle can.

Laws. Texts are arguments of a fixed script, never a part of it. The call returns at once.

Not yet run on macOS; its border is tested with a stand-in for the call. A click on such a note opens nothing
of ours, and it can't be taken back.
Source: osascript(1), and "display notification" of the AppleScript Language Guide.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Sequence

from stillhere.notify.note import Note

_SCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)


def in_background(command: Sequence[str]) -> None:
    """Runs a command without waiting for it; what it prints is dropped."""

    def run() -> None:
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)

    threading.Thread(target=run, name=command[0], daemon=True).start()


class OsascriptNotifier:
    """Shows notes through ``osascript``."""

    def __init__(
        self,
        run: Callable[[Sequence[str]], None] = in_background,
        which: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self._run = run
        self._which = which

    def is_compatible(self) -> bool:
        """Whether the command is there."""
        return self._which("osascript") is not None

    def show(self, note: Note) -> None:
        """Shows the note."""
        script = [word for line in _SCRIPT for word in ("-e", line)]
        self._run(["osascript", *script, "--", note.title, note.body])

    def withdraw(self, tag: str) -> None:
        """Can't be done here."""
