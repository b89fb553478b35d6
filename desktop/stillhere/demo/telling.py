"""Tells each step once it was seen, and the time it took. One that isn't seen ends the demo."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from stillhere.words import say

T = TypeVar("T")

#: How long a step may take, in seconds, before it counts as not seen: on a busy machine each takes its time.
PATIENCE = 120.0


class NotSeen(Exception):
    """A step that was waited for did not happen; told by `step`, its text is the step's own."""


@contextmanager
def step(key: str, **fields: object) -> Iterator[None]:
    """Tells the step `key` once it is done, and how long it took."""
    begun = time.perf_counter()
    try:
        yield
    except NotSeen as missed:
        raise NotSeen(say(key, **fields)) from missed
    print(f"{(time.perf_counter() - begun) * 1000:7.0f} ms  {say(key, **fields)}", flush=True)


def until(found: Callable[[], T], *, pause: float = 0.005) -> T:
    """Waits until ``found()`` is true, and gives it. Raises `NotSeen`."""
    end = time.monotonic() + PATIENCE
    while not (value := found()):
        if time.monotonic() > end:
            raise NotSeen
        time.sleep(pause)
    return value
