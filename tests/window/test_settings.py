"""The settings as people use them, on a real home: lock, export, leaving and erasing, each asked first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from stillhere.home.home import Home
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.private import PrivateError, header
from stillhere.home.rooms.comparing import Comparing
from stillhere.window.components.buttons import Button
from stillhere.window.components.text import Text
from stillhere.window.settings.taking import ExportCard
from stillhere.words import say
from tests.home.couple import recording
from tests.window import eyes
from tests.window.hands import press, wait_until
from tests.window.settings_scenes import LOCK, SCENES, jon_of, lock, settings
from tests.window.stage import Stage


@pytest.fixture
def home(stage: Stage) -> Iterator[Home]:
    home = jon_of(stage)
    yield home
    home.close()


@pytest.fixture(autouse=True)
def light_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock is dear on purpose; here it costs the least that a header may ask for."""
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0])


def until(stage: Stage, so: Callable[[], bool]) -> None:
    wait_until(so, lambda: eyes.texts(stage.frame))


def shows(stage: Stage, key: str, **fields: object) -> bool:
    return say(key, **fields) in eyes.texts(stage.frame)


def field(stage: Stage, key: str) -> QLineEdit:
    found = [each for each in stage.frame.findChildren(QLineEdit) if each.accessibleName() == say(key)]
    return next(each for each in found if each.isVisibleTo(stage.frame))


class TestLock:
    """Setting, changing and removing it."""

    def type(self, stage: Stage, key: str, words: str) -> None:
        QTest.keyClicks(field(stage, key), words)

    def test_a_lock_is_set_and_return_walks_through_the_fields(self, stage: Stage, home: Home) -> None:
        settings(stage, home)
        press(stage.frame, say("settings.lock.set"))
        self.type(stage, "settings.lock.new", LOCK)
        QTest.keyClick(stage.focus, Qt.Key.Key_Return)
        assert stage.focus is field(stage, "settings.lock.again")
        QTest.keyClicks(stage.focus, LOCK)
        QTest.keyClick(stage.focus, Qt.Key.Key_Return)
        assert eyes.spoken(stage.focus)[0] == say("settings.lock.working"), "typing on goes nowhere"
        until(stage, lambda: shows(stage, "settings.lock.done.set"))
        assert eyes.spoken(stage.focus)[0] == say("settings.lock.change")
        with pytest.raises(PrivateError):
            home.door().open(None)
        home.door().open(lambda: LOCK).close()
        assert shows(stage, "settings.lock.passphrase")
        assert not any(LOCK in each.text() for each in stage.frame.findChildren(QLineEdit))

    def test_what_is_typed_in_two_ways_locks_nothing(self, stage: Stage, home: Home) -> None:
        settings(stage, home)
        press(stage.frame, say("settings.lock.set"))
        self.type(stage, "settings.lock.new", LOCK)
        self.type(stage, "settings.lock.again", LOCK.upper())
        press(stage.frame, say("settings.lock.do.set"))
        assert shows(stage, "welcome.passphrase.differ")
        assert home.door().lock() == "none"

    def test_a_wrong_passphrase_changes_nothing_and_says_so(self, stage: Stage, home: Home) -> None:
        lock(home)
        settings(stage, home)
        press(stage.frame, say("settings.lock.remove"))
        self.type(stage, "settings.lock.old", "something else")
        press(stage.frame, say("settings.lock.do.remove"))
        until(stage, lambda: shows(stage, "trouble.private_passphrase_wrong.title"))
        assert home.door().lock() == "passphrase"
        field(stage, "settings.lock.old").clear()
        self.type(stage, "settings.lock.old", LOCK)
        press(stage.frame, say("settings.lock.do.remove"))
        until(stage, lambda: shows(stage, "settings.lock.done.remove"))
        home.door().open(None).close()

    def test_escape_closes_it_and_leaves_no_passphrase_standing(self, stage: Stage, home: Home) -> None:
        shell = settings(stage, home)
        press(stage.frame, say("settings.lock.set"))
        self.type(stage, "settings.lock.new", LOCK)
        shell.step_back()
        assert shell.at == "settings"
        assert not shows(stage, "settings.lock.new")
        press(stage.frame, say("settings.lock.set"))
        assert field(stage, "settings.lock.new").text() == ""

    def test_when_it_locks_again_is_chosen(self, stage: Stage, home: Home) -> None:
        lock(home)
        settings(stage, home)
        press(stage.frame, say("settings.lock.minutes.15"))
        stage.settle()
        assert home.settings().lock_minutes == 15


