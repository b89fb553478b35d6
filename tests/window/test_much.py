"""Much on a page: what isn't in sight isn't made, and all can be reached by keyboard and by scrolling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from stillhere.core.agreements.view import AgreementView, Copy, Stands
from stillhere.core.records.terms import Words
from stillhere.window.agreements.board import Board
from stillhere.window.agreements.card import AgreementCard, Doors
from stillhere.window.agreements.copies import Copies
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.ring import FocusRing
from stillhere.window.reflect.jobs import AT_ONCE
from stillhere.window.reflect.row import Item, Row
from stillhere.window.reflect.rows import Rows
from stillhere.words import say
from tests.window.hands import name_of

MANY = 60


def _agreements(state: Stands = "in_force", count: int = MANY) -> list[AgreementView]:
    words = [Words(kind="own_words", title=f"Agreement {state} {number}") for number in range(count)]
    return [
        AgreementView(id=f"{state}{number}", revision=f"r{state}{number}", state=state, words=each, mine=True)
        for number, each in enumerate(words)
    ]


def _shown(app: QApplication, widget: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setWidget(widget)
    area.resize(500, 400)
    FocusRing(area).start(app)  # it has the Tab key go as one reads
    area.show()
    area.activateWindow()
    app.processEvents()
    return area


def _button(widget: QWidget, key: str) -> Button:
    """The one that is to be seen of this name."""
    found = [each for each in widget.findChildren(Button) if each.text() == say(key)]
    (button,) = [each for each in found if each.isVisibleTo(widget)]
    return button


def _press(widget: QWidget, key: str) -> None:
    button = _button(widget, key)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def _press_more_until_all_is_there(widget: QWidget, made: Callable[[], int], count: int = MANY) -> None:
    while made() < count:
        before = made()
        _press(widget, "agreements.more")
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
    _press(board, "agreements.more")
    assert board.cards[before].focused
    area.deleteLater()


def test_what_is_over_is_folded_away_once_it_is_more_than_a_few(dressed: QApplication) -> None:
    board = Board(Doors(lambda *_: None, lambda _: None))
    area = _shown(dressed, board)
    held, over = _agreements(count=2), _agreements("ended")
    board.show_agreements([*held, *over[:3]], "Jon")
    assert [card.shown for card in board.cards] == [*held, *over[:3]]
    board.show_agreements([*held, *over], "Jon")
    dressed.processEvents()
    assert [card.shown for card in board.cards] == held
    assert [card for card in board.findChildren(AgreementCard) if card.isVisibleTo(board)] == board.cards
    assert _button(board, "agreements.show").accessibleDescription() == say("agreements.group.ended")
    _press(board, "agreements.show")
    assert board.cards[len(held)].focused
    _press_more_until_all_is_there(board, lambda: len(board.cards), len(held) + len(over))
    assert [card.shown for card in board.cards] == [*held, *over]
    board.show_agreements([*held, *over[1:]], "Jon")
    assert [card.shown for card in board.cards] == [*held, *over[1:]]
    _press(board, "agreements.fold")
    assert [card.shown for card in board.cards] == held
    assert _button(board, "agreements.show").hasFocus()
    area.deleteLater()


def test_the_tab_key_goes_from_card_to_card_and_then_on(dressed: QApplication) -> None:
    page = QWidget()
    board, below = Board(Doors(lambda *_: None, lambda _: None)), Button("Below", lambda: None)
    column = Column(page)
    column.add(board)
    column.add(below)
    area = _shown(dressed, page)
    board.show_agreements([*_agreements(), *_agreements("offered", 2), *_agreements("ended")], "Jon")
    _press(board, "agreements.more")
    dressed.processEvents()
    came: list[str] = []
    at: QWidget | None = board.cards[0].findChildren(Button)[0]
    while isinstance(at, Button) and at is not below:
        at.setFocus()
        card = next((card for card in board.cards if card.isAncestorOf(at)), None)
        name = card.shown.id if card is not None else name_of(at)
        came += [] if came[-1:] == [name] else [name]
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = dressed.focusWidget()
    left = [*(card.shown.id for card in board.cards[:-2]), say("agreements.more"), say("agreements.show")]
    assert came == [*left, *(card.shown.id for card in board.cards[-2:])]
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


def _items(count: int) -> list[Item]:
    return [Item(f"i{number}", f"Row {number}", "a line " * (number % 9)) for number in range(count)]


def _rows(app: QApplication, more: Callable[[], object] | None = None) -> tuple[Rows, QScrollArea]:
    rows = Rows("All", lambda _: None, more=more)
    area = _shown(app, rows)
    rows.show_items(_items(MANY), "", more=more is not None)
    _settle(app)
    return rows, area


def _settle(app: QApplication) -> None:
    for _ in range(5):
        app.processEvents()


def _made(rows: Rows) -> list[Row]:
    return [row for row in rows.findChildren(Row) if row.isVisibleTo(rows)]


def _in_sight(rows: Rows, area: QScrollArea) -> list[str]:
    """The rows that stand in the viewport, from the top down."""
    seen = rows.visibleRegion().boundingRect()
    found = sorted((row.y(), row.item.id) for row in _made(rows) if row.geometry().intersects(seen))
    return [name for _, name in found]


def _focused(rows: Rows) -> Row:
    (focused,) = [row for row in rows.findChildren(Row) if row.hasFocus()]
    return focused


def test_walking_down_a_list_reaches_its_last_row(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    assert 0 < len(_made(rows)) < MANY // 2
    _made(rows)[0].setFocus()
    for _ in range(MANY - 1):
        QTest.keyClick(_focused(rows), Qt.Key.Key_Down)
    assert _focused(rows).item.id == f"i{MANY - 1}"
    assert len(_made(rows)) < MANY // 2
    area.deleteLater()


def test_one_key_leads_to_either_end(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    _made(rows)[0].setFocus()
    for key, place in (
        (Qt.Key.Key_Up, MANY - 1),
        (Qt.Key.Key_Down, 0),
        (Qt.Key.Key_End, MANY - 1),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(_focused(rows), key)
        assert _focused(rows).item.id == f"i{place}"
    area.deleteLater()


def test_scrolling_shows_every_row_once_and_keeps_few(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    bar, seen = area.verticalScrollBar(), list(_in_sight(rows, area))
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + 100)
        _settle(dressed)
        seen += [name for name in _in_sight(rows, area) if name not in seen]
        assert len(_made(rows)) < MANY // 2
    assert seen == [item.id for item in _items(MANY)]
    area.deleteLater()


def test_nothing_in_sight_moves_when_one_scrolls_back(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    _settle(dressed)
    area.resize(300, 400)  # what was above is higher now than it was when it was made
    _settle(dressed)
    while bar.value() > 0:
        before = {row.item.id: row.mapTo(area, QPoint(0, 0)).y() for row in _made(rows)}
        step = min(60, bar.value())
        bar.setValue(bar.value() - step)
        _settle(dressed)
        for row in _made(rows):
            if row.item.id in before and 0 <= before[row.item.id] < area.height() - step and bar.value():
                assert row.mapTo(area, QPoint(0, 0)).y() == before[row.item.id] + step
    assert _in_sight(rows, area)[0] == "i0"
    area.deleteLater()


def test_a_list_that_goes_on_is_asked_once_and_walked_on(dressed: QApplication) -> None:
    asked: list[bool] = []
    rows, area = _rows(dressed, more=lambda: asked.append(True))
    assert asked == []
    _made(rows)[0].setFocus()
    QTest.keyClick(_focused(rows), Qt.Key.Key_End)
    _settle(dressed)
    QTest.keyClick(_focused(rows), Qt.Key.Key_Down)
    assert asked == [True]
    rows.show_items(_items(2 * MANY), "", more=False)
    assert _focused(rows).item.id == f"i{MANY}"
    QTest.keyClick(_focused(rows), Qt.Key.Key_End)
    QTest.keyClick(_focused(rows), Qt.Key.Key_Down)
    assert (_focused(rows).item.id, asked) == ("i0", [True])
    area.deleteLater()


def test_what_a_letter_of_a_search_finds_is_enough_until_one_scrolls(dressed: QApplication) -> None:
    asked: list[bool] = []
    rows, area = _rows(dressed, more=lambda: asked.append(True))
    rows.show_items(_items(AT_ONCE), "", more=True)
    _settle(dressed)
    assert asked == []
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    _settle(dressed)
    assert asked == [True]
    area.deleteLater()


def test_the_keyboard_stays_at_its_row_while_the_list_changes(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    for row in _made(rows):
        if row.item.id == "i3":
            row.setFocus()
    rows.show_items(_items(MANY)[1:], "")
    assert _focused(rows).item.id == "i3"
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    _settle(dressed)
    assert _focused(rows).item.id == "i3"
    rows.show_items([item for item in _items(MANY)[1:] if item.id != "i3"], "")
    assert _focused(rows).item.id == "i4"
    area.deleteLater()


def test_a_screen_reader_finds_the_rows_in_their_order_as_buttons(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    bar = area.verticalScrollBar()
    for value in (bar.maximum() // 2, 0, bar.maximum() // 3):
        bar.setValue(value)
        _settle(dressed)
    rows.choose(_made(rows)[1].item.id)
    told = QAccessible.queryAccessibleInterface(rows)
    found = [told.child(at) for at in range(told.childCount())]
    shown = [each for each in found if not each.state().invisible]
    names = [each.text(QAccessible.Text.Name) for each in shown]
    assert names == [row.item.text for row in sorted(_made(rows), key=lambda row: row.y())]
    assert {each.role() for each in shown} == {QAccessible.Role.Button}
    described = [each.text(QAccessible.Text.Description) for each in shown]
    assert [at for at, said in enumerate(described) if say("reflect.is_open") in said] == [1]
    area.deleteLater()


def test_the_tab_key_stops_at_one_row_in_sight(dressed: QApplication) -> None:
    rows, area = _rows(dressed)
    rows.choose("i0")
    for value in (0, area.verticalScrollBar().maximum()):
        area.verticalScrollBar().setValue(value)
        _settle(dressed)
        stops = [row for row in _made(rows) if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(stops) == 1
        assert stops[0].item.id in (_in_sight(rows, area) if value else ["i0"])
    area.deleteLater()
