"""The tray's process as a whole: when it is the window's turn, and what becomes of a loop that dies."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stillhere.home.home import Home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.role import Role
from stillhere.home.store import Store
from stillhere.tray import app
from stillhere.tray.platforms import Tray
from tests.waiting import LIMIT


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = paths_for(tmp_path / "mia", {})
    made.make()
    return made


@pytest.fixture
def home(paths: Paths) -> Iterator[Home]:
    with Home(paths, Store.create(paths.store, bytes(32)), bytes(32)) as home:
        home.begin("Mia")
        yield home


@pytest.fixture
def old_signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def free(lock: Path) -> bool:
    """Whether nobody holds it."""
    role = Role(lock, "tray")
    try:
        return role.take()
    finally:
        role.leave()


def test_before_anybody_began_it_is_the_windows_turn(paths: Paths) -> None:
    assert app.run(paths) is None


def test_where_a_tray_runs_it_is_the_windows_turn(paths: Paths, home: Home) -> None:
    first = Role(paths.tray, "tray")
    assert first.take()
    assert app.run(paths) is None
    first.leave()


def test_where_no_panel_would_show_an_icon_it_is_the_windows_turn_and_the_role_stays_free(
    paths: Paths, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "choose", lambda facts: Tray.NONE)
    assert app.run(paths) is None
    assert free(paths.tray)


class Icon:
    """An icon whose loop runs until it is stopped; no panel is there."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def show(self, *_: Any) -> None:
        """Nobody sees it."""

    def stop(self) -> None:
        self.stopped.set()


@pytest.mark.parametrize("what", ["tray.app.Face.run", "home.keeper.Keeper.start"])
def test_what_dies_beside_the_icon_ends_it_and_is_no_success(
    home: Home, monkeypatch: pytest.MonkeyPatch, old_signals: None, what: str
) -> None:
    icon = Icon()
    equipment = SimpleNamespace(icon=icon, notifier=None, run=lambda: icon.stopped.wait(LIMIT))
    monkeypatch.setattr(app, "equip", lambda kind, tell, trouble: equipment)
    monkeypatch.setattr(app, "ICON_FIRST_SECONDS", 0.0)

    def die(*_: object) -> None:
        raise RuntimeError("the loop died")

    monkeypatch.setattr(f"stillhere.{what}", die)
    with pytest.raises(RuntimeError, match="the loop died"):
        app.serve(home, Tray.STATUS_NOTIFIER, app.Windows())
    assert icon.stopped.is_set()
    assert free(home.paths.role)
