"""Pages: kept as typed, saved before a second is lost, shared only as a cleaned copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.acts import Refused
from stillhere.core.pages import (
    PAGE_LENGTH,
    TITLE_LENGTH,
    Page,
    first_words,
    parts_of,
    save_at,
    shared,
    shortened,
    whole,
)
from stillhere.core.records.posted import PARTS, QUESTION_LENGTH, SHARED_BYTES, Form
from stillhere.core.records.record import MAX_BODY, decode_body, encode_body
from tests.core.making import SALT, proved

FRESH = "pagepageaa"
OVERRIDE = "\u202e"


def page(*parts: str, form: Form = "free", question: str = "") -> Page:
    return Page(id="a", form=form, parts=parts, question=question, created_ms=0, changed_ms=0)


def test_each_form_has_its_parts() -> None:
    assert [parts_of(form, ["x"] * count) for form, count in PARTS.items()] == [
        ("x",),
        ("x", "x", "x"),
        ("x", "x"),
    ]


@pytest.mark.parametrize("texts", [[], ["one", "two"]])
def test_another_number_of_parts_is_a_fault(texts: list[str]) -> None:
    with pytest.raises(ValueError, match="free has 1 parts"):
        parts_of("free", texts)


def test_a_text_of_a_megabyte_is_a_page() -> None:
    text = "Ünï" * 350_000
    assert parts_of("free", [text]) == (text,)


def test_a_page_without_end_is_refused_with_its_reason() -> None:
    assert parts_of("mine_yours", ["x" * PAGE_LENGTH, ""])
    with pytest.raises(Refused, match=r"why\.page\.long"):
        parts_of("mine_yours", ["x" * PAGE_LENGTH, "x"])


@pytest.mark.parametrize("text", ["a\0b", f"a{OVERRIDE}b", "  a \r\n\n b ", "e\u0301", "\x1b[31m", "😴"])
def test_a_page_stays_as_it_was_typed(text: str) -> None:
    assert parts_of("free", [text]) == (text,)


def test_half_a_character_is_marked_and_two_halves_are_joined() -> None:
    assert whole("a\ud83db") == "a\ufffdb"
    assert whole("\ude34") == "\ufffd"
    assert whole("\ud83d\ude34") == "😴"


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (("That is all I saw. The rest I added",), "That is all I saw. The rest I added"),
        (("", " \n\t\n  second line\nthird",), "second line"),
        ((f"{OVERRIDE}\n{OVERRIDE}seen",), "seen"),
        (("😴",), "😴"),
        (("", ""), ""),
        (("word " * 40,), "word " * 15 + "…"),
        (("x" * 200,), "x" * (TITLE_LENGTH - 1) + "…"),
    ],
)  # fmt: skip
def test_the_first_words_stand_for_a_page(parts: tuple[str, ...], title: str) -> None:
    assert first_words(parts) == title.replace(" …", "…")


@given(st.text(), st.integers(1, 200))
@proved()
def test_shortened_is_never_longer_and_whole_where_it_fits(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= length
    assert short == text or short.endswith("…")


def test_typing_is_saved_at_a_pause() -> None:
    assert save_at(1000, 1000) == 1300
    assert save_at(1000, 1200) == 1500


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
@proved()
def test_no_second_of_typing_is_ever_unsaved(pauses: list[int]) -> None:
    """Whoever saves at `save_at` never holds a second of what is typed with these pauses."""
    now, first, last = 0, None, 0
    for pause in pauses:
        if first is not None and now + pause >= save_at(first, last):
            assert save_at(first, last) - first < 1000
            first = None
        now += pause
        first, last = (now if first is None else first), now
    assert first is not None
    assert save_at(first, last) - first < 1000


def test_what_is_shared_is_a_copy_in_plain_text() -> None:
    own = page(f"I {OVERRIDE}saw\0 it. \n\nThen", "", "e\u0301", form="seen_told_known", question="What?")
    copy = shared(own, FRESH)
    assert copy.parts == ("I saw it.\n\nThen", "", "\u00e9")
    assert (copy.page, copy.form, copy.question) == (FRESH, "seen_told_known", "What?")
    assert own.parts[0] == f"I {OVERRIDE}saw\0 it. \n\nThen"


def test_a_page_without_words_is_not_shared() -> None:
    with pytest.raises(Refused, match=r"why\.share\.empty"):
        shared(page(f" \n{OVERRIDE}"), FRESH)


def test_a_page_that_no_record_carries_is_not_shared() -> None:
    assert shared(page("x" * (SHARED_BYTES - 4)), FRESH).parts
    with pytest.raises(Refused, match=r"why\.share\.long"):
        shared(page("x" * (SHARED_BYTES - 3)), FRESH)
    with pytest.raises(Refused, match=r"why\.share\.long"):
        shared(page("x", question="?" * (QUESTION_LENGTH + 1)), FRESH)


def test_the_longest_copy_fits_into_a_record() -> None:
    copy = shared(page("x" * (SHARED_BYTES - 4)), FRESH)
    data = encode_body(copy, SALT)
    assert len(data) < MAX_BODY
    assert decode_body("page.shared", data) == copy
