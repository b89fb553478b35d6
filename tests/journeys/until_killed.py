"""What runs in a child until it is killed: somebody who flips and a keeper, or a keeper who listens.

Law: a child touches the one home that it was given, says "ready" once, and never ends by itself.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from stillhere.core.notices import Notice
from stillhere.home.home import Home
from stillhere.home.keeper import Keeper
from stillhere.home.paths import paths_for
from stillhere.home.store import Store

#: The longest pause between two flips, in seconds.
PAUSE = 0.02

Child = Callable[..., None]


def open_again(place: Path, key: bytes) -> Home:
    """The home in `place`, as a face that starts opens it."""
    paths = paths_for(place, {})
    return Home(paths, Store.open(paths.store, key), key)


def flip(ready: Connection, place: Path, key: bytes, seed: int) -> None:
    """Flips again and again, while a keeper in the same process publishes."""
    moments = random.Random(seed)
    home = open_again(place, key)
    Keeper(home, lambda _: None, lambda: None, face="tray").start()
    ready.send_bytes(b"ready")
    while True:
        home.flip()
        time.sleep(moments.uniform(0, PAUSE))


def listen(ready: Connection, place: Path, key: bytes, told: Path) -> None:
    """Keeps, and writes the kind of each notice into the file `told` as it is told."""
    home = open_again(place, key)
    handle = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(notice: Notice) -> None:
        os.write(handle, f"{notice.kind}\n".encode())

    keeper = Keeper(home, tell, lambda: None, face="tray")
    ready.send_bytes(b"ready")
    keeper.start()
    while True:
        time.sleep(60)


def send(ready: Connection, place: Path, key: bytes, seed: int, number: int) -> None:
    """Writes letters, each with the next `number`, and sends each; a keeper in the same process publishes."""
    from stillhere.home.rooms.letters import Letters

    moments = random.Random(seed)
    home = open_again(place, key)
    Keeper(home, lambda _: None, lambda: None, face="tray").start()
    with home.door().open(None) as private:
        letters = Letters(home, private)
        ready.send_bytes(b"ready")
        while True:
            letter = letters.write(f"letter {number}")
            number += 1
            letters.decide(letter.id, "hold")
            letters.decide(letter.id, "send")
            time.sleep(moments.uniform(0, PAUSE))


@contextmanager
def children() -> Iterator[Callable[..., None]]:
    """Gives ``run(child, *given, kill_after=seconds)``: kills a child so long after its word."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, "tests.journeys.rehearsed"])

    def run(child: Child, *given: Any, kill_after: float) -> None:
        heard, said = context.Pipe(duplex=False)
        process = context.Process(target=child, args=(said, *given))
        process.start()
        said.close()
        try:
            assert heard.recv_bytes() == b"ready"
            time.sleep(kill_after)
        finally:
            process.kill()
            process.join()
            process.close()
            heard.close()

    yield run
