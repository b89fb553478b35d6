"""What the tests of private things share: a place, a key, and a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stillhere.home.paths import Paths
from stillhere.home.private import Private, open_private

HOME_KEY = bytes(range(32))


@dataclass
class Clock:
    """A clock in milliseconds."""

    ms: int = 1_795_000_000_000

    def __call__(self) -> int:
        return self.ms


def place(folder: Path) -> Paths:
    """The paths of a home in `folder`."""
    return Paths(folder / "data", folder / "config", folder / "log")


def opened(folder: Path, clock: Clock | None = None, passphrase: str | None = None) -> Private:
    """What is private in `folder`, open."""
    ask = None if passphrase is None else lambda: passphrase
    return open_private(place(folder), HOME_KEY, ask, now=clock or Clock())
