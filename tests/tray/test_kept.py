"""Where the folder is away, or none is chosen, the click says that what was said is kept; nobody has to guess
from silence.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stillhere.home.home import Home
from stillhere.notify.note import Note
from stillhere.tray.face import Face
from stillhere.tray.icon import Activated
from stillhere.words import say
from tests.home.couple import World, couple, fresh


class Icon:
    """What the icon was last told to show."""

    tooltip = ""

    def show(self, _: Any, tooltip: str, __: Any) -> None:
        self.tooltip = tooltip


class Notifier:
    """The notes that were shown."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def show(self, note: Note) -> None:
        self.notes.append(note)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Mia's, who shares a folder with Jon."""
    mia, jon = couple(tmp_path, World())
    yield mia.home
    mia.home.close()
    jon.home.close()


def pressed(home: Home) -> tuple[Icon, Notifier]:
    icon, notifier = Icon(), Notifier()
    Face(home, icon, notifier, queue.SimpleQueue(), lambda *_: None).obey(Activated())  # type: ignore[arg-type]
    return icon, notifier


@pytest.mark.parametrize("mode", ["named", "discreet", "none"])
def test_a_rest_that_cannot_go_out_says_that_it_is_kept(home: Home, tmp_path: Path, mode: str) -> None:
    home.change_settings(notifications=mode)
    folder = home.settings().folder
    assert folder is not None
    folder.rename(tmp_path / "away")
    icon, notifier = pressed(home)
    assert icon.tooltip.endswith(say("notice.own.kept"))
    bodies = {"named": [say("notice.own.kept")], "discreet": [""], "none": []}
    assert [note.body for note in notifier.notes] == bodies[mode]


def test_with_the_folder_there_nothing_is_said_of_it(home: Home) -> None:
    home.change_settings(notifications="named")
    icon, notifier = pressed(home)
    assert say("notice.own.kept") not in icon.tooltip
    assert [note.body for note in notifier.notes] == [""]


@pytest.mark.parametrize("mode", ["named", "discreet", "none"])
def test_where_two_share_and_no_folder_is_chosen_it_says_so(home: Home, mode: str) -> None:
    home.change_settings(notifications=mode, folder=None)
    icon, notifier = pressed(home)
    assert icon.tooltip.endswith(say("tray.unchosen"))
    bodies = {"named": [say("tray.unchosen")], "discreet": [""], "none": []}
    assert [note.body for note in notifier.notes] == bodies[mode]


def test_whoever_shares_with_nobody_needs_no_folder(tmp_path: Path) -> None:
    alone = fresh(tmp_path / "alone", World()).home
    alone.begin("Mia")
    icon, _ = pressed(alone)
    assert icon.tooltip
    assert say("tray.unchosen") not in icon.tooltip
    alone.close()
