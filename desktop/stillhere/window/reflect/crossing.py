"""Pages of other devices in Reflect: taken in while it is in sight, sent when one is closed with “Done”.

Law: what came replaces words in front of their writer only where nothing was typed on them since they came or
were taken across. Typing alone sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from stillhere.core.state.when import ms_of
from stillhere.home.errors import FolderError
from stillhere.window.desk import Desk
from stillhere.window.reflect.journal import Journal

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.private import Private


def on(private: Private) -> bool:
    """Whether pages travel."""
    key = private.across.key()
    return key is not None and key.on


def beside(private: Private) -> frozenset[str]:
    """The pages that were also written on another device."""
    return private.across.beside() if on(private) else frozenset()


def come_in(home: Home, private: Private, *, ready: str = "") -> int:
    """Takes in what other devices wrote: how many pages it changed. ``ready`` is the page that stands open,
    and may get other words; without one none stands open.
    """
    from stillhere.home.rooms.across import Across

    if not ready:
        private.across.closed()
    with suppress(FolderError):
        return Across(home, private).take_in(ready=ready)
    return 0  # the folder is away, as the sidebar says; what lies in it comes another time


def done(home: Home, private: Private, *, page: str) -> int:
    """A page is closed by its writer and goes across."""
    from stillhere.home.rooms.across import Across

    Across(home, private).leave(page)
    return come_in(home, private)


class Crossing:
    """Asks for it through `journal`. ``changed`` hears that pages came, ``trouble`` what can't be."""

    def __init__(
        self,
        desk: Desk,
        journal: Journal,
        changed: Callable[[], object],
        trouble: Callable[[Exception], None],
    ) -> None:
        self._desk = desk
        self._journal = journal
        self._changed = changed
        self._trouble = trouble

    def come(self, ready: str = "") -> None:
        """Takes in what came. ``ready`` is the page that stands open with everything kept, if one does."""
        self._ask(partial(come_in, ready=ready))

    def done(self, page: str) -> None:
        """The page that was open is closed."""
        self._ask(partial(done, page=page))

    def opened(self, page: str) -> None:
        """A page opens: no other process replaces its words while it stands there."""
        now_ms = ms_of(self._journal.door.now())

        def mark(private: Private) -> None:
            if on(private):
                private.across.opened(page, now_ms)

        self._journal.ask(mark, lambda _: None, self._trouble)

    def _ask(self, job: Callable[[Home, Private], int]) -> None:
        aside = self._desk.aside

        def where_on(private: Private) -> int | None:
            return aside(lambda home: job(home, private)) if on(private) else None

        self._journal.ask(where_on, self._heard, self._trouble)

    def _heard(self, count: int | None) -> None:
        if count is not None:
            self._desk.refresh()
        if count:
            self._changed()
