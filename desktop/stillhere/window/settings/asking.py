"""A question inside a card: what is going to happen, line by line, and two answers that look equal.

Nothing follows from opening it, and closing it, by Escape too, is never a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.page import reveal
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps


class Asking(QWidget):
    """Hidden until `ask`. ``no`` is called when it closes without a yes."""

    def __init__(self, stay: str, no: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._no = no
        self._then: Callable[[], object] | None = None
        self._title = Text(kind="name")
        lines = QWidget()
        wraps(lines)
        self._lines = Column(lines)
        self._yes = Button("", self._go)
        self._stay = Button(stay, self.close_it)
        column = Column(self)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._yes)
        row.addWidget(self._stay)
        for item, above in ((self._title, 0), (lines, 6), (row, 16)):
            column.add(item, above)
        self.hide()

    def ask(self, title: str, lines: Sequence[str], yes: str, then: Callable[[], object]) -> None:
        """Says what is going to happen; ``then`` is called on a yes."""
        empty(self._lines)
        self._title.say(title)
        self._title.setVisible(bool(title))
        for at, line in enumerate(lines):
            self._lines.add(Text(line), 6 if at else 0)
        self._yes.setText(yes)
        self._then = then
        self.show()
        self._stay.setFocus()
        reveal(self)

    def close_it(self) -> bool:
        """Closes it without an answer; False where nothing was asked."""
        if self.isHidden():
            return False
        self.hide()
        self._no()
        return True

    def _go(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()
