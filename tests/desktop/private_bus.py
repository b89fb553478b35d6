"""Waiting in tests, and the session bus of a test's own (see `stillhere.demo.bus`)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from stillhere.demo.bus import PrivateBus

__all__ = ["PrivateBus", "until"]

T = TypeVar("T")


def until(found: Callable[[], T], *, seconds: float = 45.0) -> T:
    """Waits until ``found()`` is true and returns it; ``seconds`` is a limit for what is broken."""
    end = time.monotonic() + seconds
    while not (value := found()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:g} s in vain")
        time.sleep(0.01)
    return value
