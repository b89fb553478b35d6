"""The way to what is private, for the window alone. Handed in, so that a page knows neither key nor place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Lock, Private


class Door(NamedTuple):
    """``open`` opens it, asking for a passphrase where there is a lock; ``lock`` tells if there is one.

    Both raise `PrivateError`. ``now`` gives this computer's time.
    """

    open: Callable[[Callable[[], str] | None], Private]
    lock: Callable[[], Lock | None]
    now: Callable[[], datetime]


def door_of(home: Home) -> Door:
    """The door to what is private in `home`. It holds no connection and belongs to no thread."""
    paths, key = home.paths, home._key  # noqa: SLF001 - until a home opens what is private itself

    def enter(ask: Callable[[], str] | None) -> Private:
        from stillhere.home.private import open_private

        return open_private(paths, key, ask)

    def lock() -> Lock | None:
        from stillhere.home.private import lock_of

        return lock_of(paths)

    return Door(enter, lock, home.clock)
