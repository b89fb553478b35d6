"""What the person of this home says, as this device says it to both.

Before anything is said, a device whose other copy spoke already becomes another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from stillhere.core.acts import Refused
from stillhere.core.records.order import Stamp, tick
from stillhere.core.records.record import Body, Lane, PersonJoined, Record
from stillhere.core.state.model import Person
from stillhere.home.flow.clone import settle
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.linking import read_back, signed_of
from stillhere.home.flow.pen import Pen
from stillhere.home.flow.reader import Pair
from stillhere.home.flow.rekeying import Rekeying
from stillhere.home.flow.silence import cut_off
from stillhere.home.memory import Memory
from stillhere.home.store import Store
from stillhere.seal.keys import Random


class Author:
    """Speaks for this home's person. ``random`` gives fresh bytes."""

    def __init__(self, store: Store, memory: Memory, random: Random) -> None:
        self._store = store
        self._memory = memory
        self._random = random
        self._pen = Pen(store, memory, random)
        self._rekeying = Rekeying(store, memory, self._pen, random)
        self._ledger = Ledger(store, memory)

    def settle(self, now_ms: int) -> None:
        """Makes this device another one if its store is an old copy: numbers and undo are asked for after."""
        settle(self._store, self._memory, self._pen, self._random, now_ms)

    def next_n(self, lane: Lane) -> int:
        """The number that this device's next record in `lane` will have."""
        return self._pen.end(lane)[0] + 1

    def say(self, body: Body, now_ms: int) -> Record:
        """Says `body` in this home's space. Without a partner it stays here. Raises `Refused`."""
        self.settle(now_ms)
        if cut_off(self._memory):
            raise Refused("why.device.removed")
        record = self._pen.say(body, now_ms)
        self._rekeying.keep_up(now_ms)
        return record

    def cut_off(self, bodies: Sequence[Body], now_ms: int) -> None:
        """Says `bodies`, by which devices of this person are removed; the next key is not theirs."""
        self.settle(now_ms)
        for body in bodies:
            self._pen.say(body, now_ms)
        self._rekeying.renew(now_ms)

    def set_kit(self, bodies: Sequence[Body], *, renew: bool, now_ms: int) -> None:
        """Says `bodies`, by which there is a kit, and gives it the keys; with ``renew`` the next one too."""
        self.settle(now_ms)
        for body in bodies:
            self._pen.say(body, now_ms)
        if renew:
            self._rekeying.renew(now_ms)
        else:
            self._rekeying.keep_up(now_ms)
            self._rekeying.share()

    def renew_keys(self, now_ms: int) -> None:
        """Gives this person a next key, and all of their devices with it."""
        self._rekeying.renew(now_ms)

    def share_keys(self) -> None:
        """Gives this person's keys to all of their devices."""
        self._rekeying.share()

    def unsay(self, before: Body, at: Stamp, now_ms: int) -> Record:
        """Takes back what nobody saw: what holds here is `before` again, as old as it was, and stays here.

        A newer stamp would hide what another device of the person said meanwhile, from this device alone.
        """
        record = self._pen.say(before, now_ms, unseen_at=at)
        self._memory.keep_unsaid(record.id)
        return record

    def say_to_nobody(self, body: Body, now_ms: int) -> Record:
        """Has `body` hold on this device alone: it never goes out."""
        return self._pen.say(body, now_ms, unseen_at=tick(self._memory.clock(), now_ms))

    def compose(self, space: str, body: Body, people: Sequence[Person], now_ms: int) -> Pair:
        """A record of this device in `space` for `people`: signed, and not yet known to anybody."""
        return self._pen.compose(space, body, people, now_ms)

    def introduce(self, joined: PersonJoined, people: tuple[Person, Person], now_ms: int) -> None:
        """The founder confirms the partner: from here on both can read, from the founding record on.

        What this device said to nobody is said again, to both, as far as it is to last.
        """
        state, device = self._memory.state(), self._memory.mine().device
        founding, *alone = self._store.kept.records(device)
        bodies = [body for each in alone if (body := read_back(each).body) is not None]
        self._ledger.take_back(device, [each.id for each in alone], now_ms)
        self._pen.queue(signed_of(founding), read_back(founding), people)
        for body in (joined, *bodies):
            pair = self.compose(state.space, body, people, now_ms)
            self._ledger.take([pair], now_ms, act=True)
            self._pen.queue(*pair, people)
