"""What became of the last choice, in a sentence; and a way back from it, where there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.note import announce
from stillhere.window.components.text import Text
from stillhere.words import say


class Said(QWidget):
    """Hidden while there is nothing to say. ``back`` is called where the way back is taken."""

    def __init__(self, back: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Text(kind="name")
        self._take_back = back
        self._back = Button(say("letters.bring_back"), self._press, "text")
        row = Flow(gap=16, parent=self)
        row.addWidget(self._text)
        row.addWidget(self._back)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def _press(self) -> None:
        self.hide()
        self._take_back()

    def tell(self, sentence: str, *, back: bool = False) -> None:
        """Says it."""
        self._text.say(sentence)
        self._back.setVisible(back)
        self.show()
        announce(self, sentence)
