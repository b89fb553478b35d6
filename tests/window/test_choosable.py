"""What shows a choice follows a screen reader's toggle as it follows a press, and nothing else."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QApplication

from stillhere.window.components.chips import Chip, ChipRow
from stillhere.window.reflect.row import Item, Row
from stillhere.window.reflect.rows import Rows

CHOICES = [("one", "One"), ("two", "Two"), ("three", "Three")]


def _toggle(widget: Chip) -> None:
    """As a screen reader does."""
    action = QAccessibleActionInterface.toggleAction()
    QAccessible.queryAccessibleInterface(widget).actionInterface().doAction(action)


def _chips(row: ChipRow) -> dict[str, Chip]:
    return {chip.text(): chip for chip in row.findChildren(Chip)}


def test_one_of_several_is_told_once_and_shown(dressed: QApplication) -> None:
    told: list[str] = []
    row = ChipRow("Which", CHOICES, told.append)
    row.show_chosen(("one",))
    _toggle(_chips(row)["Two"])
    assert told == ["two"]
    assert row.chosen == ("two",)


def test_several_are_each_told_and_taken_back(dressed: QApplication) -> None:
    told: list[str] = []
    row = ChipRow("Which", CHOICES, told.append, many=True)
    for name in ("One", "Three", "One"):
        _toggle(_chips(row)[name])
    assert told == ["one", "three", "one"]
    assert row.chosen == ("three",)


def test_a_row_of_a_list_opens(dressed: QApplication) -> None:
    opened: list[str] = []
    rows = Rows("All", opened.append)
    rows.show_items([Item("a", "First", ""), Item("b", "Second", "")], "a")
    press = QAccessibleActionInterface.pressAction()
    (second,) = [row for row in rows.findChildren(Row) if row.item.id == "b"]
    QAccessible.queryAccessibleInterface(second).actionInterface().doAction(press)
    while not opened:  # Qt shows the press for a moment
        dressed.processEvents()
    assert opened == ["b"]


def test_showing_what_is_chosen_tells_nobody(dressed: QApplication) -> None:
    told: list[str] = []
    row = ChipRow("Which", CHOICES, told.append)
    for value, _ in CHOICES:
        row.show_chosen((value,))
    row.show_chosen(())
    assert told == []
    assert row.chosen == ()
