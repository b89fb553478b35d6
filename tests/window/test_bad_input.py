"""What no page expects: texts that are too long or disguised, a clock set back, broken content.

Law: the real pages, the real core, and a real store for what is private. The answer is a clear sentence where
something can't be done, and what was typed stays as it was typed.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from stillhere.core import pages
from stillhere.core.acts import Back, Details, Rest
from stillhere.core.records.record import LINE_LENGTH, NAME_LENGTH
from stillhere.core.records.text import clean
from stillhere.home.library import Library
from stillhere.home.private.pages import Found
from stillhere.window.components.field import Lines
from stillhere.window.reflect.page import Reflect
from stillhere.window.reflect.row import Row
from stillhere.window.reflect.writing import Writing
from stillhere.words import say
from tests.window import eyes
from tests.window.hands import button, press
from tests.window.letter_scenes import page_of, pair_of, show
from tests.window.scenes import SCENES, Stage

MEGABYTE = 1024 * 1024
SAID = Details(looks=("fewer_words",), line="Low on words.")
WRITTEN = "Written before the clock was set back."
STRANGE: Mapping[str, str] = {
    "emoji": "so tired 🫠👩‍👧🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "combining marks": "z\u0351\u036b\u0343\u036a\u0302" * 30,
    "bidi overrides": "Jon\u202egnitser\u202c \u2066left\u2069 \u200frest",
    "nul and controls": "one\x00two\x07three\x1bfour\x7f",
    "lone halves": "half \ud83d of something",
    "markup": "<b>bold</b> <img src='http://example.org/x.png'> [link](file:///etc/passwd)",
    "line breaks of all kinds": "a\r\nb\u2028c\u2029d\x0be\x85f",
}
TEXTS = pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)


def _line(stage: Stage, name: str) -> QLineEdit:
    fields = [each for each in stage.frame.findChildren(QLineEdit) if each.isVisible()]
    return next(field for field in fields if field.accessibleName() == name)


def _paste(field: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
    """As somebody does who copied it elsewhere."""
    QGuiApplication.clipboard().setText(text)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def _writing(stage: Stage) -> Writing:
    return next(each for each in stage.frame.findChildren(Writing) if each.isVisible())


def _all_pages(stage: Stage) -> list[tuple[str, ...]]:
    return stage.private(lambda private: [page.parts for page in private.pages.all()])


def _found(stage: Stage, word: str) -> tuple[Found, ...]:
    return stage.private(lambda private: private.pages.search(word))


class TestAPage:
    def test_a_megabyte_is_kept_whole_shown_again_and_found(self, stage: Stage) -> None:
        text = ("tea before quiet, and a walk\n" * (MEGABYTE // 29)) + "and the end"
        page = stage.reflect()
        _paste(_writing(stage), text)
        self._keep(stage, page)
        assert _all_pages(stage) == [(text,)]
        assert len(_found(stage, "quiet")) == 1
        press(stage.frame, say("reflect.pages"))
        stage.settle()
        assert stage.shell is not None
        stage.shell.open("today")
        stage.shell.open("reflect")
        stage.settle()
        assert _writing(stage).text == text
        assert eyes.cut_off(stage.frame) == []

    def test_a_megabyte_without_a_space_is_kept_too_and_holds_nobody_up(self, stage: Stage) -> None:
        # Broken at words, it took a minute to show; the tests' own limit of time would end it.
        page = stage.reflect()
        _paste(_writing(stage), "a" * MEGABYTE)
        QTest.keyClicks(_writing(stage), "and on")
        self._keep(stage, page)
        assert _all_pages(stage) == [("a" * MEGABYTE + "and on",)]

    def test_what_is_longer_than_a_page_may_be_stays_and_is_said(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages, "PAGE_LENGTH", 10_000)
        page = stage.reflect()
        _paste(_writing(stage), "a line of words\n" * 1000)
        page._pen.hand_over()
        stage.settle()
        assert say("why.page.long") in eyes.texts(stage.frame)
        assert say("reflect.unsaved") in eyes.texts(stage.frame)
        assert len(_writing(stage).text) == 16_000
        _writing(stage).setPlainText("shorter")
        self._keep(stage, page)
        assert _all_pages(stage) == [("shorter",)]

    @TEXTS
    def test_strange_text_comes_back_as_it_was_typed(self, stage: Stage, text: str) -> None:
        page = stage.reflect()
        _writing(stage).insertPlainText(text)
        typed = _writing(stage).text
        self._keep(stage, page)
        ((kept,),) = _all_pages(stage)
        assert kept == typed.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        press(stage.frame, say("reflect.pages"))
        stage.settle()
        _nothing_disguised(stage.frame)
        assert eyes.cut_off(stage.frame) == []

    @staticmethod
    def _keep(stage: Stage, page: Reflect) -> None:
        page._pen.hand_over()
        stage.settle()
        assert page._pen.saved


LONG = pytest.mark.parametrize(
    "text", ["tea before quiet\n" * (MEGABYTE // 17), "\n" * 20_000 + "so", "a" * MEGABYTE],
    ids=["lines", "breaks", "a word"],
)  # fmt: skip


class TestALetter:
    """However long it is, what can be chosen below it is within reach."""

    @LONG
    def test_being_written_it_scrolls_and_is_kept_whole(self, stage: Stage, text: str) -> None:
        pair = pair_of(stage)
        show(stage, pair)
        press(stage.frame, say("letters.write"))
        self._settle(stage)
        _paste(_writing(stage), text)
        page_of(stage)._pen.hand_over()
        self._settle(stage)
        kept: list[str] = []
        pair.private(lambda private: kept.extend(each.text for each in private.letters.all()))
        assert kept == [text]
        assert page_of(stage)._paper.text == text
        self._within_reach(stage, "letters.do.hold_here")

    @LONG
    def test_asked_about_it_is_all_there_to_be_read(self, stage: Stage, text: str) -> None:
        pair = pair_of(stage)
        pair.mia.home.do(Rest())
        pair.rounds()
        pair.write(text)
        pair.world.pass_time(hours=1)
        pair.mia.home.do(Back())
        pair.rounds()
        show(stage, pair)
        self._settle(stage)
        area = _writing(stage)
        assert area.text == text
        assert area.verticalScrollBar().maximum() > 0
        assert area.verticalScrollBar().value() == 0, "it begins with its first line"
        QTest.keyClicks(area, "nothing more")
        assert area.text == text
        self._within_reach(stage, "letters.do.change")
        press(stage.frame, say("letters.do.change"))
        self._settle(stage)
        assert page_of(stage)._paper.text == text
        self._within_reach(stage, "letters.do.let_go")

    @staticmethod
    def _settle(stage: Stage) -> None:
        stage.settle()
        stage.settle()

    @staticmethod
    def _within_reach(stage: Stage, key: str) -> None:
        assert eyes.cut_off(stage.frame) == []
        page = page_of(stage)
        found = button(stage.frame, say(key))
        page.reveal(found)
        assert page.viewport().rect().contains(eyes.place(found, page.viewport()))


@pytest.mark.parametrize("scene", ["agreements writing own_words", "agreements writing a change"])
def test_a_draft_of_a_megabyte_leaves_every_button_within_reach(stage: Stage, scene: str) -> None:
    SCENES[scene](stage)
    stage.settle()
    field = next(each for each in stage.frame.findChildren(Lines) if each.isVisible())
    field.clear()
    _paste(field, "a" * MEGABYTE)
    assert eyes.cut_off(stage.frame) == []
    press(stage.frame, say("agreements.later"))
    stage.settle()
    stage.settle()
    assert eyes.cut_off(stage.frame) == []


class TestALine:
    @pytest.fixture
    def line(self, stage: Stage) -> QLineEdit:
        stage.couple.jon.do(Rest())
        stage.today()
        stage.settle()
        return _line(stage, say("today.details.line"))

    def test_a_megabyte_stays_in_the_field_and_what_is_too_much_is_said(
        self, stage: Stage, line: QLineEdit
    ) -> None:
        line.setMaxLength(2 * MEGABYTE)
        _paste(line, "a" * MEGABYTE)
        assert say("today.details.line.over", over=MEGABYTE - LINE_LENGTH) in eyes.texts(stage.frame)
        QTest.keyClick(line, Qt.Key.Key_Return)
        stage.settle()
        assert say("why.line.long") in eyes.texts(stage.frame)
        assert line.text() == "a" * MEGABYTE
        assert stage.home.look().me.status.line == ""
        assert eyes.cut_off(stage.frame) == []

    def test_what_a_line_has_no_room_for_is_said(self, stage: Stage, line: QLineEdit) -> None:
        most = line.maxLength()
        cut = say("field.cut", most=most)
        _paste(line, "a" * most)
        assert len(line.text()) == most
        assert cut not in eyes.texts(stage.frame), "all of it is there"
        QTest.keyClicks(line, "b")
        assert len(line.text()) == most
        assert cut in eyes.texts(stage.frame)
        line.clear()
        press(stage.frame, say("note.close"))
        _paste(line, "a" * MEGABYTE)
        assert len(line.text()) == most
        assert cut in eyes.texts(stage.frame)

    @pytest.mark.parametrize(
        ("most", "echo", "page"),
        [
            (NAME_LENGTH, QLineEdit.EchoMode.Normal, False),
            (5000, QLineEdit.EchoMode.Normal, True),
            (5000, QLineEdit.EchoMode.Password, False),
        ],
    )
    def test_only_where_there_is_room_for_a_text_a_page_is_pointed_at(
        self, stage: Stage, line: QLineEdit, most: int, echo: QLineEdit.EchoMode, page: bool
    ) -> None:
        line.setMaxLength(most)
        line.setEchoMode(echo)
        _paste(line, "a" * (most + 1))
        assert say("field.cut", most=most) in eyes.texts(stage.frame)
        assert (say("field.cut.next") in eyes.texts(stage.frame)) is page

    @TEXTS
    def test_strange_text_is_said_without_disguise(self, stage: Stage, line: QLineEdit, text: str) -> None:
        text = text[:LINE_LENGTH]
        _paste(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        stage.settle()
        said = stage.home.look().me.status.line
        assert said == clean(said)
        assert said or say("why.line.long") in eyes.texts(stage.frame)
        stage.shell = None
        stage.today(home=stage.couple.mia)
        stage.settle()
        _nothing_disguised(stage.frame)
        assert eyes.cut_off(stage.frame) == []


@pytest.mark.parametrize("scene", ["agreements writing own_words", "quiet helps"])
def test_a_megabyte_in_a_field_of_several_lines_holds_nobody_up(stage: Stage, scene: str) -> None:
    # Broken at words, it took minutes to show; the tests' own limit of time would end it.
    SCENES[scene](stage)
    stage.settle()
    field = next(each for each in stage.frame.findChildren(Lines) if each.isVisible())
    field.clear()
    _paste(field, "a" * MEGABYTE)
    stage.settle()
    assert field.toPlainText() == "a" * MEGABYTE
    assert eyes.cut_off(stage.frame) == []


@pytest.mark.parametrize(
    "text", ["a" * MEGABYTE, "\u202e\u2066\x00", "  \u3164 "], ids=["long", "bidi", "blank"]
)
def test_a_name_that_is_none_is_refused_with_a_sentence_and_stays(stage: Stage, text: str) -> None:
    stage.way_in()
    stage.settle()
    press(stage.frame, say("welcome.alone"))
    field = _line(stage, say("welcome.name"))
    field.setText(text)
    press(stage.frame, say("welcome.on"))
    stage.settle()
    if stage.frame.findChildren(QLineEdit) and not field.isVisible():
        press(stage.frame, say("notifications.named"))
        press(stage.frame, say("welcome.on"))
        stage.settle()
    assert {say("why.name.empty"), say("why.name.long")} & set(eyes.texts(stage.frame))
    assert field.isVisible()
    assert not stage.entered


@pytest.mark.parametrize("days", [365, 20_000], ids=["a year", "before the clock began"])
def test_a_clock_set_back_changes_nothing_that_was_said_or_written(stage: Stage, days: int) -> None:
    stage.couple.jon.do(Rest(SAID))
    stage.private(lambda private: private.pages.write([WRITTEN]))
    before = stage.home.look().me.status
    stage.couple.later(days=-days)
    stage.reflect()
    press(stage.frame, say("reflect.pages"))
    stage.settle()
    assert WRITTEN in [each.accessibleName() for each in stage.frame.findChildren(Row)]
    press(stage.frame, say("reflect.new"))
    stage.settle()
    _writing(stage).insertPlainText("written while the clock was wrong")
    assert stage.shell is not None
    for page in ("today", "settings", "help", "safety", "reflect"):
        stage.shell.open(page)
        stage.settle()
        assert eyes.cut_off(stage.frame) == []
    assert len(_all_pages(stage)) == 2
    assert stage.home.look().me.status == before
    stage.shell.open("today")
    stage.settle()
    press(stage.frame, say("today.back"))
    stage.settle()
    assert stage.home.look().me.status.state == "here", "a new word counts, whatever the clock says"
    stage.couple.later(days=days)
    assert stage.home.look().me.status.state == "here"


@pytest.fixture
def broken(
    request: pytest.FixtureRequest, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Content in which somebody broke one file by hand: its name."""
    file: str = request.param
    shutil.copytree(root / "resources", tmp_path / "resources")
    place = tmp_path / "resources" / file
    place.write_text(place.read_text("utf-8")[:-40] + '\n[[["', "utf-8")
    found = Library(tmp_path / "resources")
    monkeypatch.setattr("stillhere.home.library.library", lambda: found)
    monkeypatch.setattr("tests.window.stage.library", lambda: found)
    return file


