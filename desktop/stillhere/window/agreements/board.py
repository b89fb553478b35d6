"""All agreements on one board: what holds at one side, what is offered and drafted at the other.

Two wordings of one agreement that are open at once stand side by side, above both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from stillhere.core.agreements.view import AgreementView, Stands
from stillhere.window.agreements.card import AgreementCard, Doors
from stillhere.window.agreements.stack import Entry, Stack
from stillhere.window.components.card import Card, QuietCard
from stillhere.window.components.column import Column
from stillhere.window.components.flow import empty
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

#: What stands at which side, in which order.
_FIRST: Final[tuple[Stands, ...]] = ("in_force", "paused", "resting", "ended")
_SECOND: Final[tuple[Stands, ...]] = ("offered", "draft", "faded")


class Board(QWidget):
    """Shows agreements; ``doors`` is what their cards tell."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._shown: tuple[str, tuple[AgreementView, ...]] | None = None
        self._narrow = False
        self._held: frozenset[str] = frozenset()
        self._twins: list[AgreementCard] = []
        self._before: list[AgreementCard] = []
        self._above, self._two = QWidget(), QWidget()
        self._sides = (Stack(self._card), Stack(self._card, _either()))
        wraps(self, self._above, self._two)
        self._upper = Column(self._above)
        self._pairs: list[QBoxLayout] = []
        self._box = _beside(self._two)
        for side in self._sides:
            self._box.addWidget(side, 1)
        column = Column(self)
        column.add(self._above)
        column.add(self._two, 22)

    @property
    def cards(self) -> list[AgreementCard]:
        """The cards that stand there, in their order."""
        return [*self._twins, *(card for side in self._sides for card in side.cards)]

    def show_agreements(self, found: Sequence[AgreementView], name: str) -> None:
        """Shows these; ``name`` is the partner's."""
        if (name, tuple(found)) == self._shown:
            return
        self._shown = (name, tuple(found))
        self._held = frozenset(each.id for each in found if each.state in {"in_force", "paused"})
        cards = self.cards
        place = next(((at, card.shown, card.focused) for at, card in enumerate(cards) if card.focused), None)
        self._take_down()
        open_at_once = Counter(each.id for each in found if each.state == "offered")
        twins = [each for each in found if each.state == "offered" and open_at_once[each.id] > 1]
        self._show_twins(twins)
        rest = [each for each in found if each.state != "offered" or open_at_once[each.id] < 2]
        for side, states in zip(self._sides, (_FIRST, _SECOND), strict=True):
            side.show_entries(list(_entries(rest, states, name)))
        for card in self._before:
            card.hide()
            card.deleteLater()
        self._before = []
        self.set_narrow(self._narrow)
        if place is not None:
            self._focus_again(*place)

    def card(self, revision: str) -> AgreementCard | None:
        """The card of a revision, or of a draft by its id."""
        return next((card for card in self.cards if revision in {card.shown.revision, card.shown.id}), None)

    def step_back(self) -> bool:
        """Closes a question that is open on a card."""
        return any(card.step_back() for card in self.cards)

    def set_narrow(self, narrow: bool) -> None:
        """One below the other. Where one side alone has cards there is nothing to set side by side."""
        self._narrow = narrow
        one = narrow or not all(side.cards for side in self._sides)
        for box, below in ((self._box, one), *((pair, narrow) for pair in self._pairs)):
            box.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)

    def _take_down(self) -> None:
        """Takes everything off the board. Cards stay at hand: what is the same is put up again."""
        self._before, self._pairs = self.cards, []
        for card in self._twins:
            card.setParent(self)
        self._twins = []
        for side in self._sides:
            side.take_down(self)
        empty(self._upper)

    def _show_twins(self, twins: Sequence[AgreementView]) -> None:
        for agreement in dict.fromkeys(each.id for each in twins):
            self._upper.add(Text(say("agreements.side_by_side"), "label"), 26)
            row = QWidget()
            wraps(row)
            box = _beside(row)
            self._pairs.append(box)
            for each in twins:
                if each.id == agreement:
                    card = self._card(each)
                    box.addWidget(card, 1)
                    card.show()
                    self._twins.append(card)
            self._upper.add(row, 14)
        self._above.setVisible(bool(twins))

    def _card(self, shown: AgreementView) -> AgreementCard:
        """A card for it: one that is at hand, or a new one."""
        name, _ = self._shown or ("", ())
        held = shown.state == "offered" and shown.id in self._held
        same = (card for card in self._before if (card.shown, card.name, card.held) == (shown, name, held))
        card = next(same, None)
        if card is None:
            return AgreementCard(shown, name, self._doors, held=held, parent=self)
        self._before.remove(card)
        return card

    def _focus_again(self, at: int, shown: AgreementView, button: str) -> None:
        """The keyboard's place after an act: on the same agreement, or on what stands in its place now."""
        same = self.card(shown.revision or shown.id) or self.card(shown.id)
        cards = self.cards
        for card in (same, *cards[at:], *cards):
            if card is not None and card.focus(button):
                return


def _entries(found: Sequence[AgreementView], states: Sequence[Stands], name: str) -> Iterator[Entry]:
    """What stands at one side, group after group; the partner's offers before one's own."""
    for state in states:
        group = [each for each in found if each.state == state]
        if state == "offered":
            group.sort(key=lambda each: each.mine)
        yield from (Entry(_group_of(each, name), each) for each in group)


def _group_of(one: AgreementView, name: str) -> str:
    """What stands above it and its like."""
    if one.state != "offered":
        return say(f"agreements.group.{one.state}")
    return (
        say("agreement.state.offered.mine") if one.mine else say("agreement.state.offered.theirs", name=name)
    )


def _beside(parent: QWidget) -> QBoxLayout:
    box = QBoxLayout(QBoxLayout.Direction.LeftToRight, parent)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(18)
    return box


def _either() -> Card:
    """What always holds."""
    card = QuietCard()
    card.add(Text(say("agreements.either")))
    return card
