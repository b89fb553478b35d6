"""The way to what is private. Handed to whoever may go in, so that nobody else knows the key or the place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from stillhere.core.state.when import ms_of
from stillhere.home import bell
from stillhere.home.errors import HomeError
from stillhere.home.memory import Memory
from stillhere.home.store import Store

if TYPE_CHECKING:
    from stillhere.home.paths import Paths
    from stillhere.home.private import Lock, Private
    from stillhere.home.private.rescue import Rescued


def _no_key(_: str | None, __: str | None) -> None:
    raise RuntimeError("this door can be opened and not locked anew")


def _nothing(_: Callable[[], str] | None) -> Rescued:
    raise RuntimeError("nothing damaged lies behind this door")


class Door(NamedTuple):
    """``open`` opens it, asking for a passphrase where there is a lock; ``lock`` tells if there is one.

    ``relock`` takes the passphrase that holds and the one that is to hold (None: no lock). All three raise
    `PrivateError`, and so does ``rescue``, which reads what can be read where it is damaged. ``now`` gives
    this computer's time. It holds no connection and belongs to no thread.
    """

    open: Callable[[Callable[[], str] | None], Private]
    lock: Callable[[], Lock | None]
    now: Callable[[], datetime]
    relock: Callable[[str | None, str | None], None] = _no_key
    rescue: Callable[[Callable[[], str] | None], Rescued] = _nothing


def door_of(paths: Paths, key: bytes, now: Callable[[], datetime]) -> Door:
    """The door to what is private in the home at `paths`, whose store has `key`."""

    def enter(ask: Callable[[], str] | None) -> Private:
        from stillhere.home.private import open_private

        private = open_private(paths, key, ask, now=lambda: ms_of(now()))
        with suppress(HomeError), Store.open(paths.store, key) as store:
            # Where one of the two can't be written now, another opening takes in what lies outside.
            private.agreements.take_in(store, Memory(store))
        return private

    def lock() -> Lock | None:
        if not paths.private.is_dir():
            return None  # nothing that would tell has to be loaded
        from stillhere.home.private import lock_of

        return lock_of(paths)

    def relock(old: str | None, new: str | None) -> None:
        from stillhere.home.private import change_lock, remove_lock, set_lock

        if old is None:
            if lock() != "passphrase":
                enter(None).close()  # what lies outside goes behind the lock, too
            set_lock(paths, key, new or "")
        elif new is None:
            remove_lock(paths, key, old)
        else:
            change_lock(paths, key, old, new)
        bell.ring(paths.bell)  # pages that stand open in a window are shut

    def saved(ask: Callable[[], str] | None) -> Rescued:
        from stillhere.home.private.rescue import rescue

        return rescue(paths, key, ask)

    return Door(enter, lock, now, relock, saved)
