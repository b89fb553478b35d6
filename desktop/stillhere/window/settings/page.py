"""Settings: one card for each thing. What is chosen is kept as it is chosen; nobody has to press Save.

The cards in sight are there at once. The others come behind them in turns, below what stands already: nothing
moves by it, and whoever walks on with the Tab key finds them all.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QWidget

from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.settings.cards import Doors, cards
from stillhere.window.settings.section import Section
from stillhere.words import say

GAP, GROUP_GAP = 14, 34

#: Milliseconds from one turn to the next: between two of them there is time for a picture and for a key.
_TURN_MS: Final = 10


class SettingsPage(Page):
    """The cards, group by group, and what they lead to."""

    def __init__(self, desk: Desk, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(say("nav.settings"), widest=50, parent=parent)
        self._desk = desk
        self._sections: list[Section] = []
        self._coming = cards(desk, doors)
        self._group = ""
        self._here = False
        self._led: Section | None = None
        self._led_at = 0  # where the page was scrolled to, to show it
        self.whole = False
        self._turns = QTimer(self, interval=_TURN_MS)
        self._turns.timeout.connect(self._make_one)
        desk.changed.connect(self._show)
        self.verticalScrollBar().rangeChanged.connect(self._stay_there)

    def fit(self, size: QSize) -> None:
        super().fit(size)
        while not self.whole and self._column.heightForWidth(size.width()) <= size.height():
            self._make_one()

    def come(self, about: str) -> None:
        self._here = True
        for section in self._sections:
            section.come()
        if not self.whole:
            self._turns.start()
        if about:
            self._lead_to(about)

    def leave(self) -> None:
        self._here = False
        self._turns.stop()
        for section in self._sections:
            section.hand_over()

    def step_back(self) -> bool:
        return super().step_back() or any(section.step_back() for section in self._sections)

    def make_whole(self) -> None:
        while not self.whole:
            self._make_one()

    def _lead_to(self, name: str) -> None:
        """Brings the card of this name into sight, at the top, and the keyboard's place to its title."""
        self.make_whole()
        led = next((each for each in self._sections if each.name == name and not each.isHidden()), None)
        if led is not None:
            led.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self._led, self._led_at = led, self.verticalScrollBar().value()
            self._stay_there()

    def _stay_there(self) -> None:
        """Cards above may grow once they know more; nobody who went on by then is led back."""
        bar = self.verticalScrollBar()
        if self._led is None or not self._led.title.hasFocus() or bar.value() != self._led_at:
            return
        self._column.activate()
        bar.setValue(self._led.y() - GAP)
        self._led_at = bar.value()

    def _make_one(self) -> None:
        """Makes the next card, or finds that the page is whole."""
        group, section = next(self._coming, ("", None))
        if section is None:
            self.whole = True
            self._turns.stop()
            return
        if group != self._group:
            self._group = group
            self.add(Text(say(f"settings.group.{group}"), "heading"), GROUP_GAP)
        self.add(section, GAP)
        self._sections.append(section)
        section.show_present(self._desk.present)
        if self.isVisible() and not section.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            section.show()  # or the Tab key doesn't find it before the next turn of the loop
        if self._here:
            section.come()

    def _show(self) -> None:
        for section in self._sections:
            section.show_present(self._desk.present)
