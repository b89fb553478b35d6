"""The difference of two texts: nothing of either is lost, and it reads as a person would mark it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.agreements.difference import Run, difference
from tests.core.making import proved

MARKS = {"kept": "", "taken": "-", "added": "+"}


def marked(old: str, new: str) -> str:
    """The runs with their signs, as [-taken][+added]."""
    return "".join(
        run.text if run.kind == "kept" else f"[{MARKS[run.kind]}{run.text}]" for run in difference(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "Tea", "[+Tea]"),
        ("Tea", "", "[-Tea]"),
        ("Tea", "Tea", "Tea"),
        ("Ten minutes.", "Five minutes.", "[-Ten][+Five] minutes."),
        ("Ten minutes", "Ten minutes.", "Ten minutes[+.]"),
        ("Ten minutes.", "Ten quiet minutes.", "Ten[+ quiet] minutes."),
        (
            "Twenty minutes outside, the same day.",
            "Twenty minutes outside, talking optional, within two days.",
            "Twenty minutes outside,[- the same day][+ talking optional, within two days].",
        ),
        ("one two three", "two three one", "[-one two][+two] three[+ one]"),
        ("a b c d", "a x c y", "a[- b][+ x] c[- d][+ y]"),
        ("It doesn’t matter", "It does matter", "It[- doesn’t][+ does] matter"),
        ("“Tea”", "“Milk”", "“[-Tea][+Milk]”"),
        ("first\n\nsecond", "first\n\nthird", "first[-\n\nsecond][+\n\nthird]"),
        ("静かな夜。", "静かな朝。", "静かな[-夜][+朝]。"),
        ("Später 🌙 nah", "Später nah", "Später[- 🌙] nah"),
    ],
)
def test_it_reads_as_a_person_would_mark_it(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


texts = st.text(st.sampled_from("ab ,.\n’“é静\t"), max_size=40) | st.text(max_size=40)


@given(texts, texts)
@proved(400)
def test_nothing_of_either_text_is_lost(old: str, new: str) -> None:
    runs = difference(old, new)
    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "taken") == new


@given(texts, texts)
@proved(300)
def test_runs_are_whole_and_in_their_order(old: str, new: str) -> None:
    runs = difference(old, new)
    kinds = [run.kind for run in runs]
    assert all(run.text for run in runs)
    assert not {("kept", "kept"), ("taken", "taken"), ("added", "added"), ("added", "taken")} & set(
        pairwise(kinds)
    )


@given(texts)
@proved(100)
def test_a_text_is_no_different_from_itself(text: str) -> None:
    assert difference(text, text) == ((Run("kept", text),) if text else ())


def test_texts_that_are_long_and_nothing_alike_are_shown_whole() -> None:
    old, new = ("a " * 2000).strip(), ("b " * 2000).strip()
    assert difference(old, new) == (Run("taken", old), Run("added", new))


def test_a_small_change_in_a_long_text_is_a_small_change() -> None:
    old = "word " * 1990
    assert marked(old + "end", old + "finish") == old.rstrip() + "[- end][+ finish]"
