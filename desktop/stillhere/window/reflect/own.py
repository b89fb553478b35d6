"""Prompts of one's own: the one that is being typed is kept as a draft until it is added."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from stillhere.core.prompts import Moment, Prompt
from stillhere.window.reflect import jobs
from stillhere.window.reflect.journal import Journal


class OwnPrompts:
    """``moment`` is the present one, which a new prompt belongs to; ``added`` hears the prompt."""

    def __init__(
        self,
        journal: Journal,
        moment: Callable[[], Moment | None],
        added: Callable[[Prompt], None],
        trouble: Callable[[Exception], None],
    ) -> None:
        self._journal = journal
        self._moment = moment
        self._added = added
        self._trouble = trouble

    def draft(self, text: str) -> None:
        """Keeps what is being typed."""
        self._journal.ask(lambda private: private.drafts.keep(jobs.DRAFT, text), _done, self._trouble)

    def add(self, text: str) -> None:
        """Adds what was typed."""
        job = partial(jobs.add, text=text, moment=self._moment() or "together")
        self._journal.ask(job, self._added, self._trouble)


def _done(_: object) -> None:
    """Nobody waits for it."""
