"""Groups of agreements one below the other. What was asked for of a group stays when something changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.view import AgreementView
from stillhere.window.agreements.card import AgreementCard
from stillhere.window.agreements.group import GAP, Extent, Group
from stillhere.window.components.column import Column
from stillhere.window.components.flow import empty
from stillhere.window.components.wrapping import wraps

_GROUP_GAP: Final = 26


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
        self._extents: dict[str, Extent] = {}
        self._groups: list[Group] = []
        wraps(self)
        self._column = Column(self)

    @property
    def cards(self) -> list[AgreementCard]:
        """The cards that stand there, in their order."""
        return [card for group in self._groups for card in group.cards]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows these, as many of each group as were shown before."""
        for label, found in groupby(entries, lambda entry: entry.label):
            extent = self._extents.setdefault(label, Extent())
            shown = [entry.shown for entry in found]
            group = Group(label, shown, extent, make=self._make, parent=self)
            self._groups.append(group)
            self._column.add(group, _GROUP_GAP)
            group.show()
        if self._last is not None:
            self._column.add(self._last, GAP)
        self.setVisible(bool(entries) or self._last is not None)

    def take_down(self, aside: QWidget) -> None:
        """Takes everything off; the cards go to `aside`, at hand."""
        for group in self._groups:
            for card in group.take_down():
                card.setParent(aside)
        self._groups = []
        if self._last is not None:
            self._column.removeWidget(self._last)
        empty(self._column)
