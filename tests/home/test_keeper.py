"""A keeper's face hears of every change after what it has shown, however late the keeper's thread begins."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from stillhere.home import bell, keeper
from stillhere.home.keeper import Keeper
from stillhere.home.role import Role
from tests.home.couple import World, couple
from tests.waiting import LIMIT, until


@pytest.mark.parametrize("shown", ["before the change", "after it"])
def test_what_changes_before_the_thread_begins_is_heard_of(shown: str, tmp_path: Path) -> None:
    """Another process keeps, so that nothing but the change itself is heard of."""
    mia, jon = couple(tmp_path, World())
    role = Role(jon.home.paths.role, "another")
    assert role.take()
    before = jon.home.generation()
    mia.home.flip()
    mia.round()
    jon.round()
    heard = threading.Event()
    keeper = Keeper(jon.home, lambda _: None, heard.set, face="watch")
    keeper.start(before if shown == "before the change" else None)
    if shown == "before the change":
        assert heard.wait(LIMIT)
    keeper.stop()
    assert heard.is_set() == (shown == "before the change")
    role.leave()


def test_who_does_not_keep_hears_the_bell_after_its_place_was_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changes in the store, so that the bell alone is heard of."""
    monkeypatch.setattr(keeper, "ROLE_SECONDS", 0.05)
    home = couple(tmp_path, World())[1].home
    role = Role(home.paths.role, "another")
    assert role.take()
    heard = threading.Event()
    waiting = Keeper(home, lambda _: None, heard.set, face="watch")
    waiting.start()
    shutil.rmtree(home.paths.bell.parent)

    def answered() -> bool:
        bell.ring(home.paths.bell)
        return heard.wait(0.05)

    assert until(answered)
    waiting.stop()
    role.leave()
