"""Safety: what the app can't know, what nobody owes, and who can be rung. It asks nothing and tells nobody.

Everything on it comes with the program, can be selected, and needs no network. The numbers carry their date.
Leaving, taking along and erasing are one press away; each says what it does on its own card of the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QWidget

from stillhere.home.library import Helplines, Library, Line
from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.page import Page
from stillhere.window.components.shown import show_if
from stillhere.window.help.prose import Block, Prose, blocks
from stillhere.words import say

#: The cards of the settings by which somebody goes.
_CARDS: Final = ("leave", "export", "erase")


class SafetyPage(Page):
    """``library`` has the words and the numbers. ``back`` leads back where no sidebar stands beside it.

    ``card`` opens a card of the settings, by its name; ``shares`` tells whether there is anybody to leave.
    """

    def __init__(
        self,
        library: Library,
        back: Callable[[], object] | None = None,
        *,
        card: Callable[[str], object] | None = None,
        shares: Callable[[], bool] = bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("nav.safety"), widest=44, parent=parent)
        self._library = library
        self._go = Button(say("safety.go"), self._show_numbers)
        self._back = back
        ways = Flow(gap=10, line_gap=10)
        ways.addWidget(self._go)
        if back is not None:
            ways.addWidget(Button(say("welcome.back"), back))
        self._words = Prose(say("nav.safety"))
        self._words.show_blocks(tuple(blocks(library.help_text("safety"))))
        self._numbers = Prose(say("safety.numbers"))
        self._numbers.show_blocks(tuple(numbers(library.helplines())))
        self.add(ways, 16)
        self._shares = shares
        self._cards: dict[str, Button] = {}
        if card is not None:
            self._cards = {
                name: Button(say(f"safety.{name}"), partial(card, name), "text") for name in _CARDS
            }
            going = Flow(gap=10, line_gap=2)
            for button in self._cards.values():
                going.addWidget(button)
            self.add(going, 8)
        self.add(self._words, 20)
        self.add(self._numbers, 26)

    def come(self, about: str) -> None:
        self.tell_broken(self._library)
        if self._cards:
            show_if(self._shares(), self._cards["leave"])

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if self._back is None:
            return False
        self._back()
        return True

    def _show_numbers(self) -> None:
        self._numbers.setFocus()
        self.verticalScrollBar().setValue(self._numbers.y() - 24)


def numbers(lines: Helplines) -> Iterator[Block]:
    """The helplines, country by country, with the day on which they were compared."""
    yield Block("heading", say("safety.numbers"))
    for text in (lines.emergency, lines.privacy, lines.note):
        yield Block("text", text)
    if lines.checked is not None:
        checked = QDate(lines.checked.year, lines.checked.month, lines.checked.day)
        day = QLocale().toString(checked, QLocale.FormatType.LongFormat)
        yield Block("text", say("safety.checked", day=day))
    for country in lines.countries:
        yield Block("heading", country.name)
        yield Block("text", say("safety.emergency", number=country.emergency))
        for line in country.lines:
            yield from _line(line)
    if lines.elsewhere:
        yield Block("heading", say("safety.elsewhere"))
        for line in lines.elsewhere:
            yield from _line(line)


def _line(line: Line) -> Iterator[Block]:
    yield Block("name", line.name)
    ways = [
        line.number,
        line.text_number and say("safety.text_number", number=line.text_number),
        line.web,
    ]
    yield Block("line", " · ".join(way for way in ways if way))
    about = line.about if line.organisation == line.name else f"{line.organisation}. {line.about}"
    yield Block("line", about)
