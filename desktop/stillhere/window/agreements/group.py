"""Agreements of one kind under their label: cards for those that fill a window, the others when asked for.

A group of what is over is folded away once it is more than a few: nothing of it is made until it is opened.
A card that isn't asked for isn't made, however many agreements there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.view import AgreementView, Stands
from stillhere.window.agreements.card import AgreementCard
from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

GAP: Final = 14

#: What is honoured no longer.
OVER: Final[frozenset[Stands]] = frozenset({"resting", "ended", "faded"})

#: More than so many that are over are folded away.
_FEW: Final = 3
#: So many stand there at once, which fills a window; and so many more come each time.
AT_ONCE: Final = 4
_MORE: Final = 12
#: Nobody is asked to press for so few more.
_REST: Final = 2


@dataclass
class Extent:
    """How much of a group is shown: it outlives the group, which is made anew when something changes."""

    wanted: int = AT_ONCE
    opened: bool = False


class Group(QWidget):
    """``make`` makes a card, or gives one that is at hand."""

    def __init__(
        self,
        label: str,
        shown: Sequence[AgreementView],
        extent: Extent,
        *,
        make: Callable[[AgreementView], AgreementCard],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown, self._extent = tuple(shown), extent
        self._make = make
        self._folds = len(shown) > _FEW and all(each.state in OVER for each in shown)
        self.cards: list[AgreementCard] = []
        self._below = QWidget()
        self._show = self._button("agreements.show", self._open, label)
        self._more = self._button("agreements.more", self._go_on, label)
        self._fold = self._button("agreements.fold", self._fold_away, label)
        wraps(self, self._below)
        self._column = Column(self)
        self._column.add(Text(label, "label"))
        row = Flow(parent=self._below)
        for button in (self._show, self._more, self._fold):
            row.addWidget(button)
        self._add()

    def take_down(self) -> list[AgreementCard]:
        """Takes the cards off, to be used again."""
        for card in self.cards:
            self._column.removeWidget(card)
        taken, self.cards = self.cards, []
        return taken

    def _button(self, key: str, then: Callable[[], object], label: str) -> Button:
        button = Button(say(key), then, "text", parent=self._below)
        button.setAccessibleDescription(label)
        return button

    def _add(self) -> None:
        folded = self._folds and not self._extent.opened
        # Laid out once in the end, not for each card that comes.
        self._column.setEnabled(False)
        self._column.removeWidget(self._below)
        upto = 0 if folded else self._extent.wanted + _REST
        if upto < len(self._shown):
            upto = max(0, upto - _REST)
        for each in self._shown[len(self.cards) : upto]:
            card = self._make(each)
            self._column.add(card, GAP)
            card.show()
            self.cards.append(card)
        self._column.add(self._below, GAP if self.cards else 2)
        shown = (folded, not folded and len(self.cards) < len(self._shown), self._folds and not folded)
        for button, visible in zip((self._show, self._more, self._fold), shown, strict=True):
            button.setVisible(visible)
        self._below.setVisible(any(shown))
        self._column.setEnabled(True)
        self._column.invalidate()
        self.updateGeometry()

    def _open(self) -> None:
        self._extent.opened = True
        self._come(0)

    def _go_on(self) -> None:
        self._extent.wanted = len(self.cards) + _MORE
        self._come(len(self.cards))

    def _come(self, first: int) -> None:
        """The keyboard's place goes on to what comes."""
        self._add()
        next((card for card in self.cards[first:] if card.focus("")), None)

    def _fold_away(self) -> None:
        self._extent.opened, self._extent.wanted = False, AT_ONCE
        for card in self.take_down():
            card.hide()
            card.deleteLater()
        self._add()
        self._show.setFocus()
