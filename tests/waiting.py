"""How tests wait: for what is to come, as long as it takes, up to one limit for what is broken.

Law: no test measures by the limit, and none is slower for it: what is well comes long before, also on a
machine that is busy with much else. A whole test's limit, `timeout` in pyproject.toml, lies well above it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

#: Seconds after which what was waited for counts as never coming.
LIMIT = 120.0

T = TypeVar("T")


def until(found: Callable[[], T]) -> T:
    """Waits until ``found()`` is true and returns it."""
    end = time.monotonic() + LIMIT
    while not (value := found()):
        assert time.monotonic() < end, f"waited {LIMIT:g} s in vain"
        time.sleep(0.01)
    return value
