"""Leaving: what goes out with it, what stays, and that nothing goes out or comes in afterwards.

With a note one record says it, and everything else that waited stays here. Quietly, nothing is written from
this moment on: not even what waited, nor a file taken away. This computer forgets the folder then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core import leaving
from stillhere.core.device_acts import in_hand
from stillhere.core.records.record import PersonLeft
from stillhere.core.state.model import has_left, name_of, partner_of
from stillhere.core.state.when import ms_of
from stillhere.home import bell
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home


class Before(Struct, frozen=True, kw_only=True):
    """What is to be known before one leaves: the partner's ``name``, how many ``waiting`` files stay here.

    ``elsewhere`` is how many further devices of this person share too: a note ends that; quietly, each leaves
    by itself.
    """

    name: str
    waiting: int
    elsewhere: int


class Leaving:
    """Leaving, of the person of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def before(self) -> Before | None:
        """What is to be known before one leaves; None where nothing is shared."""
        home = self._home
        with home.store.reading():
            state, mine = home.memory.state(), home.memory.mine()
            partner = partner_of(state, mine.person)
            if partner is None or has_left(state, mine.person):
                return None
            return Before(
                name=name_of(state, partner.id),
                waiting=home.store.outbox.count(),
                elsewhere=len({*in_hand(state, mine.person)} - {mine.device}),
            )

    def leave(self, *, quietly: bool) -> bool:
        """Leaves, at once: whether the partner is told. By then it holds on this computer.

        Raises `Refused`. A note goes out with the next round; until it lies in the folder it waits.
        """
        home, now_ms = self._home, ms_of(self._home.clock())
        with home.store.transaction():
            told = leaving.leave(home.memory.state(), home.memory.mine(), quietly=quietly)
            home.store.outbox.give_up()
            home.store.notes.take()
            author = home.rounds.author()
            if told:
                author.say(PersonLeft(), now_ms)
            else:
                author.say_to_nobody(PersonLeft(), now_ms)
        if not told:
            home.change_settings(folder=None)
        bell.ring(home.paths.bell)
        return told


def happens(before: Before, own: str, *, told: bool) -> tuple[str, ...]:
    """What leaving means, a sentence each; ``own`` is the name of the one who leaves."""
    keys = ["told" if told else "untold", "nothing_more"]
    keys += ["waiting"] if before.waiting else []
    keys += ["letters", "agreements", "sent"]
    keys += ["elsewhere_told" if told else "elsewhere"] if before.elsewhere else []
    return tuple(say(f"leave.happens.{key}", name=before.name, own=own) for key in (*keys, "once"))
