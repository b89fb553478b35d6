"""The pause before a knock: one question, whose answers look equal. Nothing is sent before one is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say


class Knocking(QWidget):
    """``knock`` knocks, ``letter`` opens a letter for later (None: there are none), ``nothing`` goes back."""

    def __init__(
        self,
        knock: Callable[[], object],
        letter: Callable[[], object] | None,
        nothing: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wraps(self)
        self._ask = Text(say("knock.ask"), "strong")
        # It has the keyboard's place, so that the key that asked for a knock, pressed twice, sends nothing.
        self._ask.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(Button(say("knock.softly"), knock))
        if letter is not None:
            row.addWidget(Button(say("knock.letter"), letter))
        row.addWidget(Button(say("knock.nothing"), nothing))
        column = Column(self)
        column.add(self._ask)
        column.add(Text(say("knock.ask.text")), 4)
        column.add(row, 12)

    def focus(self) -> None:
        """Gives the keyboard's place to the question."""
        self._ask.setFocus(Qt.FocusReason.OtherFocusReason)
