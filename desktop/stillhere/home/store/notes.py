"""What is to be told to the person of this device: each at most once, by whichever process comes first.

Telling it a second time would be worse than losing it with a crash: the mark shows the state in any case.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from stillhere.home.store.db import Db


class Note(NamedTuple):
    """One notice that waits: its kind and the name it carries."""

    kind: str
    name: str = ""


class Notes:
    """The waiting notices of an open store."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, kind: str, name: str) -> None:
        """Has a notice be told."""
        self._db.change("INSERT INTO notes (kind, name) VALUES (?, ?)", kind, name)

    def drop(self, kinds: Collection[str], name: str | None = None) -> int:
        """Has none of these kinds be told that wait, with this name where it is given; how many."""
        which = "DELETE FROM notes WHERE kind = ? AND (name = ? OR ? IS NULL)"
        with self._db.transaction():
            return sum(self._db.change(which, kind, name, name) for kind in kinds)

    def take(self) -> tuple[Note, ...]:
        """Takes all that wait, oldest first; nobody else gets them."""
        with self._db.transaction():
            rows = self._db.rows("SELECT seq, kind, name FROM notes ORDER BY seq")
            if rows:
                self._db.change("DELETE FROM notes")
        return tuple(Note(kind, name) for _, kind, name in rows)
