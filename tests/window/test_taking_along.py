"""What is read can be taken along, by mouse and by keyboard; the menus of texts speak the app's own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from stillhere.window.components.field import Line, Lines
from stillhere.window.components.note import Note
from stillhere.window.components.selectable import Selectable
from stillhere.window.help.prose import Block, Prose
from stillhere.window.reflect.passage import WRITING, Words
from stillhere.window.reflect.writing import Writing
from stillhere.window.settings.two import Number
from stillhere.words import CATALOGUE, say

LETTER = "I found the photo.\nhttps://example.com/gulls made me <b>laugh</b>."


@pytest.fixture
def letter(dressed: QApplication) -> Iterator[Words]:
    """A letter that came, in sight."""
    words = Words(WRITING)
    words.setText(LETTER)
    for _ in _shown(dressed, words):
        yield words


def _shown(app: QApplication, widget: QWidget) -> Iterator[QWidget]:
    widget.resize(600, 200)
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    yield widget
    widget.close()
    widget.deleteLater()
    app.processEvents()


def copied() -> str:
    return QGuiApplication.clipboard().text()


def menu_of(widget: QWidget) -> list[tuple[str, bool]]:
    """The menu that a press of the right button opens: names, and whether they can be chosen."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), widget.mapToGlobal(QPoint(5, 5)))
    target = widget.viewport() if isinstance(widget, QTextEdit | Lines) else widget
    QApplication.sendEvent(target, event)
    (menu,) = [each for each in widget.findChildren(QMenu) if each.isVisible()]
    entries = [(action.text(), action.isEnabled()) for action in menu.actions()]
    menu.close()
    menu.deleteLater()
    QApplication.processEvents()
    return entries


def test_a_letter_is_copied_by_keyboard(letter: Words) -> None:
    letter.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(letter, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(letter, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == LETTER
    assert letter.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_shift_and_the_arrows_move_the_end_of_what_is_selected(letter: Words) -> None:
    letter.select(0, 0)
    keys, shift, control = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(letter, keys.Key_Right, shift)
    assert letter.selected == "I"
    QTest.keyClick(letter, keys.Key_Right, shift | control)
    assert letter.selected == "I "
    QTest.keyClick(letter, keys.Key_Right, shift | control)
    assert letter.selected == "I found "
    QTest.keyClick(letter, keys.Key_Left, shift)
    QTest.keyClick(letter, keys.Key_Left, shift | control)
    assert letter.selected == "I "
    QTest.keyClick(letter, keys.Key_End, shift | control)
    assert letter.selected == LETTER
    QTest.keyClick(letter, keys.Key_Home, shift | control)
    assert letter.selected == ""


def test_a_letter_is_selected_by_mouse_and_a_double_press_takes_a_word(letter: Words) -> None:
    line = letter._line_height()
    QTest.mousePress(letter, Qt.MouseButton.LeftButton, pos=QPoint(0, line // 2))
    QTest.mouseMove(letter, QPoint(590, line // 2))
    QTest.mouseRelease(letter, Qt.MouseButton.LeftButton, pos=QPoint(590, line // 2))
    assert letter.selected == "I found the photo."
    QTest.mouseDClick(letter, Qt.MouseButton.LeftButton, pos=QPoint(40, line // 2))
    assert letter.selected == "found"
    QTest.mouseClick(letter, Qt.MouseButton.LeftButton, pos=QPoint(300, line * 3 // 2))
    assert letter.selected == ""


def test_what_is_selected_stands_out_and_another_text_begins_unselected(letter: Words) -> None:
    before = letter.grab().toImage()
    letter.select_all()
    assert letter.grab().toImage() != before
    letter.say("Another letter.")
    assert letter.selected == ""


def test_a_press_on_what_looks_like_a_link_opens_nothing(
    letter: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    QTest.mouseClick(letter, Qt.MouseButton.LeftButton, pos=QPoint(60, letter._line_height() * 3 // 2))
    assert not opened
    assert not letter.openExternalLinks()
    assert letter.textFormat() == Qt.TextFormat.PlainText


def test_a_sentence_of_trouble_can_be_copied(dressed: QApplication) -> None:
    note = Note()
    for _ in _shown(dressed, note):
        note.tell("The disk is full.", "Nothing typed is lost.")
        first, second = note.findChildren(Selectable)
        for each in (first, second):
            each.select_all()
            QTest.keyClick(each, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            assert copied() == each.text()
        assert menu_of(first) == [(say("text.copy"), True), (say("text.all"), True)]


def test_the_safety_number_is_taken_whole(dressed: QApplication) -> None:
    number = Number()
    for _ in _shown(dressed, number):
        groups = tuple(f"{each}1234" for each in range(8))
        number.show_number(groups)
        QTest.mouseClick(number, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        number.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(number, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert copied() == " ".join(groups)
        assert number.accessibleName() == " ".join(groups)
        assert menu_of(number) == [(say("text.copy"), True)]


@pytest.mark.parametrize("secret", [False, True])
def test_the_menu_of_a_line_speaks_our_words_and_gives_no_secret(dressed: QApplication, secret: bool) -> None:
    line = Line("Name", lambda _: None)
    for _ in _shown(dressed, line):
        line.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        line.setText("Mia")
        line.selectAll()
        entries = dict(menu_of(line))
        assert list(entries) == [say(f"text.{each}") for each in ("undo", "cut", "copy", "paste", "all")]
        assert (entries[say("text.copy")], entries[say("text.cut")]) == (not secret, not secret)


@pytest.mark.parametrize("kind", ["lines", "writing", "prose"])
def test_the_menu_of_a_text_speaks_our_words(dressed: QApplication, kind: str) -> None:
    made: dict[str, QTextEdit | Lines] = {
        "lines": Lines("Words", lambda _: None),
        "writing": Writing("Words", lambda: None),
        "prose": Prose("Words"),
    }
    field = made[kind]
    for _ in _shown(dressed, field):
        if isinstance(field, Prose):
            field.show_blocks([Block("text", "What does your body ask for?")])
        else:
            field.setPlainText("What does your body ask for?")
        entries = menu_of(field)
        assert {name for name, _ in entries} <= set(CATALOGUE.values())
        assert (say("text.paste") in dict(entries)) == (kind != "prose")
        field.selectAll()
        field.copy()
        assert copied() == "What does your body ask for?"
