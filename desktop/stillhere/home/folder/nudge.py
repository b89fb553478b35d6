"""Once a file lies in the folder, its carrier is asked to look at it at once: where its owner allowed that.

Nobody waits for it: it happens in a thread that ends within its seconds, and whatever comes of it, the file
goes its usual way. Trouble is a key in the log, and `doctor` looks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.home.log import Log

if TYPE_CHECKING:
    from stillhere.home.settings import Settings


class Nudge:
    """Asks for a look. ``settings`` gives what was chosen by now; ``log`` is the place of the log."""

    def __init__(self, settings: Callable[[], Settings], log: Path) -> None:
        self._settings = settings
        self._log = log

    def __call__(self, root: Path, written: Sequence[Path]) -> None:
        """Has the carrier of `root` asked to look at the files just `written` in it; returns at once."""
        if written and self._settings().nudge:
            import threading

            # Not a daemon: a command that ends at once is still to have asked.
            threading.Thread(target=self._ask, args=(root, tuple(written)), name="nudge").start()

    def _ask(self, root: Path, written: tuple[Path, ...]) -> None:
        from stillhere.home.folder.nudging import syncthing
        from stillhere.home.folder.nudging.loopback import NoNudge

        try:
            syncthing.scan(syncthing.find(root), written)
        except NoNudge as trouble:
            Log(self._log).note("nudge.trouble", what=trouble.what)
        except Exception as error:  # noqa: BLE001 - nobody waits for it, and nothing hangs on it
            Log(self._log).fault("nudge.fault", error)
