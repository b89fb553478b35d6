"""What one may say of oneself: rest, a little bit back, back, "still here". Nothing is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.acts import Back, PartlyBack, Rest, StillHere
from stillhere.core.view import View
from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.today.form import Form


class Own(QWidget):
    """The buttons for one's own state; only those that mean something now are there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._desk = desk
        self._asking_form = False
        self._begin = QWidget(self)
        self._rest = Button(say("today.rest"), lambda: desk.do(Rest()), "primary", large=True)
        self._rest_hint = Text(say("today.rest.hint"), "caption")
        self._back = Button(say("today.back"), lambda: desk.do(Back()), "primary", large=True)
        self._partly = Button(say("today.partly"), self._ask_form, large=True)
        self._say = Button(say("today.still_here"), lambda: desk.do(StillHere()), large=True)
        self._rest_again = Button(say("today.rest"), lambda: desk.do(Rest()), large=True)
        self._form: Form | None = None
        self._said = Text(say("pulse.said"), "caption")
        self._column = Column(self)
        self._lay_out()

    def show_view(self, view: View) -> None:
        """Shows what may be said now."""
        state = view.me.status.state
        if state != "resting":
            self._asking_form = False
        show_if(state == "here" and "rest" in view.may, self._begin)
        show_if("back" in view.may, self._back)
        show_if(state == "resting" and "partly" in view.may and not self._asking_form, self._partly)
        show_if("still_here" in view.may and view.link == "linked", self._say)
        show_if(state == "partly_back" and "rest" in view.may, self._rest_again)
        asking = state == "partly_back" or self._asking_form
        if asking and self._form is None:
            from stillhere.window.today.form import Form

            self._form = Form(self._come_partly)
            self._column.add_after(self._said, self._form, 14)
        if self._form is not None:
            show_if(asking, self._form)
            self._form.show_chosen(view.me.status.partly if state == "partly_back" else None)
        show_if(view.me.still_here and view.link == "linked", self._said)

    def step_back(self) -> bool:
        """Closes what was opened without an answer; False where nothing is open."""
        if not self._asking_form:
            return False
        self._asking_form = False
        self.show_view(self._desk.present.view)
        self._partly.setFocus()
        return True

    def _lay_out(self) -> None:
        column = self._column
        # The one button of a quiet day is as wide as the sentence below it.
        self._begin.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        first = Column(self._begin)
        first.add(self._rest)
        first.add(self._rest_hint, 6)
        row = Flow(gap=10, line_gap=10)
        for button in (self._back, self._partly, self._say, self._rest_again):
            row.addWidget(button)
        column.add(self._begin)
        column.add(row)
        column.add(self._said, 8)

    def _ask_form(self) -> None:
        self._asking_form = True
        self.show_view(self._desk.present.view)
        if self._form is not None:
            self._form.focus()

    def _come_partly(self, form: str) -> None:
        self._desk.do(PartlyBack(form))  # type: ignore[arg-type]
