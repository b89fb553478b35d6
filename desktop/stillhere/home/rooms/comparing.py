"""Whether two people compared the safety number, as one of them said it. It stays on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.home.flow.safety import compared, note_compared

if TYPE_CHECKING:
    from stillhere.home.flow.safety import Compared
    from stillhere.home.home import Home


class Comparing:
    """What is known of comparing the number in `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def now(self) -> Compared:
        """never, same, differs, or changed: a device came or went since it was compared."""
        with self._home.store.reading():
            return compared(self._home.store, self._home.memory.state())

    def note(self, *, same: bool) -> None:
        """The two read it to each other, and it was the same or it wasn't. Raises `StoreError`."""
        with self._home.store.transaction():
            note_compared(self._home.store, self._home.memory.state(), same=same)
