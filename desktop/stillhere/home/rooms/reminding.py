"""Reminders of one's own are told by one's own app, to nobody else, and each once."""

from __future__ import annotations

from datetime import datetime

from stillhere.core.agreements.reminding import reminded, reminders
from stillhere.home.memory import Memory
from stillhere.home.store import Store


def remind(store: Store, memory: Memory, now: datetime) -> None:
    """Has what is due now be told to this home's person."""
    if not memory.begun() or not reminders(memory.state(), memory.mine(), memory.drawer(), now):
        return  # the usual case, and it writes nothing
    with store.transaction():
        # Another process may have done it a moment ago.
        drawer = memory.drawer()
        given = reminders(memory.state(), memory.mine(), drawer, now)
        memory.keep_drawer(reminded(drawer, given, now))
        kinds = sorted({each.kind for each in given})
        store.notes.drop(kinds)
        for kind in kinds:
            store.notes.add(kind, "")
