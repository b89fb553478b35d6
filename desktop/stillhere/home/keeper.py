"""The keeper: takes in what arrives, publishes what waits, and tells. One process at a time holds the role.

It runs in a thread of its own, so that no face waits for a folder. When its process dies the system frees the
role, and another face takes it; where a tray runs the role is the tray's, which alone shows notifications.
What is to be told is taken from the store before it is told, so that it is told once at most, whoever dies in
between.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from stillhere.home import bell
from stillhere.home.aside import forget_old
from stillhere.home.folder.watch import Watch
from stillhere.home.home import Home
from stillhere.home.role import TRAY, Role, holder
from stillhere.home.rooms.erasing import begun
from stillhere.home.step import Tell, step

if TYPE_CHECKING:
    from stillhere.home.remembered import TakingIn

#: How often (seconds) a face that isn't the keeper asks for the role.
ROLE_SECONDS = 2.0

#: How often (seconds) a face hears how far the reading of a full folder is.
READING_SECONDS = 0.5


class Keeper:
    """Keeps `home`, by a twin of it in a thread of its own.

    ``tell`` hears each notice once over all processes; ``changed`` is called when what is to be shown may
    have changed, by whichever process; ``reading`` while a full folder is read here, every half second: what
    is so then is so in part. All are called from the keeper's thread. ``face`` is for `doctor`.
    """

    def __init__(
        self,
        home: Home,
        tell: Tell,
        changed: Callable[[], None],
        *,
        face: str,
        reading: Callable[[], None] = lambda: None,
    ) -> None:
        self._home = home
        self._tell = tell
        self._changed = changed
        self._reading = reading
        self._face = face
        self._wake = threading.Event()
        self._hints: set[str] = set()
        self._stopping = False
        self._since = 0
        self._read_told = 0.0
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self, since: int | None = None) -> None:
        """Begins to keep, or to wait for the role.

        ``since`` is the generation that is shown already (None: the present one): of all that comes after it,
        by whichever process, `changed` is told, however late the thread begins.
        """
        self._since = self._home.generation() if since is None else since
        self._thread.start()

    def stop(self) -> None:
        """Ends, after what is being written lies whole; another face may take the role.

        A full folder may have been read in part then: whoever keeps next goes on with it.
        """
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def _hint(self, hints: frozenset[str]) -> None:
        self._hints |= hints
        self._wake.set()

    def _run(self) -> None:
        home, role = self._home.twin(), Role(self._home.paths.role, self._face)
        watch = Watch(home.paths.bell, None, self._hint)
        watch.start()
        if self._face == TRAY:
            bell.ring(home.paths.bell)  # another face that keeps looks up, and leaves the role
        forget_old(home.paths.store, time.time())
        try:
            self._loop(home, role, watch)
        finally:
            watch.stop()
            role.leave()
            home.close()

    def _loop(self, home: Home, role: Role, watch: Watch) -> None:
        generation = self._since
        while not self._stopping:
            if begun(home.paths):
                _end()
                return
            held = self._keeps(home, role)
            # Who doesn't keep has no use for what the folder tells. The bell is heard in either case.
            watch.rearm(home.settings().folder if held else None)
            if held:
                step(home, self._tell, self._along)
            hints, self._hints = self._hints, set()
            if "bell" in hints or home.generation() != generation:
                generation = home.generation()
                self._changed()
            self._wake.wait(home.settings().poll_seconds if held else ROLE_SECONDS)
            self._wake.clear()

    def _along(self, _at: TakingIn) -> bool:
        """Much lies in the folder, and a part of it was taken in. Whether to go on."""
        if time.monotonic() - self._read_told >= READING_SECONDS:
            self._read_told = time.monotonic()
            self._reading()
        return not self._stopping and not begun(self._home.paths)

    def _keeps(self, home: Home, role: Role) -> bool:
        """Whether this process is the keeper now."""
        if self._face == TRAY or holder(home.paths.tray) is None:
            return role.take()
        if role.held:
            role.leave()
            bell.ring(home.paths.bell)  # the tray is waiting for it
        return False


def _end() -> None:
    """The home is being erased: this process ends, as each face does when the system asks it to."""
    if os.name == "nt":
        signal.raise_signal(signal.SIGTERM)
    else:
        # To the process and not to this thread, so that a main thread that sleeps wakes up.
        os.kill(os.getpid(), signal.SIGTERM)
