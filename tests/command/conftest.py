"""What the command's tests share: two people who have not begun, and two who share a space."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from tests.command.people import Couple, couple


@pytest.fixture(scope="session", autouse=True)
def derived_once() -> Iterator[None]:
    """Argon2id is dear on purpose, and every call opens a vault: each passphrase and salt is derived once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2id, "kdf", cache(argon2id.kdf))
        yield


@pytest.fixture
def strangers(tmp_path: Path) -> Couple:
    """Mia and Jon before anything."""
    return couple(tmp_path)


@pytest.fixture(scope="session")
def linked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with two linked homes, made once."""
    place = tmp_path_factory.mktemp("linked")
    couple(place).link()
    return place


@pytest.fixture
def linked(linked_once: Path, tmp_path: Path) -> Couple:
    """Mia and Jon, who share a space: a copy for each test."""
    made = couple(tmp_path)
    for name in ("Mia", "Jon", "shared"):
        shutil.copytree(linked_once / name, tmp_path / name, dirs_exist_ok=True)
    for name in ("Mia", "Jon"):
        settings = tmp_path / name / "settings.toml"
        settings.write_text(settings.read_text().replace(str(linked_once), str(tmp_path)))
    return made
