"""One's pages on one's other devices in the window: said before, and done by the real home."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from stillhere.core.across import Mark, Words
from stillhere.home.home import Home
from stillhere.home.library import library
from stillhere.home.rooms.across import Across
from stillhere.home.rooms.across_standing import Standing, before
from stillhere.seal.across import Revision, digest_of
from stillhere.seal.words import words_of
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.window.reflect.writing import Writing
from stillhere.window.shell import Shell
from stillhere.words import say
from tests.window import eyes
from tests.window.across_scenes import SECRET, other_words, turned_on
from tests.window.device_scenes import jon_of
from tests.window.hands import button, buttons, name_of
from tests.window.settings_scenes import LOCK, lock, settings
from tests.window.stage import Stage
from tests.window.test_devices import act, said


@pytest.fixture
def home(stage: Stage) -> Home:
    """Jon's home."""
    return jon_of(stage)


def come(stage: Stage, home: Home) -> None:
    """The settings are in sight."""
    settings(stage, home)
    stage.frame.show()
    stage.settle()


def standing(home: Home) -> Standing:
    """How it is now."""
    with home.door().open(None) as private:
        return Across(home, private).standing()


def ways(stage: Stage) -> set[str]:
    """The names of the buttons in sight."""
    return {name_of(each) for each in buttons(stage.frame)}


def passphrase(stage: Stage) -> QLineEdit:
    """The field of the lock's passphrase."""
    fields = stage.frame.findChildren(QLineEdit)
    return next(each for each in fields if each.accessibleName() == say("settings.across.passphrase"))


def test_everything_is_said_before_it_is_turned_on(stage: Stage, home: Home) -> None:
    come(stage, home)
    act(stage, "settings.across.turn_on")
    for line in before("Mia"):
        assert line in said(stage)
    assert not standing(home).known
    act(stage, "settings.across.not_now")
    assert not standing(home).known
    act(stage, "settings.across.turn_on")
    act(stage, "settings.across.turn_on.yes")
    assert standing(home).on
    with home.door().open(None) as private:
        words = Across(home, private).words()
    assert words is not None
    assert all(word in said(stage).split() for word in words)


def test_the_two_answers_look_the_same(stage: Stage, home: Home) -> None:
    come(stage, home)
    act(stage, "settings.across.turn_on")
    yes = button(stage.frame, say("settings.across.turn_on.yes"))
    no = button(stage.frame, say("settings.across.not_now"))
    assert (yes.property("kind"), yes.height()) == (no.property("kind"), no.height())
    assert no.hasFocus()


def test_the_words_are_shown_and_go_with_the_page(stage: Stage, home: Home) -> None:
    turned_on(home)
    come(stage, home)
    first = words_of(SECRET)[0]
    assert first not in said(stage).split()
    act(stage, "settings.across.show")
    assert first in said(stage).split()
    act(stage, "settings.across.hide")
    assert first not in said(stage).split()
    act(stage, "settings.across.show")
    assert stage.shell is not None
    stage.shell.open("today")
    stage.shell.open("settings")
    stage.settle()
    assert first not in said(stage).split()


def test_words_that_cannot_be_right_say_why_and_stay(stage: Stage, home: Home) -> None:
    other_words(home)
    come(stage, home)
    assert say("across.state.other_words", count=1) in said(stage)
    act(stage, "settings.across.have")
    field = next(each for each in stage.frame.findChildren(QPlainTextEdit) if each.hasFocus())
    field.setPlainText("abandon ability")
    act(stage, "settings.across.use")
    assert say("welcome.words.count", count=2) in said(stage)
    field.setPlainText("legal winner thank year wave sausage worth useful legal winner thank yellow")
    act(stage, "settings.across.use")
    assert say("trouble.across_words_other.title") in said(stage)
    assert field.toPlainText().startswith("legal winner")
    with home.door().open(None) as private:
        assert Across(home, private).words() == words_of(SECRET)


def test_new_words_take_the_place_of_the_old_ones(stage: Stage, home: Home) -> None:
    turned_on(home)
    come(stage, home)
    act(stage, "settings.across.renew")
    assert say("across.renew.text") in said(stage)
    act(stage, "settings.across.renew.yes")
    with home.door().open(None) as private:
        words = Across(home, private).words()
    assert words is not None
    assert words != words_of(SECRET)
    assert all(word in said(stage).split() for word in words)


@pytest.mark.parametrize(("answer", "files"), [("keep", 1), ("remove", 0), ("", 1)])
def test_turned_off_with_and_without_its_files(stage: Stage, home: Home, answer: str, files: int) -> None:
    turned_on(home)
    come(stage, home)
    act(stage, "settings.across.off")
    act(stage, f"settings.across.off.{answer}" if answer else "settings.across.not_now")
    home.publish()
    found = standing(home)
    assert (found.on, found.files) == (not answer, files)


