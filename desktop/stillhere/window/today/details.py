"""The details of one's own rest: offered after the click, never before, and every one optional.

Each choice is said as it is made. A line is said by Enter or its button and by nothing else: until then what
is typed is a draft on this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from stillhere.core.acts import Details as RestDetails
from stillhere.core.acts import Rest
from stillhere.core.records.record import LINE_LENGTH
from stillhere.core.view import View
from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.today.choices import CHECKINS, GUESSES, LOOKS
from stillhere.words import say

#: Groups of lines to choose from: a title and the lines.
Phrases = Sequence[tuple[str, Sequence[str]]]


class Details(Card):
    """``phrases`` gives the lines to pick from, asked for when the list opens."""

    def __init__(self, desk: Desk, phrases: Callable[[], Phrases], parent: QWidget | None = None) -> None:
        super().__init__(say("today.details"), parent=parent)
        self._desk = desk
        self._phrases = phrases
        self._looks = _row("looks", LOOKS, self._tell_looks, many=True)
        self._guess = _row("guess", GUESSES, self._tell_guess, optional=True)
        self._checkins = _row("checkins", CHECKINS, self._tell_checkins)
        labels = {name: Text(say(f"today.details.{name}")) for name in ("looks", "guess", "checkins")}
        for at, (name, row) in enumerate(
            (("looks", self._looks), ("guess", self._guess), ("checkins", self._checkins))
        ):
            self.add(labels[name], 18 if at else 9)
            self.add(row, 7)
        self._about_checkins = (labels["checkins"], self._checkins)
        self._agreed = Text(kind="caption")
        self.add(self._agreed, 8)
        self._line = Line(
            say("today.details.line"),
            self._tell_line,
            drafted=self._keep_draft,
            hint=say("today.details.line.hint"),
        )
        self._line.textEdited.connect(lambda _: self._typing())
        self._say = Button(say("today.details.line.say"), self._line.say_it)
        self._say.hide()
        self._pick = Button(say("today.details.pick"), self._open_phrases)
        self._saved = Text(kind="caption")
        self.add(Text(say("today.details.line")), 18)
        beside = QHBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self._line, 1)
        beside.addWidget(self._say)
        self.add(beside, 7)
        foot = Flow(gap=12)
        foot.addWidget(self._pick)
        foot.addWidget(self._saved)
        self.add(foot, 10)

    def show_view(self, view: View) -> None:
        """Shows what was said, and what can be chosen now."""
        status = view.me.status
        self._looks.show_chosen(status.looks)
        self._guess.show_chosen((status.guess,) if status.guess else ())
        show_if(bool(view.checkins), *self._about_checkins)
        if view.checkins:
            self._checkins.offer(view.checkins)
            self._checkins.show_chosen((status.checkins,) if status.checkins else ())
        why = view.why_no_knocks
        self._agreed.say("" if why is None else say(why, title=view.may.no_knocks))
        show_if(why is not None, self._agreed)
        self._line.show_text(status.line)
        self._show_unsaid()

    def begin(self) -> None:
        """A rest began: nothing was saved in it yet."""
        self._saved.say("")
        self._desk.ask(lambda home: home.draft("line"), self._show_draft)

    def hand_over(self) -> None:
        """Hands over a line that is being typed."""
        self._line.hand_over()

    def _tell_looks(self, _: str) -> None:
        self._tell(RestDetails(looks=self._looks.chosen))  # type: ignore[arg-type]

    def _tell_guess(self, guess: str) -> None:
        self._tell(RestDetails(guess=guess or "none"))  # type: ignore[arg-type]

    def _tell_checkins(self, checkins: str) -> None:
        self._tell(RestDetails(checkins=checkins))  # type: ignore[arg-type]

    def _tell_line(self, line: str) -> None:
        if len(line) > LINE_LENGTH:
            # It stays in the field, whole, until it is shorter.
            self._saved.say(say("why.line.long"))
            return
        self._say.hide()
        self._tell(RestDetails(line=line))
        self._keep_draft("")

    def _typing(self) -> None:
        over = len(self._line.text()) - LINE_LENGTH
        self._saved.say(say("today.details.line.over", over=over) if over > 0 else "")
        self._show_unsaid()

    def _show_unsaid(self) -> None:
        """A line that stands in its field and wasn't said tells that, with its button beside it."""
        unsaid = self._line.unsaid
        self._say.setVisible(unsaid)
        if unsaid and not self._saved.text():
            self._saved.say(say("today.details.line.unsaid"))
        elif not unsaid and self._saved.text() == say("today.details.line.unsaid"):
            self._saved.say("")

    def _keep_draft(self, line: str) -> None:
        self._desk.ask(lambda home: home.keep_draft("line", line), lambda _: None)

    def _show_draft(self, line: str) -> None:
        if line and not self._line.unsaid:
            self._line.setText(line)
            self._show_unsaid()

    def _tell(self, details: RestDetails) -> None:
        self._desk.do(Rest(details), self._kept)

    def _kept(self) -> None:
        # What is saved is what was said; a line that wasn't is told of first.
        self._saved.say(say("today.details.line.unsaid" if self._line.unsaid else "today.details.saved"))

    def _open_phrases(self) -> None:
        found = self._phrases()
        if not found:
            return  # why it has none was told
        menu = QMenu(self)
        menu.setAccessibleName(say("today.details.pick"))
        for title, lines in found:
            group = menu.addMenu(title) if title else menu
            for line in lines:
                group.addAction(line.replace("&", "&&"), partial(self._choose, line))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._pick.mapToGlobal(self._pick.rect().bottomLeft()))

    def _choose(self, line: str, *_: bool) -> None:
        self._line.setText(line)
        self._line.say_it()


def _row(
    name: Literal["looks", "guess", "checkins"],
    values: Sequence[str],
    told: Callable[[str], object],
    *,
    many: bool = False,
    optional: bool = False,
) -> ChipRow:
    choices = [(value, say(f"{name}.{value}")) for value in values]
    return ChipRow(say(f"today.details.{name}"), choices, told, many=many, optional=optional)
