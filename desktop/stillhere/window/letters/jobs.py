"""What the page of letters asks. Each job runs beside the window and touches no widget.

What came and what went is read without what is private; what waits here is private, and may be locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.letters import Letter, Post
from stillhere.core.records.terms import Pace
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox, Received, Sent

if TYPE_CHECKING:
    from stillhere.core.letters import Choice
    from stillhere.home.home import Home
    from stillhere.home.private import Private
    from stillhere.window.reflect.jobs import Leaf


class Box(Struct, frozen=True, kw_only=True):
    """What came and what went, and how this person wishes to be written to."""

    received: tuple[Received, ...] = ()
    sent: tuple[Sent, ...] = ()
    pace: Pace = "any"

    @property
    def closed(self) -> bool:
        """Whether something came that isn't open."""
        return any(not each.opened for each in self.received)


class Here(Struct, frozen=True, kw_only=True):
    """The letters that are here, what stands between them and the partner, and which one to ask about."""

    letters: tuple[Letter, ...] = ()
    post: Post = Post(partner=None)
    ask: str = ""
    locked: bool = False

    def letter(self, name: str) -> Letter | None:
        """The letter of this id."""
        return next((each for each in self.letters if each.id == name), None)


def box(home: Home) -> Box:
    """What came and what went."""
    mailbox = Mailbox(home)
    return Box(received=mailbox.received(), sent=mailbox.sent(), pace=mailbox.pace())


def here(home: Home, private: Private, *, asking: bool) -> Here:
    """The letters that are here, and which one to ask about. While one is (``asking``), no other is."""
    letters = Letters(home, private)
    post = letters.mailbox.post()
    found = () if asking else letters.to_ask(post)
    return Here(
        letters=letters.here(),
        post=post,
        ask=found[0].id if found else "",
        locked=private.locked,
    )


def asked(home: Home, private: Private, *, letter: str) -> None:
    """The question stands there: it comes again at the next return, and not before."""
    Letters(home, private).asked(letter)


def decide(home: Home, private: Private, *, letter: str, choice: Choice) -> Choice:
    """Does what its writer chose: the choice."""
    Letters(home, private).decide(letter, choice)
    return choice


def keep(private: Private, leaf: Leaf, texts: tuple[str, ...]) -> None:
    """Keeps what is typed: a new letter with the first words, the same one from then on.

    Where that was sent or let go elsewhere, they begin a letter.
    """
    with private.transaction():
        letter = leaf.id if leaf.id and private.letters.get(leaf.id) is not None else ""
        if letter:
            private.letters.save(letter, texts[0])
        elif any(texts):
            letter = private.letters.write(texts[0]).id
    leaf.id = letter


def open_one(home: Home, *, letter: str) -> Box:
    """Opens one letter that came: what there is then."""
    Mailbox(home).open(letter)
    return box(home)


def open_all(home: Home) -> Box:
    """Opens all that came: what there is then."""
    Mailbox(home).open_all()
    return box(home)


def wish(home: Home, *, pace: Pace) -> Box:
    """Says how this person wishes to be written to: what there is then."""
    Mailbox(home).wish(pace)
    return box(home)
