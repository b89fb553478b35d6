"""What this home's person does becomes what is said, or is refused with the reason.

Every door comes through here. All of it happens inside the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime

from stillhere.core.acts import Act, Undo, act
from stillhere.core.agreeing import agree
from stillhere.core.agreements.acts import AgreementAct
from stillhere.core.state.model import status_stamp
from stillhere.core.state.when import ms_of
from stillhere.home.flow.author import Author
from stillhere.home.memory import Memory
from stillhere.home.store import Store
from stillhere.seal.keys import Random, new_id


class Acting:
    """Acts over an open store. ``random`` gives fresh bytes."""

    def __init__(self, store: Store, memory: Memory, author: Author, random: Random) -> None:
        self._store = store
        self._memory = memory
        self._author = author
        self._random = random

    def do(self, what: Act | AgreementAct, now: datetime) -> None:
        """Does `what`. Raises `Refused`; then nothing was said."""
        self._author.settle(ms_of(now))
        if isinstance(what, AgreementAct):
            self._agree(what, now)
        else:
            self._do(what, now)

    def _agree(self, what: AgreementAct, now: datetime) -> None:
        memory = self._memory
        outcome = agree(memory.state(), memory.mine(), memory.drawer(), what, now, fresh=new_id(self._random))
        memory.keep_drawer(outcome.drawer)
        for body in outcome.bodies:
            self._author.say(body, ms_of(now))

    def _do(self, what: Act, now: datetime) -> None:
        author, memory = self._author, self._memory
        state, mine = memory.state(), memory.mine()
        outcome = act(state, mine, what, now, n=author.next_n("now"), fresh=new_id(self._random))
        unseen = isinstance(what, Undo) and mine.undo is not None and self._unseen(mine.device, mine.undo.n)
        if outcome.mine.undo is not None and outcome.mine.undo != mine.undo:
            memory.keep_before_flip(status_stamp(state, mine.person))
        memory.keep_mine(outcome.mine)
        if outcome.body is not None and unseen:
            author.unsay(outcome.body, memory.before_flip(), ms_of(now))
        elif outcome.body is not None:
            author.say(outcome.body, ms_of(now))

    def _unseen(self, device: str, n: int) -> bool:
        """Whether the status with this number still waits, and with it the details that were added to it.

        Then all of them are taken out, and nobody sees one.
        """
        outbox = self._store.outbox
        waiting = [out for out in outbox.waiting() if (out.device, out.kind) == (device, "status")]
        since = [out for out in waiting if out.n >= n]
        if n not in {out.n for out in since} or any(out.state != "waiting" for out in since):
            return False
        for out in since:
            outbox.cancel(out.name)
        return True
