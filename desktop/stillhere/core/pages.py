"""A page: a person's own words for themselves. It is kept as it was typed, and leaves only as a cleaned copy.

Nothing here looks at what the words say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stillhere.core.records.posted import PARTS, QUESTION_LENGTH, SHARED_BYTES, Form, PageShared, record_bytes
from stillhere.core.records.refused import Refused
from stillhere.core.records.text import clean
from stillhere.core.veiled import Veiled

PAGE_LENGTH: Final = 5_000_000  #: characters of all texts of a page together
TITLE_LENGTH: Final = 80  #: characters of a page's first words

#: A pause in typing (milliseconds) after which it is saved, and the longest that it waits while typing goes
#: on: a crash takes less than a second of typing with it.
PAUSE_MS: Final = 300
LONGEST_MS: Final = 700


class Page(Veiled, frozen=True, kw_only=True):
    """A page. ``prompt`` is the id of the prompt it answers ("" for none), ``question`` that prompt's words.

    The times are for its writer alone and order nothing.
    """

    id: str
    form: Form
    parts: tuple[str, ...]
    prompt: str = ""
    question: str = ""
    created_ms: int
    changed_ms: int


def whole(text: str) -> str:
    """`text` as UTF-8 can hold it: halves of characters that belong together joined, lonely halves marked.

    Everything else stays as it was typed, control characters too.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def parts_of(form: Form, texts: Sequence[str]) -> tuple[str, ...]:
    """`texts` as the parts of a page of `form`.

    Raises `Refused` where they are too long together, and `ValueError` where their number doesn't fit.
    """
    if len(texts) != PARTS[form]:
        raise ValueError(f"a page of the form {form} has {PARTS[form]} parts")
    if sum(map(len, texts)) > PAGE_LENGTH:
        raise Refused("why.page.long")
    return tuple(map(whole, texts))


def first_words(parts: Sequence[str]) -> str:
    """The first line of `parts` that holds anything, safe to show in a list, shortened at a word."""
    for part in parts:
        # What lies behind so many characters is no first word, and a page may be long.
        for line in part[: 100 * TITLE_LENGTH].splitlines():
            found = clean(line)
            if found:
                return shortened(found, TITLE_LENGTH)
    return ""


def shortened(text: str, length: int) -> str:
    """`text` in at most `length` characters: cut after a word where there is one, and then marked so."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def save_at(first_ms: int, last_ms: int) -> int:
    """When to save: `first_ms` is when the first unsaved key was typed, `last_ms` the last (milliseconds).

    At a pause; and while typing goes on, before a second of it could be lost.
    """
    return min(last_ms + PAUSE_MS, first_ms + LONGEST_MS)


def shared(page: Page, fresh: str) -> PageShared:
    """The copy of `page` that its writer shares, under the new id `fresh`: plain text without disguises.

    Raises `Refused` for a page without words, and for one that is longer than a record carries.
    """
    parts = tuple(clean(part, lines=True) for part in page.parts)
    if not any(parts):
        raise Refused("why.share.empty")
    copy = PageShared(page=fresh, form=page.form, question=clean(page.question), parts=parts)
    if record_bytes(copy.question, *parts) > SHARED_BYTES or len(copy.question) > QUESTION_LENGTH:
        raise Refused("why.share.long")
    return copy
