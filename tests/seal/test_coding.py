"""One spelling each: text that decodes encodes back to itself."""

from __future__ import annotations

from base64 import b32encode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal.coding import base32, from_bare_base64, from_base64, hash32, to_base64

BAD_SPELLINGS = [
    b"Zg",
    b"Zh==",
    b"Zg==\n",
    b"\nZg==",
    b"Z g==",
    b"Zg===",
    b"Zg=",
    b"Z\xffg=",
    b"-_-_",
    b"====",
    b"Z",
]


def test_base32_is_lower_case_and_bare() -> None:
    assert base32(b"foobar") == "mzxw6ytboi"  # RFC 4648, 10
    assert len(hash32(b"")) == 52


@given(st.binary(max_size=100))
def test_base32_is_the_standard_one(data: bytes) -> None:
    assert base32(data) == b32encode(data).decode("ascii").rstrip("=").lower()


@given(st.binary(max_size=100))
def test_padded_base64_comes_back(data: bytes) -> None:
    assert from_base64(to_base64(data), len(data)) == data
    assert from_base64(to_base64(data), len(data) + 1) is None


@given(st.binary(max_size=100))
def test_bare_base64_comes_back(data: bytes) -> None:
    assert from_bare_base64(b64encode(data).rstrip(b"=")) == data


@pytest.mark.parametrize("text", BAD_SPELLINGS)
def test_other_spellings_are_none(text: bytes) -> None:
    assert from_base64(text, 1) is None


@pytest.mark.parametrize("text", [b"Zh", b"Zg==", b"Z", b"Zg\n", b"Z-", b"Zm9vY\xff", b"=", b"=="])
def test_other_bare_spellings_are_none(text: bytes) -> None:
    assert from_bare_base64(text) is None


@given(st.binary(max_size=12))
def test_whatever_decodes_is_its_own_spelling(text: bytes) -> None:
    padded = next((raw for size in range(10) if (raw := from_base64(text, size)) is not None), None)
    assert padded is None or to_base64(padded) == text
    bare = from_bare_base64(text)
    assert bare is None or b64encode(bare).rstrip(b"=") == text
