"""Letters, from the first word to the partner: held here and nowhere else until their writer sends one.

A letter goes in three steps: it is on its way out, it is said, it is no longer here. A crash after any of
them leaves it either here or sent, once: what was said is known from the records, and only that went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.core.acts import Refused
from stillhere.core.letters import sent, why_not_send
from stillhere.core.state.when import ms_of
from stillhere.home import bell
from stillhere.home.rooms.mailbox import Mailbox

if TYPE_CHECKING:
    from stillhere.core.letters import Choice, Letter, Post
    from stillhere.home.home import Home
    from stillhere.home.private import Private


class Letters:
    """The letters of the person of `home`, in what is `private` and open. Both belong to one thread."""

    def __init__(self, home: Home, private: Private) -> None:
        self._home = home
        self._letters = private.letters
        self.mailbox = Mailbox(home)

    def here(self) -> tuple[Letter, ...]:
        """Every letter that is here, the one begun last first."""
        self.settle()
        return self._letters.all()

    def write(self, text: str) -> Letter:
        """A new letter, at the first pause in typing it. Raises `Refused`."""
        return self._letters.write(text)

    def change(self, letter: str, text: str) -> Letter:
        """Keeps what a letter says now. Raises `Refused`, and `PrivateError` "letter_gone"."""
        return self._letters.save(letter, text)

    def to_ask(self, post: Post | None = None) -> tuple[Letter, ...]:
        """The letters whose writer is to be asked about them now, the oldest first.

        ``post`` is the mailbox's, where it is known already.
        """
        self.settle()
        return self._letters.to_ask(self.mailbox.post() if post is None else post)

    def asked(self, letter: str) -> None:
        """Notes that the question was shown: it comes again at the next return. Raises `PrivateError`."""
        self._letters.asked(letter, self.mailbox.post())

    def decide(self, letter: str, choice: Choice) -> Letter | None:
        """Does what its writer chose; None: it isn't here any more.

        Raises `Refused`, and `PrivateError` "letter_gone".
        """
        if choice == "send":
            self._send(letter)
            return None
        return self._letters.decide(letter, choice, self.mailbox.post(), self._home.clock())

    def settle(self) -> None:
        """After a crash on the way out, or when an old copy came back: what was said isn't here any more."""
        if self._letters.all():
            self._letters.settle(self.mailbox.said(), self.mailbox.post())

    def _send(self, letter: str) -> None:
        leaving = self._letters.decide(letter, "send", self.mailbox.post(), self._home.clock())
        try:
            if leaving is not None:
                self._say(leaving)
        finally:
            # It was said or it wasn't: the records know it.
            self.settle()

    def _say(self, letter: Letter) -> None:
        home = self._home
        with home.store.transaction():
            # Another process may have sent it, or something may have come in between, a moment ago.
            if letter.id in self.mailbox.said():
                return
            why = why_not_send(letter, self.mailbox.post(), home.clock())
            if why is not None:
                raise Refused(why)
            home.rounds.author().say(sent(letter, home.clock()), ms_of(home.clock()))
        bell.ring(home.paths.bell)
