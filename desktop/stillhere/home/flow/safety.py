"""The number by which two people see, by voice, that nobody stands between them.

It is dear to make, so that nobody makes many: it is made once for the keys that there are and kept with them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import msgspec
from msgspec import Struct

from stillhere.core.model import State, devices, members
from stillhere.home.errors import StoreError
from stillhere.home.store import Store
from stillhere.seal.safety import PersonKeys, both_hashes, digits_of

_NAME: Final = "safety"


class _Kept(Struct, frozen=True, array_like=True):
    hashes: bytes
    groups: tuple[str, ...]


def number_of(store: Store, state: State) -> tuple[str, ...] | None:
    """Eight groups of digits that are the same on both sides, or None while there is nobody else."""
    people, known = members(state), devices(state).values()
    if len(people) < 2:
        return None
    keys = {
        who.person.id: [of.keys for of in known if of.live and of.person == who.person.id] for who in people
    }
    hashes = both_hashes(*(PersonKeys(who.person.recipient, keys[who.person.id]) for who in people))
    kept = store.get(_NAME)
    if kept is not None:
        found = msgspec.msgpack.decode(kept, type=_Kept)
        if found.hashes == hashes:
            return found.groups
    made = _Kept(hashes, digits_of(hashes))
    # Where nothing can be kept now, it is made once more the next time.
    with suppress(StoreError), store.aside():
        store.put(_NAME, msgspec.msgpack.encode(made))
    return made.groups
