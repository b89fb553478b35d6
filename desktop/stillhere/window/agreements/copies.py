"""One's own copies: everything that both ever said yes to, whatever became of it.

What is over can be put away by its owner, and be had back for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.agreement_view import Copy
from stillhere.window.agreements.head import Head
from stillhere.window.agreements.lines import all_lines, day, kind_of
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.tag import Tag
from stillhere.window.components.text import Text
from stillhere.words import say


class Copies(QWidget):
    """Shows copies; ``forget`` hears the id of the agreement whose copies are to be put away."""

    def __init__(self, forget: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forget = forget
        self._shown: tuple[Copy, ...] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = Column(self)

    def show_copies(self, copies: Sequence[Copy], over: frozenset[str]) -> None:
        """Shows these, the latest first; ``over`` are the agreements that can be put away."""
        found = tuple(sorted(copies, key=lambda copy: copy.agreed_ms, reverse=True))
        if found == self._shown:
            return
        self._shown = found
        empty(self._column)
        for at, copy in enumerate(found):
            self._column.add(_card(copy, self._forget if copy.agreement in over else None), 14 if at else 0)
        if not found:
            self._column.add(Text(say("agreements.copies.none")))


def _card(copy: Copy, forget: Callable[[str], object] | None) -> Card:
    words = copy.words
    card = Card()
    card.setAccessibleName(words.title)
    card.add(Head(Text(words.title, "strong"), Tag(kind_of(words), "kind")))
    if words.text:
        card.add(Text(words.text), 6)
    card.add(Text("\n".join(all_lines(words)), "caption"), 10)
    agreed = datetime.fromtimestamp(copy.agreed_ms / 1000, tz=UTC).astimezone().date()
    held = [say("agreements.copies.in_force")] if copy.in_force else []
    card.add(Text("\n".join([say("agreements.copies.on", day=day(agreed)), *held]), "caption"), 8)
    if forget is not None:
        row = Flow()
        button = Button(say("agreements.do.forget"), lambda: forget(copy.agreement), "text")
        button.setAccessibleDescription(words.title)
        row.addWidget(button)
        card.add(row, 14)
    return card
