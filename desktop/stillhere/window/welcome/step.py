"""One step of the way in: a title, a sentence, something to fill in, and the ways on and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLayout, QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.page import Page
from stillhere.window.components.ring import lead_to
from stillhere.words import say

WIDEST = 40  #: ems


class Step(Page):
    """``check`` says what is missing as (title, next step), or None; only then does ``go_on`` follow.

    ``field`` is where one begins, and where a press that can't go on leads back to.
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        go_on: Callable[[], object],
        go_back: Callable[[], object] | None = None,
        on_word: str = "welcome.on",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, widest=WIDEST, centred=True, parent=parent)
        self._go_on = go_on
        self._go_back = go_back
        self._on = Button(say(on_word), self.go_on, "primary", large=True)
        self._back = Button(say("welcome.back"), self.go_back, large=True)

    def fill(self, *fields: tuple[QWidget | QLayout, int]) -> None:
        """Sets the fields, each with its gap above, and the buttons below them."""
        for field, above in fields:
            self.add(field, above)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._on)
        row.addWidget(self._back)
        self.add(row, 28)
        # What can be said of a mistake stands below, so that nothing moves under somebody's hand.
        self._column.removeWidget(self.note)
        self.add(self.note, 18)
        self._column.hang(self.note)
        self._back.setVisible(self._go_back is not None)

    @property
    def field(self) -> QWidget:
        """What is to be filled in, or the way on where nothing is."""
        return self._on

    def come(self, about: str) -> None:
        self.field.setFocus()

    def check(self) -> tuple[str, str] | None:
        """What is missing before it can go on."""
        return None

    def go_on(self) -> None:
        """Goes on, or says what is missing."""
        missing = self.check()
        if missing is not None:
            self.note.tell(*missing)
            lead_to(self.field)
            self.reveal(self.note)
            return
        self.note.clear()
        self._go_on()

    def focus_on(self) -> None:
        """Gives the keyboard's place to the way on."""
        self._on.setFocus()

    def go_back(self) -> None:
        """Goes back; what was filled in stays."""
        if self._go_back is not None:
            self._go_back()

    def busy(self, working: bool) -> None:
        """While something is being made there is nothing to press twice."""
        self._on.setEnabled(not working)
        self._back.setEnabled(not working)

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if self._go_back is None:
            return False
        self._go_back()
        return True
