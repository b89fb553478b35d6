"""What the tests of a home begin with: a world, and in it two people who share a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.home.couple import Side, World, couple


@pytest.fixture
def world() -> World:
    """One clock for all who are in it."""
    return World()


@pytest.fixture
def two(tmp_path: Path, world: World) -> Iterator[tuple[Side, Side]]:
    """Mia and Jon, linked."""
    mia, jon = couple(tmp_path, world)
    yield mia, jon
    mia.home.close()
    jon.home.close()
