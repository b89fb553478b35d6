"""The question whether the carrier may be asked to look at once: put where Syncthing carries alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.home.home import Home
from stillhere.words import say
from tests.window import eyes
from tests.window.hands import button, buttons, name_of, press
from tests.window.settings_scenes import jon_of, settings
from tests.window.stage import Stage
from tests.window.test_settings import until


@pytest.fixture
def home(stage: Stage, tmp_path: Path) -> Iterator[Home]:
    home = jon_of(stage)
    folder = home.settings().folder
    assert folder is not None
    home.change_settings(folder=shutil.copytree(folder, tmp_path / "shared"))
    yield home
    home.close()


def test_it_is_asked_where_syncthing_carries_and_kept_as_chosen(
    stage: Stage, home: Home, tmp_path: Path
) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir()
    settings(stage, home)
    until(stage, lambda: say("settings.nudge.text") in eyes.texts(stage.frame))
    assert button(stage.frame, say("settings.nudge.no")).isChecked()
    press(stage.frame, say("settings.nudge.yes"))
    until(stage, lambda: home.settings().nudge)
    until(stage, lambda: button(stage.frame, say("settings.nudge.yes")).isChecked())
    press(stage.frame, say("settings.nudge.no"))
    until(stage, lambda: not home.settings().nudge)


def test_nothing_is_asked_where_there_is_nobody_to_ask(stage: Stage, home: Home, tmp_path: Path) -> None:
    (tmp_path / "shared" / ".dropbox").mkdir()
    settings(stage, home)
    until(stage, lambda: say("carried.through.dropbox") in " ".join(eyes.texts(stage.frame)))
    assert say("settings.nudge.yes") not in {name_of(each) for each in buttons(stage.frame)}
