"""kill -9 at every single step of a piece of work, on a fresh copy of the same files each time.

Law: a step is a line of the program that touches private files; none is left out. The child that dies is
forked from one that has everything imported, so that some hundred deaths take seconds.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

#: The files whose lines are steps, by the ends of their names.
STEPS = (
    *(f"home/private/{name}.py" for name in ("lock", "opening", "header", "places", "pages", "journal")),
    "home/files.py",
    "home/store/schema.py",
)


def killed_at_every_step(
    start: Path, work: Path, act: Callable[[Path], None], check: Callable[[Path, int], None]
) -> int:
    """Does `act` on a copy of `start`, killed before its first step, its second …, and checks what is there.

    Returns how many deaths there were, once it lived to the end.
    """
    deaths = 0
    while True:
        place = work / "copy"
        shutil.copytree(start, place)
        pid = os.fork()
        if pid == 0:
            _die_at(deaths, partial(act, place))
        _, status = os.waitpid(pid, 0)
        died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if not died and os.waitstatus_to_exitcode(status) != 0:
            raise AssertionError(f"the work itself went wrong at step {deaths}: {status}")
        check(place, deaths)
        shutil.rmtree(place)
        if not died:
            return deaths
        deaths += 1


def _die_at(step: int, act: Callable[[], None]) -> None:
    left = step

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if not frame.f_code.co_filename.endswith(STEPS):
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        sys.settrace(trace)
        act()
        sys.settrace(None)
    except BaseException:  # noqa: BLE001 - a forked child must not come back into the test
        sys.settrace(None)
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)
