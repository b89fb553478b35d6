"""Chips: small words to choose one or several of.

A row is one stop of the Tab key; the arrows walk inside it, and Space or Enter chooses. Walking chooses
nothing, for a choice here may be said to somebody, and only deliberate acts say anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Choosable
from stillhere.window.components.flow import Flow
from stillhere.window.components.shown import show_if
from stillhere.window.components.wrapping import wraps

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class Chip(Choosable):
    """One chip of a row; ``only``: at most one of them is chosen."""

    def __init__(
        self, text: str, *, only: bool, walk: Callable[[int], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._walk = walk
        self.setAutoExclusive(only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        mirrored = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.isRightToLeft()
        self._walk(-step if mirrored else step)

    def sizeHint(self) -> QSize:
        # A chosen chip is set a little bolder; it takes the same room, so that nothing jumps.
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Medium)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(
            self.text()
        )
        return QSize(hint.width() + max(0, more), hint.height())


class ChipRow(QWidget):
    """A row of chips.

    ``choices`` are (value, text) pairs. ``many``: several may be chosen. Otherwise at most one, and
    ``told`` hears "" when the chosen one is pressed again, if ``optional``.
    ``told(value)`` hears what was pressed, after the row shows it.
    """

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        told: Callable[[str], object],
        *,
        many: bool = False,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._told = told
        self._many = many
        self._optional = optional
        self._chips: dict[str, Chip] = {}
        self.setAccessibleName(name)
        wraps(self)
        flow = Flow(parent=self)
        for value, text in choices:
            chip = Chip(text, only=not many, walk=self._walk, parent=self)
            chip.setAccessibleDescription(name)
            chip.clicked.connect(lambda _=False, value=value: self._press(value))
            self._chips[value] = chip
            flow.addWidget(chip)
        self._stop_at(next(iter(self._chips.values())))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen values, in the order of the row."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def offer(self, values: Collection[str]) -> None:
        """Offers these values; the others aren't there until they are offered again."""
        for value, chip in self._chips.items():
            show_if(value in values, chip)

    def show_chosen(self, values: Collection[str]) -> None:
        """Shows these values as chosen."""
        for value, chip in self._chips.items():
            chip.choose(value in values)
        if not self._has_focus():
            first = next((chip for chip in self._offered() if chip.isChecked()), None)
            self._stop_at(first or self._offered()[0])

    def focus(self) -> None:
        """Gives the keyboard's place to the row's stop."""
        for chip in self._chips.values():
            if chip.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, value: str) -> None:
        chip = self._chips[value]
        again = chip.isChecked()
        self._stop_at(chip)
        if self._many:
            chip.choose(not again)
        elif again and not self._optional:
            return
        else:
            self.show_chosen(() if again else (value,))
        self._told("" if again and not self._many else value)

    def _walk(self, step: int) -> None:
        chips = self._offered()
        here = next((at for at, chip in enumerate(chips) if chip.hasFocus()), 0)
        chip = chips[(here + step) % len(chips)]
        self._stop_at(chip)
        chip.setFocus(Qt.FocusReason.TabFocusReason)

    def _offered(self) -> list[Chip]:
        return [chip for chip in self._chips.values() if not chip.isHidden()]

    def _stop_at(self, stop: Chip) -> None:
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

    def _has_focus(self) -> bool:
        return any(chip.hasFocus() for chip in self._chips.values())
