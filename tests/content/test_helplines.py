"""Helplines are dated, well-formed, plain text, and few enough to be checked one by one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from tests.content.shelf import load

DATA = load("helplines.toml")
TOPICS = {"home_not_safe", "hard_night"}
NUMBER = re.compile(r"[0-9][0-9 -]{1,15}[0-9]")
WEB = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}(/[a-z-]+)*")


def _lines() -> list[dict[str, Any]]:
    return [line for country in [*DATA["country"], {"line": DATA["elsewhere"]}] for line in country["line"]]


def test_the_list_is_dated() -> None:
    assert isinstance(DATA["checked"], dt.date)
    assert not isinstance(DATA["checked"], dt.datetime)


def test_it_says_what_to_do_in_danger_before_any_line() -> None:
    assert "emergency number" in DATA["emergency"]
    assert list(DATA)[:4] == ["checked", "note", "emergency", "privacy"]


def test_each_country_is_there_once_with_its_emergency_number() -> None:
    codes = [country["code"] for country in DATA["country"]]
    assert len(set(codes)) == len(codes)
    for country in DATA["country"]:
        assert set(country) == {"code", "name", "emergency", "line"}
        assert re.fullmatch(r"[A-Z]{2}", country["code"])
        assert re.fullmatch(r"[0-9]{3}", country["emergency"])
        assert country["line"]


def test_each_line_is_well_formed() -> None:
    needed, more = {"name", "organisation", "topic", "about"}, {"number", "text_number", "web"}
    for line in _lines():
        assert needed <= set(line) <= needed | more, line["name"]
        assert line["topic"] in TOPICS
        assert {"number", "web"} & set(line), line["name"]
        assert NUMBER.fullmatch(line.get("number", "000")), line["name"]
        assert NUMBER.match(line.get("text_number", "000")), line["name"]
        assert WEB.fullmatch(line.get("web", "a.org")), line["name"]


def test_both_topics_are_there_and_a_line_is_listed_once() -> None:
    assert {line["topic"] for line in _lines()} == TOPICS
    for country in DATA["country"]:
        names = [line["name"] for line in country["line"]]
        assert len(set(names)) == len(names)


def test_the_list_stays_small_enough_to_check_by_hand() -> None:
    assert 20 <= len(_lines()) <= 60
