"""Drafts of agreements: here as they are typed, and nowhere else, until their writer offers one.

Words that came back to their writer outside, and drafts of earlier editions, are taken in: first they are
here, then they are gone from where they were. A crash in between leaves them in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from stillhere.core import typed
from stillhere.core.agreements.drawer import Draft
from stillhere.home.private.db import PrivateDb

if TYPE_CHECKING:
    from stillhere.home.memory import Memory
    from stillhere.home.store import Store

_NAME: Final = "agreements"


class AgreementDrafts:
    """The agreements that are being written. Everything raises `PrivateError`."""

    def __init__(self, db: PrivateDb) -> None:
        self._db = db

    def all(self) -> Mapping[str, Draft]:
        """Every draft by its id, the one begun first coming first."""
        found = self._db.row("SELECT value FROM small WHERE name = ?", _NAME)
        drafts = () if found is None else typed.from_msgpack(found[0], tuple[Draft, ...])
        return {draft.id: draft for draft in drafts}

    def keep(self, draft: Draft) -> None:
        """Keeps a draft as it is now, at each pause in typing it."""
        with self._db.transaction():
            drafts = self.all()
            if drafts.get(draft.id) != draft:
                self._keep({**drafts, draft.id: draft})

    def drop(self, draft: str) -> None:
        """Forgets a draft."""
        with self._db.transaction():
            drafts = self.all()
            if draft in drafts:
                self._keep({name: each for name, each in drafts.items() if name != draft})

    def take_in(self, store: Store, memory: Memory) -> None:
        """Takes in what lies in the drawer of `memory`, over `store`. What is here already is newer."""
        outside = memory.drawer().drafts
        if not outside:
            return
        with self._db.transaction():
            self._keep({**outside, **self.all()})
        with store.transaction():
            drawer = memory.drawer()
            left = {name: each for name, each in drawer.drafts.items() if outside.get(name) != each}
            memory.keep_drawer(msgspec.structs.replace(drawer, drafts=left))
        # Nor does the log of that store keep them.
        store.checkpoint()

    def _keep(self, drafts: Mapping[str, Draft]) -> None:
        if not drafts:
            self._db.change("DELETE FROM small WHERE name = ?", _NAME)
            return
        self._db.change(
            "INSERT INTO small VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            *(_NAME, msgspec.msgpack.encode(tuple(drafts.values()))),
        )
