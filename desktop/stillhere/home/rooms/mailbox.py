"""What came and what went: letters as they lie in this store. A letter that came is opened by choice.

Opening one changes nothing but this device's own store; the one who wrote it never hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.post import letters_of, pace_of, post, wish
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.refused import Refused
from stillhere.core.records.terms import Pace
from stillhere.core.state.model import Posted, State, partner_of
from stillhere.core.state.when import Part, ms_of, part_of
from stillhere.home import bell
from stillhere.home.rooms.opened import Opened

if TYPE_CHECKING:
    from stillhere.core.letters import Post
    from stillhere.home.home import Home


class Received(Struct, frozen=True, kw_only=True):
    """A letter that came: the id of its record, the part of a day, and its text once it is open."""

    id: str
    came: Part
    opened: bool = False
    text: str = ""


class Sent(Struct, frozen=True, kw_only=True):
    """A letter that went: the ids of its record and of the letter, its text, and when (ms) it was sent."""

    id: str
    letter: str
    text: str
    sent_ms: int


class Mailbox:
    """The letters between the two people of `home`, as far as they were sent."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._opened = Opened(home.store)

    def received(self) -> tuple[Received, ...]:
        """The letters that came, the latest first. The text of one that isn't open stays in the store."""
        home = self._home
        with home.store.reading():
            now, opened = home.clock(), self._opened.all()
            found = [
                Received(
                    id=record,
                    came=part_of(posted.at[0], now),
                    opened=record in opened,
                    text=body.text if record in opened else "",
                )
                for record, posted, body in self._letters(self._partner())
            ]
        return tuple(reversed(found))

    def unopened(self) -> int:
        """How many letters came that weren't opened on this device."""
        home = self._home
        with home.store.reading():
            opened = self._opened.all()
            there = [record for record, _ in letters_of(home.memory.state(), self._partner())]
            return sum(record not in opened and home.store.kept.has_body(record) for record in there)

    def open(self, letter: str) -> Received:
        """Opens one letter. Raises `Refused`."""
        opened = self._open([letter])
        if not opened:
            raise Refused("why.letter.unknown")
        return opened[0]

    def open_all(self) -> tuple[Received, ...]:
        """Opens all that came: those that were closed until now."""
        return self._open([each.id for each in self.received() if not each.opened])

    def sent(self) -> tuple[Sent, ...]:
        """The letters that went, the latest first. Nothing is known of what became of them."""
        with self._home.store.reading():
            return self._sent()

    def said(self) -> Mapping[str, str]:
        """The texts of the letters that this person ever sent, by the letters' own ids."""
        return {each.letter: each.text for each in self.sent()}

    def post(self) -> Post:
        """What stands between a letter and the partner at this moment."""
        home = self._home
        with home.store.reading():
            sent = [each.sent_ms for each in self._sent()]
            return post(home.memory.state(), home.mine().person, home.clock(), sent)

    def pace(self) -> Pace:
        """How this person wishes to be written to at present."""
        return pace_of(self._home.memory.state(), self._home.mine().person)

    def wish(self, pace: Pace) -> None:
        """Tells the partner's app how this person wishes to be written to. Raises `Refused`."""
        home = self._home
        with home.store.transaction():
            body = wish(home.memory.state(), home.mine(), pace)
            if body is not None:
                home.rounds.author().say(body, ms_of(home.clock()))
        bell.ring(home.paths.bell)

    def _partner(self) -> str:
        partner = partner_of(self._home.memory.state(), self._home.mine().person)
        return "" if partner is None else partner.id

    def _letters(self, person: str) -> Iterator[tuple[str, Posted, LetterSent]]:
        # The seal isn't needed to read back what was verified, and reading is lazy like all of it.
        from stillhere.home.flow.linking import read_back

        state: State = self._home.memory.state()
        for record, posted in letters_of(state, person):
            stored = self._home.store.kept.record(record)
            body = None if stored is None else read_back(stored).body
            if isinstance(body, LetterSent):
                yield record, posted, body

    def _sent(self) -> tuple[Sent, ...]:
        found = [
            Sent(id=record, letter=body.letter, text=body.text, sent_ms=body.said_ms)
            for record, _, body in self._letters(self._home.mine().person)
        ]
        return tuple(reversed(found))

    def _open(self, letters: list[str]) -> tuple[Received, ...]:
        home = self._home
        with home.store.transaction():
            there = [record for record, _, _ in self._letters(self._partner())]
            self._opened.add((letter for letter in letters if letter in there), there)
        bell.ring(home.paths.bell)
        return tuple(each for each in self.received() if each.id in letters)
