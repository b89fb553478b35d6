"""After the partner left, nothing goes out that the partner could read.

What waited for both and lasts goes to this person alone, whose further devices go on by it; what was so at
that moment stays here.
"""

from __future__ import annotations

from stillhere.core.records.record import KINDS
from stillhere.core.state.model import hearers, members
from stillhere.home.memory import Memory
from stillhere.home.store import Outgoing, Store
from stillhere.seal import envelope
from stillhere.seal.guard import recipients


def withhold(store: Store, memory: Memory) -> None:
    """Keeps what waits from the partner, where the partner has left."""
    state, person = memory.state(), memory.person()
    people = hearers(state, memory.mine().person)
    if len(people) == len(members(state)):
        return
    with store.transaction():
        for out in store.outbox.waiting():
            data = store.outbox.data(out.name) if out.kind in KINDS else None
            if data is None or recipients(data) == 1 or not store.outbox.cancel(out.name):
                continue
            if out.lane == "kept":
                plain = envelope.unseal(data, person.identities)
                _queue(store, out, envelope.seal(plain, [one.recipient for one in people]))


def _queue(store: Store, out: Outgoing, data: bytes) -> None:
    store.outbox.queue(
        envelope.file_name(data),
        data,
        lane=out.lane,
        kind=out.kind,
        n=out.n,
        space=out.space,
        device=out.device,
    )
