"""Two real Syncthings on this machine that keep two folders equal, as two people's computers would.

    python -m tests.carriers.syncthing_pair A B [--delay SECONDS]

Law: the two talk to each other over 127.0.0.1 and to nobody else, which is checked before they count as
ready. Their configuration goes with them; A and B keep their files.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.carriers.syncthing import FOLDER, CarrierError, Syncthing
from tests.waiting import LIMIT

#: How long changes are gathered before they are scanned, in seconds; and how long Syncthing does by itself.
DELAY, OWN_DELAY = 1.0, 10.0


class SyncthingPair:
    """Both instances, `a` and `b`; inside the ``with`` block they are connected.

    ``seconds`` is a limit for what is broken.
    """

    def __init__(self, a: Path, b: Path, *, delay: float = DELAY, seconds: float = LIMIT) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="stillhere-carrier-"))
        self._delay = delay
        self._seconds = seconds
        self.a = Syncthing("a", a.resolve(), self._home / "a")
        self.b = Syncthing("b", b.resolve(), self._home / "b")

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def equal(self) -> bool:
        """Whether both are connected, at rest after a scan, and have the same files."""
        try:
            states = [_at_rest(self.a, self.b), _at_rest(self.b, self.a)]
        except (OSError, KeyError, ValueError):
            return False  # one of them doesn't listen yet
        return states[0] is not None and states[0] == states[1]

    def check(self) -> None:
        """Raises `CarrierError` unless both run."""
        self.a.check()
        self.b.check()

    def apart(self) -> None:
        """Ends the connection, as when a computer is offline."""
        self.a.rest(f"/rest/system/pause?device={self.b.id}", "POST")

    def together(self) -> None:
        """Lets them connect again."""
        self.a.rest(f"/rest/system/resume?device={self.b.id}", "POST")

    def _start(self) -> None:
        for each in (self.a, self.b):
            each.generate()
        for each, other in ((self.a, self.b), (self.b, self.a)):
            each.configure(other, self._delay)
        for each in (self.a, self.b):
            each.start()
        self.ready()
        for each in (self.a, self.b):
            each.check_sockets()

    def ready(self) -> None:
        """Waits until both are connected and have scanned. Raises `CarrierError` where that doesn't come."""
        until = time.monotonic() + self._seconds
        while not self.equal():
            self.check()
            if time.monotonic() > until:
                raise CarrierError(f"not connected\n--- a\n{self.a.log()}\n--- b\n{self.b.log()}")
            time.sleep(0.1)

    def _stop(self) -> None:
        for each in (self.a, self.b):
            each.stop()
        shutil.rmtree(self._home)


def _at_rest(me: Syncthing, other: Syncthing) -> tuple[int, int] | None:
    """How many files and bytes both sides together have, once `me` is connected and needs none of them."""
    peers: dict[str, Any] = me.rest("/rest/system/connections")["connections"]
    if not peers.get(other.id, {}).get("connected"):
        return None
    status = me.rest(f"/rest/db/status?folder={FOLDER}")
    scanned = not status["stateChanged"].startswith("0001")  # the zero time until the first scan is over
    if status["state"] != "idle" or status.get("watchError") or status["needTotalItems"] or not scanned:
        return None
    return status["globalFiles"], status["globalBytes"]


def main(arguments: Sequence[str]) -> int:
    """Keeps two folders equal until a signal comes: 0, or 1 where they could not be joined."""
    parser = argparse.ArgumentParser(description="Two Syncthings on 127.0.0.1 keep A and B equal.")
    parser.add_argument("a", type=Path, metavar="A")
    parser.add_argument("b", type=Path, metavar="B")
    parser.add_argument("--delay", type=float, default=DELAY, metavar="SECONDS")
    asked = parser.parse_args(arguments)

    def stop(number: int, _: object) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)  # ending goes on undisturbed
        raise KeyboardInterrupt(number)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    try:
        with SyncthingPair(asked.a, asked.b, delay=asked.delay) as pair:
            places = {each.name: {"place": str(each.place), "url": each.url} for each in (pair.a, pair.b)}
            print("READY", json.dumps(places), flush=True)
            while True:
                time.sleep(0.5)
                pair.check()
    except KeyboardInterrupt:
        return 0
    except (CarrierError, OSError) as error:
        print(f"syncthing_pair: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