class TestSafetyNumber:
    """What came of comparing it."""

    def test_it_is_kept_as_it_was_said_and_nobody_is_told(
        self, stage: Stage, home: Home, tmp_path: Path
    ) -> None:
        before = recording(home.settings().folder or tmp_path)
        settings(stage, home)
        until(stage, lambda: shows(stage, "compared.never"))
        press(stage.frame, say("compared.no"))
        until(stage, lambda: shows(stage, "compared.differs"))
        assert shows(stage, "compared.differs.next")
        press(stage.frame, say("compared.yes"))
        until(stage, lambda: shows(stage, "compared.same"))
        assert not shows(stage, "compared.differs.next")
        assert Comparing(home).now() == "same"
        assert recording(home.settings().folder or tmp_path) == before


class TestExport:
    """Taking one's own along."""

    def test_it_is_written_into_the_folder_that_was_chosen(
        self, stage: Stage, home: Home, tmp_path: Path
    ) -> None:
        stage.dialogs.export_to = tmp_path
        before = recording(home.settings().folder or tmp_path)
        settings(stage, home)
        press(stage.frame, say("settings.export.pdf"))
        press(stage.frame, say("settings.export.go"))
        done = say("settings.export.done", place="")
        until(stage, lambda: any(text.startswith(done) for text in eyes.texts(stage.frame)))
        (place,) = tmp_path.iterdir()
        assert any(place.glob("*.pdf"))
        assert any("What I saw." in path.read_text() for path in place.glob("*.md"))
        assert recording(home.settings().folder or tmp_path) == before

    def test_nothing_goes_into_the_shared_folder(self, stage: Stage, home: Home) -> None:
        shared = home.settings().folder
        assert shared is not None
        stage.dialogs.export_to = shared
        before = recording(shared)
        settings(stage, home)
        press(stage.frame, say("settings.export.go"))
        until(stage, lambda: shows(stage, "trouble.inside_shared.title"))
        assert not shows(stage, "settings.export.stop")
        assert recording(shared) == before

    def test_nothing_is_written_where_no_folder_is_chosen(self, stage: Stage, home: Home) -> None:
        settings(stage, home)
        press(stage.frame, say("settings.export.go"))
        stage.settle()
        assert not shows(stage, "settings.export.stop")

    def test_stopped_nothing_of_it_is_there(self, stage: Stage, home: Home, tmp_path: Path) -> None:
        with home.door().open(None) as private:
            for number in range(200):
                private.pages.write([f"page {number}"])
        stage.dialogs.export_to = tmp_path
        settings(stage, home)
        press(stage.frame, say("settings.export.go"))
        until(stage, lambda: shows(stage, "settings.export.stop"))
        press(stage.frame, say("settings.export.stop"))
        until(stage, lambda: shows(stage, "settings.export.stopped"))
        assert list(tmp_path.iterdir()) == []

    def test_a_lock_holds_nothing_up_but_what_is_locked(
        self, stage: Stage, home: Home, tmp_path: Path
    ) -> None:
        lock(home)
        stage.dialogs.export_to = tmp_path
        settings(stage, home)
        assert shows(stage, "settings.export.empty")
        press(stage.frame, say("settings.export.go"))
        until(stage, lambda: shows(stage, "export.without_locked"))
        (place,) = tmp_path.iterdir()
        assert not any("What I saw." in path.read_text() for path in place.glob("*.md"))

    def test_what_is_locked_opens_with_its_passphrase(self, stage: Stage, home: Home, tmp_path: Path) -> None:
        lock(home)
        stage.dialogs.export_to = tmp_path
        settings(stage, home)
        QTest.keyClicks(field(stage, "settings.export.passphrase"), LOCK)
        press(stage.frame, say("settings.export.go"))
        until(stage, lambda: any(tmp_path.iterdir()))
        until(stage, lambda: not shows(stage, "settings.export.stop"))
        assert field(stage, "settings.export.passphrase").text() == ""


