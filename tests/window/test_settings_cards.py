"""The cards of the settings: those in sight are there at once, and nothing moves by the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest

from stillhere.home.home import Home
from stillhere.notify.sleep.hearing import Heard
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.pages import places
from stillhere.window.settings.about import AboutCard
from stillhere.window.settings.across import AcrossCard
from stillhere.window.settings.lock import LockCard
from stillhere.window.settings.page import SettingsPage
from stillhere.window.settings.section import Section
from stillhere.window.shell import Shell
from stillhere.words import say
from tests.window import eyes
from tests.window.settings_scenes import jon_of
from tests.window.stage import Prompts, Stage


@pytest.fixture
def home(stage: Stage) -> Iterator[Home]:
    home = jon_of(stage)
    yield home
    home.close()


@pytest.fixture
def page(stage: Stage, home: Home) -> SettingsPage:
    """The settings, on the screen, as they are in the very moment of their opening."""
    stage.desk = Desk(home)
    stage.journal = stage.own_journal()
    stage.shell = Shell(
        stage.desk, places(Prompts(), stage.dialogs, journal=stage.journal), moving=lambda: False
    )
    stage.shell.open("today")
    stage.frame.hold(stage.shell, stage.shell)
    stage.frame.show()
    stage.desk.start()
    stage.settle()
    stage.shell.open("settings")
    found = stage.shell.page
    assert isinstance(found, SettingsPage)
    return found


def test_what_is_in_sight_is_there_at_once_and_the_rest_comes(stage: Stage, page: SettingsPage) -> None:
    assert not page.findChildren(AboutCard)
    assert page.verticalScrollBar().isVisible(), "there is as much as is in sight"
    _in_turns(stage, page)
    (last,) = page.findChildren(AboutCard)
    assert last.isVisible()
    named = [text for text in eyes.texts(stage.frame) if text in _titles()]
    assert named == _titles()


def _in_turns(stage: Stage, page: SettingsPage) -> None:
    """The cards come as they do where nobody hurries them."""
    while not page.whole:
        stage.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    stage.settle()


def _titles() -> list[str]:
    names = ("names", "folder", "safety", "notifications", "appearance", "starting", "hide_key", "lock")
    more = ("phrases", "preset", "devices", "across", "kit", "bundle", "export", "leave", "erase", "about")
    return [say(f"settings.{name}") for name in (*names, *more)]


def test_nothing_that_stands_moves_by_what_comes(stage: Stage, page: SettingsPage) -> None:
    _answered(stage, page)
    first, bar = page.findChildren(Section), page.verticalScrollBar()
    assert bar.isVisible()
    bar.setValue(40)
    before = [each.geometry() for each in first]
    page.come("")
    _in_turns(stage, page)
    assert len(page.findChildren(Section)) > len(first)
    assert [each.geometry() for each in first] == before
    assert bar.value() == 40


def _answered(stage: Stage, page: SettingsPage) -> None:
    """The cards that are there know what they asked for, and no other came meanwhile."""
    page._turns.stop()
    done: list[bool] = []
    page._desk.worker.ask(lambda: True, done.append)
    while not done:
        stage.app.processEvents()
    stage.app.processEvents()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_whoever_walks_on_with_the_keyboard_finds_them_all(
    stage: Stage, page: SettingsPage, key: Qt.Key
) -> None:
    QTest.keyClick(stage.focus, key)
    assert page.whole
    stops = eyes.stops(stage.frame)
    assert all(any(card.isAncestorOf(stop) for stop in stops) for card in _usable(page))
    walked = []
    while stage.focus not in walked:
        walked.append(stage.focus)
        QTest.keyClick(stage.focus, Qt.Key.Key_Tab)
    cards = [card for stop in walked for card in _usable(page) if card.isAncestorOf(stop)]
    assert list(dict.fromkeys(cards)) == _from(cards[0], _usable(page))


def _usable(page: SettingsPage) -> list[Section]:
    """The cards in sight that something can be done on at once, in their order."""
    cards = [each for each in page.findChildren(Section) if each.isVisible()]
    asked_first = (AcrossCard, LockCard, AboutCard)
    return [each for each in cards if not isinstance(each, asked_first)]


def _from(first: Section, cards: list[Section]) -> list[Section]:
    at = cards.index(first)
    return cards[at:] + cards[:at]


def test_a_page_that_is_left_before_it_is_whole_goes_on_when_one_is_back(
    stage: Stage, page: SettingsPage
) -> None:
    assert stage.shell is not None
    before = len(page.findChildren(Section))
    stage.shell.open("today")
    QTest.qWait(50)
    assert len(page.findChildren(Section)) == before
    stage.shell.open("settings")
    _in_turns(stage, page)
    assert page.findChildren(AboutCard)


@pytest.mark.parametrize("heard", get_args(Heard))
def test_the_lock_promises_no_more_than_the_system_tells(
    stage: Stage, home: Home, monkeypatch: pytest.MonkeyPatch, heard: Heard
) -> None:
    monkeypatch.setattr("stillhere.window.settings.lock.heard", lambda: heard)
    stage.desk = Desk(home)
    card = LockCard(stage.desk)
    try:
        said = [each.text() for each in card.findChildren(Text)]
        every = {kind: say(f"settings.lock.always.{kind}") for kind in get_args(Heard)}
        assert [kind for kind, sentence in every.items() if sentence in said] == [heard]
    finally:
        card.deleteLater()
