"""One card of the settings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk, Present
from stillhere.words import say


class Section(Card):
    """``name`` is the end of its title's key, ``settings.<name>``."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(say(f"settings.{name}"), parent=parent)
        self.name = name
        self._desk = desk

    def show_present(self, present: Present) -> None:
        """Shows what is so."""

    def come(self) -> None:
        """The page comes into sight: what has to be asked for is asked for."""

    def hand_over(self) -> None:
        """Hands over what is being typed."""

    def step_back(self) -> bool:
        """Closes what is open without an answer; False where nothing is."""
        return False

    def change(self, **fields: object) -> None:
        """Keeps these settings of this device, and shows what is so then."""
        self._desk.ask(lambda home: home.change_settings(**fields), lambda _: self._desk.refresh())


def column_of() -> tuple[QWidget, Column]:
    """A widget with a column in it that is as high as what is shown there."""
    widget = QWidget()
    wraps(widget)
    return widget, Column(widget)


def row_of(*buttons: QWidget) -> Flow:
    """Buttons side by side, as far as there is room."""
    row = Flow(gap=10, line_gap=10)
    for button in buttons:
        row.addWidget(button)
    return row
