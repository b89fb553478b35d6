"""Reflect and the thought on Today: a prompt that follows the moment, and pages that keep what is typed.

Law: what is private is a real store on a disk of the test's own; only the passphrase's cost is lowered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeVar

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stillhere.core.acts import Rest
from stillhere.core.prompts import Prompt, moment_for
from stillhere.core.state.when import ms_of
from stillhere.home.keys.vault import MEMORY_KIB
from stillhere.home.library import library
from stillhere.home.private import (
    Private,
    PrivateError,
    change_lock,
    header,
    open_private,
    set_lock,
)
from stillhere.home.private.pages import Pages
from stillhere.window.desk import Desk as WindowDesk
from stillhere.window.frame import LEAST, SIZE
from stillhere.window.look import COLOURS
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.row import Row
from stillhere.window.reflect.thoughts import FEW, Thoughts, kept_in
from stillhere.window.reflect.writing import Writing
from stillhere.window.shell import Shell
from stillhere.window.wear import Wearer
from stillhere.words import say
from tests.private.making import HOME_KEY, place
from tests.window import eyes
from tests.window.fakes import Couple
from tests.window.hands import press
from tests.window.scenes import EVENING, Stage
from tests.window.stage import door_at
from tests.window.test_every_scene import _Windows

T = TypeVar("T")


class Desk:
    """What a test has before it: a couple, what is private of Jon, and the worker beside it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.paths = place(folder)
        self.couple = Couple(now=EVENING)
        self.journal = Journal(door_at(lambda: self.paths, lambda: self.couple.now))
        self.heard: list[Exception] = []
        self.journal.failed.connect(self.heard.append)

    def thoughts(self) -> Thoughts:
        """As after a start of the window."""
        return Thoughts(self.journal, library)

    def look(self, job: Callable[[Private], T]) -> T:
        """What `job` finds on the disk once everything that was asked for is done."""
        self.settle()
        with open_private(self.paths, HOME_KEY) as private:
            return job(private)

    def settle(self) -> None:
        """Waits until everything that was asked for is done."""
        if not self.journal.worker.running:
            return
        for _ in range(3):
            done: list[bool] = []
            self.journal.worker.ask(lambda: True, done.append)
            while not done:
                self.app.processEvents()


@pytest.fixture
def light_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id over 64 MiB and not 256."""
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", MEMORY_KIB[0])


@pytest.fixture
def desk(dressed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk with nothing private on it yet."""
    made = Desk(dressed, tmp_path)
    yield made
    made.journal.stop()
    made.journal.deleteLater()
    assert [error for error in made.heard if not isinstance(error, LookupError)] == []


