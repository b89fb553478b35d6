"""What another device wrote while a page lies open in Reflect: shown where nothing was typed, else beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stillhere.home.keeper import Keeper
from stillhere.home.rooms.across import Across
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.writing import Writing, place_in
from stillhere.words import say
from tests.home.across_life import Desk as Device
from tests.home.couple import Side, World, couple
from tests.home.test_devices import brought_in, rounds
from tests.waiting import until
from tests.window.stage import Stage
from tests.window.test_across import reflect
from tests.window.test_devices import act

WORDS = "What I need is a slow morning."


class Two:
    """Mia's laptop, which has the window, and her phone."""

    def __init__(self, stage: Stage, laptop: Side, phone: Device) -> None:
        self.stage = stage
        self.laptop = laptop
        self.phone = phone
        self.page = phone.write(WORDS)
        self.carry()
        self.shown: Reflect = reflect(stage, laptop.home)

    def carry(self) -> None:
        """What waits on either device is carried to the other, and its keeper has heard of it."""
        rounds(self.phone.side, self.laptop, times=1)

    def arrive(self) -> None:
        """The same; and the window on the laptop has looked up."""
        self.carry()
        assert self.stage.desk is not None
        self.stage.desk.refresh()
        self.stage.settle()

    def open(self) -> Writing:
        """The page lies open, with the cursor before "slow"."""
        self.shown._set_mode("pages")
        self.stage.settle()
        self.shown._pressed(self.page)
        self.stage.settle()
        (writing,) = self.shown._sheet._parts
        assert writing.text == WORDS
        writing.setFocus()
        cursor = writing.textCursor()
        cursor.setPosition(WORDS.index("slow"))
        writing.setTextCursor(cursor)
        return writing

    def texts(self) -> dict[str, str]:
        """Every page on the laptop."""
        self.stage.settle()
        with self.laptop.home.door().open(None) as private:
            return {page.id: page.parts[0] for page in private.pages.all()}


@pytest.fixture
def two(stage: Stage, tmp_path: Path) -> Iterator[Two]:
    world = World()
    mia, jon = couple(tmp_path, world)
    side = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, side, jon)
    phone = Device(side)
    with mia.home.door().open(None) as private:
        words = Across(mia.home, private).turn_on()
    rounds(mia, side)
    phone.across.join(words)
    yield Two(stage, mia, phone)
    phone.close()
    for each in (mia, side, jon):
        each.home.close()


def test_a_page_that_is_open_and_untouched_shows_newer_words_at_once(two: Two) -> None:
    writing = two.open()
    two.phone.change(two.page, f"First tea. {WORDS} And quiet.")
    two.arrive()
    assert writing.text == f"First tea. {WORDS} And quiet."
    assert writing.hasFocus()
    assert writing.text[writing.textCursor().position() :].startswith("slow morning")
    assert two.shown._sheet._saved.text() == say("reflect.saved")
    QTest.keyClicks(writing, "very ")
    two.shown._pen.hand_over()
    assert two.texts() == {two.page: "First tea. What I need is a very slow morning. And quiet."}
    act(two.stage, "reflect.done")
    two.arrive()
    two.phone.across.take_in()
    assert two.phone.said() == ["First tea. What I need is a very slow morning. And quiet."]


class Bells(QObject):
    """What the keeper's thread tells, in the window's."""

    changed = Signal()


def test_what_arrives_in_the_folder_shows_by_itself(two: Two) -> None:
    writing = two.open()
    bells = Bells()
    assert two.stage.desk is not None
    bells.changed.connect(two.stage.desk.refresh)
    keeper = Keeper(two.laptop.home, lambda _: None, bells.changed.emit, face="window")
    keeper.start()
    two.phone.change(two.page, f"First tea. {WORDS}")
    two.phone.side.round()
    until(lambda: (QTest.qWait(20), writing.text == f"First tea. {WORDS}")[1])
    keeper.stop()
    two.stage.settle()


