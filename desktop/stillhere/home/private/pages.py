"""The pages: saved as they are typed, found by their words, and really gone once they are erased.

What was deleted can be brought back for a while and is then overwritten, in the index too. Pages are in the
order in which they were changed, whatever the clock says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from stillhere.core import typed
from stillhere.core.pages import Page, first_words, parts_of, whole
from stillhere.core.records.posted import Form
from stillhere.core.veiled import Veiled
from stillhere.home.private import folding
from stillhere.home.private.db import PrivateDb
from stillhere.home.private.errors import PrivateError
from stillhere.seal.ids import Random, new_id

#: Above every `Heading.place` (the largest number that SQLite holds).
_ABOVE_ALL = 2**63 - 1

#: How long a deleted page can be brought back, whatever happens meanwhile (milliseconds).
UNDO_MS = 60_000

_HEADING = "p.id, p.prompt, p.question, p.form, p.title, p.created_ms, p.changed_ms, p.place"
_LIST = f"""
    SELECT {_HEADING} FROM pages AS p WHERE p.place < ? AND p.deleted_ms IS NULL
    ORDER BY p.place DESC LIMIT ?
"""  # noqa: S608 - a constant
# The words lead: they come in the order of their places, so that the newest are found without the others.
_SEARCH = f"""
    SELECT {_HEADING}, p.parts FROM words CROSS JOIN pages AS p ON p.place = words.rowid
    WHERE words MATCH ? AND words.rowid < ? AND p.indexed = p.place AND p.deleted_ms IS NULL
    ORDER BY words.rowid DESC LIMIT ?