class TestThought:
    def test_it_follows_the_moment(self, desk: Desk) -> None:
        thoughts, moments = desk.thoughts(), []
        prompts = {prompt.id: prompt.moment for prompt in library().prompts()}
        desk.couple.later(days=2)
        for step in (None, lambda: desk.couple.mia.do(Rest()), lambda: desk.couple.jon.do(Rest())):
            if step is not None:
                step()
            thought = thoughts(desk.couple.jon.look())
            assert thought is not None
            moments.append(prompts[thought.id])
        assert moments == ["together", "waiting", "resting"]

    def test_it_stays_the_same_all_day_over_every_start(self, desk: Desk) -> None:
        view = desk.couple.jon.look()
        first = desk.thoughts()(view)
        for _ in range(3):
            desk.settle()
            assert desk.thoughts()(view) == first
        desk.couple.later(days=1)
        assert desk.thoughts()(desk.couple.jon.look()) != first

    def test_another_is_another_until_all_were_seen(self, desk: Desk) -> None:
        desk.couple.mia.do(Rest())
        thoughts, view = desk.thoughts(), desk.couple.jon.look()
        waiting = [prompt for prompt in library().prompts() if prompt.moment == "waiting"]
        seen = [thoughts(view) for _ in waiting]
        assert {thought.id for thought in seen if thought} == {prompt.id for prompt in waiting}
        desk.settle()
        assert desk.thoughts()(view) == seen[-1]

    def test_after_another_moment_the_same_one_is_there_again(self, desk: Desk) -> None:
        desk.couple.later(days=2)
        thoughts, before = desk.thoughts(), desk.couple.jon.look()
        first = thoughts(before)
        desk.couple.jon.do(Rest())
        assert thoughts(desk.couple.jon.look()) != first
        desk.settle()
        assert thoughts(before) == first

    def test_the_store_is_closed_again_at_once(self, desk: Desk) -> None:
        thoughts = desk.thoughts()
        thoughts(desk.couple.jon.look())
        desk.settle()
        assert desk.journal._private is None

    def test_under_a_lock_nobody_is_asked_and_nothing_is_said(self, desk: Desk, light_lock: None) -> None:
        set_lock(desk.paths, HOME_KEY, "four words for jon")
        thoughts, view = desk.thoughts(), desk.couple.jon.look()
        first, second = thoughts(view), thoughts(view)
        assert first
        assert second
        assert first != second
        desk.settle()
        assert desk.heard == []

    def test_after_somebody_left_no_prompt_comes_unasked(self, desk: Desk) -> None:
        desk.couple.leave("mia")
        assert desk.thoughts()(desk.couple.jon.look()) is None

    def test_never_again_holds(self, desk: Desk) -> None:
        view = desk.couple.jon.look()
        first = desk.thoughts()(view)
        assert first
        desk.look(lambda private: private.prompts.never_again(first.id))
        assert desk.thoughts()(view) != first

    def test_the_few_begin_with_todays_and_note_nothing(self, desk: Desk) -> None:
        thoughts, view = desk.thoughts(), desk.couple.jon.look()
        moment = moment_for(view)
        first = thoughts(view)
        assert moment
        assert first
        kept = desk.look(kept_in)
        few = thoughts.few(moment, kept)
        assert few[0].id == first.id
        assert len({prompt.id for prompt in few}) == FEW
        assert desk.look(kept_in) == kept


TYPED = "Mia closed the door gently.\n\nThat is all I saw."


class Room:
    """The window of Jon, who waits, with Reflect open."""

    def __init__(self, stage: Stage, desk: Desk) -> None:
        self.desk = desk
        self.stage = stage
        stage.couple = desk.couple
        stage.home = desk.couple.jon
        desk.couple.mia.do(Rest())
        self.thoughts = desk.thoughts()
        stage.desk = WindowDesk(stage.home)  # type: ignore[arg-type]
        pages = places(self.thoughts, reflect=self.thoughts)
        self.shell = stage.shell = Shell(stage.desk, pages, moving=lambda: False)
        self.frame = stage.frame
        self.frame.hold(self.shell, self.shell)
        stage.desk.start()
        self.shell.open("today")
        self.frame.activateWindow()
        self.settle()

    @property
    def page(self) -> Reflect:
        found = self.shell.page
        assert isinstance(found, Reflect)
        return found

    @property
    def writing(self) -> Writing:
        """The first text of the page that is open."""
        return self.page._sheet._parts[0]

    def open(self, about: str = "") -> Reflect:
        self.shell.open("reflect", about)
        self.settle()
        return self.page

    def settle(self) -> None:
        for _ in range(3):
            self.desk.settle()
            self.stage.settle()

    def press(self, name: str) -> None:
        press(self.frame, name)
        self.settle()

    def type(self, text: str) -> None:
        self.writing.insertPlainText(text)

    def texts(self) -> list[str]:
        return eyes.texts(self.frame)

    def pages(self) -> list[tuple[str, ...]]:
        """What the disk holds, read by another."""
        return self.desk.look(lambda private: [page.parts for page in private.pages.all()])


