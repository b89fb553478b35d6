"""What is not as it belongs between this home and the folder, as far as it concerns its people.

Each has a title and a next step in the catalogue and asks for nothing at once. Whatever a carrier usually
sets right by itself is mentioned only after a while.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from stillhere.core.state.model import devices, has_left, name_of, update_needed
from stillhere.home.flow.silence import cut_off
from stillhere.home.memory import Memory
from stillhere.home.store import Store

#: How long (ms, by this computer's clock) something may be missing before it is mentioned.
GAP_MS = 60 * 60 * 1000
#: How long (ms) it is mentioned that the store was made anew: as long as the damaged one is kept.
MENDED_MS = 28 * 24 * 60 * 60 * 1000

#: Something of a person is missing · a device shows two histories · a later version is needed · the folder is
#: used by one · it holds more files than are looked at · own files are gone from it · this store is an old
#: copy of itself · this store was damaged and made anew · it was damaged and begun anew without it · another
#: device of this person removed this one.
Kind = Literal[
    "gap", "two_histories", "update_needed", "newer_format", "flood", "files_missing", "restored",
    "mended", "begun_anew", "removed",
]  # fmt: skip


class Trouble(Struct, frozen=True):
    """One trouble: its kind, and the name of the person whose device it is about (empty: nobody's)."""

    kind: Kind
    name: str = ""

    @property
    def title(self) -> str:
        """The key of the sentence that says what is so; its field is ``name``."""
        return f"trouble.{self.kind}.title"

    @property
    def next_step(self) -> str:
        """The key of the sentence that says what helps; its field is ``name``."""
        return f"trouble.{self.kind}.next"


def troubles(store: Store, memory: Memory, now_ms: int) -> tuple[Trouble, ...]:
    """Every trouble there is, each once."""
    state, noticed = memory.state(), memory.noticed()
    known = devices(state)
    # What somebody who left had not sent yet doesn't come any more.
    stay = {one for one, of in known.items() if of.cut is None and not has_left(state, of.person)}
    missing = [gap.device for gap in store.kept.gaps() if now_ms - gap.since_ms >= GAP_MS]
    # A device that handed over to another one, or was removed, is done with.
    forked = [device for device in state.forks if device in known and known[device].live]
    found = [
        *(Trouble("gap", name_of(state, known[one].person)) for one in missing if one in stay),
        *(Trouble("two_histories", name_of(state, known[one].person)) for one in forked),
        *([Trouble("update_needed")] if update_needed(state) else []),
        *([Trouble("newer_format")] if noticed.newer else []),
        *([Trouble("flood")] if noticed.flood else []),
        *([Trouble("files_missing")] if noticed.missing else []),
        *([Trouble("restored")] if memory.restored() else []),
        *([Trouble("removed")] if cut_off(memory) else []),
        *mended(memory, now_ms),
    ]
    return tuple(dict.fromkeys(found))


def mended(memory: Memory, now_ms: int) -> tuple[Trouble, ...]:
    """That this store took the place of a damaged one, while that is kept."""
    how = memory.mended()
    if how is None or now_ms - how.at_ms >= MENDED_MS:
        return ()
    return (Trouble("begun_anew" if how.anew else "mended"),)
