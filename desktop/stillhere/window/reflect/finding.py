"""The pages that the list shows: found as one types, and more of them as one scrolls.

The newest words win: what was asked with older ones is heard by nobody. One question at a time is on its way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from stillhere.window.reflect import jobs
from stillhere.window.reflect.jobs import NOTHING, Search
from stillhere.window.reflect.journal import Journal

if TYPE_CHECKING:
    from stillhere.home.private.pages import Found


class Finding:
    """``words`` gives what is looked for; ``shown`` is called when other pages are found, ``trouble`` if none
    can be looked for.
    """

    def __init__(
        self,
        journal: Journal,
        words: Callable[[], str],
        shown: Callable[[], object],
        trouble: Callable[[Exception], None],
    ) -> None:
        self._journal = journal
        self._words = words
        self._shown = shown
        self._trouble = trouble
        self._busy = False
        self.search = NOTHING

    @property
    def found(self) -> tuple[Found, ...]:
        """The pages, as far as they were looked for."""
        return self.search.found

    def take(self, search: Search) -> None:
        """Holds what was found together with something else."""
        self.search = search

    def look(self) -> None:
        """Looks for the words as they are now; letters typed meanwhile are looked for when that is found."""
        if not self._busy:
            self._ask(partial(jobs.find, query=self._words()))

    def go_on(self) -> None:
        """Looks for the pages that come after those that are shown."""
        if not self._busy and self.search.more:
            self._ask(partial(jobs.find_more, search=self.search))

    def forget(self) -> None:
        """Holds nothing any more; what is on its way is heard by nobody."""
        self._busy = False
        self.search = NOTHING

    def _ask(self, job: jobs.Find) -> None:
        self._busy = True
        self._journal.ask(job, self._heard, self._failed)

    def _heard(self, search: Search) -> None:
        if not self._busy:
            return  # it was locked meanwhile
        self._busy = False
        if search.query == self._words():
            self.search = search
            self._shown()
        else:
            self.look()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._trouble(error)
