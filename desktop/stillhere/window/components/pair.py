"""Two columns of cards side by side, or one below the other where the page is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from stillhere.window.components.column import Column
from stillhere.window.components.shown import show_if
from stillhere.window.components.wrapping import wraps

GAP = 18
SHARES = (11, 9)


class Pair(QWidget):
    """The first column is the wider one; in each the last card fills what is left of the height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        self._owned: list[QWidget] = []
        self._sides: list[tuple[QWidget, Column, list[QWidget]]] = []
        for share in SHARES:
            side = QWidget(self)
            wraps(side)
            self._sides.append((side, Column(side, fill=True), []))
            self._box.addWidget(side, share)

    def keep(self, *cards: QWidget) -> None:
        """Owns these before they are first placed: a widget that nobody owns goes with Python's collector,
        which may come while Qt walks over all of them.
        """
        for card in cards:
            card.setParent(self)
        self._owned.extend(cards)

    def place(self, first: list[QWidget], second: list[QWidget], shares: tuple[int, int] = SHARES) -> None:
        """Sets these cards, in this order, and the widths in shares; what isn't named goes out of sight."""
        for at, share in enumerate(shares):
            self._box.setStretch(at, share)
        for (side, column, kept), cards in zip(self._sides, (first, second), strict=True):
            if kept != cards:
                for card in kept:
                    column.removeWidget(card)
                for card in cards:
                    column.add(card, GAP)
                kept[:] = cards
            show_if(bool(cards), side)
        self._owned.extend(card for card in (*first, *second) if card not in self._owned)
        for card in self._owned:
            show_if(card in first or card in second, card)
        show_if(bool(first or second), self)

    def set_narrow(self, narrow: bool) -> None:
        """One below the other."""
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._box.setAlignment(Qt.AlignmentFlag(0))
