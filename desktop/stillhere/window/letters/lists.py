"""The lists of letters: what came, what is here, what went; and how one wishes to be written to.

While what is private is locked, there is a line for its passphrase in the place of what is here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple, cast, get_args

from PySide6.QtWidgets import QLineEdit, QWidget

from stillhere.core.letters import Letter
from stillhere.core.records.terms import Pace
from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.letters.jobs import Box
from stillhere.window.letters.rows import Envelopes, letter_item, received_item, sent_item
from stillhere.words import say

PACES: Final = get_args(Pace)


class Doors(NamedTuple):
    """What the lists tell: a letter of each list was pressed, all are to be opened, a wish, a passphrase."""

    here: Callable[[str], object]
    received: Callable[[str], object]
    sent: Callable[[str], object]
    open_all: Callable[[], object]
    wished: Callable[[Pace], object]
    unlock: Callable[[str], object]


class Lists(QWidget):
    """Shows them one below the other; a list with nothing in it isn't there."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._came = Text(kind="label")
        self._open_all = Button(say("letters.open_all"), doors.open_all)
        self.received = Envelopes(say("letters.received"), doors.received)
        self._held = Text(say("letters.held"), "label")
        self.here = Envelopes(say("letters.held"), doors.here)
        self._nothing = Text(say("letters.nothing.here"))
        self._locked = Text(say("letters.locked"), "name")
        self.passphrase = Line(say("reflect.passphrase"), _unkept, hint=say("reflect.passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(lambda: doors.unlock(self.passphrase.text()))
        self._unlock = Button(say("reflect.open"), lambda: doors.unlock(self.passphrase.text()), "primary")
        self._went = Text(say("letters.went"), "label")
        self.sent = Envelopes(say("letters.went"), doors.sent)
        self._outside = Text(say("letters.locked.sent"), "caption")
        self._wish = Text(say("letters.wish"), "label")
        self._paces = ChipRow(
            say("letters.wish"),
            [(pace, say(f"letters.wish.{pace}")) for pace in PACES],
            lambda pace: doors.wished(cast(Pace, pace)),
        )
        self._heard = Text(kind="caption")
        self._lay_out()

    def show_box(self, box: Box, name: str, now: datetime) -> None:
        """Shows what came and what went. ``name`` is the partner's."""
        closed = [each for each in box.received if not each.opened]
        self._came.say(say("letters.from", name=name))
        self._came.setVisible(bool(box.received))
        self._open_all.setVisible(len(closed) > 1)
        ordered = [*closed, *(each for each in box.received if each.opened)]
        self.received.show_items([received_item(each, name) for each in ordered], "")
        self._went.setVisible(bool(box.sent))
        self.sent.show_items([sent_item(each, now) for each in box.sent], "")
        self._outside.setVisible(bool(box.sent) and not self._locked.isHidden())
        self._paces.show_chosen((box.pace,))
        self._heard.say(say("letters.wish.heard", name=name))
        for part in (self._wish, self._paces, self._heard):
            part.setVisible(bool(name))

    def show_here(
        self, letters: Sequence[Letter], without: Collection[str], name: str, now: datetime
    ) -> None:
        """Shows what is here, without those that are being let go."""
        items = [letter_item(each, name, now) for each in letters if each.id not in without]
        self._show_locked(shown=False)
        self._held.setVisible(bool(items))
        self.here.show_items(items, "")
        self._nothing.setVisible(not (items or self._went.isVisibleTo(self) or self._came.isVisibleTo(self)))

    def show_locked(self) -> None:
        """Shows the line for the passphrase, and nothing of what is behind it."""
        self.here.show_items((), "")
        for part in (self._held, self._nothing):
            part.hide()
        self._show_locked(shown=True)

    def busy(self, busy: bool) -> None:
        """While a passphrase is tried, which takes its time."""
        self._unlock.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)

    def choose(self, name: str) -> None:
        """Shows which letter is open."""
        for rows in (self.received, self.here, self.sent):
            rows.choose(name)

    def _show_locked(self, *, shown: bool) -> None:
        for part in (self._locked, self.passphrase, self._unlock):
            part.setVisible(shown)
        self._outside.setVisible(shown and not self._went.isHidden())
        if not shown:
            self.passphrase.clear()

    def _lay_out(self) -> None:
        wraps(self)
        column, opening, unlocking = Column(self), Flow(), Flow()
        opening.addWidget(self._open_all)
        unlocking.addWidget(self._unlock)
        for above, part in (
            (0, self._came), (14, self.received), (12, opening), (28, self._held), (14, self.here),
            (0, self._nothing), (28, self._locked), (12, self.passphrase), (12, unlocking),
            (28, self._went), (8, self._outside), (14, self.sent), (28, self._wish), (12, self._paces),
            (10, self._heard),
        ):  # fmt: skip
            column.add(part, above)
        self._show_locked(shown=False)


def _unkept(_: str) -> None:
    """A passphrase is kept nowhere."""
