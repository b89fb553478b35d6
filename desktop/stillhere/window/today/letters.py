"""A word about letters: something came, or what one wrote can be looked at again. It counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say


class LetterCard(Card):
    """``look`` opens the page of letters."""

    def __init__(self, look: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(say("nav.letters"), parent=parent)
        said = QWidget()
        wraps(said)
        self._said = Column(said)
        self.add(said, 10)
        row = Flow()
        row.addWidget(Button(say("letters.look"), look))
        self.add(row, 14)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Says these."""
        empty(self._said)
        for at, line in enumerate(lines):
            self._said.add(Text(line, "name"), 8 if at else 0)
