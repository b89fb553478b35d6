"""Who hears of sleep on which system, and what may be said of it there.

Nothing here is kept awake: sleep waits a moment at most, and where nobody may delay it, it goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

#: What may be said of it: it was seen to work here; it is written for here and nobody has run it; nothing.
Heard = Literal["seen", "untried", "no"]

#: The login service, systemd's as well as elogind, makes this folder: it is there where the service runs.
#: Source: "Writing Desktop Environments", https://systemd.io/WRITING_DESKTOP_ENVIRONMENTS/.
SEATS = Path("/run/systemd/seats")

#: Is told a key for the log.
Note = Callable[[str], object]


class Sleep(Protocol):
    """Tells before the computer sleeps, from `start` to `stop`, in a thread that is not the caller's.

    Whoever is told calls `done`; until then sleep waits, as long as the system lets it.
    """

    def start(self) -> None:
        """Listens from now on. Where the system can't be asked, nothing is ever told."""

    def done(self) -> None:
        """What was to be done before sleep is done. Any thread."""

    def stop(self) -> None:
        """Ends; all that the system gave for it is given back."""


def listener(tell: Callable[[], object], note: Note, platform: str = sys.platform) -> Sleep | None:
    """Who calls ``tell`` before sleep on this platform; None where nobody can. ``note``: why it can't."""
    if platform == "win32":
        from stillhere.notify.sleep.windows import WindowsSleep

        return WindowsSleep(tell, note)
    if platform == "darwin":
        from stillhere.notify.sleep.macos import MacSleep

        return MacSleep(tell, note)
    if platform.startswith("linux"):
        from stillhere.notify.sleep.linux import LoginSleep

        return LoginSleep(tell)
    return None


def heard(platform: str = sys.platform, seats: Path = SEATS) -> Heard:
    """What may be said of sleep on this computer."""
    if platform in {"win32", "darwin"}:
        return "untried"
    return "seen" if platform.startswith("linux") and seats.is_dir() else "no"
