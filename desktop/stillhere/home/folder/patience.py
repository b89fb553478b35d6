"""A look at a folder gets so many seconds: a drive that is gone can hold up whoever asks for it.

A call that hangs in the system can't be called off. It stays behind in a thread of its own; of one name there
are only so many, and whoever comes after them waits for nothing.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: How many threads of one name may hang at once.
MOST = 4

#: The names of what is being looked at in this process, one for each thread.
_UNDER_WAY: list[str] = []


class TooLong(Exception):
    """It didn't come to its end within its seconds, or as many of its name hang already."""


def within(seconds: float, look: Callable[[], T], *, name: str) -> T:
    """What `look` gives within `seconds`; what it raises is raised. Raises `TooLong`.

    ``name`` tells what is looked at.
    """
    if hanging(name) >= MOST:
        raise TooLong
    outcome: list[T] = []
    error: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(look())
        except BaseException as raised:  # noqa: BLE001 - raised again in the thread that asked
            error.append(raised)
        _UNDER_WAY.remove(name)
        ended.release()

    # Each poll comes here, and a thread of `threading` wakes whoever starts it only to say that it began.
    ended = _thread.allocate_lock()
    ended.acquire()
    _UNDER_WAY.append(name)
    try:
        _thread.start_new_thread(work, ())
    except RuntimeError:  # the system has no thread left to give
        _UNDER_WAY.remove(name)
        raise
    if not ended.acquire(timeout=seconds):
        raise TooLong
    if error:
        raise error[0]
    return outcome[0]


def hanging(name: str) -> int:
    """How many looks of that name have not come to their end."""
    return _UNDER_WAY.count(name)
