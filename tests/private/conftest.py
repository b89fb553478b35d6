"""Everything private in a place of the test's own, with a lock that is as light as the format allows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.private import Private, header, places
from stillhere.home.store import cipher
from tests.private.making import Clock, opened
from tests.waiting import LIMIT


@pytest.fixture(autouse=True)
def light_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id over 64 MiB and not 256, so that many tests may lock. One test asks for the real figure."""
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0])


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the others' turn waits longer than a person is let wait: a disk may be slow."""
    monkeypatch.setattr(cipher, "BUSY_SECONDS", LIMIT)
    monkeypatch.setattr(places, "_PATIENCE", LIMIT)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until the test moves it."""
    return Clock()


@pytest.fixture
def private(tmp_path: Path, clock: Clock) -> Iterator[Private]:
    """What is private in `tmp_path`, new and open."""
    with opened(tmp_path, clock) as found:
        yield found
