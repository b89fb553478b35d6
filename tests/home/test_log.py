"""The log finds faults and holds nothing of a person."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.home.log import MAX_BYTES, Log

SECRET = "Mia is so very tired"


def _lines(log: Path) -> list[str]:
    return [line.partition(" ")[2] for line in log.read_text("utf-8").splitlines()]


def test_a_line_has_its_event_and_its_values(tmp_path: Path) -> None:
    path = tmp_path / "log" / "stillhere.log"
    Log(path).note("scan.done", files=3, over_budget=False, set_aside=True, why="folder_missing")
    assert _lines(path) == ["scan.done files=3 over_budget=no set_aside=yes why=folder_missing"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "value", [SECRET, "Mia", "", "a" * 65, "rest\nstill", 1.5, b"x", None, "/home/mia", "a-b", "ä"]
)
def test_what_could_be_a_persons_never_stands_in_it(tmp_path: Path, value: object) -> None:
    path = tmp_path / "stillhere.log"
    Log(path).note("scan.done", what=cast(int, value))
    Log(path).note(cast(str, value))
    assert _lines(path) == ["scan.done what=?", "?"]


@given(st.text())
def test_only_keys_come_through(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("log") / "stillhere.log"
    Log(path).note("event", value=text)
    written = _lines(path)[0].removeprefix("event value=")
    assert written == "?" or (written == text and text.isascii() and " " not in text)


def _fail(words: str) -> None:
    raise ValueError(words)


def test_a_fault_is_told_by_its_type_and_places_never_by_its_message(tmp_path: Path) -> None:
    path = tmp_path / "stillhere.log"
    try:
        _fail(SECRET)
    except ValueError as error:
        Log(path).fault("keeper.fault", error)
    (line,) = _lines(path)
    assert line.startswith("keeper.fault ValueError test_log.py:")
    assert line.count("test_log.py:") == 2
    assert SECRET not in path.read_text("utf-8")


def test_a_fault_that_was_never_raised_has_no_places(tmp_path: Path) -> None:
    Log(tmp_path / "l").fault("a", KeyError(SECRET))
    assert _lines(tmp_path / "l") == ["a KeyError"]


def test_two_files_are_the_most_there_ever_is(tmp_path: Path) -> None:
    log = Log(tmp_path / "stillhere.log")
    for number in range(9000):
        log.note("event.with.a.longer.name", number=number)
    assert sorted(place.name for place in tmp_path.iterdir()) == ["stillhere.log", "stillhere.log.1"]
    assert all(place.stat().st_size <= MAX_BYTES + 100 for place in tmp_path.iterdir())
    assert _lines(log.old)[-1].startswith("event")


def test_a_log_that_cant_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    Log(tmp_path / "file" / "stillhere.log").note("event")
    Log(tmp_path).note("event")
    assert (tmp_path / "file").read_text() == "x"
