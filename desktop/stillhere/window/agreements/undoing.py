"""What came of the last act, in a sentence; and a way back from it for a while, where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.acts import Deed
from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.note import announce
from stillhere.window.components.text import Text
from stillhere.words import say

#: How long it stands there, in milliseconds.
STAYS_MS: Final = 30_000


class Said(QWidget):
    """Hidden while there is nothing to say. ``undo`` hears the act that brings back what was put away."""

    def __init__(self, undo: Callable[[Deed], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._back: Deed | None = None
        self._text = Text(kind="name")
        self._button = Button(say("agreements.do.bring_back"), self._bring_back, "text")
        self._over = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._over.timeout.connect(self.clear)
        row = Flow(gap=16, parent=self)
        row.addWidget(self._text)
        row.addWidget(self._button)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def tell(self, sentence: str, back: Deed | None = None) -> None:
        """Says it; `back` is the act that undoes it."""
        self._back = back
        self._text.say(sentence)
        self._button.setVisible(back is not None)
        self.show()
        self._over.start()
        announce(self, sentence)

    def clear(self) -> None:
        """Goes."""
        self._over.stop()
        self._back = None
        self.hide()

    def _bring_back(self) -> None:
        back = self._back
        self.clear()
        if back is not None:
            self._undo(back)
