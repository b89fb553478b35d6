"""What a source of native events is, whichever system it is of.

Law: of a look nobody hears; of what changes something in a directory somebody does, soon, and once at least.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from stillhere.home.folder.scan import ENDING

#: Hears of a change, in a thread of the source; true: a file of ours lies whole, no more of it is to come.
Heard = Callable[[bool], None]


class Source(Protocol):
    """Tells what happens in directories, from `start` to `stop`. All but `Heard` are called in one thread."""

    @property
    def recursive(self) -> bool:
        """Whether a watch is of all that is below a directory, too."""

    @property
    def running(self) -> bool:
        """Whether it tells anything: it began, and nothing ended it."""

    def start(self) -> None:
        """Begins. Raises `OSError` where the system gives no events."""

    def stop(self) -> None:
        """Ends, and forgets every watch; harmless where it never began."""

    def watch(self, directory: Path, heard: Heard) -> int:
        """Watches a directory, and gives the watch a token. Raises `OSError`."""

    def unwatch(self, token: int) -> None:
        """Ends a watch; harmless where it ended by itself."""

    def alive(self, token: int) -> bool:
        """Whether a watch still tells: it ends with its directory, and with what runs the source."""


def lies_whole(path: str) -> bool:
    """Whether a file that was given its name, or closed after writing, is one of ours."""
    return path.endswith(ENDING)
