"""After its person left, a home neither hears nor speaks; only a note that says so still goes out.

Where another device said so this home says nothing more, and yet it hears: that device may turn out to have
been removed before, and then nobody left. A device that was removed says nothing more either.
"""

from __future__ import annotations

from stillhere.core.state.model import devices, has_left
from stillhere.home.memory import Memory
from stillhere.home.store import Store


def gone(memory: Memory) -> bool:
    """Whether the person of this home left on this device: then nothing is taken in any more."""
    return memory.mine().device in memory.state().left


def _left(memory: Memory) -> bool:
    return has_left(memory.state(), memory.mine().person)


def cut_off(memory: Memory) -> bool:
    """Whether another device of this person removed this one: then it says nothing more."""
    own = devices(memory.state()).get(memory.mine().device)
    return own is not None and own.cut is not None


def silenced(store: Store, memory: Memory) -> bool:
    """Whether what waits in the outbox stays there for ever: its person left, and it isn't the note."""
    if not memory.begun() or not _left(memory):
        return False
    return not any(out.kind == "person.left" for out in store.outbox.waiting())
