"""What stands in a field that nobody has sent or saved yet: kept as it is typed, dropped once it is used."""

from __future__ import annotations

from stillhere.core.pages import whole
from stillhere.home.private.db import PrivateDb


class Drafts:
    """The drafts of what is open, by the name of their field."""

    def __init__(self, db: PrivateDb) -> None:
        self._db = db

    def keep(self, place: str, text: str) -> None:
        """Keeps the text of a field, at each pause in typing it; an empty one is dropped."""
        if not text:
            self.drop(place)
            return
        self._db.change(
            "INSERT INTO drafts VALUES (?, ?) "
            "ON CONFLICT (place) DO UPDATE SET text = excluded.text WHERE text <> excluded.text",
            *(place, whole(text)),
        )

    def get(self, place: str) -> str:
        """The text of a field; empty where there is none."""
        found = self._db.row("SELECT text FROM drafts WHERE place = ?", place)
        return "" if found is None else str(found[0])

    def drop(self, place: str) -> None:
        """Forgets the text of a field."""
        self._db.change("DELETE FROM drafts WHERE place = ?", place)

    def all(self) -> dict[str, str]:
        """Every draft by its field, for an export."""
        return dict(self._db.rows("SELECT place, text FROM drafts ORDER BY place"))
