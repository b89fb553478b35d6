"""The safety page: everything that has to be said, every number with its date; offline, to be copied."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stillhere.home.library import library
from stillhere.window.frame import LEAST, SIZE
from stillhere.window.help.prose import blocks
from stillhere.window.look import COLOURS
from stillhere.window.safety.page import SafetyPage
from stillhere.window.settings.page import SettingsPage
from stillhere.window.settings.section import Section
from stillhere.window.wear import Wearer
from stillhere.words import say
from tests.window import eyes
from tests.window.hands import press
from tests.window.scenes import SCENES, Stage


@pytest.fixture
def page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> SafetyPage:
    """The page, opened while no network can be reached."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    shell = stage.today(cards=False)
    shell.open("safety")
    stage.settle()
    found = shell.page
    assert isinstance(found, SafetyPage)
    return found


def test_all_words_are_there(page: SafetyPage) -> None:
    shown = page._words.toPlainText()
    for block in blocks(library().help_text("safety")):
        assert block.text in shown


def test_every_line_is_there_with_the_day_of_its_comparison(page: SafetyPage) -> None:
    lines, shown = library().helplines(), page._numbers.toPlainText()
    assert lines.checked
    assert say("safety.checked", day="")[:8] in shown
    assert str(lines.checked.year) in shown
    for text in (lines.emergency, lines.note, lines.privacy):
        assert text in shown
    every = [line for country in lines.countries for line in country.lines] + list(lines.elsewhere)
    assert len(every) > 20
    for line in every:
        for text in (line.name, line.organisation, line.number, line.text_number, line.web, line.about):
            assert text in shown
    for country in lines.countries:
        assert country.name in shown
        assert say("safety.emergency", number=country.emergency) in shown


def test_it_is_one_press_from_every_page_and_the_numbers_one_more(stage: Stage, page: SafetyPage) -> None:
    assert stage.shell
    stage.shell.open("settings")
    press(stage.frame, say("nav.safety"))
    press(stage.frame, say("safety.go"))
    stage.settle()
    assert page._numbers.hasFocus()
    top = page._numbers.mapTo(page.viewport(), page._numbers.rect().topLeft()).y()
    assert 0 <= top < page.viewport().height() // 2


@pytest.mark.parametrize("name", ["leave", "export", "erase"])
def test_the_ways_to_go_are_one_press_away(stage: Stage, page: SafetyPage, name: str) -> None:
    press(stage.frame, say(f"safety.{name}"))
    stage.settle()
    assert stage.shell is not None
    settings = stage.shell.page
    assert isinstance(settings, SettingsPage)
    (card,) = [each for each in settings.findChildren(Section) if each.name == name]
    assert stage.focus is card.title
    top = card.mapTo(settings.viewport(), card.rect().topLeft()).y()
    bar = settings.verticalScrollBar()
    assert 0 <= top < 40 or bar.value() == bar.maximum()
    assert not card.visibleRegion().isEmpty()
    # Seen again later it begins at its top, as ever.
    press(stage.frame, say("nav.safety"))
    assert say("safety.go") in eyes.texts(stage.frame)


def test_who_shares_with_nobody_has_nobody_to_leave(stage: Stage) -> None:
    SCENES["today alone"](stage)
    stage.settle()
    press(stage.frame, say("nav.safety"))
    shown = eyes.texts(stage.frame)
    assert say("safety.leave") not in shown
    assert say("safety.export") in shown
    assert say("safety.erase") in shown


def test_it_can_be_selected_and_copied_but_not_changed(page: SafetyPage) -> None:
    before = page._numbers.toPlainText()
    page._numbers.setFocus()
    QTest.keyClick(page._numbers, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page._numbers, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page._numbers, Qt.Key.Key_X)
    assert QApplication.clipboard().text() == before
    assert page._numbers.toPlainText() == before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_text_wears_the_ink_of_the_theme(
    stage: Stage, wearer: Wearer, page: SafetyPage, theme: str
) -> None:
    wearer.wear(theme)  # type: ignore[arg-type]
    stage.settle()
    picture = page._words.grab().toImage()
    ink = QColor(COLOURS[theme].ink).rgb()  # type: ignore[index]
    assert any(picture.pixel(x, y) == ink for y in range(60) for x in range(picture.width()))


def test_nothing_is_cut_off_or_without_a_name(stage: Stage, wearer: Wearer, page: SafetyPage) -> None:
    for size in (LEAST, SIZE, QSize(1920, 1080)):
        for scale in (100, 200):
            for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                stage.app.setLayoutDirection(direction)
                wearer.wear("dark", scale)
                stage.frame.resize(size)
                stage.settle()
                assert eyes.cut_off(stage.frame) == [], f"{size} {scale} % {direction.name}"
                for prose in (page._words, page._numbers):
                    assert prose.height() >= prose.document().size().height()
    for control in eyes.controls(stage.frame):
        assert eyes.spoken(control)[0].strip(), eyes.describe(control)
