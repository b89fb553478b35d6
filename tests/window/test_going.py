"""Erasing and locking through the whole window: every thread ends, nothing is left, what is open shuts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stillhere.demo.bus import PrivateBus
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.opening import create_home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.private import header
from stillhere.home.rooms import erasing
from stillhere.notify.sleep.linux import LoginSleep
from stillhere.window.face import Face
from stillhere.window.relock import Relock
from stillhere.words import say
from tests.desktop.login import FakeLogin
from tests.waiting import LIMIT, until
from tests.window import eyes
from tests.window.hands import press, wait_until

SECRET = "blue kettle"


def made(place: Path) -> Paths:
    """A home of Mia's alone, with a page in it."""
    paths = paths_for(place, {})
    with create_home(paths, SECRET) as home:
        home.begin("Mia")
        home.change_settings(chosen_notifications=True)
        with home.door().open(None) as private:
            private.pages.write(["What I saw."])
    return paths


class Window:
    """A window on a home, in this process."""

    def __init__(self, app: QApplication, paths: Paths) -> None:
        self.app = app
        self.face = Face(paths, lambda: SECRET)
        assert self.face.single.take()
        self.face.start(app, "")
        self.until(say("headline.alone_here"))

    def until(self, text: str) -> None:
        def seen() -> str:
            return " ".join(eyes.texts(self.face.frame))

        wait_until(lambda: text in seen(), lambda: (text, seen()))

    def press(self, key: str) -> None:
        press(self.face.frame, say(key))
        self.app.processEvents()

    def close(self) -> None:
        self.face.frame.close()
        self.face.stop()
        for part in (self.face.frame, self.face):
            part.deleteLater()  # in this thread: see the law of `stage`


def test_a_window_erases_its_own_home_whole(dressed: QApplication, tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    window = Window(dressed, paths)
    window.press("nav.settings")
    window.until(say("settings.erase.ask"))
    window.press("settings.erase.ask")
    window.press("settings.erase.do")
    window.until(say("erased.title"))
    assert list(tmp_path.iterdir()) == []
    window.face.note_fault(ValueError("later"))
    window.close()
    assert list(tmp_path.iterdir()) == []


def test_an_erasing_that_is_held_up_says_so_and_goes_on(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = made(tmp_path / "mia")
    monkeypatch.setattr(erasing, "PATIENCE", 0.1)
    window = Window(dressed, paths)
    window.press("nav.settings")
    window.until(say("settings.erase.ask"))
    window.press("settings.erase.ask")
    blocked = paths.data / "private"
    held = blocked.with_name("held")
    blocked.rename(held)
    blocked.write_text("in the way")
    window.press("settings.erase.do")
    window.until(say("erased.again"))
    blocked.unlink()
    held.rename(blocked)
    window.press("erased.again")
    window.until(say("erased.title"))
    window.close()
    assert list(tmp_path.iterdir()) == []


def test_a_window_in_another_process_ends_when_its_home_is_erased(tmp_path: Path, own_places: Path) -> None:
    paths, secret = made(tmp_path / "mia"), tmp_path / "secret"
    secret.write_text(SECRET)
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = ["--home", str(paths.data), "--passphrase-file", str(secret), "window"]
    process = subprocess.Popen([sys.executable, "-m", "stillhere", *words], env=environ)
    until(lambda: process.poll() is not None or (paths.role.exists() and paths.role.read_text()))
    assert process.poll() is None
    assert erasing.erase(paths, patience=LIMIT).left == ()
    assert process.wait(LIMIT) == 0
    assert not paths.data.exists()


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLogin]:
    """The system's login service, on a bus of its own."""
    with PrivateBus() as bus, FakeLogin(bus) as login:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        yield login


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")
def test_open_pages_lock_before_the_computer_sleeps(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: FakeLogin
) -> None:
    done: list[tuple[bool, bool, bool]] = []
    say_done = LoginSleep.done

    def watched(sleeping: LoginSleep) -> None:
        seen = " ".join(eyes.texts(window.face.frame))
        done.append((login.waiting, say("reflect.locked") in seen, "What I saw." in seen))
        say_done(sleeping)

    monkeypatch.setattr(LoginSleep, "done", watched)
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0])
    paths = made(tmp_path / "mia")
    window = Window(dressed, paths)
    assert window.face._home is not None
    window.face._home.door().relock(None, "four words")
    window.press("nav.reflect")
    window.until(say("reflect.locked"))
    field = dressed.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "four words")
    window.press("reflect.open")
    window.until(say("reflect.pages"))
    until(lambda: login.waiting)
    login.emit("PrepareForSleep", "b", True)
    window.until(say("reflect.locked"))
    until(lambda: (dressed.processEvents(), not login.waiting)[1])
    assert done == [(True, True, False)], "sleep waited, and what was open is locked by then"
    window.close()


class TestRelock:
    """After a time without a key."""

    def test_each_key_begins_the_time_anew_and_none_is_counted_at_zero(self, dressed: QApplication) -> None:
        locked: list[bool] = []
        noted: list[str] = []
        relock = Relock(lambda _: locked.append(True), noted.append)
        relock.follow(dressed, 5)
        assert relock._timer.isActive()
        assert relock._timer.interval() == 5 * 60_000
        relock._timer.stop()
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(dressed, key)
        assert relock._timer.isActive()
        relock._timer.timeout.emit()
        assert locked == [True]
        relock.follow(dressed, 0)
        assert not relock._timer.isActive()
        QApplication.sendEvent(dressed, key)
        assert not relock._timer.isActive()
        relock.stop()
