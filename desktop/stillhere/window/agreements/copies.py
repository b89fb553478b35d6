"""One's own copies: everything that both ever said yes to, whatever became of it.

What is over can be put away by its owner, and be had back for a while. The first cards are made when they are
looked at, the others when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.agreements.view import Copy
from stillhere.home.rooms.agreement_words import looked_at_again
from stillhere.window.agreements.head import Head
from stillhere.window.agreements.lines import day, kind_of, setting_lines
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.tag import Tag
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

#: So many stand there at once, which fills a window; and so many more come each time.
_AT_ONCE: Final = 8
_MORE: Final = 16


class Copies(QWidget):
    """Shows copies; ``forget`` hears the id of the agreement whose copies are to be put away."""

    def __init__(self, forget: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forget = forget
        self._shown: tuple[tuple[Copy, ...], frozenset[str]] = ((), frozenset())
        self._made: list[Card] = []
        self._wanted, self._stale = _AT_ONCE, True
        wraps(self)
        self._more = Button(say("agreements.more"), self._go_on, "text", parent=self)
        self._more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._more.hide()
        self._column = Column(self)

    def show_copies(self, copies: Sequence[Copy], over: frozenset[str]) -> None:
        """Shows these, the latest first; ``over`` are the agreements that can be put away."""
        found = tuple(sorted(copies, key=lambda copy: copy.agreed_ms, reverse=True))
        if (found, over) != self._shown:
            self._shown, self._stale = (found, over), True
        if self.isVisible():
            self.fill()

    def fill(self) -> None:
        """Makes what is to be looked at now."""
        if not self._stale:
            return
        self._stale = False
        self._column.removeWidget(self._more)
        empty(self._column)
        self._made = []
        self._add(self._wanted)
        if not self._shown[0]:
            self._column.add(Text(say("agreements.copies.none")))

    def _add(self, upto: int) -> None:
        found, over = self._shown
        self._column.removeWidget(self._more)
        # Laid out once in the end, not for each card that comes into sight.
        self._column.setEnabled(False)
        for copy in found[len(self._made) : upto]:
            card = _card(copy, self._forget if copy.agreement in over else None)
            self._column.add(card, 14 if self._made else 0)
            self._made.append(card)
            card.show()
        self._column.add(self._more, 14)
        self._more.setVisible(len(self._made) < len(found))
        self._column.setEnabled(True)
        self._column.invalidate()
        self.updateGeometry()

    def _go_on(self) -> None:
        self._wanted = len(self._made) + _MORE
        self._add(self._wanted)


def _card(copy: Copy, forget: Callable[[str], object] | None) -> Card:
    words = copy.words
    card = Card()
    card.setAccessibleName(words.title)
    card.add(Head(Text(words.title, "strong"), Tag(kind_of(words), "kind")))
    if words.text:
        card.add(Text(words.text), 6)
    if lines := setting_lines(words):
        card.add(Text("\n".join(lines), "caption"), 10)
    agreed = datetime.fromtimestamp(copy.agreed_ms / 1000, tz=UTC).astimezone().date()
    held = [say("agreements.copies.in_force")] if copy.in_force else []
    for sentence in (looked_at_again(words), say("agreements.copies.on", day=day(agreed)), *held):
        card.add(Text(sentence, "caption"), 6)
    if forget is not None:
        row = Flow()
        button = Button(say("agreements.do.forget"), lambda: forget(copy.agreement), "text")
        button.setAccessibleDescription(words.title)
        row.addWidget(button)
        card.add(row, 14)
    return card
