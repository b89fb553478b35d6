"""Much on a page: what isn't in sight isn't made, and all can be reached by keyboard and by scrolling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from stillhere.core.agreement_view import AgreementView, Copy
from stillhere.core.agreements import Words
from stillhere.window.agreements.board import Board
from stillhere.window.agreements.card import AgreementCard, Doors
from stillhere.window.agreements.copies import Copies
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.reflect.rows import Item, Row, Rows
from stillhere.words import say

MANY = 60


def _agreements() -> list[AgreementView]:
    words = [Words(kind="own_words", title=f"Agreement {number}") for number in range(MANY)]
    return [
        AgreementView(id=f"a{number}", revision=f"r{number}", state="in_force", words=each, mine=True)
        for number, each in enumerate(words)
    ]


def _shown(app: QApplication, widget: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setWidget(widget)
    area.resize(500, 400)
    area.show()
    area.activateWindow()
    app.processEvents()
    return area


def _press_more_until_all_is_there(widget: QWidget, made: Callable[[], int]) -> None:
    (more,) = [each for each in widget.findChildren(Button) if each.text() == say("agreements.more")][:1]
    while more.isVisibleTo(widget):
        before = made()
        more.setFocus()
        QTest.keyClick(more, Qt.Key.Key_Return)
        assert made() > before


def test_few_of_many_agreements_are_made_and_all_can_be_asked_for(dressed: QApplication) -> None:
    board = Board(Doors(lambda *_: None, lambda _: None))
    area = _shown(dressed, board)
    board.show_agreements(_agreements(), "Jon")
    dressed.processEvents()
    assert 0 < len(board.findChildren(AgreementCard)) < MANY // 2
    _press_more_until_all_is_there(board, lambda: len(board.cards))
    assert [card.shown.id for card in board.cards] == [each.id for each in _agreements()]
    area.deleteLater()


def test_the_keyboard_goes_on_to_what_was_asked_for(dressed: QApplication) -> None:
    board = Board(Doors(lambda *_: None, lambda _: None))
    area = _shown(dressed, board)
    board.show_agreements(_agreements(), "Jon")
    before = len(board.cards)
    more = next(each for each in board.findChildren(Button) if each.text() == say("agreements.more"))
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert board.cards[before].focused
    area.deleteLater()


def test_what_was_asked_for_stays_when_something_changes(dressed: QApplication) -> None:
    board = Board(Doors(lambda *_: None, lambda _: None))
    area = _shown(dressed, board)
    board.show_agreements(_agreements(), "Jon")
    _press_more_until_all_is_there(board, lambda: len(board.cards))
    board.show_agreements(_agreements()[1:], "Jon")
    assert len(board.cards) == MANY - 1
    area.deleteLater()


def test_copies_are_made_when_they_are_looked_at(dressed: QApplication) -> None:
    copies = Copies(lambda _: None)
    found = [
        Copy(agreement=each.id, revision=each.revision, words=each.words, agreed_ms=at, in_force=True)
        for at, each in enumerate(_agreements())
    ]
    copies.show_copies(found, frozenset())
    assert not copies.findChildren(Card)
    area = _shown(dressed, copies)
    copies.fill()
    assert 0 < len(copies.findChildren(Card)) < MANY // 2
    _press_more_until_all_is_there(copies, lambda: len(copies.findChildren(Card)))
    assert len(copies.findChildren(Card)) == MANY
    area.deleteLater()


def _rows(app: QApplication) -> tuple[Rows, QScrollArea]:
    rows = Rows("All", lambda _: None)
    area = _shown(app, rows)
    rows.show_items([Item(f"i{number}", f"Row {number}", "") for number in range(MANY)], "")
    for _ in range(5):
        app.processEvents()
    return rows, area


def test_walking_down_a_list_reaches_its_last_row(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    assert 0 < len(rows.findChildren(Row)) < MANY // 2
    rows.findChildren(Row)[0].setFocus()
    for _ in range(MANY - 1):
        QTest.keyClick(next(row for row in rows.findChildren(Row) if row.hasFocus()), Qt.Key.Key_Down)
    (last,) = [row for row in rows.findChildren(Row) if row.hasFocus()]
    assert last.item.id == f"i{MANY - 1}"
    area.deleteLater()


def test_walking_up_from_the_first_row_reaches_the_last(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    first = rows.findChildren(Row)[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Up)
    (last,) = [row for row in rows.findChildren(Row) if row.hasFocus()]
    assert last.item.id == f"i{MANY - 1}"
    area.deleteLater()


def test_scrolling_down_a_list_reaches_its_last_row(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    bar = area.verticalScrollBar()
    for _ in range(MANY):
        bar.setValue(bar.maximum())
        for _ in range(3):
            dressed.processEvents()
    assert len(rows.findChildren(Row)) == MANY
    area.deleteLater()
