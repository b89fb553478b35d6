"""After its person left, a home neither hears nor speaks; only a note that says so still goes out."""

from __future__ import annotations

from stillhere.core.model import has_left
from stillhere.home.memory import Memory
from stillhere.home.store import Store


def gone(memory: Memory) -> bool:
    """Whether the person of this home left: then nothing is taken in any more."""
    return has_left(memory.state(), memory.mine().person)


def silenced(store: Store, memory: Memory) -> bool:
    """Whether what waits in the outbox stays there for ever: its person left, and it isn't the note."""
    if not memory.begun() or not gone(memory):
        return False
    return not any(out.kind == "person.left" for out in store.outbox.waiting())
