"""Which pages were shared, and as which copies: for their writer alone. No copy tells of which page it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from stillhere.core import typed
from stillhere.home.private.db import PrivateDb

_NAME: Final = "shares"


class Shares:
    """The copies of the pages of what is open. A copy is noted before it is shared, so it may not be."""

    def __init__(self, db: PrivateDb) -> None:
        self._db = db

    def all(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the copies, by page."""
        found = self._db.row("SELECT value FROM small WHERE name = ?", _NAME)
        return {} if found is None else typed.from_msgpack(found[0], dict[str, tuple[str, ...]])

    def of(self, page: str) -> tuple[str, ...]:
        """The ids of the copies of a page."""
        return self.all().get(page, ())

    def note(self, page: str, copy: str, there: Collection[str]) -> None:
        """Notes a copy that is about to be shared. Of those no longer `there` nothing is remembered."""
        with self._db.transaction():
            known = {
                each: tuple(one for one in copies if one in there) for each, copies in self.all().items()
            }
            known[page] = (*known.get(page, ()), copy)
            kept = {each: copies for each, copies in known.items() if copies}
            self._db.change(
                "INSERT INTO small VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                *(_NAME, msgspec.msgpack.encode(kept)),
            )
