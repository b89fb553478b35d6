"""What the tests of a home begin with: a world, and in it two people who share a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.home.across_life import Desk, Three, brought_in, rounds, settled
from tests.home.couple import Side, World, couple
from tests.home.hands import Hand, hand


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


@pytest.fixture
def mias(tmp_path: Path, two: tuple[Side, Side]) -> Hand:
    """Who writes with the keys of Mia's device what no app would."""
    return hand(two[0], tmp_path / "shared")


@pytest.fixture
def desks(tmp_path: Path, world: World, two: tuple[Side, Side]) -> Iterator[Three]:
    """Mia's laptop and phone with what is private open on each, and Jon; no pages travel."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    laptop, other = Desk(mia), Desk(phone)
    yield laptop, other, jon
    laptop.close()
    other.close()
    phone.home.close()


@pytest.fixture
def on(desks: Three, world: World) -> Three:
    """The same, with pages travelling between Mia's two devices."""
    laptop, phone, jon = desks
    words = laptop.across.turn_on()
    settled(world, laptop, others=[jon])
    phone.across.join(words)
    settled(world, laptop, phone, others=[jon])
    return laptop, phone, jon
