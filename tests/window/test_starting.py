"""The card that starts Still Here at login, on a real entry of this test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stillhere.home.home import Home
from stillhere.home.rooms.autostart import Autostart
from stillhere.words import say
from tests.window import eyes
from tests.window.hands import button, press, wait_until
from tests.window.settings_scenes import jon_of, settings
from tests.window.stage import Stage


@pytest.fixture
def home(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    home = jon_of(stage)
    yield home
    home.close()


def chosen(stage: Stage, answer: str) -> None:
    """Waits until this answer is the chosen one."""
    until(stage, lambda: button(stage.frame, say(f"settings.starting.{answer}")).isChecked())


def until(stage: Stage, so: Callable[[], bool]) -> None:
    wait_until(so, lambda: eyes.texts(stage.frame))


def test_it_shows_what_the_entry_says_and_switches_it(stage: Stage, home: Home) -> None:
    settings(stage, home)
    chosen(stage, "no")
    for answer, starts in (("yes", True), ("no", False)):
        press(stage.frame, say(f"settings.starting.{answer}"))
        until(stage, lambda starts=starts: Autostart().on() is starts)  # type: ignore[misc]
        chosen(stage, answer)
    assert not Autostart().entry.exists()


def test_where_it_cannot_be_changed_it_says_so_and_shows_what_is_so(
    stage: Stage, home: Home, tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("a file where a directory belongs", encoding="utf-8")
    settings(stage, home)
    chosen(stage, "no")
    press(stage.frame, say("settings.starting.yes"))
    until(stage, lambda: say("trouble.autostart_denied.title") in eyes.texts(stage.frame))
    chosen(stage, "no")
