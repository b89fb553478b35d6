"""What of a person's own texts goes to the partner: a letter, a copy of a page; and a wish about letters.

Each is a copy that its writer sends on purpose: plain text without disguises, as it was at that moment.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from stillhere.core.records.shapes import Count, Id
from stillhere.core.records.terms import Pace
from stillhere.core.records.text import clean

#: How a page is laid out: one text, or the texts of a form that a prompt brings along.
Form = Literal["free", "seen_told_known", "mine_yours"]

#: How many texts each form has.
PARTS: Final[Mapping[Form, int]] = MappingProxyType({"free": 1, "seen_told_known": 3, "mine_yours": 2})

SHARED_BYTES: Final = 40 * 1024  #: of a shared copy or a letter, as they stand in a record
QUESTION_LENGTH: Final = 1000  #: characters of the question that a shared page answers


class LetterSent(Struct, frozen=True, kw_only=True):
    """A letter as it goes to the partner. ``letter`` is its id: the same letter never goes out twice.

    ``said_ms`` is when it was sent by the clock of that moment (see `bodies.Pulse`).
    """

    letter: Id
    text: Annotated[str, Meta(min_length=1, max_length=SHARED_BYTES)]
    said_ms: Count


class PageShared(Struct, frozen=True, kw_only=True):
    """A copy of a page for the partner, as the page was at that moment. ``page`` tells its copies apart."""

    page: Id
    form: Form
    question: Annotated[str, Meta(max_length=QUESTION_LENGTH)]
    parts: Annotated[tuple[str, ...], Meta(min_length=1, max_length=3)]


class LetterPace(Struct, frozen=True, kw_only=True):
    """How its person wishes to be written to at present: any letter, one at a time, or none for now."""

    pace: Pace


Body = LetterSent | PageShared | LetterPace


def cleaned(body: LetterSent | PageShared) -> LetterSent | PageShared | None:
    """`body` free of disguises; None where it is no text that an app of ours would send."""
    if isinstance(body, LetterSent):
        text = clean(body.text, lines=True)
        return replace(body, text=text) if text and record_bytes(text) <= SHARED_BYTES else None
    question, parts = clean(body.question), tuple(clean(part, lines=True) for part in body.parts)
    fits = len(question) <= QUESTION_LENGTH and record_bytes(question, *parts) <= SHARED_BYTES
    if not fits or not any(parts) or len(parts) != PARTS[body.form]:
        return None
    return replace(body, question=question, parts=parts)


def record_bytes(*texts: str) -> int:
    """How many bytes `texts` take in a record, where line breaks and quotes count twice."""
    return sum(len(msgspec.json.encode(text)) for text in texts)
