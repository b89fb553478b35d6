"""The keeper's role: a lock that one process holds and that the system takes back when its holder dies.

No process id is ever believed: what stands in the file is for `doctor` to show, and the lock alone decides.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from stillhere.home.files import PRIVATE_FILE

#: The face that goes before every other.
TRAY = "tray"

# Windows locks bytes that nobody may then read; the note stands before them.
_LOCKED_BYTE = 1 << 20
_NOTE_BYTES = 200


class Holder(NamedTuple):
    """Who keeps now: the face's name and its process id, as that process wrote them."""

    face: str
    pid: int


class Role:
    """The role of one process. Not to be shared between processes; `leave` may come from another thread."""

    def __init__(self, path: Path, face: str) -> None:
        self._path = path
        self._face = face
        self._file: IO[bytes] | None = None
        self._left = False

    @property
    def held(self) -> bool:
        """Whether this process is the keeper."""
        return self._file is not None

    def take(self) -> bool:
        """Takes the role if nobody has it, without waiting. Raises `OSError` where no lock can be made."""
        return self.held or self._try(blocking=False)

    def wait(self) -> bool:
        """Waits until the role is free and takes it; False once `leave` was called.

        For a daemon thread: the system's lock has no time limit and wakes nobody before its time.
        """
        while not self._left and not self.held:
            self._try(blocking=True)
        if self._left:
            self.leave()
        return self.held

    def leave(self) -> None:
        """Gives the role back, or has a `wait` come to nothing."""
        self._left = True
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.truncate(0)
            file.close()  # closing releases the lock

    def _try(self, *, blocking: bool) -> bool:
        file = _open(self._path)
        try:
            taken = _lock(file.fileno(), blocking=blocking)
        except BaseException:
            file.close()
            raise
        if not taken:
            file.close()
            return False
        with suppress(OSError):  # the note is for `doctor` alone: the lock is what counts, on a full disk too
            file.truncate(0)
            os.write(file.fileno(), json.dumps({"face": self._face, "pid": os.getpid()}).encode())
        self._file = file
        return True


def holder(path: Path) -> Holder | None:
    """Who keeps, as `doctor` shows it; None when nobody does."""
    try:
        with path.open("rb", buffering=0) as file:
            if _lock(file.fileno(), blocking=False, shared=True):
                return None
            found: Any = json.loads(file.read(_NOTE_BYTES) or b"{}")
            return Holder(str(found.get("face", ""))[:40], int(found.get("pid", 0)))
    except FileNotFoundError:
        return None
    except (ValueError, AttributeError, TypeError):
        return Holder("", 0)


def _open(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE), "r+b", buffering=0)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(handle: int, *, blocking: bool, shared: bool = False) -> bool:  # noqa: ARG001
        """LK_LOCK tries for ten seconds and then gives up, so that a waiter can see that it may go."""
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK if blocking else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int, *, blocking: bool, shared: bool = False) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(handle, kind if blocking else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
