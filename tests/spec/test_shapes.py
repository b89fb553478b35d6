"""What a body may hold, by the page and by the program: the same is taken, and becomes the same."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.record import RecordError, decode_body
from tests.spec.reader import Refused, strict
from tests.spec.shapes import BODIES, body_of

ID, HASH = "a" * 10, "b" * 52
KIB_40 = 40 * 1024
LETTER = {"letter": ID, "said_ms": 1}
PAGE = {"page": ID, "form": "free", "question": ""}
STATUS = {"state": "here", "since_ms": 1}
UNSEEN = "\u2060"

#: The kind, its fields, and whether it is one: at each edge of what may be said.
EDGES: dict[str, tuple[str, dict[str, Any], bool]] = {
    "a letter that fills its room": ("letter.sent", {**LETTER, "text": "x" * (KIB_40 - 2)}, True),
    "one that is larger by its quotes": ("letter.sent", {**LETTER, "text": "x" * (KIB_40 - 1)}, False),
    "a letter of two bytes each": ("letter.sent", {**LETTER, "text": "é" * (KIB_40 // 2 - 1)}, True),
    "one that is larger by bytes alone": ("letter.sent", {**LETTER, "text": "é" * (KIB_40 // 2)}, False),
    "line feeds count twice": ("letter.sent", {**LETTER, "text": "x\n" * (KIB_40 // 3) + "x"}, False),
    "a letter too long as it stands": ("letter.sent", {**LETTER, "text": "x" + UNSEEN * KIB_40}, False),
    "a letter that shows nothing": ("letter.sent", {**LETTER, "text": UNSEEN + " \n"}, False),
    "a page with little to show": ("page.shared", {**PAGE, "parts": ["x" + "\x7f" * KIB_40]}, True),
    "a page and its question together": (
        "page.shared", {**PAGE, "question": "x" * 1000, "parts": ["x" * (KIB_40 - 1003)]}, False,
    ),
    "a page that just fits with its question": (
        "page.shared", {**PAGE, "question": "x" * 1000, "parts": ["x" * (KIB_40 - 1004)]}, True,
    ),
    "a question alone": ("page.shared", {**PAGE, "question": "x", "parts": ["\n"]}, False),
    "a line of code points": ("status", {**STATUS, "line": "\U0001f642" * 140}, True),
    "a line that is too long as it stands": ("status", {**STATUS, "line": "x" * 140 + UNSEEN}, False),
    "a line that composing lengthens": ("status", {**STATUS, "line": "\u0958" * 140}, False),
    "a name that shows nothing": ("person.named", {"name": "\u3164"}, False),
    "a title that shows nothing": (
        "agreement.offered", {"agreement": ID, "words": {"kind": "own_words", "title": "\u2800 -"}}, False,
    ),
    "a title of a symbol": (
        "agreement.offered", {"agreement": ID, "words": {"kind": "own_words", "title": "+"}}, True,
    ),
}  # fmt: skip


def both(kind: str, fields: dict[str, Any]) -> tuple[Any, Any]:
    """What the program and the page make of a body; None for one that is refused."""
    data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        program = msgspec.to_builtins(decode_body(kind, data))
    except RecordError:
        program = None
    try:
        page = body_of(kind, strict(data))
    except Refused:
        page = None
    return program, page


@pytest.mark.parametrize("name", EDGES)
def test_at_the_edges_of_what_may_be_said_both_say_the_same(name: str) -> None:
    kind, fields, fits = EDGES[name]
    program, page = both(kind, fields)
    assert (program is not None, page is not None) == (fits, fits)


MARKS = st.sampled_from(
    "a é\u0301\u0958\u202e\u2060\ufeff\u200d\u0600\u3164\x00\x0b\x1c\x1d\x1f\x7f\x85\xa0\u2028\u2029\r\n\t"
    "\u3000\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e007f\ue000"
)


@given(st.text(MARKS, max_size=30))
def test_any_text_becomes_the_same(text: str) -> None:
    for kind, fields, place in (
        ("letter.sent", {**LETTER, "text": text}, "text"),
        ("status", {**STATUS, "line": text}, "line"),
        ("person.named", {"name": text}, "name"),
    ):
        program, page = both(kind, fields)
        assert (program is None) == (page is None)
        assert program is None or page is None or program[place] == page[place]


def test_every_kind_has_its_shape_in_the_pages() -> None:
    from stillhere.core.records.record import KINDS

    assert set(BODIES) == set(KINDS)
