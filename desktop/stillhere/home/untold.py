"""What waits to be told is taken by one process, once, and told as far as it holds at that moment."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from stillhere.core.notices import Kind, Notice
from stillhere.core.waited import still_so
from stillhere.home.memory import Memory
from stillhere.home.store import Store


def take_untold(store: Store, memory: Memory, now: datetime) -> tuple[Notice, ...]:
    """What is to be told at `now`, oldest first; nobody else gets it. Raises `StoreError`."""
    with store.transaction():
        waited = [Notice(cast(Kind, note.kind), note.name) for note in store.notes.take()]
        return still_so(waited, memory.state(), memory.mine(), now) if waited else ()