def test_escape_closes_what_is_asked(stage: Stage, home: Home) -> None:
    turned_on(home)
    come(stage, home)
    assert stage.shell is not None
    for opening, inside in (("off", "off.keep"), ("renew", "renew.yes")):
        act(stage, f"settings.across.{opening}")
        assert say(f"settings.across.{inside}") in ways(stage)
        assert stage.shell.page.step_back()
        assert say(f"settings.across.{inside}") not in ways(stage)
    assert standing(home).on


def test_behind_the_lock_a_passphrase_comes_first(stage: Stage, home: Home) -> None:
    turned_on(home)
    lock(home)
    come(stage, home)
    assert say("settings.across.show") not in ways(stage)
    assert _below(stage, "settings.across", "settings.across.locked") == _below(
        stage, "settings.kit", "settings.kit.text"
    ), "what is said begins as far below its title as on any other card"
    passphrase(stage).setText("wrong")
    act(stage, "settings.across.unlock")
    assert say("settings.across.show") not in ways(stage)
    passphrase(stage).setText(LOCK)
    act(stage, "settings.across.unlock")
    assert say("settings.across.show") in ways(stage)
    assert say("settings.across.locked") not in said(stage)
    act(stage, "settings.across.show")
    assert words_of(SECRET)[0] in said(stage).split()


def _below(stage: Stage, title: str, key: str) -> int:
    """How far below its title a text begins, in pixels."""
    texts = [each for each in stage.frame.findChildren(Text) if each.isVisibleTo(stage.frame)]
    upper, lower = (
        next(eyes.place(each, stage.frame) for each in texts if each.text() == say(wanted))
        for wanted in (title, key)
    )
    return lower.top() - upper.bottom()


def test_what_is_changed_is_taken_across_now(stage: Stage, home: Home) -> None:
    turned_on(home)
    with home.door().open(None) as private:
        private.pages.write(["and another"])
    come(stage, home)
    assert say("across.state.waiting", count=1) in said(stage)
    act(stage, "settings.across.now")
    assert say("across.taken", count=1) in said(stage)
    assert say("across.state.waiting", count=1) not in said(stage)


def reflect(stage: Stage, home: Home) -> Reflect:
    """Reflect is in sight, over what is private of `home`."""
    stage.desk = Desk(home)
    stage.journal = Journal(home.door())
    thoughts = Thoughts(stage.journal, library)
    pages = places(thoughts, stage.dialogs, reflect=thoughts)
    stage.shell = Shell(stage.desk, pages, moving=lambda: False)
    stage.frame.hold(stage.shell, stage.shell)
    stage.desk.start()
    stage.frame.show()
    stage.shell.open("reflect")
    stage.settle()
    found = stage.shell.page
    assert isinstance(found, Reflect)
    return found


def typed(stage: Stage, text: str) -> None:
    """Types on the page that lies open, and waits until it is kept."""
    writing = next(each for each in stage.frame.findChildren(Writing) if each.isVisibleTo(stage.frame))
    writing.setFocus()
    QTest.keyClicks(writing, text)
    assert stage.shell is not None
    page = stage.shell.page
    assert isinstance(page, Reflect)
    page._pen.hand_over()
    stage.settle()


def test_done_takes_a_page_across_and_typing_alone_does_not(stage: Stage, home: Home) -> None:
    turned_on(home)
    files = home.store.outbox.lane("own")
    reflect(stage, home)
    typed(stage, "a new page")
    assert say("reflect.done") in ways(stage)
    assert home.store.outbox.lane("own") == files
    assert standing(home).waiting == 1
    act(stage, "reflect.done")
    assert len(home.store.outbox.lane("own")) == len(files) + 1
    assert standing(home).waiting == 0


def test_leaving_the_page_keeps_it_and_sends_nothing(stage: Stage, home: Home) -> None:
    turned_on(home)
    before_files = home.store.outbox.lane("own")
    reflect(stage, home)
    typed(stage, "a new page")
    assert stage.shell is not None
    stage.shell.open("today")
    stage.settle()
    assert home.store.outbox.lane("own") == before_files
    assert standing(home).waiting == 1


def test_where_it_is_off_there_is_no_done(stage: Stage, home: Home) -> None:
    reflect(stage, home)
    typed(stage, "a new page")
    assert say("reflect.done") not in ways(stage)


def test_what_came_stands_among_the_pages(stage: Stage, home: Home) -> None:
    turned_on(home)
    with home.door().open(None) as private, private.transaction():
        words = Words(form="free", parts=("from the phone",), created_ms=1, changed_ms=1)
        mark = Mark(at=(1, 0), by="pppppppppp", digest=digest_of(words))
        newer = replace(words, parts=("and from a third one",))
        other = Mark(at=(2, 0), by="tttttttttt", digest=digest_of(newer))
        private.merging().take([Revision(page="qqqqqqqqqq", mark=mark, words=words)])
        private.merging().take([Revision(page="qqqqqqqqqq", mark=other, words=newer)])
    found = reflect(stage, home)
    found._set_mode("pages")
    stage.settle()
    items = {each.text: each for each in found._contents.items()}
    assert say("across.also") in items["from the phone"].caption
    assert say("across.also") not in items["and from a third one"].caption