def test_what_is_marked_stays_marked(two: Two) -> None:
    writing = two.open()
    writing.moveCursor(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    two.phone.change(two.page, f"So: {WORDS}")
    two.arrive()
    assert writing.textCursor().selectedText() == "slow"


def test_another_page_that_came_stands_in_the_list_and_the_open_one_is_left_alone(two: Two) -> None:
    writing = two.open()
    writing.document().setModified(False)
    two.phone.write("Another one.")
    two.arrive()
    assert "Another one." in [item.text for item in two.shown._contents.items()]
    assert (writing.text, writing.textCursor().position()) == (WORDS, WORDS.index("slow"))


def test_what_was_typed_and_not_closed_stays_and_the_newer_words_wait(two: Two) -> None:
    writing = two.open()
    QTest.keyClicks(writing, "very ")
    two.shown._pen.hand_over()
    two.stage.settle()
    two.phone.change(two.page, "Meanwhile on the phone.")
    two.arrive()
    assert writing.text == "What I need is a very slow morning."
    assert two.texts() == {two.page: "What I need is a very slow morning."}
    act(two.stage, "reflect.done")
    two.arrive()
    assert sorted(two.texts().values()) == ["Meanwhile on the phone.", "What I need is a very slow morning."]


def test_what_is_being_typed_is_not_disturbed(two: Two) -> None:
    writing = two.open()
    two.phone.change(two.page, "Meanwhile on the phone.")
    two.carry()
    QTest.keyClicks(writing, "very ")
    assert two.shown._pen.unsaved
    two.shown._arrived()
    two.stage.settle()
    two.shown._pen.hand_over()
    assert two.texts() == {two.page: "What I need is a very slow morning."}


def test_what_is_typed_while_newer_words_come_in_loses_neither(two: Two) -> None:
    writing = two.open()
    two.phone.change(two.page, "Meanwhile on the phone.")
    two.carry()
    two.shown._arrived()
    # They are on their way in beside the window, which hears of it only later.
    QTest.keyClicks(writing, "very ")
    two.shown._pen.hand_over()
    two.stage.settle()
    found = two.texts()
    assert found.pop(two.page) == "Meanwhile on the phone."
    assert list(found.values()) == ["What I need is a very slow morning."]
    assert writing.text == "What I need is a very slow morning."
    QTest.keyClicks(writing, "and long ")
    two.shown._pen.hand_over()
    found = two.texts()
    assert found.pop(two.page) == "Meanwhile on the phone."
    assert list(found.values()) == ["What I need is a very and long slow morning."]


def test_a_letter_that_takes_several_keys_is_not_cut_off(two: Two) -> None:
    writing = two.open()
    QApplication.sendEvent(writing, QInputMethodEvent("~", []))
    two.phone.change(two.page, "Meanwhile on the phone.")
    two.arrive()
    assert writing.composing
    committed = QInputMethodEvent()
    committed.setCommitString("ñ")
    QApplication.sendEvent(writing, committed)
    assert writing.text == WORDS.replace("slow", "ñslow")


def test_a_page_that_is_deleted_elsewhere_stays_while_it_is_open(two: Two) -> None:
    writing = two.open()
    two.phone.delete(two.page)
    two.phone.across.now()
    two.arrive()
    assert (writing.text, two.texts()) == (WORDS, {two.page: WORDS})
    act(two.stage, "reflect.done")
    assert two.texts() == {}


def test_a_page_beside_another_stays_while_it_is_open(two: Two) -> None:
    with two.laptop.home.door().open(None) as private:
        private.pages.save(two.page, ["On the laptop."])
        Across(two.laptop.home, private).leave(two.page)
    two.phone.change(two.page, "On the phone.")
    two.arrive()
    two.phone.across.take_in()
    (beside,) = two.texts().keys() - {two.page}
    assert two.phone.texts().keys() == two.texts().keys()
    two.shown._set_mode("pages")
    two.stage.settle()
    two.shown._pressed(beside)
    two.stage.settle()
    (writing,) = two.shown._sheet._parts
    words = writing.text
    # On the phone somebody writes on both, and only what is beside isn't closed yet.
    two.phone.private.pages.save(beside, ["Half a sen"])
    two.phone.change(two.page, "Both of them in one.")
    two.arrive()
    assert two.texts()[beside] == words
    writing.insertPlainText("And more. ")
    more = writing.text
    two.shown._pen.hand_over()
    assert two.texts()[beside] == more
    act(two.stage, "reflect.done")
    two.arrive()
    assert two.texts() == {two.page: "Both of them in one.", beside: more}


def test_nothing_is_taken_in_out_of_sight(two: Two) -> None:
    two.open()
    assert two.stage.shell is not None
    two.stage.shell.open("today")
    two.phone.change(two.page, "Meanwhile on the phone.")
    two.arrive()
    assert two.texts() == {two.page: WORDS}
    two.stage.shell.open("reflect")
    two.stage.settle()
    assert two.texts() == {two.page: "Meanwhile on the phone."}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one |two", "one |two"),
        ("one |two", "zero one |two"),
        ("one |two", "one |two three"),
        ("one| two", "one| and two"),
        ("one two|", "one two| three"),
        ("|one", "|zero one"),
        ("a lo|ng walk", "a short| walk"),
        ("What I need is a |slow morning.", "First tea. What I need is a |slow morning. And quiet."),
        ("a b c d e f| g", "1 a b c d e f| x"),
        ("one|", "|"),
        ("|", "|one"),
        ("🙂 one |two", "🙂🙂 one |two"),
    ],
)
def test_a_place_stays_at_its_words(before: str, after: str) -> None:
    def units(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2

    place, expected = (units(text.partition("|")[0]) for text in (before, after))
    assert place_in(after.replace("|", ""), before.replace("|", ""), place) == expected


def test_the_view_stays_at_its_words(two: Two) -> None:
    writing = two.open()
    lines = "\n".join(f"line {number}" for number in range(200))
    writing.show_text(lines)
    cursor = writing.textCursor()
    cursor.setPosition(lines.index("line 100"))
    writing.setTextCursor(cursor)
    bar = writing.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    top, height = bar.value(), writing.cursorRect().top()
    writing.show_newer(f"one more\n{lines}\nand one more")
    assert writing.cursorRect().top() == height
    assert bar.value() > top
