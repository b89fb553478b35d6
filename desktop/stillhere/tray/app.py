"""The resident process, wired: an icon, a way to notify, the keeper, and the loop that obeys.

The icon's own loop has the main thread (Qt and macOS want it so); what was pressed and what arrived is worked
off in another, so that neither a folder nor the store ever holds up the panel.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from stillhere.home.home import Home
from stillhere.home.log import Log
from stillhere.home.opening import has_home, open_home
from stillhere.home.paths import Paths
from stillhere.home.role import TRAY, Role
from stillhere.tray.equipment import equip
from stillhere.tray.face import Changed, Ended, Face, Heard, Told, show
from stillhere.tray.facts import gather
from stillhere.tray.icon import Chosen
from stillhere.tray.platforms import Tray, choose

if TYPE_CHECKING:
    import subprocess

#: What isn't the icon begins once the panel was heard of, or after so many seconds without one.
ICON_FIRST_SECONDS = 2.0


def run(paths: Paths, ask: Callable[[], str] | None = None) -> int | None:
    """Runs the tray until it is told to quit: 0.

    None where it is the window's turn: nobody has begun here yet, a tray runs already, or no panel would show
    an icon. Raises `VaultError` and `StoreError`.
    """
    lock = Role(paths.tray, TRAY)
    if not has_home(paths) or not _alone(lock):
        return None
    kind = choose(gather())
    if kind is Tray.NONE:
        lock.leave()
        return None
    with open_home(paths, ask) as home:
        serve(home, kind, Windows())
    return 0


def _alone(lock: Role) -> bool:
    """Whether this is the one tray. Who asks whether one runs holds the lock for a moment, so try twice."""
    if not lock.take():
        time.sleep(0.1)
    return lock.take()


def serve(home: Home, kind: Tray, windows: Windows) -> None:
    """Runs icon, keeper and loop until one of the events says quit. Raises what the loop died of."""
    events: queue.SimpleQueue[Heard] = queue.SimpleQueue()
    heard_first = threading.Event()
    faults: list[BaseException] = []

    def tell(heard: Heard) -> None:
        events.put(heard)
        # Each time it would take a lock, which a signal's handler may find taken by whom it interrupts.
        if not heard_first.is_set():
            heard_first.set()

    def obey() -> None:
        # The icon comes first: what else there is to load would only hold it up.
        heard_first.wait(ICON_FIRST_SECONDS)
        try:
            from stillhere.home.keeper import Keeper

            keeper = Keeper(home, lambda notice: tell(Told(notice)), lambda: tell(Changed()), face=TRAY)
            keeper.start(since)
            try:
                with home.twin() as own:
                    Face(own, equipment.icon, equipment.notifier, events, windows.open).run()
            finally:
                keeper.stop()
        except BaseException as error:  # noqa: BLE001 - whoever waits for the icon raises it
            faults.append(error)
        equipment.icon.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: tell(Chosen("quit")))
    equipment = equip(kind, tell, Log(home.paths.log).note)
    # Asked here: a home belongs to the thread that opened it.
    since = home.generation()
    show(home, equipment.icon)
    obeying = threading.Thread(target=obey, name="face")
    obeying.start()
    equipment.run()
    tell(Ended())
    obeying.join()
    if faults:
        raise faults[0]


class Windows:
    """Starts the window, a process of its own; started again, it raises the one that is open."""

    def __init__(self, program: Sequence[str] = (sys.executable, "-m", "stillhere")) -> None:
        self._program = tuple(program)
        self._started: list[subprocess.Popen[bytes]] = []

    def open(self, page: str, token: str = "") -> None:
        """Opens the window on `page`. ``token`` lets it come to the front, where the desktop gives one."""
        import subprocess

        self._started = [window for window in self._started if window.poll() is None]
        self._started.append(
            subprocess.Popen(
                [*self._program, "window", page],
                env={**os.environ, "XDG_ACTIVATION_TOKEN": token} if token else None,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
