"""When a file lands in a directory, to the fraction of a millisecond: inotify, asked directly.

Law: it only watches. Linux only.
"""

from __future__ import annotations

import ctypes
import os
import struct
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_LIBC = ctypes.CDLL(None, use_errno=True)
_MOVED_TO = 0x80
_HEAD = struct.Struct("iIII")  # inotify(7): watch, mask, cookie, length of the name


class Landings:
    """Inside the ``with`` block, ``seen`` holds when each file was given its name in `place`, in order."""

    def __init__(self, place: Path) -> None:
        self.seen: list[float] = []
        self._handle = _LIBC.inotify_init1(os.O_CLOEXEC)
        assert _LIBC.inotify_add_watch(self._handle, os.fsencode(place), _MOVED_TO) >= 0
        self._thread = threading.Thread(target=self._watch, name="landings", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The thread sleeps in the kernel until the program ends; it has nothing to lose.
        self.seen = list(self.seen)

    def _watch(self) -> None:
        while True:
            data = os.read(self._handle, 65536)
            now, start = time.perf_counter(), 0
            while start < len(data):
                *_, length = _HEAD.unpack_from(data, start)
                self.seen.append(now)
                start += _HEAD.size + length
