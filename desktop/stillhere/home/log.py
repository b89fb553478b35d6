"""One log file, for finding faults. No secret, no text of a person and no act of a person can stand in it.

Values are numbers, yes or no, or keys like those of the catalogue; an error is its type and the places it
passed, without its message. What rests, knocks and letters there were is nobody's to read here: it tells of
files, counts and troubles only.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from stillhere.home.files import PRIVATE_FILE, make_dir

#: Bytes of the file before it becomes the old one; there are two at most.
MAX_BYTES = 128 * 1024

_KEY = r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*"
_FRAMES = 12


class Log:
    """The log at a place. Each line opens and closes the file, so that any process may write or move it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def old(self) -> Path:
        """Where the lines before the present file are."""
        return self._path.with_suffix(self._path.suffix + ".1")

    def note(self, event: str, **values: int | bool | str) -> None:
        """One line: `event` and its values. What is not of the allowed kind is written as ``?``."""
        self._write(" ".join([_safe(event), *(f"{key}={_safe(value)}" for key, value in values.items())]))

    def fault(self, event: str, error: BaseException) -> None:
        """One line: `event`, the type of `error` and where it came from. Never its message."""
        places = []
        frame = error.__traceback__
        while frame is not None:
            places.append(f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}")
            frame = frame.tb_next
        self._write(f"{_safe(event)} {type(error).__name__} {' > '.join(places[-_FRAMES:])}".rstrip())

    def _write(self, line: str) -> None:
        # A log that can't be written must not stop what it tells about.
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        try:
            make_dir(self._path.parent)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
            try:
                os.write(handle, f"{stamp} {line}\n".encode())
                written = os.fstat(handle)
            finally:
                os.close(handle)
            # Another process may have moved it a moment ago; then this name is a new file, to be left alone.
            if written.st_size >= MAX_BYTES and os.path.samestat(written, self._path.stat()):
                self._path.replace(self.old)
        except OSError:
            return


def _safe(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) and len(value) <= 64 and re.fullmatch(_KEY, value) else "?"
