"""What was agreed, as far as it belongs to now: steps to take or leave, what helps, what can be looked at.

Nothing here waits for anything to be done, and nobody else hears what was left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from stillhere.core.acts import PutOff
from stillhere.core.agreements.agreed import Sheet
from stillhere.core.agreements.rituals import Ritual
from stillhere.core.view import View
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.tag import Tag
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk
from stillhere.words import say

#: Of these the lines are what helps now; of the others the text is.
_LINES: Final = frozenset({"handover", "urgent"})


class Sheets(QWidget):
    """Sheets one below the other, made anew only when they changed."""

    def __init__(self, draw: Callable[[Column, Sheet], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._draw = draw
        self._shown: tuple[Sheet, ...] = ()
        self._column = Column(self)

    def show_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        """Shows these."""
        if sheets == self._shown:
            return
        self._shown = sheets
        empty(self._column)
        for sheet in sheets:
            self._draw(self._column, sheet)


class AgreedCard(Card):
    """What both said yes to and what belongs to now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("today.agreed"), parent=parent)
        self._sheets = Sheets(_draw)
        self.add(self._sheets, 10)

    def show_agreed(self, sheets: tuple[Sheet, ...]) -> None:
        """Shows it."""
        self._sheets.show_sheets(sheets)


class RitualCard(Card):
    """The agreed steps into rest, or of a return. One press leaves them out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self._sheets = Sheets(_draw_steps)
        self.add(self._sheets, 10)
        row = Flow()
        row.addWidget(Button(say("today.ritual.put_off"), lambda: desk.do(PutOff())))
        self.add(row, 16)

    def show_ritual(self, ritual: Ritual) -> None:
        """Shows its steps."""
        self.title.say(say(f"today.ritual.{ritual.kind}"))
        self._sheets.show_sheets(ritual.sheets)


class Open(Card):
    """An offer that has no first word, or a review: mentioned, never counted. ``look`` opens the page."""

    def __init__(self, look: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._text = Text(kind="name")
        self.add(self._text)
        row = Flow()
        row.addWidget(Button(say("today.agreed.look"), look))
        self.add(row, 12)

    def show_view(self, view: View, name: str) -> None:
        """Shows what is open."""
        offered = [say("today.agreed.offered", name=name)] if view.offered else []
        review = [say("today.agreed.review")] if view.review_due else []
        self._text.say("\n".join([*offered, *review]))


def _draw(column: Column, sheet: Sheet) -> None:
    column.add(Text(sheet.title, "name"), 16)
    text = _steps(sheet) if sheet.kind in _LINES else sheet.text
    if text:
        column.add(Text(text), 3)
    if sheet.kind == "urgent":
        column.add(Text(say("today.agreed.urgent"), "caption"), 6)
    column.add(Tag(say(f"agreement.kind.{sheet.kind}"), "kind"), 11)


def _draw_steps(column: Column, sheet: Sheet) -> None:
    column.add(Text(sheet.title, "name"), 16)
    column.add(Text(_steps(sheet)), 3)


def _steps(sheet: Sheet) -> str:
    return "\n".join(say("agreements.line", line=line) for line in sheet.lines)
