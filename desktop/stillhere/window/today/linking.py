"""From one to two: the card that stands on Today while the space is not shared yet.

Whoever uses the words is named here, and comes in by this person's yes alone. Both answers look equal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.sharing import Sharing
    from stillhere.home.home import Home
    from stillhere.window.invitation import TwelveWords


class Alone(Card):
    """A space of one's own; the way to share it, without a push. ``invite`` opens it."""

    def __init__(self, invite: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(say("today.alone.title"), parent=parent)
        self.add(Text(say("today.alone.text")), 6)
        row = Flow()
        row.addWidget(Button(say("today.alone.invite"), invite))
        self.add(row, 14)


class Invited(Card):
    """An open invitation: its words, shown when asked for."""

    def __init__(self, desk: Desk, invite: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(say("today.invited.title"), parent=parent)
        self._desk = desk
        self._text = Text()
        self._words: TwelveWords | None = None
        self._place = Column()
        self._show = Button(say("today.invited.show"), self._ask)
        self._hide = Button(say("today.invited.hide"), self.hide_words)
        self._hide.hide()
        self.add(self._text, 6)
        self.add(self._place, 16)
        row = Flow(gap=10, line_gap=2)
        row.addWidget(self._show)
        row.addWidget(self._hide)
        row.addWidget(Button(say("today.invited.new"), invite, "text"))
        self.add(row, 14)

    def show_sharing(self, sharing: Sharing) -> None:
        """Shows until when the words open it."""
        from stillhere.window.invitation import last_day

        if sharing.expires_ms is not None:
            self._text.say(say("today.invited.text", day=last_day(sharing.expires_ms)))

    def hide_words(self) -> None:
        """Takes the words out of sight."""
        had_focus = self._hide.hasFocus()
        if self._words is not None:
            self._words.clear()
            self._words.hide()
        self._hide.hide()
        self._show.show()
        if had_focus:
            self._show.setFocus()

    def _ask(self) -> None:
        self._desk.ask(lambda home: home.invitation(), self._came)

    def _came(self, words: tuple[str, ...] | None) -> None:
        if words is None:
            self._desk.refresh()
            return
        had_focus = self._show.hasFocus()
        if self._words is None:
            from stillhere.window.invitation import TwelveWords

            self._words = TwelveWords()
            self._place.add(self._words)
        self._words.show_words(words)
        self._words.show()
        self._show.hide()
        self._hide.show()
        if had_focus:
            self._hide.setFocus()


class Over(Card):
    """An invitation that nobody used in its time; a new one is made like the first."""

    def __init__(self, invite: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(say("today.over.title"), parent=parent)
        self._text = Text()
        self.add(self._text, 6)
        row = Flow()
        row.addWidget(Button(say("today.invited.new"), invite))
        self.add(row, 14)

    def show_over(self, expires_ms: int) -> None:
        """Names the last day on which it held."""
        from stillhere.window.invitation import last_day

        self._text.say(say("today.over.text", day=last_day(expires_ms)))


class Asks(Card):
    """Somebody used the words and waits for a yes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(marked=True, parent=parent)
        self._desk = desk
        self._title = Text(kind="name")
        self._yes = Button("", lambda: self._answer(lambda home: home.confirm()))
        self._no = Button(say("today.asks.no"), lambda: self._answer(lambda home: home.decline()))
        self.add(self._title)
        self._text = Text()
        self.add(self._text, 4)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self.add(row, 14)

    def show_name(self, name: str) -> None:
        """Names who asks."""
        self._title.say(say("today.asks.title", name=name))
        self._text.say(say("today.asks.text", name=name))
        self._yes.setText(say("today.asks.yes", name=name))

    def _answer(self, job: Callable[[Home], None]) -> None:
        self._desk.ask(job, lambda _: self._desk.refresh())


class Waits(Card):
    """An invitation was answered here; the inviter's yes is missing. The answer can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._title = Text(kind="name")
        self._text = Text()
        self._until = Text()
        self._stays = Text(kind="caption")
        self.add(self._title)
        self.add(self._text, 4)
        self.add(self._until, 4)
        row = Flow()
        row.addWidget(Button(say("today.waits.back"), self._turn_back, "text"))
        self.add(row, 8)
        self.add(self._stays)

    def show_wait(self, name: str, until_ms: int | None) -> None:
        """Names the inviter, and until when the words count."""
        from stillhere.window.invitation import last_day

        until = "" if until_ms is None else say("today.waits.until", name=name, day=last_day(until_ms))
        self._until.say(until)
        self._until.setVisible(bool(until))
        self._title.say(say("today.waits.title", name=name))
        self._text.say(say("today.waits.text", name=name))
        self._stays.say(say("today.waits.stays", name=name))

    def _turn_back(self) -> None:
        self._desk.ask(lambda home: home.turn_back(), lambda _: self._desk.refresh())


class Linking:
    """Which of the cards stands there now; each is made when it is first needed."""

    def __init__(self, desk: Desk, invite: Callable[[], object]) -> None:
        self._desk = desk
        self._invite = invite
        self._alone: Alone | None = None
        self._invited: Invited | None = None
        self._over: Over | None = None
        self._asks: Asks | None = None
        self._waits: Waits | None = None

    def card(self, present: Present) -> Card | None:
        """The card for `present`, or None for two people."""
        sharing, link = present.sharing, present.view.link
        if sharing is not None and sharing.asks is not None:
            self._asks = self._asks or Asks(self._desk)
            self._asks.show_name(sharing.asks)
            return self._asks
        if sharing is not None and sharing.waits_for is not None:
            self._waits = self._waits or Waits(self._desk)
            self._waits.show_wait(sharing.waits_for, sharing.waits_until_ms)
            return self._waits
        if link == "invited" and sharing is not None:
            self._invited = self._invited or Invited(self._desk, self._invite)
            self._invited.show_sharing(sharing)
            return self._invited
        if link == "alone" and sharing is not None and sharing.expires_ms is not None:
            self._over = self._over or Over(self._invite)
            self._over.show_over(sharing.expires_ms)
            return self._over
        # Who chose no folder is alone for certain: the first picture knows it before anything is looked at.
        if link == "alone" and (sharing is not None or present.settings.folder is None):
            self._alone = self._alone or Alone(self._invite)
            return self._alone
        return None

    def hide_words(self) -> None:
        """Takes the words of an invitation out of sight."""
        if self._invited is not None:
            self._invited.hide_words()
