"""What `FakeHome` has of a store, for pages that ask about letters and copies: nothing came or went."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from stillhere.core.agreements.drawer import Drawer
from stillhere.core.state.model import State
from stillhere.home.remembered import Mended


class NoRecords:
    """A store without records."""

    def __init__(self) -> None:
        self.kept = self

    def reading(self) -> AbstractContextManager[None]:
        return nullcontext()

    def transaction(self) -> AbstractContextManager[None]:
        return nullcontext()

    def checkpoint(self) -> None:
        """There is no log."""

    def get(self, _: str) -> None:
        return None

    def record(self, _: str) -> None:
        return None

    def has_body(self, _: str) -> bool:
        return False


class StateOf:
    """A memory that knows the couple's state, and the drawer of `home`."""

    def __init__(self, home: Any) -> None:
        self._home = home
        self._couple = home._couple

    def drawer(self) -> Drawer:
        found: Drawer = self._home.drawer
        return found

    def keep_drawer(self, drawer: Drawer) -> None:
        self._home.drawer = drawer

    def state(self) -> State:
        found: State = self._couple.state
        return found

    def mine(self) -> Any:
        """Mia and Jon see the same devices; whose they are doesn't matter here."""
        return self._couple.jon.mine()

    def joining(self) -> None:
        """Nobody waits to come in here."""

    def mended(self) -> Mended | None:
        found: Mended | None = self._home.made_anew
        return found

    def keep_mended(self, how: Mended) -> None:
        self._home.made_anew = how

    def device_invitation(self) -> None:
        return None


class Posting:
    """The part of a home that letters and copies are read from."""

    _couple: Any
    #: How its store took the place of a damaged one.
    made_anew: Mended | None = None

    @property
    def store(self) -> NoRecords:
        return NoRecords()

    @property
    def memory(self) -> StateOf:
        return StateOf(self)

    def clock(self) -> Any:
        return self._couple.now
