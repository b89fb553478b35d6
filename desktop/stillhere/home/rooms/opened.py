"""Which letters were opened here. It is remembered on this device alone: no record ever tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from stillhere.core import typed
from stillhere.home.store import Store

_NAME: Final = "opened"


class Opened:
    """The letters that were opened, of an open store, by the ids of their records."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> frozenset[str]:
        """Those that were opened."""
        kept = self._store.get(_NAME)
        return frozenset() if kept is None else typed.from_msgpack(kept, frozenset[str])

    def add(self, letters: Iterable[str], there: Collection[str]) -> None:
        """These are open from now on. Of those that are no longer `there` nothing is remembered."""
        opened = sorted((self.all() | frozenset(letters)) & frozenset(there))
        self._store.put(_NAME, msgspec.msgpack.encode(opened))
