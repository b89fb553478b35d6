"""The window on a real home: from the first start to the knock, locked and opened again, one window each.

Law: real stores, a real folder and the real keeper; the keyring of the test ground refuses, so that each home
has a passphrase.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from stillhere.home.errors import HomeError
from stillhere.home.opening import create_home, open_home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.rooms.kits import Kits
from stillhere.seal.kit import read_kit
from stillhere.window import doorway
from stillhere.window.face import Face
from stillhere.window.frame import Frame
from stillhere.window.reflect.writing import Writing
from stillhere.window.single import Single
from stillhere.words import say
from tests.home.couple import World, couple
from tests.waiting import LIMIT, until
from tests.window import eyes
from tests.window.fakes import WORDS
from tests.window.hands import press, wait_until
from tests.window.scenes import Answers

SECRET = "blue kettle"


class Person:
    """One of the two, with a window on a home of their own."""

    def __init__(self, app: QApplication, paths: Paths) -> None:
        self.app = app
        self.paths = paths
        self.face = Face(paths)
        self.open = False

    @property
    def frame(self) -> Frame:
        return self.face.frame

    def start(self, page: str = "") -> None:
        self.paths.make()
        assert self.face.single.take()
        self.open = True
        self.face.start(self.app, page)
        self.app.processEvents()

    def shows(self, text: str) -> bool:
        return any(text in shown for shown in eyes.texts(self.frame))

    def until(self, text: str) -> None:
        self.wait(lambda: self.shows(text), text)

    def wait(self, so: Callable[[], bool], what: str) -> None:
        wait_until(so, lambda: f"{what!r} never came: {eyes.texts(self.frame)}")

    def press(self, key: str, **fields: str) -> None:
        press(self.frame, say(key, **fields))
        self.app.processEvents()

    def type(self, text: str, at: int = 0) -> None:
        fields = [
            field
            for kind in (QLineEdit, QPlainTextEdit)
            for field in self.frame.findChildren(kind)
            if field.isVisibleTo(self.frame)
        ]
        QTest.keyClicks(fields[at], text)

    def writing(self) -> QTextEdit | None:
        """Where a page is written, once there is one in sight."""
        return next((each for each in self.frame.findChildren(Writing) if each.isVisible()), None)

    def begin(self, way: str, name: str, words: str = "") -> None:
        self.ask_to_begin(way, name, words)
        self.until(say("welcome.passphrase"))
        self.type(SECRET)
        self.type(SECRET, at=1)
        self.press("welcome.on")

    def ask_to_begin(self, way: str, name: str, words: str = "") -> None:
        """All steps but the passphrase, which is asked for once everything else is well."""
        self.press(f"welcome.{way}")
        self.type(name)
        self.press("welcome.on")
        if way != "alone":
            self.press("folder.choose")
            self.press("welcome.on")
        if words:
            self.type(words)
            self.press("welcome.on")
        self.until(say("notifications.discreet"))  # whose words they are is looked up beside the window
        self.press("notifications.discreet")
        self.press("welcome.on")

    def close(self) -> None:
        self.open = False
        self.frame.close()
        self.face.stop()
        for part in (self.frame, self.face):
            part.deleteLater()  # in this thread: see the law of `stage`


@pytest.fixture
def make(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Person]]:
    """Makes people whose dialogs choose one shared folder."""
    shared = tmp_path / "shared"
    shared.mkdir()

    class Chosen(Answers):
        def __init__(self) -> None:
            super().__init__()
            self.chosen = shared

    monkeypatch.setattr(doorway, "Dialogs", Chosen)
    people: list[Person] = []

    def made(name: str) -> Person:
        people.append(Person(dressed, paths_for(tmp_path / name, {})))
        return people[-1]

    yield made
    for person in reversed(people):  # the system's signals go back to whom each window had them from
        if person.open:
            person.close()


def test_two_people_from_the_first_start_to_the_knock(make: Callable[[str], Person]) -> None:
    mia, jon = make("mia"), make("jon")
    mia.start()
    mia.begin("start", "Mia")
    mia.until("12\u2002")
    words = [text.split()[1] for text in eyes.texts(mia.frame) if text[0].isdigit()]
    mia.press("welcome.given.on")
    mia.until(say("today.invited.title"))

    jon.start()
    jon.begin("join", "Jon", " ".join(words))
    jon.until(say("today.waits.title", name="Mia"))
    mia.until(say("today.asks.title", name="Jon"))
    mia.press("today.asks.yes", name="Jon")
    for person in (mia, jon):
        person.until(say("headline.both_here"))

    mia.press("today.rest")
    mia.until(say("headline.you_rest"))
    mia.press("checkins.one_knock")
    mia.until(say("today.details.saved"))
    jon.until(say("headline.partner_rests", name="Mia"))
    jon.wait(lambda: _enabled(jon, say("today.knock")), "a knock that is welcome")
    jon.press("today.knock")
    jon.press("knock.softly")
    jon.until(say("knock.left"))
    mia.until(say("knock.at_the_door", name="Jon"))


def test_words_that_open_nothing_make_no_home(make: Callable[[str], Person]) -> None:
    jon = make("jon")
    jon.start()
    before = _files(jon.paths)
    jon.ask_to_begin("join", "Jon", " ".join(WORDS))
    jon.until(say("trouble.invite_unknown.title"))
    assert say("welcome.words") in eyes.texts(jon.frame), "where other words can be typed"
    assert not jon.paths.has_home()
    assert _files(jon.paths) == before


def test_a_home_with_a_passphrase_opens_with_it_and_with_nothing_else(
    make: Callable[[str], Person],
) -> None:
    mia = make("mia")
    mia.start()
    mia.begin("alone", "Mia")
    mia.until(say("headline.alone_here"))
    mia.close()

    again = make("mia")
    again.start("settings")
    assert again.shows(say("opening.passphrase"))
    assert not again.shows(say("headline.alone_here"))
    again.type("red kettle")
    again.press("opening.passphrase.on")
    again.until(say("trouble.passphrase_wrong.title"))
    again.type(SECRET)  # what stood there is marked, and typed over
    again.press("opening.passphrase.on")
    again.until(say("settings.names"))


def test_a_store_that_is_gone_is_told_before_anything_is_begun_and_comes_back(
    make: Callable[[str], Person],
) -> None:
    mia = make("mia")
    mia.start()
    assert not mia.shows(say("trouble.store_gone.title")), "nothing was here"
    mia.begin("alone", "Mia")
    mia.until(say("headline.alone_here"))
    mia.close()
    away = mia.paths.store.rename(mia.paths.store.parent / "elsewhere")

    again = make("mia")
    again.start()
    assert again.shows(say("trouble.store_gone.title"))
    assert again.shows(say("welcome.store_gone.next"))
    again.close()

    away.rename(mia.paths.store)
    back = make("mia")
    back.start()
    assert back.shows(say("opening.passphrase"))


def _files(paths: Paths) -> set[Path]:
    return {each for place in (paths.data, paths.settings.parent) for each in place.rglob("*")}


def test_a_home_in_which_nobody_has_begun_goes_on_with_the_way_in(make: Callable[[str], Person]) -> None:
    mia = make("mia")
    mia.paths.make()
    create_home(mia.paths, SECRET).close()
    mia.start()
    mia.type(SECRET)
    mia.press("opening.passphrase.on")
    mia.until(say("welcome.alone"))
    mia.press("welcome.alone")
    mia.type("Mia")
    mia.press("welcome.on")
    mia.press("notifications.none")
    mia.press("welcome.on")
    mia.until(say("headline.alone_here"))


def test_who_came_half_way_with_a_kit_stands_at_the_way_in_again(
    make: Callable[[str], Person], tmp_path: Path
) -> None:
    mia = make("mia")
    mia.paths.make()
    (tmp_path / "two").mkdir()
    lost, _ = couple(tmp_path / "two", World())
    before = list((tmp_path / "two" / "shared").rglob("*.age"))
    Kits(lost.home).write(tmp_path / "kit.txt")
    lost.round()
    for path in before:
        path.unlink(missing_ok=True)
    kit = read_kit((tmp_path / "kit.txt").read_text("utf-8"))
    with create_home(mia.paths, SECRET) as home, pytest.raises(HomeError, match="kit_incomplete"):
        Kits(home).restore(kit, tmp_path / "two" / "shared", "Laptop")
    mia.start()
    mia.type(SECRET)
    mia.press("opening.passphrase.on")
    mia.until(say("welcome.kit.have"))
    mia.press("welcome.alone")
    mia.type("Mia")
    mia.press("welcome.on")
    mia.press("notifications.none")
    mia.press("welcome.on")
    mia.until(say("headline.alone_here"))
    with open_home(mia.paths, lambda: SECRET) as home:
        assert (home.look().me.name, home.memory.joining()) == ("Mia", None)


def test_a_home_that_cannot_be_opened_says_so_and_is_tried_again(make: Callable[[str], Person]) -> None:
    mia = make("mia")
    mia.paths.make()
    create_home(mia.paths, SECRET).close()
    vault = mia.paths.vault.read_bytes()
    mia.paths.vault.unlink()
    mia.start()
    assert mia.shows(say("trouble.vault_missing.title"))
    mia.paths.vault.write_bytes(vault)
    mia.press("opening.again.on")
    mia.until(say("trouble.passphrase_needed.title"))


def test_a_second_start_brings_the_first_window_forward(make: Callable[[str], Person]) -> None:
    mia = make("mia")
    mia.start()
    mia.begin("alone", "Mia")
    mia.until(say("headline.alone_here"))
    second = Single(mia.paths.data / "window", lambda _: None)
    assert not second.take()
    second.ask("settings")
    mia.until(say("settings.names"))
    second.ask("../../etc")
    second.ask("today")
    mia.until(say("headline.alone_here"))


def test_the_theme_of_the_settings_is_worn_at_once(make: Callable[[str], Person]) -> None:
    mia = make("mia")
    mia.start()
    mia.begin("alone", "Mia")
    mia.until(say("headline.alone_here"))
    mia.press("nav.settings")
    mia.press("settings.theme.dark")
    mia.wait(lambda: mia.frame.palette().window().color().lightness() < 60, "the dark theme")


def test_a_lock_set_elsewhere_empties_the_page_that_is_open(make: Callable[[str], Person]) -> None:
    mia = make("mia")
    mia.start()
    mia.begin("alone", "Mia")
    mia.until(say("headline.alone_here"))
    mia.press("nav.reflect")
    mia.wait(lambda: mia.writing() is not None, "a page to write on")
    paper = mia.writing()
    assert paper is not None
    QTest.keyClicks(paper, "The kettle was blue")
    mia.until(say("reflect.saved"))
    with open_home(mia.paths, lambda: SECRET) as home:
        home.door().relock(None, "another")
    mia.until(say("reflect.locked"))
    assert mia.writing() is None
    written = [each.toPlainText() for each in mia.frame.findChildren(QTextEdit)]
    assert not any("kettle" in text for text in written)


def test_a_fault_is_noted_without_a_word_of_anybody(make: Callable[[str], Person]) -> None:
    mia = make("mia")
    mia.paths.make()
    mia.face.note_fault(ValueError("Mia’s words"))
    log = mia.paths.log.read_text("utf-8")
    assert "window.fault ValueError" in log
    assert "words" not in log


def test_the_process_ends_kindly_when_it_is_asked_to(tmp_path: Path, own_places: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from stillhere.home.paths import paths_for;"
        "from stillhere.window.app import run; sys.exit(run(paths_for(Path(sys.argv[1]), {})))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "home")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    place = tmp_path / "home" / "window"
    until(lambda: process.poll() is not None or _heard(place))
    process.send_signal(signal.SIGTERM)
    assert process.wait(LIMIT) == 0
    assert not (place / "lock").exists()


def _heard(place: Path) -> bool:
    """Asks the window at `place` to come forward; whether the one before that was heard."""
    if not (place / "lock").exists():
        return False
    before = (place / "asked").exists()
    Single(place, lambda _: None).ask("today")
    time.sleep(0.1)
    return before and not (place / "asked").exists()


def _enabled(person: Person, name: str) -> bool:
    from tests.window.hands import buttons, name_of

    return any(name_of(each) == name and each.isEnabled() for each in buttons(person.frame))
