"""What this home remembers, as typed values over the store's small named ones. Nothing else names them.

The state, the one large value, is made of its bytes once. Keys and invitations stand in `membership`.
"""

from __future__ import annotations

from stillhere.core import typed
from stillhere.core.agreements.drawer import Drawer
from stillhere.core.records.order import ZERO, Stamp
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.home.membership import Membership
from stillhere.home.remembered import Mended, Noticed, Shadowed, TakingIn
from stillhere.home.store import Store


class Memory(Membership):
    """Reads and writes the named values. A write belongs in a transaction of the store."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._state: tuple[bytes | None, State] = (None, State())

    def state(self) -> State:
        """What is so, folded from every record taken in."""
        # One pair, replaced whole: a twin in another thread may look at it.
        (known, state), value = self._state, self._store.get("state")
        if value != known:
            state = State() if value is None else typed.from_msgpack(value, State)
            self._state = (value, state)
        return state

    def take_known(self, other: Memory) -> None:
        """Begins with the state that `other` read, where the store still holds the same."""
        self._state = other._state

    def keep_state(self, state: State) -> None:
        """Remembers `state`."""
        self._write("state", state)

    def mine(self) -> Mine:
        """Who acts here. Raises `LookupError` before `Home.begin`."""
        return typed.from_msgpack(self._need("mine"), Mine)

    def begun(self) -> bool:
        """Whether a person has begun here."""
        return self._store.get("mine") is not None

    def keep_mine(self, mine: Mine) -> None:
        """Remembers `mine`."""
        self._write("mine", mine)

    def drawer(self) -> Drawer:
        """What this device keeps about agreements and never shares."""
        return self._read("drawer", Drawer) or Drawer()

    def keep_drawer(self, drawer: Drawer) -> None:
        """Remembers what is in the drawer."""
        self._write("drawer", drawer)

    def clock(self) -> Stamp:
        """The hybrid logical clock's last stamp."""
        return Stamp(*(self._read("clock", tuple[int, int]) or ZERO))

    def keep_clock(self, stamp: Stamp) -> None:
        """Remembers the clock's last stamp."""
        self._write("clock", tuple(stamp))

    def draft(self, name: str) -> str:
        """What was typed and not said yet, in the field `name`; empty for nothing."""
        return self._read(f"draft.{name}", str) or ""

    def keep_draft(self, name: str, text: str) -> None:
        """Remembers what stands unsaid in the field `name`."""
        self._write(f"draft.{name}", text or None)

    def heard_ms(self) -> int | None:
        """When something readable of the partner last came in, by this computer's clock; never shown."""
        return self._read("heard", int)

    def keep_heard(self, now_ms: int) -> None:
        """Remembers that something readable of the partner came in."""
        self._write("heard", now_ms)

    def untold(self) -> State | None:
        """The state before a part of what lay in the folder was taken in, while nothing was told of it."""
        return self._read("untold", State)

    def keep_untold(self, before: State | None) -> None:
        """Remembers the state before, or that everything was told."""
        self._write("untold", before)

    def taking_in(self) -> TakingIn | None:
        """How far the reading of a folder with much in it is; None while none is under way."""
        return self._read("taking_in", TakingIn)

    def keep_taking_in(self, at: TakingIn | None) -> None:
        """Remembers how far it is, or that it ended."""
        self._write("taking_in", at)

    def noticed(self) -> Noticed:
        """What the last look at the folder showed beside files."""
        return self._read("noticed", Noticed) or Noticed()

    def keep_noticed(self, noticed: Noticed) -> None:
        """Remembers what a look at the folder showed."""
        self._write("noticed", noticed)

    def before_flip(self) -> Stamp:
        """The stamp of the status before the last flip of this device."""
        return Stamp(*(self._read("before_flip", tuple[int, int]) or ZERO))

    def keep_before_flip(self, stamp: tuple[int, int]) -> None:
        """Remembers the stamp of the status that a flip replaces."""
        self._write("before_flip", tuple(stamp))

    def unsaid(self) -> str:
        """The id of the last word that took back an unseen one and never goes out; empty for none."""
        return self._read("unsaid", str) or ""

    def keep_unsaid(self, record: str) -> None:
        """Remembers the word by which an unseen one was taken back."""
        self._write("unsaid", record or None)

    def kept_back(self) -> bool:
        """Whether something about now was kept back from the partner, who had left by then."""
        return self._read("kept_back", bool) or False

    def keep_back(self, *, now: bool) -> None:
        """Remembers whether something about now is kept back from the partner."""
        self._write("kept_back", now or None)

    def edition(self) -> str:
        """By which edition of the program the state was folded."""
        return self._read("edition", str) or ""

    def keep_edition(self, edition: str) -> None:
        """Remembers by which edition the state was folded."""
        self._write("edition", edition)

    def restored(self) -> bool:
        """Whether another copy of this store spoke for this device, so that it has to become another one."""
        return self._read("restored", bool) or False

    def keep_restored(self, *, now: bool) -> None:
        """Remembers whether this device has to become another one."""
        self._write("restored", now or None)

    def mended(self) -> Mended | None:
        """How this store took the place of a damaged one, if it did."""
        return self._read("made_anew", Mended)

    def keep_mended(self, how: Mended) -> None:
        """Remembers how this store took the place of a damaged one."""
        self._write("made_anew", how)

    def shadowed(self) -> tuple[Shadowed, ...]:
        """What this device is to say again once it became another one."""
        return self._read("shadowed", tuple[Shadowed, ...]) or ()

    def keep_shadowed(self, words: tuple[Shadowed, ...]) -> None:
        """Remembers what is to be said again."""
        self._write("shadowed", words or None)
