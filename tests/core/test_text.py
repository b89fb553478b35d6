"""Texts of people: what disguises itself goes, what was typed stays."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.text import clean, is_blank
from tests.core.making import proved

STAYS = {
    "a plain line": "near, but quiet",
    "German": "Ruhe für heute, später mehr",
    "Arabic with its number sign": "\u0600\u0661\u0662 مرحبا",
    "Hebrew with points": "שָׁלוֹם",
    "Hindi, whose letters need a joiner": "क्\u200dष",
    "Persian, whose words need a non-joiner": "می\u200cخواهم",
    "Vietnamese": "nghỉ một chút",
    "Korean": "쉬고 있어요",
    "a family of three": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a heart with its variation": "\u2764\ufe0f",
    "a hand with a skin tone": "\U0001f44b\U0001f3fd",
    "a keycap": "1\ufe0f\u20e3",
    "a country's flag": "\U0001f1e9\U0001f1ea",
    "a region's flag": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a code point newer than this Python": "\U0001fae8\U0001faef",
}

DROPPED = {
    "an override of direction": ("Mia\u202enoJ", "MianoJ"),
    "an isolate of direction": ("\u2066Mia\u2069", "Mia"),
    "marks of direction": ("a\u200eb\u200fc\u061cd", "abcd"),
    "a zero-width space": ("rest\u200bing", "resting"),
    "a soft hyphen": ("rest\u00ading", "resting"),
    "a byte order mark": ("\ufeffMia", "Mia"),
    "words hidden in tags": ("Mia\U000e0068\U000e0069", "Mia"),
    "tags behind a black flag that never end": ("\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4"),
    "a control character": ("a\x00\x07\x1b[31mb", "a[31mb"),
    "half a character": ("a\ud800b", "ab"),
    "a private character": ("a\ue000b", "ab"),
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_what_was_typed_stays(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)
    assert clean(text, lines=True) == clean(text)


@pytest.mark.parametrize(("text", "expected"), DROPPED.values(), ids=DROPPED)
def test_what_disguises_itself_is_dropped(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_letter_and_its_mark_compose_when_what_stood_between_is_dropped() -> None:
    assert clean("e\u200b\u0301") == "é"


@pytest.mark.parametrize(
    "gap", [" ", "\t", "\n", "\r\n", "\v", "\f", "\x1c", "\x1f", "\x85", "\u00a0", "\u2028"]
)
def test_white_space_of_every_kind_becomes_one_space_and_joins_no_words(gap: str) -> None:
    assert clean(f"{gap}near{gap}{gap}but quiet{gap}") == "near but quiet"


def test_a_letter_keeps_its_lines() -> None:
    assert clean("  Mia, \r\n\r\n\tI am near.\vJon\u2028\x1f", lines=True) == "Mia,\n\n\tI am near.\nJon"


@pytest.mark.parametrize("name", ["Mia", "李", "J", "7", "\U0001f319", "مي", "Mia O’Hara"])
def test_a_name_that_can_be_seen_is_not_blank(name: str) -> None:
    assert not is_blank(name)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200d", "\u3164", "\u2800", "\u0301", "\ufe0f", "…", "\u115f\u1160"]
)
def test_a_name_that_shows_nothing_is_blank(name: str) -> None:
    assert is_blank(name)


JOINERS_AND_SIGNS = set("\u200c\u200d\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd") | {
    chr(sign) for sign in range(0x600, 0x606)
}
TRICKY = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "e\u0301\u200b\u200d\u202e\n\r\x0b\x1f\x85\u2028 \U0001f3f4\U000e0067\U000e007f\u0958\U0001d160"
        ),
    )
)


@given(TRICKY, st.booleans())
@proved(500)
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once


@given(TRICKY, st.booleans())
@proved(500)
def test_nothing_that_disguises_itself_is_left(text: str, lines: bool) -> None:
    cleaned = clean(text, lines=lines)
    without_flags = re.sub("\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f", "", cleaned)
    left = {mark for mark in without_flags if unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co"}}
    assert left <= JOINERS_AND_SIGNS | set("\n\t" if lines else "")
    assert cleaned == unicodedata.normalize("NFC", cleaned) == cleaned.strip()


@given(st.text(st.characters(categories=["L", "M", "N", "S", "P"])))
@proved()
def test_no_letter_mark_number_or_sign_is_lost(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)