class TestLeaving:
    """Leaving, asked first."""

    def test_quietly_nothing_in_the_folder_changes(self, stage: Stage, home: Home) -> None:
        folder = home.settings().folder
        assert folder is not None
        before = recording(folder)
        settings(stage, home)
        press(stage.frame, say("settings.leave.quietly"))
        stage.settle()
        assert shows(stage, "leave.happens.untold", name="Mia")
        assert home.look().link == "linked"
        press(stage.frame, say("settings.leave.do.quietly"))
        until(stage, lambda: shows(stage, "leave.said.quietly"))
        assert home.look().headline == "you_left"
        assert recording(folder) == before
        until(stage, lambda: shows(stage, "settings.leave.left"))

    def test_with_a_note_the_note_waits_for_the_keeper(self, stage: Stage, home: Home) -> None:
        settings(stage, home)
        press(stage.frame, say("settings.leave.note"))
        stage.settle()
        assert shows(stage, "leave.happens.told", name="Mia", own="Jon")
        press(stage.frame, say("settings.leave.do.note"))
        until(stage, lambda: shows(stage, "leave.said.told", name="Mia"))
        assert [out.kind for out in home.store.outbox.waiting()] == ["person.left"]

    @pytest.mark.parametrize("close", ["button", "escape", "another page"])
    def test_closing_is_never_a_yes(self, stage: Stage, home: Home, close: str) -> None:
        shell = settings(stage, home)
        press(stage.frame, say("settings.leave.quietly"))
        stage.settle()
        if close == "button":
            press(stage.frame, say("settings.leave.stay"))
        elif close == "escape":
            shell.step_back()
        else:
            shell.open("today")
            shell.open("settings")
        stage.settle()
        assert home.look().link == "linked"
        assert not shows(stage, "settings.leave.do.quietly")


def test_erasing_says_what_it_does_and_asks_first(stage: Stage, home: Home) -> None:
    settings(stage, home)
    press(stage.frame, say("settings.erase.ask"))
    assert shows(stage, "erase.what")
    assert shows(stage, "erase.stays")
    assert stage.entered == []
    assert stage.focus.accessibleName() in {"", say("settings.erase.keep")}
    press(stage.frame, say("settings.erase.keep"))
    assert not shows(stage, "erase.what")
    press(stage.frame, say("settings.erase.ask"))
    press(stage.frame, say("settings.erase.do"))
    assert stage.entered == [True]


def test_the_preset_is_shown_and_can_be_forgotten(stage: Stage, home: Home) -> None:
    settings(stage, home)
    press(stage.frame, say("settings.preset.forget"))
    until(stage, lambda: shows(stage, "settings.preset.bare"))
    assert home.mine().preset.line == ""
    home.flip()
    assert home.look().me.status.line == ""


def test_the_text_size_is_kept(stage: Stage, home: Home) -> None:
    settings(stage, home)
    press(stage.frame, say("settings.text_size.percent", percent=150))
    stage.settle()
    assert home.settings().text_size == 150


def test_about_names_the_version_and_the_licences(stage: Stage, home: Home) -> None:
    settings(stage, home)
    text = " ".join(eyes.texts(stage.frame))
    assert re.search(r"Version \d+\.\d+\.\d+\. Free software", text)
    for name in ("EB Garamond", "Inter", "Qt for Python", "MIT"):
        assert name in text


def test_opening_the_settings_touches_nothing_in_the_folder(stage: Stage, home: Home) -> None:
    folder = home.settings().folder
    assert folder is not None
    before = recording(folder)
    settings(stage, home)
    QApplication.processEvents()
    assert recording(folder) == before


@pytest.mark.parametrize("end", ["the window closes", "everything is erased"])
def test_an_export_that_the_end_cuts_short_leaves_nothing(
    stage: Stage, home: Home, tmp_path: Path, end: str
) -> None:
    with home.door().open(None) as private:
        for number in range(300):
            private.pages.write([f"page {number}"])
    stage.dialogs.export_to = tmp_path
    settings(stage, home)
    press(stage.frame, say("settings.export.go"))
    until(stage, lambda: any(tmp_path.iterdir()))
    if end == "everything is erased":
        assert stage.desk is not None
        stage.desk.stop()
    else:
        QApplication.instance().aboutToQuit.emit()  # type: ignore[union-attr]
    (card,) = stage.frame.findChildren(ExportCard)
    assert not card._worker.running, "nothing speaks through what Qt is about to delete"
    assert not list(tmp_path.iterdir()) or all(
        path.name.startswith("Still Here") for path in tmp_path.iterdir()
    )


def test_ones_own_copies_are_one_click_away(stage: Stage, home: Home) -> None:
    shell = settings(stage, home)
    press(stage.frame, say("settings.export.agreements"))
    assert shell.at == "agreements"


@pytest.mark.parametrize(
    ("scene", "key"),
    [
        ("settings, a lock being written", "settings.lock.working"),
        ("settings, an export under way", "settings.export.stop"),
    ],
)
def test_what_is_under_way_stands_in_sight(stage: Stage, scene: str, key: str) -> None:
    stage.frame.resize(720, 520)
    SCENES[scene](stage)
    stage.frame.show()
    stage.settle()
    every: list[Text | Button] = [*stage.frame.findChildren(Text), *stage.frame.findChildren(Button)]
    (said,) = [each for each in every if each.text() == say(key) and each.isVisibleTo(stage.frame)]
    assert said.visibleRegion().boundingRect() == said.rect()
