"""The folder goes away, or can't be written, while people use it: what was said waits, and arrives once.

Law: nothing is lost and nothing is told twice, and the folder is never made anew where it was.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.home.ground import read_only, small_disk
from tests.journeys.people import Seat, copy_of, seat
from tests.waiting import until

RESTS, BACK = "Mia is resting, still here.", "Mia is back. Take your time."

#: Breaks the folder inside the ``with`` block.
Trouble = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def renamed(shared: Path) -> Iterator[None]:
    """Its drive is taken away and comes back."""
    inside, away = shared / "Still Here", shared.parent / "away"
    inside.rename(away)
    yield
    assert not inside.exists(), "an emptied folder is left alone"
    away.rename(inside)


@contextmanager
def removed(shared: Path) -> Iterator[None]:
    """It is renamed as a whole."""
    away = shared.with_name("away")
    shared.rename(away)
    yield
    assert not shared.exists()
    away.rename(shared)


@contextmanager
def protected(shared: Path) -> Iterator[None]:
    """Nobody may write in it."""
    read_only(shared)
    yield
    read_write(shared)


def read_write(place: Path) -> None:
    """Lets the file system at `place` be written again."""
    subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)


@contextmanager
def trays_on(shared: Path, linked: Path, place: Path) -> Iterator[tuple[Seat, Seat]]:
    """Mia and Jon with their trays, whose folder is `shared`, and who look at it often."""
    copy_of(linked, place, shared)
    with seat("Mia", place / "mia") as mia, seat("Jon", place / "jon") as jon:
        for each in (mia, jon):
            each.person.ask("settings", "--set", "poll_seconds=5")
            each.start_tray()
        yield mia, jon


def _outbox(seat: Seat) -> int:
    return int(seat.person.ask("status")["outbox"])


def _said_meanwhile_arrives_once(mia: Seat, jon: Seat, shared: Path, trouble: Trouble) -> None:
    with trouble(shared):
        mia.host.press()
        until(lambda: mia.host.tooltip()[0] == "You are resting. Nothing else is needed.")
        until(lambda: _outbox(mia) == 1)
        jon.host.press()
        until(lambda: _outbox(jon) == 1)
        assert mia.titles_of("Jon") == jon.titles_of("Mia") == []
    jon.told(RESTS)
    mia.told("Jon is resting, still here.")
    until(lambda: _outbox(mia) == _outbox(jon) == 0)
    mia.host.press()
    jon.told(BACK)
    assert jon.titles_of("Mia") == [RESTS, BACK]
    assert mia.titles_of("Jon") == ["Jon is resting, still here."]


@pytest.mark.parametrize("trouble", [renamed, removed])
def test_a_folder_that_goes_away_and_comes_back(linked_once: Path, tmp_path: Path, trouble: Trouble) -> None:
    shared = tmp_path / "drive" / "shared"
    with trays_on(shared, linked_once, tmp_path) as (mia, jon):
        _said_meanwhile_arrives_once(mia, jon, shared, trouble)


def test_a_folder_that_is_write_protected_for_a_while(linked_once: Path, tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "stick", "4m") as shared,
        trays_on(shared, linked_once, tmp_path) as (mia, jon),
    ):
        _said_meanwhile_arrives_once(mia, jon, shared, protected)


def test_a_folder_that_nobody_may_write_begins_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "1m") as shared, seat("Mia", tmp_path / "mia") as mia:
        read_only(shared)
        begin = ("start", "--name", "Mia", "--folder", str(shared))
        refused = mia.person.command(*begin)
        assert refused.returncode == 3
        assert refused.stdout == ""
        assert len(refused.stderr.splitlines()) == 2, "what is so, and what helps"
        read_write(shared)
        assert len(mia.person.ask(*begin)["words"]) == 12
