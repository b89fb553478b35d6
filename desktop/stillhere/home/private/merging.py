"""What came from another device goes into the pages here, so that nothing typed is lost.

Law: words give way only to words whose writer knew them. A page that was changed here and not taken across
stays as it is; a page that was deleted here comes back only with words that its deleter didn't know.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from stillhere.core import typed
from stillhere.core.across import Heads, Mark, Words, apart, beside, joined, on_its_own, standing, unknown_to
from stillhere.core.pages import first_words, whole
from stillhere.home.private.across import Across, Given, Kept
from stillhere.home.private.db import PrivateDb
from stillhere.seal.across import Revision, digest_of

_ROW = (
    "SELECT form, parts, prompt, question, created_ms, changed_ms, place, deleted_ms FROM pages WHERE id = ?"
)
_INSERT = """
    INSERT INTO pages (place, id, prompt, question, form, title, parts, created_ms, changed_ms)
    SELECT coalesce(max(place), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM pages
"""


class Row:
    """A page as it lies here."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        form, parts, prompt, question, created_ms, changed_ms, self.place, deleted_ms = row
        self.deleted = deleted_ms is not None
        self.words = Words(
            form=form,
            parts=typed.from_json(parts, tuple[str, ...]),
            prompt=prompt,
            question=question,
            created_ms=created_ms,
            changed_ms=changed_ms,
        )


class Merging:
    """Takes revisions into the pages of what is open. Every call belongs into a transaction."""

    def __init__(self, db: PrivateDb, across: Across) -> None:
        self._db = db
        self._across = across
        self._words: dict[tuple[str, object], Words] = {}

    def take(self, revisions: Iterable[Revision]) -> int:
        """Takes `revisions` in: how many said something new."""
        new = 0
        for revision in sorted(revisions, key=lambda one: one.mark.place):
            kept, page = self._across.kept(revision.page), revision.page
            heads = joined([*kept.heads, revision.mark])
            if heads == kept.heads:
                continue
            new += 1
            if revision.words is not None:
                self._words[page, revision.mark.place] = revision.words
            self._across.keep(replace(kept, heads=heads))
            self._settle(page)
        return new

    def row(self, page: str) -> Row | None:
        """A page as it lies here; None where there is none."""
        found = self._db.row(_ROW, page)
        return None if found is None else Row(found)

    def _settle(self, page: str) -> None:
        """Has a page show what it is to show, and the pages beside it what they are to."""
        kept, row = self._across.kept(page), self.row(page)
        heads = joined(kept.marks)
        here = row is not None and not row.deleted
        if row is not None and here and row.place != kept.place:
            self._give(kept, beside(unknown_to(kept.stands, heads), digest_of(row.words)))
            return
        if kept.place and not here:
            # Deleted here, and nobody else knows: only what was written without knowing it brings it back.
            heads = unknown_to(kept.stands, heads)
            if not any(head.live for head in heads):
                return
        words = {head.place: said for head in heads if (said := self._said(page, kept, head)) is not None}
        heads = tuple(head for head in heads if not head.live or head.place in words)
        stands = standing(heads)
        if stands is None or not stands.live:
            if row is not None:
                self._erase(page)
            kept = replace(kept, stands=stands, place=0)
            self._give(kept, ())
            return
        if stands != kept.stands or not here:
            kept = replace(kept, stands=stands, place=self._write(page, words[stands.place]))
        others = beside(heads, stands.digest)
        for other in others:
            self._words[apart(page, other), other.place] = words[other.place]
        self._give(kept, others)

    def _give(self, kept: Kept, others: Heads) -> None:
        """Gives `others` a page of their own each, and takes back what is no more to be given."""
        page = kept.page
        for other in others:
            child = apart(page, other)
            if (page, other.place) in self._words:
                self._words.setdefault((child, other.place), self._words[page, other.place])
        gives = {apart(page, other): on_its_own(other) for other in others}
        self._across.keep(replace(kept, gave=tuple(gives)))
        for child in sorted({*gives, *kept.gave}):
            before = self._across.kept(child)
            after = tuple(each for each in before.given if each.parent != page)
            if child in gives:
                after = (*after, Given(page, gives[child]))
            if after != before.given:
                self._across.keep(replace(before, given=after, beside=before.beside or page))
                self._settle(child)

    def _said(self, page: str, kept: Kept, head: Mark) -> Words | None:
        """The words of a revision, wherever they lie: just come, on the page itself, or beside it."""
        known = self._words.get((page, head.place))
        if known is not None or not head.live:
            return known
        for shown in (kept, *map(self._across.kept, kept.gave)):
            row = self.row(shown.page)
            same = shown.stands is not None and shown.stands.place == head.place
            if row is not None and same and row.place == shown.place:
                self._words[page, head.place] = row.words
                return row.words
        return None

    def _write(self, page: str, words: Words) -> int:
        """Has a page say `words`: its place then."""
        self._erase(page)
        self._db.change(
            _INSERT,
            *(page, words.prompt, whole(words.question), words.form, first_words(words.parts)),
            *(msgspec.json.encode(words.parts).decode("utf-8"), words.created_ms, words.changed_ms),
        )
        row = self.row(page)
        return 0 if row is None else row.place

    def _erase(self, page: str) -> None:
        found = self._db.row("SELECT indexed FROM pages WHERE id = ?", page)
        if found is not None:
            self._db.change("DELETE FROM words WHERE rowid = ?", found[0])
            self._db.change("DELETE FROM pages WHERE id = ?", page)
