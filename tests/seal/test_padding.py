"""Padding is PADMÉ as its paper defines it, and only the written length is read back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal.errors import Damaged
from stillhere.seal.padding import SMALLEST, pad, padded_length, unpad


def as_the_paper_has_it(length: int) -> int:
    exponent = math.floor(math.log2(length))
    size = math.floor(math.log2(exponent)) + 1
    step = 1 << (exponent - size)
    return math.ceil(length / step) * step


@pytest.mark.parametrize(
    ("length", "padded"),
    [
        (1, 512),
        (512, 512),
        (513, 544),
        (545, 576),
        (1000, 1024),
        (1025, 1088),
        (49_152, 49_152),
        (49_153, 51_200),
    ],
)
def test_examples_worked_by_hand(length: int, padded: int) -> None:
    assert padded_length(length) == padded


@given(st.integers(SMALLEST, 2**21))
def test_the_definition_of_the_paper(length: int) -> None:
    assert padded_length(length) == as_the_paper_has_it(length)
    assert padded_length(length) <= length * 1.12


@given(st.integers(1, 2**21))
def test_padding_twice_changes_nothing(length: int) -> None:
    assert padded_length(padded_length(length)) == padded_length(length) >= max(length, SMALLEST)


@given(st.binary(max_size=2000))
def test_every_content_comes_back(data: bytes) -> None:
    assert unpad(pad(data + b"\n")) == data + b"\n"


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\n",
        b" " * 512,
        b"x" * 512,
        bytes(512),
        pad(b"x\n") + b" ",
        pad(b"x\n")[:-1],
        pad(b"x\n" * 300)[:-1],
    ],
)
def test_any_other_length_or_filling_is_damaged(plain: bytes) -> None:
    with pytest.raises(Damaged, match="padding"):
        unpad(plain)
