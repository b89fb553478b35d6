"""What can still be read of a damaged file of private pages, row by row, to export it; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

from stillhere.core.letters import Letter
from stillhere.core.pages import Page
from stillhere.core.veiled import Veiled
from stillhere.home.paths import Paths
from stillhere.home.private import header as headers
from stillhere.home.private.errors import PrivateError
from stillhere.home.private.letters import letter_of
from stillhere.home.private.pages import page_of
from stillhere.home.private.places import Places
from stillhere.home.store.wreck import Rows

_PAGES = (
    "SELECT rowid, id, form, parts, prompt, question, created_ms, changed_ms FROM pages "
    "WHERE deleted_ms IS NULL AND"
)
_LETTERS = "SELECT place, id, text, state, met, created_ms, changed_ms FROM letters WHERE"


class Rescued(Veiled, frozen=True):
    """Pages and letters in the order in which they were begun; some may be missing."""

    pages: tuple[Page, ...] = ()
    letters: tuple[Letter, ...] = ()


def rescue(paths: Paths, home_key: bytes, ask: Callable[[], str] | None) -> Rescued:
    """The pages and letters that can be read. Raises `PrivateError`, as opening does for header and key."""
    places = Places.of(paths)
    header = headers.read(places)
    if header is None:
        raise PrivateError("private_header_missing")
    rows = Rows(places.file(header.file), headers.key_of(header, home_key, ask))
    try:
        return Rescued(
            tuple(_pages(rows)),
            tuple(
                letter_of(*row) for _, *row in rows.walk(_LETTERS, "SELECT max(place) FROM letters", "place")
            ),
        )
    finally:
        rows.close()


def _pages(rows: Rows) -> Iterator[Page]:
    for _, *row in rows.walk(_PAGES, "SELECT max(rowid) FROM pages", "rowid"):
        # A long text goes on in pages of its own: where one of these is damaged, what came isn't whole.
        with suppress(msgspec.DecodeError):
            yield page_of(*row)
