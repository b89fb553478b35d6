"""Bech32 does what BIP-173 publishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal.bech32 import decode, encode
from stillhere.seal.errors import Damaged

VALID = [
    "A12UEL5L",
    "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    "?1ezyfcl",
]
INVALID = {
    "prefix character below": "\x201nwldj5",
    "prefix character above": "\x7f1axkwrx",
    "prefix beyond ASCII": "\x801eym55h",
    "prefix too long": "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio"
    "1569pvx",
    "no separator": "pzry9x0s0muk",
    "empty prefix": "1pzry9x0s0muk",
    "bad data character": "x1b4n0q5v",
    "checksum too short": "li1dgmt3",
    "bad checksum character": "de1lg7wt\xff",
    "checksum over upper case": "A1G7SGD8",
    "empty prefix, no data": "10a06t8",
    "empty prefix, short": "1qzzfhee",
    # Of ours: what the BIP says in words.
    "mixed case": "A12UEl5L",
    "a sign whose lower case is k": encode("k", b"").upper().replace("K", "\u212a"),
    "empty": "",
}


@pytest.mark.parametrize("text", VALID)
def test_published_valid_strings_read_and_write_back(text: str) -> None:
    prefix, data = decode(text)
    assert encode(prefix, data) == text.lower()


def test_published_data() -> None:
    assert decode(VALID[3]) == ("abcdef", bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df"))
    assert decode(VALID[4]) == ("1", bytes(51))


@pytest.mark.parametrize("text", INVALID.values(), ids=INVALID.keys())
def test_published_invalid_strings(text: str) -> None:
    with pytest.raises(Damaged):
        decode(text)


def test_left_over_bits_are_few_and_zero() -> None:
    assert decode("a1qy089ch6") == ("a", b"\x01")  # ten bits: a byte and 00
    for text in ("a1qpamnt9j", "a1q3g6mn3", "a1qqqd87cpp"):  # a byte and 01; five bits; a byte and seven bits
        with pytest.raises(Damaged):
            decode(text)


@given(st.binary(max_size=80))
def test_every_data_comes_back(data: bytes) -> None:
    assert decode(encode("age", data)) == ("age", data)


@given(st.binary(min_size=32, max_size=32), st.data())
def test_any_single_wrong_letter_is_noticed(secret: bytes, data: st.DataObject) -> None:
    text = encode("age-secret-key-", secret)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(
        st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l1b-").filter(lambda one: one != text[at])
    )
    with pytest.raises(Damaged):
        decode(text[:at] + letter + text[at + 1 :])


@given(st.text(max_size=120))
def test_any_text_reads_or_is_damaged(text: str) -> None:
    try:
        prefix, data = decode(text)
    except Damaged:
        return
    assert encode(prefix, data) == text.lower()
