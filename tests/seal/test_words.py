"""Twelve words survive being said, written down and typed, and what can't be right is told without them."""

from __future__ import annotations

from pathlib import Path

import mnemonic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal.errors import BadChecksum, SealError, UnknownFormat, UnknownWord, WordsError, WrongCount
from stillhere.seal.words import (
    parse_words,
    qr_matrix,
    qr_text,
    secret_of,
    words_from_qr_text,
    words_of,
)
from tests.seal.making import SECRET

#: Test vectors published with BIP-39.
PUBLISHED = {
    "00" * 16: "abandon " * 11 + "about",
    "7f" * 16: "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "80" * 16: "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    "ff" * 16: "zoo " * 11 + "wrong",
}
WORDS = words_of(SECRET)
LINE = " ".join(WORDS)
SECRETS = st.binary(min_size=16, max_size=16)


@pytest.mark.parametrize(("secret", "words"), PUBLISHED.items())
def test_published_vectors(secret: str, words: str) -> None:
    assert " ".join(words_of(bytes.fromhex(secret))) == words
    assert secret_of(words).hex() == secret


@given(SECRETS)
def test_every_secret_comes_back(secret: bytes) -> None:
    assert secret_of(" ".join(words_of(secret))) == secret


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_twelve_words_hold_sixteen_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        words_of(bytes(size))


@given(SECRETS, st.data())
def test_how_somebody_types_does_not_matter(secret: bytes, data: st.DataObject) -> None:
    typed = ""
    for number, word in enumerate(words_of(secret), 1):
        shown = data.draw(st.sampled_from([word, word.upper(), word.title(), word[:4]]))
        mark = data.draw(
            st.sampled_from(
                ["{}", "{},", "{};", f"{number}. {{}}", f"{number}){{}}", "\u201c{}\u201d", "- {}"]
            )
        )
        typed += mark.format(shown) + data.draw(
            st.sampled_from([" ", "\n", "\t", "\r\n", "  ", "\u3000", "\u00a0"])
        )
    assert secret_of(typed) == secret


def test_four_letters_name_one_word_each() -> None:
    known = (Path(mnemonic.__file__).parent / "wordlist" / "english.txt").read_text("utf-8").split()
    assert len(known) == 2048
    assert len({word[:4] for word in known}) == 2048


@pytest.mark.parametrize(
    ("word", "close"),
    [
        ("abandn", "abandon"),
        ("zzoo", "zoo"),
        ("abando", "abandon"),
        ("über", None),
        ("ab", None),
        ("x" * 300, None),
    ],
)
def test_a_word_that_is_not_in_the_list(word: str, close: str | None) -> None:
    typed = [*WORDS[:6], word, *WORDS[7:]]
    with pytest.raises(UnknownWord) as caught:
        parse_words(" ".join(typed))
    assert caught.value.position == 7
    assert close is None or close in caught.value.close
    assert len(caught.value.close) <= 3


@pytest.mark.parametrize(("typed", "meant"), [("lier", "liar"), ("abandan", "abandon"), ("hapy", "happy")])
def test_the_word_that_was_meant_is_proposed_first(typed: str, meant: str) -> None:
    with pytest.raises(UnknownWord) as caught:
        parse_words(" ".join([typed, *WORDS[1:]]))
    assert caught.value.close[0] == meant


def test_the_first_wrong_word_is_named() -> None:
    with pytest.raises(UnknownWord) as caught:
        parse_words("1. abandon 2. nothere 3. northis")
    assert caught.value.position == 2


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("", 0),
        ("1. 2. 3.", 0),
        (" ".join(WORDS[:11]), 11),
        (LINE + " zoo", 13),
        ("zoo " * 400, 400),
        ("z" * 1001, 1),
    ],
)
def test_another_count_of_words(typed: str, count: int) -> None:
    with pytest.raises(WrongCount) as caught:
        parse_words(typed)
    assert caught.value.count == count


def test_two_words_swapped_are_noticed() -> None:
    swapped = [WORDS[1], WORDS[0], *WORDS[2:]]
    with pytest.raises(BadChecksum):
        parse_words(" ".join(swapped))


def test_errors_do_not_repeat_what_was_typed() -> None:
    for typed in (LINE.replace(WORDS[3], "mistyped"), LINE + " zoo", "zoo " * 12):
        with pytest.raises(WordsError) as caught:
            parse_words(typed)
        error: BaseException | None = caught.value
        while error is not None:
            assert not [word for word in typed.split() if word in f"{error!r} {error}"]
            error = error.__context__


def test_the_text_of_the_qr_code_comes_back() -> None:
    assert qr_text(WORDS) == "still-here:" + LINE
    assert words_from_qr_text(qr_text(WORDS)) == WORDS


@pytest.mark.parametrize(
    "text", ["", LINE, "https://example.org/" + LINE, "STILL-HERE:" + LINE, " still-here:" + LINE]
)
def test_any_other_qr_code_is_refused(text: str) -> None:
    with pytest.raises(UnknownFormat):
        words_from_qr_text(text)


FINDER = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]


@given(SECRETS)
def test_the_qr_code_is_a_square_with_three_corners(secret: bytes) -> None:
    matrix = qr_matrix(words_of(secret))
    size = len(matrix)
    assert {len(row) for row in matrix} == {size}
    assert (size - 17) % 4 == 0
    assert 29 <= size <= 45
    drawn = ["".join(" #"[module] for module in row) for row in matrix]
    assert [row[:7] for row in drawn[:7]] == FINDER
    assert [row[-7:] for row in drawn[:7]] == FINDER
    assert [row[:7] for row in drawn[-7:]] == FINDER
    assert drawn[6][8:-8] == ("# " * size)[: size - 16]  # the timing pattern


def test_other_words_make_another_code() -> None:
    assert qr_matrix(WORDS) == qr_matrix(WORDS) != qr_matrix(words_of(bytes(16)))


@given(st.text())
def test_any_text_is_twelve_words_or_refused(text: str) -> None:
    for read in (parse_words, words_from_qr_text, lambda typed: words_from_qr_text("still-here:" + typed)):
        try:
            words = read(text)
        except SealError:
            continue
        assert len(words) == 12
