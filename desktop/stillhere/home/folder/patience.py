"""A look at a folder gets so many seconds: a drive that is gone can hold up whoever asks for it.

A call that hangs in the system can't be called off. It stays behind in a thread of its own; of one name there
are only so many, and whoever comes after them waits for nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: How many threads of one name may hang at once.
MOST = 4


class TooLong(Exception):
    """It didn't come to its end within its seconds, or as many of its name hang already."""


def within(seconds: float, look: Callable[[], T], *, name: str) -> T:
    """What `look` gives within `seconds`; what it raises is raised. Raises `TooLong`.

    ``name`` is that of the thread, and tells what is looked at.
    """
    if sum(thread.name == name for thread in threading.enumerate()) >= MOST:
        raise TooLong
    outcome: list[T] = []
    error: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(look())
        except BaseException as raised:  # noqa: BLE001 - raised again in the thread that asked
            error.append(raised)

    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    thread.join(seconds)
    if error:
        raise error[0]
    if not outcome:
        raise TooLong
    return outcome[0]
