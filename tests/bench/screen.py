"""A screen that nobody sees: an X server of the bench's own, ended by its own process id."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import LIMIT, until


@contextmanager
def screen() -> Iterator[str]:
    """The name of a display."""
    # Servers that choose their number themselves collide when several start together.
    number = next(each for each in _numbers() if not Path(f"/tmp/.X{each}-lock").exists())
    command = ["Xvfb", f":{number}", "-screen", "0", "1280x900x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(Path(f"/tmp/.X11-unix/X{number}").exists)
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(LIMIT)


def _numbers() -> Iterator[int]:
    while True:
        yield random.randrange(2_000, 60_000)
