"""What a home stands on: an open store, the settings, the clock. Nothing of it reaches the other person.

It belongs to one thread at a time, and whoever opened it closes it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from stillhere.core.state.mine import Mine
from stillhere.home import bell
from stillhere.home.clock import Clock, local_now
from stillhere.home.flow.rounds import Rounds
from stillhere.home.folder.nudge import Nudge
from stillhere.home.memory import Memory
from stillhere.home.paths import Paths
from stillhere.home.settings import Settings
from stillhere.home.store import Store

if TYPE_CHECKING:
    from stillhere.seal.keys import Random


class Ground:
    """One person's side on this computer, over an open store; `Home` is what is done on it.

    ``key`` opens the store again for a `twin`; ``clock`` and ``random`` are the world, handed in.
    """

    def __init__(
        self,
        paths: Paths,
        store: Store,
        key: bytes,
        *,
        clock: Clock = local_now,
        random: Random = os.urandom,
    ) -> None:
        self.paths = paths
        self.store = store
        self.memory = Memory(store)
        self.clock = clock
        self._key = key
        self.random = random
        self._settings: tuple[object, Settings] | None = None
        self.rounds = Rounds(store, self.memory, random, Nudge(self.settings, paths.log))

    def close(self) -> None:
        """Closes the store. The home is of no use afterwards."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def settings(self) -> Settings:
        """The settings as the file holds them now; read again only when it changed."""
        from stillhere.home import settings

        stamp = settings.stamp(self.paths.settings)
        if self._settings is None or self._settings[0] != stamp:
            self._settings = (stamp, settings.load(self.paths.settings).settings)
        return self._settings[1]

    def change_settings(self, **fields: object) -> Settings:
        """Changes settings and tells the other faces. Raises `SettingsError`, or `ValueError` if unfit."""
        from stillhere.home import settings

        changed = settings.change(self.paths.settings, **fields)
        bell.ring(self.paths.bell)
        return changed

    def generation(self) -> int:
        """Grows with every change of the store, by any face."""
        return self.store.generation()

    def mine(self) -> Mine:
        """What this device remembers of its own person."""
        return self.memory.mine()

    def draft(self, name: str) -> str:
        """What was typed and not said yet, in the field `name`."""
        return self.memory.draft(name)

    def keep_draft(self, name: str, text: str) -> None:
        """Remembers what stands unsaid in the field `name`. Nobody hears of it."""
        with self.store.transaction():
            self.memory.keep_draft(name, text)
