"""Letters in a list: each on a card, its first words and how it stands. It counts nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QMargins, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from stillhere.core.letters import Letter, state_shown
from stillhere.core.pages import first_words
from stillhere.core.state.when import part_of
from stillhere.home.rooms.mailbox import Received, Sent
from stillhere.window.reflect.passage import colours_of
from stillhere.window.reflect.row import Item, Row
from stillhere.window.reflect.rows import Rows
from stillhere.words import say

_RADIUS: Final = 14
_GAP: Final = 14


class Envelope(Row):
    """One letter, with the room of a card around it."""

    around = QMargins(22, 18, 22, 18)
    between = 8

    def paintEvent(self, _: QPaintEvent) -> None:
        colours, painter = colours_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if self.open else colours.edge), 1))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class Envelopes(Rows):
    """A list of letters, as one stop of the Tab key."""

    between = _GAP

    def _row(self) -> Row:
        return Envelope(self._press, self._walk, self)


def letter_item(letter: Letter, name: str, now: datetime) -> Item:
    """A letter that is here: its first words, when it was written, what it waits for."""
    shown = state_shown(letter)
    state = say(f"letters.state.{'alone' if shown == 'held' and not name else shown}", name=name)
    when = say(f"letters.written.{part_of(letter.created_ms, now)}")
    text = first_words([letter.text]) or say("letters.blank")
    return Item(letter.id, text, say("letters.caption", when=when, state=state))


def received_item(letter: Received, name: str) -> Item:
    """A letter that came: its first words once it is open."""
    came = say(f"letters.came.{letter.came}", name=name)
    if letter.opened:
        return Item(letter.id, first_words([letter.text]), came)
    return Item(letter.id, came, say("letters.closed"))


def sent_item(letter: Sent, now: datetime) -> Item:
    """A letter that went."""
    return Item(letter.id, first_words([letter.text]), say(f"letters.sent.{part_of(letter.sent_ms, now)}"))
