"""To whom each file of the outbox was sealed: an age file doesn't show it, and it may have to be made anew.

A file that leaves the outbox is forgotten here with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from stillhere.home.store.db import Db
from stillhere.home.store.outbox import ENDED

#: Gives the names of files and the recipients of each, in order, with spaces between.
SELECT = "SELECT name, readers FROM addressed"

Readers = frozenset[str]


class Addressed:
    """The recipients of what is in the outbox of an open store; nothing of files that are no records."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def note(self, name: str, readers: Iterable[str]) -> None:
        """Notes to which recipients the file `name` is sealed."""
        self._db.change(
            "INSERT INTO addressed (name, readers) VALUES (?, ?) ON CONFLICT DO NOTHING",
            *(name, " ".join(sorted(readers))),
        )

    def all(self) -> frozenset[Readers]:
        """Every set of recipients to whom something is sealed: never many, whatever is in the outbox."""
        rows = self._db.rows("SELECT DISTINCT readers FROM addressed")
        return frozenset(frozenset(readers.split()) for (readers,) in rows)

    def to(self, readers: Readers) -> frozenset[str]:
        """The names of the files that are sealed to exactly these recipients."""
        rows = self._db.rows("SELECT name FROM addressed WHERE readers = ?", " ".join(sorted(readers)))
        return frozenset(name for (name,) in rows)

    def end(self, name: str) -> None:
        """Has a file go, which another one replaced: out of the outbox, and out of the folder if it is there.

        It is not written any more, where it was about to be.
        """
        if not self._db.change("DELETE FROM outgoing WHERE name = ? AND state = 'waiting'", name):
            statement = "UPDATE outgoing SET lane = 'own', kind = ?, state = 'published' WHERE name = ?"
            self._db.change(statement, ENDED, name)
