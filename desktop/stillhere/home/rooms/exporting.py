"""What an export of a home holds: everything private, the letters between the two, what the partner shares,
and one's own copy of what both ever said yes to.

It takes nothing in, tells nobody and changes nothing, here or in the folder. A letter that wasn't opened yet
stays closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.core.agreements.drawer import words_of
from stillhere.core.pages import first_words
from stillhere.core.state.when import local
from stillhere.home.apart import must_lie_apart
from stillhere.home.private.chapters import (
    Chapter,
    Text,
    agreement_chapter,
    own_chapters,
    received_chapter,
    rescued_chapters,
    sent_chapter,
)
from stillhere.home.private.errors import PrivateError
from stillhere.home.rooms.agreement_words import set_by
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.home.rooms.shared import Shared
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.agreements.drawer import Draft
    from stillhere.core.agreements.view import Copy
    from stillhere.core.records.terms import Words
    from stillhere.home.home import Home
    from stillhere.home.rooms.shared import Copy as Page


class Exporting:
    """The export of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def must_lie_apart(self, to: Path) -> None:
        """Raises `HomeError` ("inside_shared") where an export into `to` would lie in the shared folder."""
        must_lie_apart(to, self._home.settings().folder)

    def chapters(self, ask: Callable[[], str] | None) -> tuple[Chapter, ...]:
        """Everything, at this moment. Where there is a lock, ``ask`` is called for the passphrase.

        Of a damaged file it is what can be read of pages and letters. Raises `PrivateError`.
        """
        home, asked = self._home, None if ask is None else cache(ask)
        drafts: Mapping[str, Draft] = {}
        try:
            with home.door().open(asked) as private:
                own = own_chapters(private, home.clock())
                drafts = private.agreements.all()
        except PrivateError as error:
            if error.what != "private_damaged":
                raise
            own = rescued_chapters(home.door().rescue(asked))
        return (*own, *self._open(drafts))

    def unlocked(self) -> tuple[Chapter, ...]:
        """Everything that no lock covers, for whoever hasn't got the passphrase: it holds nothing else up."""
        return self._open({})

    def _open(self, drafts: Mapping[str, Draft]) -> tuple[Chapter, ...]:
        home, mailbox = self._home, Mailbox(self._home)
        return (
            sent_chapter((each.text, each.sent_ms, "") for each in reversed(mailbox.sent())),
            received_chapter((each.text, None, "") for each in reversed(mailbox.received()) if each.opened),
            Chapter(title=say("export.shared"), texts=tuple(map(_page, reversed(Shared(home).theirs())))),
            agreement_chapter((*_agreements(home.own_copies(), home.clock()), *_drafts(drafts))),
        )


def _page(copy: Page) -> Text:
    headings = (
        [""]
        if copy.form == "free"
        else [say(f"form.{copy.form}.{number}") for number in range(1, len(copy.parts) + 1)]
    )
    return Text(
        kind=say("export.shared.page"),
        title=copy.question or first_words(copy.parts),
        parts=tuple(zip(headings, copy.parts, strict=True)),
    )


def _agreements(copies: tuple[Copy, ...], now: datetime) -> Iterator[tuple[str, str, str]]:
    for copy in copies:
        words = _said_by(copy.words)
        day = f"{local(copy.agreed_ms, now):%Y-%m-%d}"
        state = "export.agreement.in_force" if copy.in_force else "export.agreement.over"
        yield copy.words.title, words, say(state, day=day)


def _drafts(drafts: Mapping[str, Draft]) -> Iterator[tuple[str, str, str]]:
    for draft in drafts.values():
        words = words_of(draft)
        yield words.title or say("export.agreement"), _said_by(words), say("agreement.state.draft")


def _said_by(words: Words) -> str:
    return "\n\n".join(part for part in (words.text, "\n".join(set_by(words))) if part)
