"""Cards one below the other, each group under its label: the first ones at once, the others when asked for.

A card that isn't asked for isn't made, however many agreements there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.agreement_view import AgreementView
from stillhere.window.agreements.card import AgreementCard
from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import empty
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

GAP: Final = 14

#: So many stand there at once, which fills a window; and so many more come each time.
AT_ONCE: Final = 6
_MORE: Final = 12


class Entry(NamedTuple):
    """An agreement under the label of its group."""

    label: str
    shown: AgreementView


class Stack(QWidget):
    """``make`` makes a card, or gives one that is at hand. ``last``, if any, always stands below all."""

    def __init__(
        self,
        make: Callable[[AgreementView], AgreementCard],
        last: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._last = last
        self._entries: tuple[Entry, ...] = ()
        self._wanted = AT_ONCE
        self.cards: list[AgreementCard] = []
        self._more = Button(say("agreements.more"), self._go_on, "text", parent=self)
        self._more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._more.hide()
        wraps(self)
        self._column = Column(self)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows these, as many as were shown before."""
        self._entries = tuple(entries)
        self._add(self._wanted)
        self.setVisible(bool(entries) or self._last is not None)

    def take_down(self) -> None:
        """Takes everything off; the cards stay at hand."""
        for widget in (*self.cards, self._more, self._last):
            if widget is not None:
                self._column.removeWidget(widget)
        self.cards = []
        empty(self._column)

    def _add(self, upto: int) -> None:
        # Laid out once in the end, not for each card that comes into sight.
        self._column.setEnabled(False)
        for below in (self._more, self._last):
            if below is not None:
                self._column.removeWidget(below)
        before = self._entries[len(self.cards) - 1].label if self.cards else ""
        for entry in self._entries[len(self.cards) : upto]:
            if entry.label != before:
                self._column.add(Text(entry.label, "label"), 26)
            before = entry.label
            card = self._make(entry.shown)
            self._column.add(card, GAP)
            card.show()
            self.cards.append(card)
        self._close()
        self._column.setEnabled(True)
        self._column.invalidate()
        self.updateGeometry()

    def _close(self) -> None:
        """What stands below the cards."""
        rest = self._entries[len(self.cards) :]
        self._column.add(self._more, GAP)
        self._more.setAccessibleDescription(rest[0].label if rest else "")
        self._more.setVisible(bool(rest))
        if self._last is not None:
            self._column.add(self._last, GAP)

    def _go_on(self) -> None:
        shown = len(self.cards)
        self._wanted = shown + _MORE
        self._add(self._wanted)
        # The keyboard's place goes on to what came.
        next((card for card in self.cards[shown:] if card.focus("")), None)
