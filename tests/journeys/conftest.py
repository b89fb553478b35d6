"""What the journeys share: Mia and Jon at their desktops, linked once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.people import Pair, copy_of, link, seat


@pytest.fixture(scope="session")
def linked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where Mia and Jon were linked, by the command, once for all tests."""
    place = tmp_path_factory.mktemp("linked")
    (place / "shared").mkdir()
    with seat("Mia", place / "mia") as mia, seat("Jon", place / "jon") as jon:
        link(mia.person, jon.person, place / "shared")
    return place


@pytest.fixture
def linked(linked_once: Path, tmp_path: Path) -> Iterator[Pair]:
    """Mia and Jon, linked, at their desktops; nothing of the program runs yet."""
    shared = tmp_path / "shared"
    copy_of(linked_once, tmp_path, shared)
    with seat("Mia", tmp_path / "mia") as mia, seat("Jon", tmp_path / "jon") as jon:
        yield Pair(mia, jon, shared)


@pytest.fixture
def pair(linked: Pair) -> Pair:
    """Mia and Jon, linked, with their trays."""
    linked.mia.start_tray()
    linked.jon.start_tray()
    return linked
