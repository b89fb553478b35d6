"""What a little bit back means: one of three forms, told as it is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.today.choices import FORMS
from stillhere.words import say


class Form(QWidget):
    """``told`` hears the form that was chosen."""

    def __init__(self, told: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        forms = [(form, say(f"partly.{form}")) for form in FORMS]
        self._row = ChipRow(say("today.partly.ask"), forms, told)
        column = Column(self)
        column.add(Text(say("today.partly.ask")))
        column.add(self._row, 6)

    def show_chosen(self, form: str | None) -> None:
        """Shows the form that was told, or None."""
        self._row.show_chosen((form,) if form else ())

    def focus(self) -> None:
        """Gives the keyboard's place to the row's stop."""
        self._row.focus()
