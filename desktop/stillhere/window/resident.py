"""The tray beside the window: started once somebody began or opened what was locked, where none runs yet.

A passphrase goes to it over its standard input; it stands in no argument, no variable and no file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess

    from stillhere.home.paths import Paths

PROGRAM: Final = (sys.executable, "-m", "stillhere")


class Resident:
    """The tray of the home at `paths`, a process of its own that outlives the window."""

    def __init__(self, paths: Paths, program: Sequence[str] = PROGRAM) -> None:
        self._paths = paths
        self._program = tuple(program)
        self._started: subprocess.Popen[bytes] | None = None

    def start(self, passphrase: str | None) -> bool:
        """Starts it: whether it was to be started. ``passphrase`` None: its key is in the keyring.

        Where it isn't, and nobody typed it just now, nothing is started: the tray could ask nobody.
        """
        import subprocess

        from stillhere.home.keys.vault import vault_kind
        from stillhere.home.role import holder

        locked = vault_kind(self._paths) == "passphrase"
        if holder(self._paths.tray) is not None or (locked and passphrase is None):
            return False
        given = passphrase if locked else None
        self._started = subprocess.Popen(
            [*self._program, *([] if given is None else ["--passphrase-file", "-"]), "tray"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if self._started.stdin is not None:
            with suppress(OSError), self._started.stdin as to:  # it may have ended already
                to.write((given or "").encode("utf-8"))
        return True
