"""A recovery kit is read as it was printed, as its code says it, and as somebody types it from paper."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.seal.errors import Damaged, UnknownFormat
from stillhere.seal.kit import Kit, new_kit, read_kit
from tests.seal.making import random_from

KIT = new_kit("a2" * 26, "b3" * 5, random_from("kit"))


def lines(kit: Kit) -> list[str]:
    """The three lines that count."""
    return [f"space {kit.founding}", f"person {kit.person}", kit.identity.text]


@pytest.mark.parametrize("text", [KIT.text, KIT.qr_text, f"  {KIT.qr_text}\n", "\r\n".join(lines(KIT))])
def test_every_way_in_which_it_was_written_says_the_same(text: str) -> None:
    assert read_kit(text) == KIT


def test_sentences_around_it_do_not_matter() -> None:
    assert read_kit(f"# Keep this as you keep a key.\n#\n{KIT.text}#\n# 1. Save the lines\n") == KIT


@given(st.data())
def test_whoever_types_it_may_write_large_or_small(data: st.DataObject) -> None:
    text = "".join(data.draw(st.sampled_from((mark.lower(), mark.upper()))) for mark in "\n".join(lines(KIT)))
    assert read_kit(text) == KIT


def test_a_letter_mistyped_is_noticed() -> None:
    key = KIT.identity.text
    other = key[:-9] + ("Q" if key[-9] != "Q" else "P") + key[-8:]
    with pytest.raises(Damaged):
        read_kit(KIT.text.replace(key, other))


@pytest.mark.parametrize("missing", range(3))
def test_each_line_is_needed_and_none_may_stand_there_in_two_ways(missing: int) -> None:
    whole, others = lines(KIT), lines(new_kit("c4" * 26, "d5" * 5, random_from("other")))
    with pytest.raises(UnknownFormat):
        read_kit("\n".join(whole[:missing] + whole[missing + 1 :]))
    with pytest.raises(UnknownFormat):
        read_kit("\n".join([*whole, others[missing]]))
    assert read_kit("\n".join([*whole, whole[missing]])) == KIT


def test_its_secret_stands_in_no_repr() -> None:
    assert re.search("AGE-SECRET|" + KIT.identity.secret.hex(), repr(KIT)) is None
