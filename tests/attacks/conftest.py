"""Mia and Jon, the folder between them, and a hand for each that writes what no app would."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.ground import Attack
from tests.home.couple import World, couple
from tests.home.hands import hand


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def attack(tmp_path: Path, world: World) -> Attack:
    """The two, linked, and where an attacker stands."""
    mia, jon = couple(tmp_path, world)
    shared = tmp_path / "shared"
    return Attack(world, tmp_path, shared, mia, jon, hand(mia, shared), hand(jon, shared))
