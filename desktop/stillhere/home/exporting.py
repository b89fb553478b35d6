"""What an export of a home holds: everything private, and one's own copy of what both ever said yes to.

It takes nothing in, tells nobody and changes nothing, here or in the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from stillhere.core.when import local
from stillhere.home.agreement_words import set_by
from stillhere.home.private.chapters import Chapter, agreement_chapter, own_chapters
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.core.agreement_view import Copy
    from stillhere.home.home import Home


class Exporting:
    """The export of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def chapters(self, ask: Callable[[], str] | None) -> tuple[Chapter, ...]:
        """Everything, at this moment. Where there is a lock, ``ask`` is called for the passphrase.

        Raises `PrivateError`.
        """
        home = self._home
        now = home.clock()
        with home.door().open(ask) as private:
            own = own_chapters(private, now)
        return (*own, agreement_chapter(_agreements(home.own_copies(), now)))


def _agreements(copies: tuple[Copy, ...], now: datetime) -> Iterator[tuple[str, str, str]]:
    for copy in copies:
        words = "\n\n".join(part for part in (copy.words.text, "\n".join(set_by(copy.words))) if part)
        day = f"{local(copy.agreed_ms, now):%Y-%m-%d}"
        state = "export.agreement.in_force" if copy.in_force else "export.agreement.over"
        yield copy.words.title, words, say(state, day=day)