@pytest.fixture
def room(stage: Stage, desk: Desk, light_lock: None) -> Iterator[Room]:
    made = Room(stage, desk)
    yield made
    made.shell.leave()
    made.settle()


def prompt_of(moment: str, form: str = "free") -> Prompt:
    return next(p for p in library().prompts() if p.moment == moment and p.form == form)


class TestWriting:
    def test_write_about_it_opens_reflect_with_that_prompt(self, room: Room) -> None:
        thought = room.thoughts(room.desk.couple.jon.look())
        assert thought
        room.shell.open("reflect", thought.id)
        room.settle()
        assert room.page._sheet._question.text() == thought.text
        assert room.page._pen.leaf.prompt == thought.id

    def test_the_card_on_today_leads_there(self, room: Room) -> None:
        room.press(say("today.thought.write"))
        assert room.shell.at == "reflect"
        assert room.page._sheet.open

    def test_what_is_typed_is_kept_by_itself_and_said_so(self, room: Room) -> None:
        room.open()
        room.type(TYPED)
        assert say("reflect.saved") not in room.texts()
        while not room.page._pen.saved:
            room.stage.app.processEvents()
        assert say("reflect.saved") in room.texts()
        assert room.pages() == [(TYPED,)]

    def test_typing_on_makes_no_second_page(self, room: Room) -> None:
        room.open()
        for word in ("one ", "two ", "three"):
            room.type(word)
            room.page._pen.hand_over()
        room.settle()
        assert room.pages() == [("one two three",)]

    @pytest.mark.parametrize("way", ["leave", "hide", "switch", "escape", "mode"])
    def test_nothing_typed_is_lost(self, room: Room, way: str) -> None:
        page = room.open()
        room.type(TYPED)
        if way == "leave":
            room.shell.open("today")
        elif way == "hide":
            room.frame.vanish()
        elif way == "switch":
            room.press(page._contents.few[1].text)
        elif way == "escape":
            room.shell.step_back()
        else:
            room.press(say("reflect.pages"))
        room.settle()
        assert room.pages() == [(TYPED,)]

    def test_every_character_comes_back_as_it_was_typed(self, room: Room) -> None:
        room.open()
        strange = "a\u00a0b – «c» 👩\u200d👧 \t d\n\n  e"
        room.type(strange)
        room.shell.open("today")
        room.settle()
        assert room.pages() == [(strange,)]
        assert room.open()._sheet.texts == (strange,)

    def test_what_cannot_be_saved_stays_is_said_and_goes_in_later(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = room.open()

        def full(*_: object, **__: object) -> str:
            raise PrivateError("disk_full")

        with monkeypatch.context() as patched:
            patched.setattr(Pages, "write", full)
            room.type(TYPED)
            room.press(page._contents.few[1].text)
            assert room.writing.text == TYPED
            assert say("reflect.unsaved") in room.texts()
            assert say("trouble.disk_full.title") in room.texts()
        page._pen.hand_over()
        room.settle()
        assert room.pages() == [(TYPED,)]
        assert say("reflect.saved") in room.texts()

    def test_undo_takes_back_typing_and_nothing_more(self, room: Room) -> None:
        page = room.open()
        room.type(TYPED)
        page._pen.hand_over()
        room.writing.undo()
        room.writing.undo()
        page._pen.hand_over()
        room.settle()
        assert room.pages() == [("",)]
        assert room.writing.document().firstBlock().blockFormat().lineHeight() > 0

    def test_the_same_prompt_on_the_same_day_goes_on_with_its_page(self, room: Room) -> None:
        page = room.open()
        room.type(TYPED)
        room.press(page._contents.few[1].text)
        assert room.writing.text == ""
        room.press(page._contents.few[0].text)
        assert room.writing.text == TYPED

    @pytest.mark.parametrize(
        ("moment", "form", "count"), [("waiting", "seen_told_known", 3), ("letting_go", "mine_yours", 2)]
    )
    def test_a_form_has_its_columns_and_keeps_each(
        self, room: Room, moment: str, form: str, count: int
    ) -> None:
        prompt = prompt_of(moment, form)
        page = room.open(prompt.id)
        assert {say(f"form.{form}.{n}") for n in range(1, count + 1)} <= set(room.texts())
        parts = page._sheet._parts
        for number, part in enumerate(parts):
            part.insertPlainText(f"part {number}")
        room.shell.open("today")
        room.settle()
        assert room.pages() == [tuple(f"part {number}" for number in range(count))]
        assert len({part.accessibleName() for part in parts}) == count


class TestPages:
    @pytest.fixture(autouse=True)
    def written(self, desk: Desk) -> None:
        with open_private(desk.paths, HOME_KEY, now=lambda: ms_of(desk.couple.now)) as private:
            for text in ("The harbour at dusk", "A grey morning", "Harbour lights again"):
                private.pages.write((text,))

    def test_a_search_finds_as_one_types(self, room: Room) -> None:
        page = room.open()
        room.press(say("reflect.pages"))
        assert len(page._finding.found) == 3
        for letters, count in (("h", 2), ("harb", 2), ("harbour l", 1), ("xyz", 0)):
            page._list.search.setText(letters)
            room.settle()
            assert len(page._list.rows._items) == count, letters
        assert say("reflect.nothing.found") in room.texts()

    def test_every_page_can_be_walked_to(self, room: Room, desk: Desk) -> None:
        count = 160
        opened = open_private(desk.paths, HOME_KEY, now=lambda: ms_of(desk.couple.now))
        with opened as private, private.transaction():
            written = [private.pages.write((f"harbour {number}",)) for number in range(count)]
        page = room.open()
        room.press(say("reflect.pages"))
        page._list.search.setText("harbour")
        room.settle()
        rows, came = page._list.rows, 0
        assert 0 < len(rows._items) < count
        next(row for row in rows.findChildren(Row) if row.isVisibleTo(rows)).setFocus()
        while len(rows._items) > came:
            came = len(rows._items)
            for key in (Qt.Key.Key_End, Qt.Key.Key_Down):
                QTest.keyClick(room.stage.app.focusWidget() or room.frame, key)
                room.settle()
        names = [item.id for item in rows._items]
        assert names[:count] == written[::-1]
        assert len(names) == count + 2  # of those that were there before
        assert len([row for row in rows.findChildren(Row) if row.isVisibleTo(rows)]) < 30
        page._list.search.setText("harbour 15")
        room.settle()
        found = [f"harbour {number}" for number in (*range(159, 149, -1), 15)]
        assert [item.text for item in rows._items] == found

    def test_the_newest_words_win(self, room: Room) -> None:
        page = room.open()
        room.press(say("reflect.pages"))
        for letters in ("x", "grey", "xyz", "harbour"):
            page._list.search.setText(letters)
        room.settle()
        assert page._finding.search.query == "harbour"
        assert len(page._list.rows._items) == 2

    def test_a_page_opens_and_is_changed(self, room: Room) -> None:
        room.open()
        room.press(say("reflect.pages"))
        room.press("A grey morning")
        assert room.writing.text == "A grey morning"
        room.type(", and rain")
        room.shell.open("today")
        room.settle()
        assert ("A grey morning, and rain",) in room.pages()

    def test_a_deleted_page_can_be_brought_back_whole(self, room: Room) -> None:
        room.open()
        room.press(say("reflect.pages"))
        room.press("A grey morning")
        room.type("!")
        room.press(say("reflect.delete"))
        assert say("reflect.deleted") in room.texts()
        assert len(room.page._list.rows._items) == 2
        room.press(say("reflect.bring_back"))
        assert room.writing.text == "A grey morning!"
        assert len(room.pages()) == 3

    def test_what_is_typed_on_a_page_that_was_deleted_elsewhere_is_kept_before_all_closes(
        self, room: Room
    ) -> None:
        room.open()
        room.type("I came to the door.")
        room.page._pen.hand_over()
        room.settle()
        before = room.pages()
        room.desk.look(lambda private: private.pages.delete(room.page._pen.leaf.id))
        room.type(" And went again.")
        room.frame.close()
        room.stage.work_off(room.page._journal)
        assert before[-1] == ("I came to the door.",)
        assert room.pages() == [*before[:-1], ("I came to the door. And went again.",)]

    def test_a_deleted_page_is_gone_once_the_page_is_left(self, room: Room) -> None:
        room.open()
        room.press(say("reflect.pages"))
        room.press("A grey morning")
        room.press(say("reflect.delete"))
        room.shell.open("today")
        room.settle()
        assert len(room.pages()) == 2
        room.open()
        assert say("reflect.bring_back") not in room.texts()

    def test_the_list_follows_what_is_saved(self, room: Room) -> None:
        page = room.open()
        room.press(say("reflect.pages"))
        before = len(page._list.rows._items)
        room.press(say("reflect.new"))
        room.type("A page of this evening")
        page._pen.hand_over()
        room.settle()
        assert len(page._list.rows._items) == before + 1
        assert any("A page of this evening" in text for text in room.texts())

    def test_a_new_page_needs_no_prompt(self, room: Room) -> None:
        room.open()
        room.press(say("reflect.pages"))
        room.press(say("reflect.new"))
        room.type(TYPED)
        room.shell.open("today")
        room.settle()
        assert (TYPED,) in room.pages()


class TestPrompts:
    def test_skip_goes_on_to_another(self, room: Room) -> None:
        page = room.open()
        first = page._sheet._question.text()
        room.press(say("reflect.skip"))
        assert page._sheet._question.text() not in {"", first}

    def test_never_again_and_back(self, room: Room) -> None:
        page = room.open()
        prompt = page._contents.few[0]
        room.press(say("reflect.never"))
        assert prompt not in page._contents.few
        assert room.desk.look(lambda private: private.prompts.never()) == {prompt.id}
        room.press(say("reflect.bring_back"))
        assert room.desk.look(lambda private: private.prompts.never()) == frozenset()

    def test_what_was_put_away_can_be_shown_again(self, room: Room) -> None:
        prompt = room.open()._contents.few[0]
        room.press(say("reflect.never"))
        room.press(say("reflect.all"))
        room.press(say("reflect.away"))
        room.press(prompt.text)
        room.press(say("reflect.again"))
        assert room.desk.look(lambda private: private.prompts.never()) == frozenset()

    def test_a_prompt_of_ones_own(self, room: Room) -> None:
        page = room.open()
        room.press(say("reflect.all"))
        room.press(say("reflect.own"))
        page._list.own.setText("What is the sea doing?")
        room.press(say("reflect.own.keep"))
        assert page._sheet._question.text() == "What is the sea doing?"
        assert page._list.own.text() == ""
        room.press(say("reflect.drop"))
        assert room.desk.look(lambda private: private.prompts.own()) == ()

    def test_letting_go_is_found_among_all_prompts(self, room: Room) -> None:
        page = room.open()
        room.press(say("reflect.all"))
        room.press(library().shelves()["letting_go"].label)
        assert {item.id.partition(".")[0] for item in page._list.rows._items} == {"letting_go"}


class TestLock:
    @pytest.fixture(autouse=True)
    def locked(self, desk: Desk, light_lock: None) -> None:
        with open_private(desk.paths, HOME_KEY) as private:
            private.pages.write(("Under the lock",))
        set_lock(desk.paths, HOME_KEY, "four words for jon")

    def test_a_passphrase_opens_it_and_leaving_closes_it(self, room: Room) -> None:
        page = room.open()
        assert say("reflect.locked") in room.texts()
        assert say("reflect.pages") not in room.texts()
        page._list.passphrase.setText("four words for mia")
        room.press(say("reflect.open"))
        assert say("trouble.private_passphrase_wrong.title") in room.texts()
        page._list.passphrase.setText("four words for jon")
        room.press(say("reflect.open"))
        assert page._list.passphrase.text() == ""
        room.press(say("reflect.pages"))
        room.press("Under the lock")
        assert room.writing.text == "Under the lock"
        room.shell.open("today")
        room.settle()
        room.open()
        assert say("reflect.locked") in room.texts()
        assert page._sheet.texts == ("",)
        assert "Under the lock" not in room.texts()

    def test_a_lock_set_meanwhile_loses_nothing(self, room: Room) -> None:
        page = room.open()
        page._list.passphrase.setText("four words for jon")
        room.press(say("reflect.open"))
        room.type(TYPED)
        change_lock(room.desk.paths, HOME_KEY, "four words for jon", "other words")
        page._pen.hand_over()
        room.settle()
        assert not room.writing.isVisible()
        page._list.passphrase.setText("other words")
        room.press(say("reflect.open"))
        assert say("reflect.saved") in room.texts()
        room.shell.open("today")
        room.settle()
        with open_private(room.desk.paths, HOME_KEY, lambda: "other words") as private:
            kept = {each.parts for each in private.pages.all()}  # each dated by another clock
            assert kept == {("Under the lock",), (TYPED,)}


class TestTheKeyboardsPlace:
    def test_reflect_opened_by_name_takes_what_is_typed(self, room: Room) -> None:
        room.shell.open("today")
        room.shell.page.title.setFocus()
        room.open()
        assert room.writing.hasFocus()

    def test_a_click_anywhere_on_the_sheet_begins_to_write(self, room: Room) -> None:
        page = room.open()
        page._list.tabs.focus()
        paper = page._sheet.widget()
        assert paper is not None
        above = room.writing.mapTo(paper, QPoint(20, -6))
        QTest.mouseClick(paper, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, above)
        assert room.writing.hasFocus()


class TestLockedMeanwhile:
    """Somebody sets a lock, here or elsewhere, while Reflect is open."""

    def test_what_is_kept_leaves_the_page(self, room: Room) -> None:
        page = room.open()
        room.type(TYPED)
        page._pen.hand_over()
        room.settle()
        room.press(say("reflect.pages"))
        page._list.search.setText("st")
        room.settle()
        set_lock(room.desk.paths, HOME_KEY, "other words")
        room.desk.journal.check()
        room.settle()
        assert say("reflect.locked") in room.texts()
        assert page._sheet.texts == ("",)
        assert page._list.search.text() == ""
        assert not page._sheet.open
        assert not any(TYPED[:12] in text for text in room.texts())
        page._list.passphrase.setText("other words")
        room.press(say("reflect.open"))
        assert any(TYPED[:12] in text for text in room.texts())

    def test_what_is_not_kept_yet_waits_out_of_sight(self, room: Room) -> None:
        page = room.open()
        room.type("First. ")
        page._pen.hand_over()
        room.settle()
        room.type(TYPED)
        set_lock(room.desk.paths, HOME_KEY, "other words")
        room.desk.journal.check()
        room.settle()
        assert not room.writing.isVisible()
        assert page._list.passphrase.hasFocus()
        page._list.passphrase.setText("other words")
        room.press(say("reflect.open"))
        room.settle()
        assert room.writing.isVisible()
        room.shell.open("today")
        room.settle()
        with open_private(room.desk.paths, HOME_KEY, lambda: "other words") as private:
            assert [each.parts for each in private.pages.all()] == [("First. " + TYPED,)]

    def test_a_page_that_was_left_is_empty_before_it_is_shown_again(self, room: Room) -> None:
        page = room.open()
        room.type(TYPED)
        room.shell.open("today")
        room.settle()
        set_lock(room.desk.paths, HOME_KEY, "other words")
        room.desk.journal.check()
        room.settle()
        assert page._sheet.texts == ("",)


def _pressed(*keys: str) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        room.open()
        for key in keys:
            room.press(say(key))

    return prepare


def _written(key: str) -> Callable[[Room], None]:
    def prepare(room: Room) -> None:
        room.open()
        room.type(TYPED)
        room.page._pen.hand_over()
        room.settle()
        room.press(say(key))

    return prepare


STATES: Mapping[str, Callable[[Room], object]] = {
    "for now": _pressed(),
    "all prompts": _pressed("reflect.all"),
    "your own": _pressed("reflect.all", "reflect.own"),
    "my pages": _written("reflect.pages"),
    "three columns": lambda room: room.open(prompt_of("waiting", "seen_told_known").id),
    "two columns": lambda room: room.open(prompt_of("letting_go", "mine_yours").id),
    "deleted": _written("reflect.delete"),
    "trouble": lambda room: room.open().tell(PrivateError("disk_full")),
}


@pytest.mark.parametrize("name", STATES)
class TestEveryState:
    def test_everything_is_named_and_reached_by_keyboard(self, room: Room, name: str) -> None:
        STATES[name](room)
        room.settle()
        for control in eyes.controls(room.frame):
            assert eyes.spoken(control)[0].strip(), eyes.describe(control)
        expected, reached = eyes.stops(room.frame), set[object]()
        for _ in range(2 * len(expected) + 2):
            QTest.keyClick(room.stage.app.focusWidget() or room.frame, Qt.Key.Key_Tab)
            now = room.stage.app.focusWidget()
            assert now
            reached.add(now)
        assert {eyes.describe(widget) for widget in expected - reached} == set()

    def test_nothing_is_cut_off(self, room: Room, wearer: Wearer, name: str) -> None:
        STATES[name](room)
        for size in (LEAST, SIZE, QSize(1920, 1080)):
            for scale in (100, 200):
                for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                    room.stage.app.setLayoutDirection(direction)
                    wearer.wear("dark", scale)
                    room.frame.resize(size)
                    room.settle()
                    found = eyes.cut_off(room.frame)
                    assert found == [], f"{size} {scale} % {direction.name}"


def test_the_arrows_walk_and_enter_opens(room: Room) -> None:
    page = room.open()
    rows = list(page._list.rows._rows.values())
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    assert page._pen.leaf.prompt == page._contents.few[0].id
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    room.settle()
    assert page._sheet._question.text() == page._contents.few[1].text
    assert room.writing.hasFocus()


def test_no_part_of_it_flashes_up_as_a_window_of_its_own(room: Room) -> None:
    watch = _Windows(room.frame)
    room.stage.app.installEventFilter(watch)
    for prepare in STATES.values():
        prepare(room)
    room.stage.app.removeEventFilter(watch)
    assert watch.shown == []


def test_a_narrow_page_goes_from_the_list_to_the_paper_and_back(room: Room) -> None:
    room.frame.resize(LEAST)
    page = room.open()
    room.settle()
    room.press(page._contents.few[0].text)
    assert not page._list.isVisible()
    assert page._sheet.isVisible()
    room.press(say("reflect.back"))
    assert page._list.isVisible()
    assert not page._sheet.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_paper_and_the_chosen_row_wear_the_theme(
    room: Room, wearer: Wearer, theme: Literal["light", "dark"]
) -> None:
    wearer.wear(theme)
    page = room.open()
    picture = room.frame.grab().toImage()
    paper, row = page._sheet, page._list.rows._rows[page._contents.few[0].id]
    for widget, colour in ((paper, COLOURS[theme].card), (row, COLOURS[theme].here)):
        spot = widget.mapTo(room.frame, QPoint(widget.width() - 12, widget.height() // 2))
        assert QColor(picture.pixel(spot)).name() == colour
