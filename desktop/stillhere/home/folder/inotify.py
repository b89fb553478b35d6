"""The kernel's own word on directories of Linux, by the C library that Python runs on.

Laws. One thread reads for all directories, and sleeps in the kernel until something happens in one of them;
without it no watch is alive.
A look and a deletion are no news. A watch is of one directory and of nothing below it; it ends with it.

Source: inotify(7), https://man7.org/linux/man-pages/man7/inotify.7.html, and <sys/inotify.h>. The resident
process has no watchdog for this: one thread and no library do here what that takes a thread a directory for.
"""

from __future__ import annotations

import ctypes
import errno
import os
import select
import struct
import threading
from functools import cache
from pathlib import Path

from stillhere.home.folder.events import Heard, lies_whole

_MODIFY, _CLOSE_WRITE, _MOVED_TO, _CREATE = 0x2, 0x8, 0x80, 0x100
_Q_OVERFLOW, _IGNORED, _ISDIR = 0x4000, 0x8000, 0x4000_0000
_ONLYDIR, _DONT_FOLLOW = 0x0100_0000, 0x0200_0000

#: What is asked for: what changes something, not what reads.
_NEWS = _MODIFY | _CLOSE_WRITE | _MOVED_TO | _CREATE

#: `struct inotify_event` without its name: watch, mask, cookie, length of the name.
_EVENT = struct.Struct("iIII")
_AT_ONCE = 16 * 1024  # bytes; room for some hundred events


class Inotify:
    """A source of events; see `Source`."""

    recursive = False

    def __init__(self) -> None:
        self._heard: dict[int, Heard] = {}
        self._changing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._fd = self._end = -1

    @property
    def running(self) -> bool:
        """See `Source`."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """See `Source`."""
        self._fd = _checked(_library().inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        self._end = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """See `Source`."""
        if self._thread is not None:
            os.eventfd_write(self._end, 1)
            self._thread.join()
            self._thread = None
        self._heard.clear()
        for handle in (self._fd, self._end):
            if handle >= 0:
                os.close(handle)
        self._fd = self._end = -1

    def watch(self, directory: Path, heard: Heard) -> int:
        """See `Source`."""
        mask = ctypes.c_uint32(_NEWS | _ONLYDIR | _DONT_FOLLOW)
        with self._changing:  # the first event may be read before its watch is known here
            token = _checked(_library().inotify_add_watch(self._fd, os.fsencode(directory), mask))
            self._heard[token] = heard
        return token

    def unwatch(self, token: int) -> None:
        """See `Source`."""
        if self._heard.pop(token, None) is not None:
            # The kernel may have ended it a moment ago; then there is nothing left to end.
            _library().inotify_rm_watch(self._fd, token)

    def alive(self, token: int) -> bool:
        """See `Source`."""
        return self.running and token in self._heard

    def _run(self) -> None:
        poll = select.poll()
        for handle in (self._fd, self._end):
            poll.register(handle, select.POLLIN)
        while self._end not in dict(poll.poll()):
            self._tell(os.read(self._fd, _AT_ONCE))

    def _tell(self, data: bytes) -> None:
        start = 0
        while start < len(data):
            token, mask, _, length = _EVENT.unpack_from(data, start)
            start += _EVENT.size + length
            name = data[start - length : start].rstrip(b"\0")
            for heard in self._of(token, mask):
                heard(_whole(mask, name))

    def _of(self, token: int, mask: int) -> list[Heard]:
        """Who is to hear of an event."""
        with self._changing:
            if mask & _Q_OVERFLOW:
                # There was more than the kernel kept: it may have been about any of them.
                return list(self._heard.values())
            if mask & _IGNORED:
                self._heard.pop(token, None)
            heard = self._heard.get(token)
            return [] if heard is None else [heard]


def _whole(mask: int, name: bytes) -> bool:
    ended = mask & (_MOVED_TO | _CLOSE_WRITE) and not mask & _ISDIR
    return bool(ended) and lies_whole(os.fsdecode(name))


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(answer: int) -> int:
    """Raises `OSError` where the kernel refused."""
    if answer < 0:
        number = ctypes.get_errno() or errno.EIO
        raise OSError(number, os.strerror(number))
    return answer
