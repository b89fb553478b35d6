"""Words folded for a search: what people leave out when they type, and operators that they never mean."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.home.private.folding import chunks, excerpt, expression, folded
from tests.core.making import proved

FAMILY = "👩‍👩‍👧"


def found(text: str, looked_for: tuple[str, ...]) -> bool:
    """Whether an index that holds `text` finds it by `looked_for`."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'ascii')")
        connection.execute("INSERT INTO words VALUES (?)", (folded(text),))
        query = expression(looked_for) if looked_for else '""'
        return bool(connection.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchall())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café “don’t” Straße", "cafe don t strasse"),
        ("ÅRHUS łódź Øre Ærø œuvre Đorđe Iıİ", "arhus lodz ore aero oeuvre dorde iii"),
        ("e\u0301 E\u0301 é", "e e e"),
        ("ﬁne ＡＢＣ ½", "fine abc 1 2"),
        ("日本語が ｶﾞ", "日 本 語 が ガ"),
        ("한국어 가나", "한국어 가나"),
        ("हिन्दी", "हिन्दी"),
        ("ไทย", "ไ ท ย"),
        ("שָׁלוֹם", "שלום"),
        (f"{FAMILY} 👍🏽 ❤️", "👩 👩 👧 👍 ❤"),
        ("5€ $7", "5 € 7"),
        ("soft\u00adhyphen a\0b c\u202ed", "softhyphen a b cd"),
        ("line\none\ttab", "line one tab"),
        ("“…” -- !?", ""),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    assert folded(text) == words


def test_pieces_between_spaces_are_looked_for_each() -> None:
    assert chunks("  Don't  東京 don’t zzz ") == ("don t", "東 京", "zzz")
    assert chunks("“…” !") == ()


def test_a_query_is_never_endless() -> None:
    assert len(chunks(" ".join(map(str, range(1000))))) <= 12


@pytest.mark.parametrize(
    "query",
    ['"', "'", "a AND", "NOT b", "a OR OR b", "NEAR(a b, 2)", "text: a", "^a", "a*b", "(", "a + b", "-a"],
)
def test_operators_and_quotes_are_words(query: str) -> None:
    found("some words", chunks(query))


@given(st.text())
@proved(300)
def test_no_query_is_anything_but_words(query: str) -> None:
    found("some words", chunks(query))


TEXTS = st.one_of(st.text(), st.text("aBÅß日本がไท한हि👍\U0001f3fd' \"\n-"))


@given(TEXTS, st.integers(0, 9), st.integers(1, 9))
@proved(300)
def test_a_page_is_found_by_its_own_words(text: str, start: int, size: int) -> None:
    words = folded(text).split()[start : start + size]
    looked_for = chunks(" ".join(words)[:150])
    assert found(text, looked_for) == bool(words)


@given(st.text())
@proved(300)
def test_folding_twice_is_folding_once_and_composing_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))


LONG = "word " * 200 + "Hällo don’t there " + "more " * 200


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("one\ntwo Three\nfour", "thr", "two Three"),
        ("over there", "here", ""),
        ("Ein Größerer", "grosse", ""),
        ("oh 👩‍👩‍👧 yes", FAMILY, "oh 👩‍👩‍👧 yes"),
        ("x\u202ey\0 z", "z", "xy z"),
    ],
)
def test_an_excerpt_is_the_line_of_what_was_found(text: str, query: str, shown: str) -> None:
    assert excerpt(text, chunks(query)) == shown


@pytest.mark.parametrize("query", ["hallo", "HÄLLO", "don't", "nothing hallo"])
def test_a_long_line_is_shown_around_what_was_found(query: str) -> None:
    shown = excerpt(LONG, chunks(query))
    assert "Hällo don’t there" in shown or "don’t there" in shown
    assert shown.startswith("…word")
    assert shown.endswith("more…")
    assert len(shown) <= 122


def test_a_line_without_spaces_is_shown_around_what_was_found() -> None:
    shown = excerpt("x\n" + "日本語" * 100 + "東京タワー" + "日本語" * 50, chunks("東京"))
    assert shown.startswith("…")
    assert "東京タワー" in shown


@given(st.text(), st.text(max_size=20))
@proved(300)
def test_an_excerpt_is_short_and_safe_to_show(text: str, query: str) -> None:
    shown = excerpt(text, chunks(query))
    assert len(shown) <= 122
    assert not {"\0", "\n", "\u202e"} & set(shown)
