"""Pages that are shared as copies: each as it was at that moment, until its writer takes it back.

A page stays its writer's. The copy is what was shared, and what was read of it stays read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.acts import Refused
from stillhere.core.pages import shared
from stillhere.core.post import pages_of, post, why_not_share
from stillhere.core.records.posted import Form, PageShared
from stillhere.core.records.record import RecordErased
from stillhere.core.state.model import Posted, has_left, partner_of
from stillhere.core.state.when import Part, ms_of, part_of
from stillhere.home import bell
from stillhere.home.private.errors import PrivateError
from stillhere.seal.keys import new_id

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private


class Copy(Struct, frozen=True, kw_only=True):
    """A shared page: the ids of its record and of the copy, whose it is, its words, and since when."""

    id: str
    copy: str
    mine: bool
    form: Form
    question: str
    parts: tuple[str, ...]
    since: Part


class Shared:
    """The shared pages between the two people of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def ours(self) -> tuple[Copy, ...]:
        """What this person shares, the latest first."""
        with self._home.store.reading():
            return self._copies(self._home.mine().person, mine=True)

    def theirs(self) -> tuple[Copy, ...]:
        """What the partner shares, the latest first."""
        with self._home.store.reading():
            partner = partner_of(self._home.memory.state(), self._home.mine().person)
            return () if partner is None else self._copies(partner.id, mine=False)

    def of(self, private: Private, page: str) -> tuple[Copy, ...]:
        """The copies of a page that are shared now."""
        copies = private.shares.of(page)
        return tuple(each for each in self.ours() if each.copy in copies)

    def why_not(self) -> str | None:
        """Why nothing can be shared now, as a key of the catalogue; None: it can."""
        home = self._home
        return why_not_share(post(home.memory.state(), home.mine().person, home.clock()))

    def share(self, private: Private, page: str) -> Copy:
        """Shares a copy of a page as it is now; an earlier copy of the same page gives way to it.

        The same words again change nothing. Raises `Refused`, and `PrivateError` "page_gone".
        """
        found = private.pages.get(page)
        if found is None:
            raise PrivateError("page_gone")
        home, before = self._home, self.of(private, page)
        body = shared(found, new_id(os.urandom))
        same = next((each for each in before if _words(each) == (body.form, body.question, body.parts)), None)
        if same is not None:
            return same
        # Noted first: a copy that nobody has is no harm, and one that nobody could take back would be.
        private.shares.note(page, body.page, [each.copy for each in self.ours()])
        with home.store.transaction():
            why = self.why_not()
            if why is not None:
                raise Refused(why)
            author, now_ms = home.rounds.author(), ms_of(home.clock())
            author.say(body, now_ms)
            for each in before:
                author.say(RecordErased(record=each.id), now_ms)
        bell.ring(home.paths.bell)
        return next(each for each in self.ours() if each.copy == body.page)

    def unshare(self, copy: str) -> None:
        """Takes a copy back, by the id of its record: its words leave the folder and both apps.

        Raises `Refused`.
        """
        home = self._home
        with home.store.transaction():
            state, me = home.memory.state(), home.mine().person
            if has_left(state, me):
                raise Refused("why.left")
            if copy not in [record for record, _ in pages_of(state, me)]:
                raise Refused("why.share.unknown")
            home.rounds.author().say(RecordErased(record=copy), ms_of(home.clock()))
        bell.ring(home.paths.bell)

    def _copies(self, person: str, *, mine: bool) -> tuple[Copy, ...]:
        now = self._home.clock()
        found = [
            Copy(
                id=record,
                copy=body.page,
                mine=mine,
                form=body.form,
                question=body.question,
                parts=body.parts,
                since=part_of(posted.at[0], now),
            )
            for record, posted, body in self._pages(person)
        ]
        return tuple(reversed(found))

    def _pages(self, person: str) -> Iterator[tuple[str, Posted, PageShared]]:
        from stillhere.home.flow.linking import read_back

        for record, posted in pages_of(self._home.memory.state(), person):
            stored = self._home.store.kept.record(record)
            body = None if stored is None else read_back(stored).body
            if isinstance(body, PageShared):
                yield record, posted, body


def _words(copy: Copy) -> tuple[Form, str, tuple[str, ...]]:
    return copy.form, copy.question, copy.parts
