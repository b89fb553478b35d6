"""The quiet helps as people use them: pointed at, kept for oneself, asked at one's own pace, never told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from stillhere.core.acts import Back, Rest
from stillhere.home.library import library
from stillhere.window.ease.pace import Pace
from stillhere.words import say
from tests.window import eyes
from tests.window.ease_scenes import PASSPHRASE, SCENES, keep, locked
from tests.window.hands import button, press
from tests.window.stage import Stage


def opened(stage: Stage) -> None:
    stage.reflect()
    assert stage.shell is not None
    stage.shell.open("ease")
    stage.settle()


def shows(stage: Stage, text: str) -> bool:
    return text in eyes.texts(stage.frame)


def calming(stage: Stage) -> QPlainTextEdit:
    return next(
        each
        for each in stage.frame.findChildren(QPlainTextEdit)
        if each.accessibleName() == say("ease.calming") and each.isVisibleTo(stage.frame)
    )


def test_words_are_kept_only_when_they_are_to_be(stage: Stage) -> None:
    SCENES["quiet helps, pointing"](stage)
    assert stage.private(lambda private: private.care.feelings()) == ()
    press(stage.frame, say("ease.feelings.clear"))
    press(stage.frame, "tired")
    press(stage.frame, "Lonely")
    press(stage.frame, "left out")
    press(stage.frame, say("ease.feelings.keep"))
    stage.settle()
    (kept,) = stage.private(lambda private: private.care.feelings())
    assert kept.words == ("tired", "left out")
    assert shows(stage, "Sunday, 22 November: tired, left out")
    press(stage.frame, say("ease.feelings.forget"))
    stage.settle()
    assert stage.private(lambda private: private.care.feelings()) == ()


def test_a_word_pointed_at_again_is_taken_back(stage: Stage) -> None:
    SCENES["quiet helps, pointing"](stage)
    press(stage.frame, "tired")
    assert shows(stage, "worn out")
    press(stage.frame, "worn out")
    assert not shows(stage, say("ease.feelings.keep"))


def test_the_calming_list_is_typed_and_picked_and_outlives_the_window(stage: Stage) -> None:
    opened(stage)
    QTest.keyClicks(calming(stage), "Call my sister")
    press(stage.frame, "Warm socks")
    assert stage.shell is not None
    stage.shell.open("today")
    stage.settle()
    assert stage.private(lambda private: private.care.calming()) == ("Call my sister", "Warm socks")
    stage.shell.open("ease")
    stage.settle()
    assert button(stage.frame, "Warm socks").isChecked()
    press(stage.frame, "Warm socks")
    stage.settle()
    assert calming(stage).toPlainText() == "Call my sister"


def test_both_sides_of_a_card_are_shown_and_every_card_comes(stage: Stage) -> None:
    opened(stage)
    seen = set()
    for _ in library().cards().cards:
        card = next(each for each in library().cards().cards if shows(stage, each.title))
        assert shows(stage, card.resting)
        assert shows(stage, card.waiting)
        seen.add(card.id)
        press(stage.frame, say("ease.sides.another"))
    assert len(seen) == len(library().cards().cards)


def test_the_pace_is_chosen_and_taken_back(stage: Stage) -> None:
    opened(stage)
    press(stage.frame, say("ease.pace.minutes.60"))
    stage.settle()
    interval = stage.private(lambda private: private.care.interval())
    assert interval is not None
    assert interval.minutes == 60
    press(stage.frame, say("ease.pace.minutes.60"))
    stage.settle()
    assert stage.private(lambda private: private.care.interval()) is None


def test_behind_a_lock_nothing_that_is_kept_shows_until_it_is_opened(stage: Stage) -> None:
    locked(stage)
    opened(stage)
    assert "Warm socks" not in " ".join(
        each.toPlainText() for each in stage.frame.findChildren(QPlainTextEdit)
    )
    assert not shows(stage, say("ease.pace.every"))
    line = stage.focus
    assert isinstance(line, QLineEdit)
    assert line.placeholderText() == say("reflect.passphrase"), "a bare field doesn't say what it is for"
    QTest.keyClicks(line, "something else")
    press(stage.frame, say("reflect.open"))
    stage.settle()
    assert shows(stage, say("trouble.private_passphrase_wrong.title"))
    line.clear()
    QTest.keyClicks(line, PASSPHRASE)
    press(stage.frame, say("reflect.open"))
    stage.settle()
    assert "Warm socks" in calming(stage).toPlainText()
    assert stage.shell is not None
    stage.shell.lock()
    stage.settle()
    assert "Warm socks" not in " ".join(
        each.toPlainText() for each in stage.frame.findChildren(QPlainTextEdit)
    )


class TestPace:
    """The question on Today."""

    @pytest.fixture
    def look(self, stage: Stage) -> Callable[[], bool]:
        stage.private(keep)
        stage.couple.mia.do(Rest())
        stage.reflect()
        assert stage.shell is not None
        stage.shell.open("today")
        stage.settle()
        (found,) = stage.frame.findChildren(Pace)

        def asked() -> bool:
            found.look()
            stage.settle()
            return shows(stage, say("ease.pace.question"))

        return asked

    def test_it_comes_after_the_chosen_time_and_not_before(
        self, stage: Stage, look: Callable[[], bool]
    ) -> None:
        assert not look()
        stage.couple.now += timedelta(minutes=59)
        assert not look()
        stage.couple.now += timedelta(minutes=2)
        assert look()
        press(stage.frame, say("today.thought.another"))
        assert not look()
        stage.couple.now += timedelta(minutes=61)
        assert look()

    def test_nobody_is_asked_who_does_not_wait(self, stage: Stage, look: Callable[[], bool]) -> None:
        stage.couple.mia.do(Back())
        assert stage.desk is not None
        stage.desk.refresh()
        stage.settle()
        stage.couple.now += timedelta(hours=5)
        assert not look()
        stage.couple.mia.do(Rest())
        stage.desk.refresh()
        stage.settle()
        # Waiting began just now: the time is counted from here.
        assert not look()
        stage.couple.now += timedelta(minutes=61)
        assert look()

    def test_out_of_sight_it_keeps_quiet(self, stage: Stage, look: Callable[[], bool]) -> None:
        assert stage.shell is not None
        stage.shell.open("settings")
        stage.couple.now += timedelta(hours=2)
        assert not look()
        stage.shell.open("today")
        assert look()


def test_a_lock_set_meanwhile_wipes_what_is_kept_and_keeps_what_is_typed(stage: Stage) -> None:
    opened(stage)
    calming(stage).setPlainText("Tea.")
    stage.settle()
    stage.lock(PASSPHRASE)
    stage.own_journal().check()
    stage.settle()
    assert not [each for each in stage.frame.findChildren(QPlainTextEdit) if "Tea" in each.toPlainText()]
    field = next(each for each in stage.frame.findChildren(QLineEdit) if each.isVisibleTo(stage.frame))
    field.setText(PASSPHRASE)
    press(stage.frame, say("reflect.open"))
    stage.settle()
    assert calming(stage).toPlainText() == "Tea."


def test_the_question_says_nothing_to_anybody(stage: Stage) -> None:
    before = stage.couple.generation
    SCENES["today, asked at one's own pace"](stage)
    assert shows(stage, say("ease.pace.question"))
    assert stage.couple.jon.done == []
    assert stage.couple.generation == before + len(stage.couple.mia.done)


def test_reflect_and_today_lead_here(stage: Stage) -> None:
    stage.couple.mia.do(Rest())
    stage.reflect()
    press(stage.frame, say("ease.open"))
    assert stage.shell is not None
    assert stage.shell.at == "ease"
    press(stage.frame, say("ease.back"))
    assert stage.shell.at == "today"
    press(stage.frame, say("ease.open"))
    assert stage.shell.at == "ease"
    press(stage.frame, say("ease.sit.go"))
    assert stage.shell.at == "sitting"
