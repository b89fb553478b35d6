"""Code and catalogue fit: what code asks for is there, and what is there is asked for. No exceptions."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args

import pytest

from stillhere import words
from stillhere.core.notices import Kind
from stillhere.core.records.record import CheckIns, Guess, Look, Partly, PersonState
from stillhere.core.records.terms import Day, Pace
from stillhere.core.records.terms import Kind as Topic
from stillhere.core.state.model import Link
from stillhere.core.state.when import Part
from stillhere.core.view import Headline
from stillhere.words import CATALOGUE
from tests.words.fields import fields_of
from tests.words.reading import Source, read


@pytest.fixture(scope="module")
def source(root: Path) -> Source:
    """The whole program, read once."""
    return read(root / "desktop" / "stillhere")


#: Every file of words, whether the catalogue knows of it or not.
TABLES: list[Any] = [import_module(f"stillhere.words.{found.name}") for found in iter_modules(words.__path__)]

#: What core can produce, as the key that says it. A notice withdrawn says nothing.
CORE: dict[str, tuple[str, ...]] = {
    "headline.{}": get_args(Headline),
    "state.{}": get_args(PersonState),
    "since.{}": get_args(Part),
    "looks.{}": get_args(Look),
    "guess.{}": get_args(Guess),
    "their_guess.{}": (*get_args(Guess), "over"),
    "checkins.{}": get_args(CheckIns),
    "partly.{}": get_args(Partly),
    "their_partly.{}": get_args(Partly),
    "agreement.kind.{}": get_args(Topic),
    "agreement.day.{}": get_args(Day),
    "agreement.set.pace.{}": get_args(Pace),
}


@pytest.mark.parametrize("pattern", CORE)
def test_what_core_can_produce_has_its_words_and_nothing_else_has(pattern: str) -> None:
    prefix = pattern.format("")
    keys = {key for key in CATALOGUE if key.startswith(prefix)}
    assert keys == {pattern.format(value) for value in CORE[pattern]}


def test_every_notice_that_is_told_has_its_words() -> None:
    assert {f"notice.{kind}" for kind in get_args(Kind) if kind != "withdraw"} <= set(CATALOGUE)


def test_every_reason_that_core_gives_has_its_words_and_the_other_way_round(source: Source) -> None:
    given = {text for text in source.texts if re.fullmatch(r"why(\.[a-z_]+)+", text)}
    assert given == {key for key in CATALOGUE if key.startswith("why.")}


def test_a_reason_needs_the_partners_name_at_most_and_one_an_agreements_title() -> None:
    needs = {key: fields_of(CATALOGUE[key]) for key in CATALOGUE if key.startswith("why.")}
    assert needs.pop("why.checkins.agreed") == {"title"}, "the refusal brings it along"
    assert set().union(*needs.values()) == {"name"}


def test_no_key_stands_twice() -> None:
    times = Counter(key for table in TABLES for key in table.WORDS)
    assert [key for key, count in times.items() if count > 1] == []


def test_no_key_stands_twice_in_its_own_table() -> None:
    for module in TABLES:
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        keys = [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in map(_text, node.keys)]
        assert len(keys) == len(set(keys)) == len(module.WORDS), module.__name__


def test_every_table_is_in_the_catalogue_and_nothing_else_is() -> None:
    assert {key for table in TABLES for key in table.WORDS} == set(CATALOGUE)


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_key_is_plain_and_ordered(key: str) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*(\.[a-z0-9_]+)+|their_pulse", key)


def test_what_code_asks_for_is_there(source: Source) -> None:
    missing = [
        (asked.place, pattern)
        for asked in source.asked
        for pattern in asked.patterns
        if not any(re.fullmatch(pattern, key) for key in CATALOGUE)
    ]
    assert missing == []
    assert len(source.asked) > 100


def test_what_code_asks_for_gets_its_fields_and_no_others(source: Source) -> None:
    # Of a key that is put together from parts, the sentence is not known here.
    whole = [
        (asked.place, key, given)
        for asked in source.asked
        for pattern in asked.patterns
        for key, given in [(pattern.replace("\\", ""), asked.fields)]
        if key in CATALOGUE and given is not None
    ]
    given_to = {(place, frozenset(given)) for place, _, given in whole}
    wanting = [(place, key) for place, key, given in whole if not fields_of(CATALOGUE[key]) <= given]
    idle = [
        (place, sorted(given))
        for place, given in given_to
        if not any(given <= fields_of(CATALOGUE[key]) for where, key, _ in whole if where == place)
    ]
    assert (wanting, idle) == ([], [])


def test_what_is_there_is_asked_for(source: Source) -> None:
    assert [key for key in CATALOGUE if not source.names(key)] == []


def test_a_key_that_nobody_asks_for_is_noticed(source: Source) -> None:
    assert not source.names("headline.nobody_rests")
    assert not source.names("today.weather")


def test_how_the_space_stands_is_four_things() -> None:
    # The link has no words of its own: a headline and the page for it say each.
    assert get_args(Link) == ("alone", "invited", "linked", "left")


def _text(node: ast.expr | None) -> str:
    assert isinstance(node, ast.Constant)
    return str(node.value)
