"""The number by which two people see, by voice, that nobody stands between them.

It is dear to make, so that nobody makes many: it is made once for the keys that there are and kept with them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final, Literal

import msgspec
from msgspec import Struct

from stillhere.core import typed
from stillhere.core.state.model import State, devices, members
from stillhere.home.errors import StoreError
from stillhere.home.store import Store
from stillhere.seal.safety import PersonKeys, both_hashes, digits_of

#: Whether two people compared it: never, and it was the same or not, or the keys have changed since.
Compared = Literal["never", "same", "differs", "changed"]

_NAME: Final = "safety"
_COMPARED: Final = "safety.compared"


class _Kept(Struct, frozen=True, array_like=True):
    hashes: bytes
    groups: tuple[str, ...]


class _Said(Struct, frozen=True, array_like=True):
    hashes: bytes
    same: bool


def number_of(store: Store, state: State) -> tuple[str, ...] | None:
    """Eight groups of digits that are the same on both sides, or None while there is nobody else."""
    hashes = _hashes(state)
    if hashes is None:
        return None
    kept = store.get(_NAME)
    if kept is not None:
        found = typed.from_msgpack(kept, _Kept)
        if found.hashes == hashes:
            return found.groups
    made = _Kept(hashes, digits_of(hashes))
    # Where nothing can be kept now, it is made once more the next time.
    with suppress(StoreError), store.aside():
        store.put(_NAME, msgspec.msgpack.encode(made))
    return made.groups


def compared(store: Store, state: State) -> Compared:
    """What this person said of comparing the number, and whether the keys are still those that it was of."""
    kept = store.get(_COMPARED)
    if kept is None:
        return "never"
    said = typed.from_msgpack(kept, _Said)
    if said.hashes != _hashes(state):
        return "changed"
    return "same" if said.same else "differs"


def note_compared(store: Store, state: State, *, same: bool) -> None:
    """Keeps what came of comparing it. Nothing follows from it, and nobody is told."""
    hashes = _hashes(state)
    if hashes is not None:
        store.put(_COMPARED, msgspec.msgpack.encode(_Said(hashes, same)))


def _hashes(state: State) -> bytes | None:
    people, known = members(state), devices(state).values()
    if len(people) < 2:
        return None
    keys = {
        who.person.id: [of.keys for of in known if of.live and of.person == who.person.id] for who in people
    }
    return both_hashes(*(PersonKeys(who.person.recipient, keys[who.person.id]) for who in people))
