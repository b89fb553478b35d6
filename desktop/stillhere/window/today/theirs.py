"""The partner's rest in the partner's own words, the one soft knock, and a letter for later.

Where a knock is not welcome the button stays, quiet, and the partner's wish stands beside it. Before one that
is there is a pause.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stillhere.core.acts import Rest, SoftKnock
from stillhere.core.view import Shown, View
from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.shown import show_if
from stillhere.window.components.tag import Tag
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.desk import Desk
from stillhere.window.today.choices import LOOKS
from stillhere.window.today.people import has_words
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.today.knocking import Knocking


class Theirs(QWidget):
    """The partner's rest. ``letter`` begins a letter for later; None: there are no letters here.

    ``with_rest``: offers one's own rest and the letter beside the knock; both may rest at once.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        with_rest: bool,
        letter: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wraps(self)
        self._desk = desk
        self._with_rest = with_rest
        self._write = letter
        self._asking: Knocking | None = None
        self._shown_looks: tuple[str, ...] = ()
        self._quote = Text(kind="prompt")
        self._looks = QWidget()
        wraps(self._looks)
        self._tags = Flow(parent=self._looks)
        self._guess = Text()
        self._knock = Button(say("today.knock"), self._pause, large=with_rest)
        self._letter = Button(say("knock.letter"), lambda: letter and letter(), large=True)
        self._rest = Button(say("today.rest"), lambda: desk.do(Rest()), large=True)
        self._why = Text(kind="caption")
        # Reached by Tab: who can't see the quiet button hears the wish.
        self._why.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = Column(self)
        column.add(self._quote)
        column.add(self._looks, 12)
        column.add(self._guess, 14)
        self._ways = QWidget()
        wraps(self._ways)
        row = Flow(gap=8, line_gap=10, parent=self._ways)
        for way in (self._knock, self._letter, self._rest):
            row.addWidget(way)
        column.add(self._ways, 18)
        column.add(self._why, 9)
        self._column = column

    def show_view(self, view: View) -> None:
        """Shows the partner's rest."""
        partner = view.partner
        if partner is None or partner.status.state != "resting":
            return
        status = partner.status
        self._quote.say(say("today.quote", line=status.line))
        show_if(bool(status.line), self._quote)
        self._show_looks(tuple(look for look in LOOKS if look in status.looks))
        # Where nothing more was said, a line for each of the two tells since when.
        self._guess.say(" ".join(_when(partner, since=self._with_rest and has_words(partner))))
        show_if(bool(self._guess.text()), self._guess)
        why = view.may.why_not.get("knock", "")
        self._knock.setEnabled(not why)
        sentence = say(why, name=partner.name) if why else ""
        self._knock.setAccessibleDescription(sentence)
        self._why.say(say("knock.left") if view.left_at_the_door else sentence)
        show_if(bool(why), self._why)
        show_if(self._with_rest and "rest" in view.may, self._rest)
        show_if(self._with_rest and self._write is not None, self._letter)
        if why:
            self._close()

    def step_back(self) -> bool:
        """Closes the question without an answer; False where none is open."""
        if self._asking is None or self._asking.isHidden():
            return False
        self._close()
        self._knock.setFocus()
        return True

    def _pause(self) -> None:
        if self._asking is None:
            from stillhere.window.today.knocking import Knocking

            self._asking = Knocking(self._do, self._write, self.step_back)
            self._column.add_after(self._ways, self._asking, 18)
        self._ways.hide()
        self._asking.show()
        self._asking.focus()

    def _do(self) -> None:
        self._close()
        self._desk.do(SoftKnock())

    def _close(self) -> None:
        if self._asking is not None:
            self._asking.hide()
        self._ways.show()

    def _show_looks(self, looks: tuple[str, ...]) -> None:
        show_if(bool(looks), self._looks)
        if looks == self._shown_looks:
            return
        self._shown_looks = looks
        empty(self._tags)
        for look in looks:
            self._tags.addWidget(Tag(say(f"looks.{look}")))


def _when(partner: Shown, *, since: bool) -> list[str]:
    if partner.guess_over:
        return [say("their_guess.over")]
    found = []
    if since and partner.since is not None:
        found.append(say("today.resting.since", since=say(f"since.{partner.since}")))
    if partner.status.guess is not None:
        found.append(say(f"their_guess.{partner.status.guess}", name=partner.name))
    return found