@pytest.mark.parametrize(
    ("broken", "page"),
    [("helplines.toml", "safety"), ("help/index.toml", "help"), ("prompts/together.toml", "reflect"),
     ("prompts/waiting.toml", "reflect"), ("feelings/words.toml", "ease"),
     ("perspectives/cards.toml", "ease"), ("phrases/calming.toml", "ease")],
    indirect=["broken"],
)  # fmt: skip
def test_broken_content_is_named_and_everything_else_works(stage: Stage, broken: str, page: str) -> None:
    found = stage.reflect()
    found._sheet._parts[0].insertPlainText("kept") if found._sheet._parts else None
    assert stage.shell is not None
    stage.shell.open("today")
    stage.shell.open(page)
    stage.settle()
    assert say("trouble.library_file.title", file=broken) in eyes.texts(stage.frame)
    assert eyes.cut_off(stage.frame) == []
    for other in ("today", "settings"):
        stage.shell.open(other)
        stage.settle()


@pytest.mark.parametrize("broken", ["agreements/guess.toml"], indirect=True)
def test_broken_templates_are_named_where_an_agreement_is_begun(stage: Stage, broken: str) -> None:
    stage.reflect()
    assert stage.shell is not None
    stage.shell.open("agreements")
    stage.settle()
    press(stage.frame, say("agreements.offer"))
    stage.settle()
    texts = eyes.texts(stage.frame)
    assert say("trouble.library_file.title", file=broken) in texts
    assert say("agreements.begin.own") in texts, "what can be read is there to begin with"
    assert eyes.cut_off(stage.frame) == []


@pytest.mark.parametrize("broken", ["phrases/warm_lines.toml"], indirect=True)
def test_broken_lines_are_named_on_today_and_in_the_settings(stage: Stage, broken: str) -> None:
    trouble = say("trouble.library_file.title", file=broken)
    stage.couple.jon.do(Rest())
    shell = stage.today()
    stage.settle()
    press(stage.frame, say("today.details.pick"))
    stage.settle()
    assert trouble in eyes.texts(stage.frame)
    shell.open("settings")
    stage.settle()
    assert trouble in eyes.texts(stage.frame)
    assert say("settings.about") in eyes.texts(stage.frame), "every card after it is there, too"
    assert eyes.cut_off(stage.frame) == []


def _nothing_disguised(window: QWidget) -> None:
    """No text in sight turns the reading direction or hides a control character."""
    for text in eyes.texts(window):
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x07\x1b"), text
