"""All agreements on one board: what holds at one side, what is offered and drafted at the other.

Two wordings of one agreement that are open at once stand side by side, above both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from stillhere.core.agreement_view import AgreementView, Stands
from stillhere.window.agreements.card import AgreementCard, Doors
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import empty
from stillhere.window.components.text import Text
from stillhere.words import say

_GAP: Final = 14

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
        self.cards: list[AgreementCard] = []
        self._before: list[AgreementCard] = []
        self._above, self._two = QWidget(), QWidget()
        self._sides = (QWidget(), QWidget())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        for widget in (self, self._above, self._two, *self._sides):
            widget.setSizePolicy(policy)
        self._columns = tuple(Column(side) for side in self._sides)
        self._upper = Column(self._above)
        self._pairs: list[QBoxLayout] = []
        self._box = _beside(self._two)
        for side in self._sides:
            self._box.addWidget(side, 1)
        column = Column(self)
        column.add(self._above)
        column.add(self._two, 22)

    def show_agreements(self, found: Sequence[AgreementView], name: str) -> None:
        """Shows these; ``name`` is the partner's."""
        if (name, tuple(found)) == self._shown:
            return
        self._shown = (name, tuple(found))
        place = next(((card.shown, card.focused) for card in self.cards if card.focused), None)
        self._take_down()
        twins = [each for each in found if _twin(each, found)]
        self._show_twins(twins, name)
        rest = [each for each in found if each not in twins]
        for column, states in zip(self._columns, (_FIRST, _SECOND), strict=True):
            for state in states:
                group = [each for each in rest if each.state == state]
                for mine in (False, True) if state == "offered" else (None,):
                    self._show_group(column, [each for each in group if mine in {None, each.mine}], name)
        self._sides[0].setVisible(self._columns[0].count() > 0)
        self._columns[1].add(_either(), _GAP if self._columns[1].count() else 0)
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
        """One below the other."""
        self._narrow = narrow
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for box in (self._box, *self._pairs):
            box.setDirection(direction)

    def _take_down(self) -> None:
        """Takes everything off the board. Cards stay at hand: what is the same is put up again."""
        self._before, self.cards, self._pairs = self.cards, [], []
        for card in self._before:
            for column in self._columns:
                column.removeWidget(card)
            if card.parentWidget() not in self._sides:
                card.setParent(self)
        for layout in (self._upper, *self._columns):
            empty(layout)

    def _show_twins(self, twins: Sequence[AgreementView], name: str) -> None:
        for agreement in dict.fromkeys(each.id for each in twins):
            self._upper.add(Text(say("agreements.side_by_side"), "label"), 26)
            row = QWidget()
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            row.setSizePolicy(policy)
            box = _beside(row)
            self._pairs.append(box)
            for each in twins:
                if each.id == agreement:
                    box.addWidget(self._card(each, name), 1)
            self._upper.add(row, 14)
        self._above.setVisible(bool(twins))

    def _show_group(self, column: Column, found: Iterable[AgreementView], name: str) -> None:
        for at, each in enumerate(found):
            if not at:
                column.add(Text(_group_of(each, name), "label"), 26)
            column.add(self._card(each, name), _GAP)

    def _card(self, shown: AgreementView, name: str) -> AgreementCard:
        _, found = self._shown or ("", ())
        held = shown.state == "offered" and any(
            each.id == shown.id and each.state in {"in_force", "paused"} for each in found
        )
        same = (card for card in self._before if (card.shown, card.name, card.held) == (shown, name, held))
        card = next(same, None)
        if card is None:
            card = AgreementCard(shown, name, self._doors, held=held, parent=self)
        else:
            self._before.remove(card)
        card.show()
        self.cards.append(card)
        return card

    def _focus_again(self, shown: AgreementView, button: str) -> None:
        """The keyboard's place after an act: on the same agreement, or on the first that there is."""
        same = self.card(shown.revision or shown.id) or self.card(shown.id)
        for card in (same, *self.cards):
            if card is not None and card.focus(button):
                return


def _group_of(one: AgreementView, name: str) -> str:
    """What stands above it and its like."""
    if one.state != "offered":
        return say(f"agreements.group.{one.state}")
    return (
        say("agreement.state.offered.mine") if one.mine else say("agreement.state.offered.theirs", name=name)
    )


def _twin(one: AgreementView, found: Iterable[AgreementView]) -> bool:
    """Whether another wording of the same agreement is open, too."""
    times = Counter(each.id for each in found if each.state == "offered")
    return one.state == "offered" and times[one.id] > 1


def _beside(parent: QWidget) -> QBoxLayout:
    box = QBoxLayout(QBoxLayout.Direction.LeftToRight, parent)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(18)
    return box


def _either() -> Card:
    """What always holds."""
    card = Card()
    card.setProperty("quiet", True)
    card.add(Text(say("agreements.either")))
    return card