"""  # noqa: S608 - a constant
_PAGE = "SELECT id, form, parts, prompt, question, created_ms, changed_ms FROM pages WHERE deleted_ms IS NULL"
_INSERT = """
    INSERT INTO pages (place, id, prompt, question, form, title, parts, created_ms, changed_ms)
    SELECT coalesce(max(place), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM pages
"""
_UPDATE = """
    UPDATE pages
    SET parts = ?1, title = ?2, changed_ms = ?3, place = (SELECT coalesce(max(place), 0) + 1 FROM pages)
    WHERE id = ?4 AND parts <> ?1
"""


class Heading(Veiled, frozen=True, kw_only=True):
    """A page in a list: ``title`` is its first words. ``place`` numbers the pages by their last change."""

    id: str
    prompt: str
    question: str
    form: Form
    title: str
    created_ms: int
    changed_ms: int
    place: int


class Found(Veiled, frozen=True):
    """A page that a search found, and the words around what was looked for ("": only its question has it)."""

    heading: Heading
    excerpt: str


class Pages:
    """The pages of what is open. ``now`` gives milliseconds since 1970, for people to read."""

    def __init__(self, db: PrivateDb, now: Callable[[], int], random: Random) -> None:
        self._db = db
        self._now = now
        self._random = random
        self._taken_away: set[str] = set()

    def write(
        self, texts: Sequence[str], *, form: Form = "free", prompt: str = "", question: str = ""
    ) -> str:
        """A new page, at the first pause in typing it: its id. Raises `Refused`."""
        parts, now, fresh = parts_of(form, texts), self._now(), new_id(self._random)
        self._db.change(
            _INSERT,
            *(fresh, prompt, whole(question), form, first_words(parts), _json(parts), now, now),
        )
        return fresh

    def save(self, page: str, texts: Sequence[str]) -> None:
        """Keeps what a page says now, at each pause in typing: once it returns, a crash takes nothing of it.

        Raises `Refused` for a text that is too long, and `PrivateError` "page_gone".
        """
        with self._db.transaction():
            found = self._db.row("SELECT form FROM pages WHERE id = ? AND deleted_ms IS NULL", page)
            if found is None:
                raise PrivateError("page_gone")
            parts = parts_of(found[0], texts)
            self._db.change(_UPDATE, _json(parts), first_words(parts), self._now(), page)

    def get(self, page: str) -> Page | None:
        """A page, or None where it was deleted."""
        found = self._db.row(f"{_PAGE} AND id = ?", page)
        return None if found is None else page_of(*found)

    def all(self) -> Iterator[Page]:
        """Every page in the order of writing, for an export."""
        ids = self._db.rows("SELECT id FROM pages WHERE deleted_ms IS NULL ORDER BY created_ms, place")
        for (page,) in ids:
            found = self.get(page)
            if found is not None:
                yield found

    def list(self, limit: int = 50, *, below: int = _ABOVE_ALL) -> tuple[Heading, ...]:
        """The pages changed last, newest first; with ``below``, those before that `Heading.place`."""
        return tuple(_heading(row) for row in self._db.rows(_LIST, below, limit))

    def search(self, query: str, limit: int = 50, *, below: int = _ABOVE_ALL) -> tuple[Found, ...]:
        """The pages that hold all words of `query`, or words that begin so, newest first.

        A query without any word finds every page, as an empty field does. With ``below``, it goes on
        after the last `Heading.place` that was found.
        """
        looked_for = folding.chunks(query)
        if not looked_for:
            return tuple(Found(heading, "") for heading in self.list(limit, below=below))
        self.catch_up()
        return tuple(
            Found(_heading(row[:-1]), _excerpt(row[-1], looked_for))
            for row in self._db.rows(_SEARCH, folding.expression(looked_for), below, limit)
        )

    def catch_up(self) -> None:
        """Takes what was typed into the index: when a page is left, or else at the next search.

        Not at each pause, because taking the words of a long page out of the index again takes its time.
        """
        waiting = "SELECT id, place, indexed, question, parts FROM pages WHERE indexed <> place"
        if self._db.row(waiting) is None:
            return
        with self._db.transaction():
            for page, place, indexed, question, parts in self._db.rows(waiting):
                words = " ".join(map(folding.folded, (question, *_parts(parts))))
                self._db.change("DELETE FROM words WHERE rowid = ?", indexed)
                self._db.change("INSERT INTO words (rowid, text) VALUES (?, ?)", place, words)
                self._db.change("UPDATE pages SET indexed = place WHERE id = ?", page)

    def delete(self, page: str) -> bool:
        """Takes a page away; `bring_back` undoes it until it is erased. False: there is none."""
        statement = "UPDATE pages SET deleted_ms = ? WHERE id = ? AND deleted_ms IS NULL"
        self._taken_away.add(page)
        return self._db.change(statement, self._now(), page) > 0

    def bring_back(self, page: str) -> bool:
        """Undoes a `delete`. False: it is too late."""
        statement = "UPDATE pages SET deleted_ms = NULL WHERE id = ? AND deleted_ms IS NOT NULL"
        return self._db.change(statement, page) > 0

    def erase(self, page: str) -> None:
        """Overwrites a page that was deleted: nothing brings it back."""
        self._erase("id = ? AND deleted_ms IS NOT NULL", page)

    def leave(self) -> None:
        """Overwrites what was deleted here: whoever closes the pages brings none back."""
        for page in self._taken_away:
            self.erase(page)

    def sweep(self) -> None:
        """Overwrites what was deleted longer than `UNDO_MS` ago, or by a clock set back since."""
        now = self._now()
        # Said in so many words, for then the few that were deleted are found without looking at the others.
        self._erase("deleted_ms IS NOT NULL AND deleted_ms NOT BETWEEN ? AND ?", now - UNDO_MS, now)

    def _erase(self, which: str, *values: object) -> None:
        doomed = self._db.rows(f"SELECT id, indexed FROM pages WHERE {which}", *values)  # noqa: S608
        if not doomed:
            return
        with self._db.transaction():
            for page, indexed in doomed:
                self._db.change("DELETE FROM words WHERE rowid = ?", indexed)
                self._db.change("DELETE FROM pages WHERE id = ?", page)
        self._db.checkpoint()


def _json(parts: tuple[str, ...]) -> str:
    # Text as SQLite holds it ends for some of its functions at a NUL; in JSON there is none.
    return msgspec.json.encode(parts).decode("utf-8")


def _parts(json: str) -> tuple[str, ...]:
    return typed.from_json(json, tuple[str, ...])


def _excerpt(json: str, looked_for: tuple[str, ...]) -> str:
    return folding.excerpt("\n".join(_parts(json)), looked_for)


def page_of(  # noqa: PLR0917 - a row, in its order
    page: str, form: Form, parts: str, prompt: str, question: str, created_ms: int, changed_ms: int
) -> Page:
    """A page out of its row."""
    return Page(
        id=page,
        form=form,
        parts=_parts(parts),
        prompt=prompt,
        question=question,
        created_ms=created_ms,
        changed_ms=changed_ms,
    )


def _heading(row: tuple[Any, ...]) -> Heading:
    return Heading(**dict(zip(Heading.__struct_fields__, row, strict=True)))
