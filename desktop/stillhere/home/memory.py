"""What this home remembers, as typed values over the store's small named ones. Nothing else names them.

The state, the one large value, is made of its bytes once. The seal is imported where keys are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from stillhere.core.agreements.drawer import Drawer
from stillhere.core.records.order import ZERO, Stamp
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.home.remembered import (
    DeviceInvitation,
    Invitation,
    Joining,
    Mended,
    Noticed,
    Request,
    Shadowed,
    Written,
)
from stillhere.home.store import Store

if TYPE_CHECKING:
    from stillhere.seal.keys import DeviceSecrets, PersonSecrets

T = TypeVar("T")


class Memory:
    """Reads and writes the named values. A write belongs in a transaction of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state: tuple[bytes | None, State] = (None, State())

    def state(self) -> State:
        """What is so, folded from every record taken in."""
        # One pair, replaced whole: a twin in another thread may look at it.
        (known, state), value = self._state, self._store.get("state")
        if value != known:
            state = State() if value is None else msgspec.msgpack.decode(value, type=State)
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
        return msgspec.msgpack.decode(self._need("mine"), type=Mine)

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

    def device(self) -> DeviceSecrets:
        """The keys of this device. Raises `LookupError` before `Home.begin`."""
        from stillhere.seal.keys import decode_device

        return decode_device(self._need("device"))

    def person(self) -> PersonSecrets:
        """The keys of this home's person. Raises `LookupError` before `Home.begin`."""
        from stillhere.seal.keys import decode_person

        return decode_person(self._need("person"))

    def keep_secrets(self, device: DeviceSecrets, person: PersonSecrets) -> None:
        """Remembers the keys of this device and its person."""
        from stillhere.seal.keys import encode_device, encode_person

        self._store.put("device", encode_device(device))
        self._store.put("person", encode_person(person))

    def invitation(self) -> Invitation | None:
        """The last invitation, if it was neither used nor taken back; it may be over."""
        return self._read("invitation", Invitation)

    def invited(self, now_ms: int) -> bool:
        """Whether an invitation is open: made, and not over yet."""
        invitation = self.invitation()
        return invitation is not None and now_ms < invitation.expires_ms

    def keep_invitation(self, invitation: Invitation | None) -> None:
        """Remembers the invitation, or that there is none."""
        self._write("invitation", invitation)

    def request(self) -> Request | None:
        """Who asks to join, if somebody does."""
        return self._read("request", Request)

    def keep_request(self, request: Request | None) -> None:
        """Remembers who asks to join, or that nobody does."""
        self._write("request", request)

    def joining(self) -> Joining | None:
        """The space that this home asked to join, while it waits."""
        return self._read("joining", Joining)

    def keep_joining(self, joining: Joining | None) -> None:
        """Remembers the space that this home asked to join, or that it doesn't wait."""
        self._write("joining", joining)

    def device_invitation(self) -> DeviceInvitation | None:
        """The open invitation of a further device, if there is one."""
        return self._read("device.invitation", DeviceInvitation)

    def keep_device_invitation(self, invitation: DeviceInvitation | None) -> None:
        """Remembers the invitation of a further device, or that there is none."""
        self._write("device.invitation", invitation)

    def unproved(self) -> tuple[bytes, ...]:
        """The secrets of identities that came in keys files and that no record has proved yet."""
        return self._read("keys.unproved", tuple[bytes, ...]) or ()

    def keep_unproved(self, secrets: tuple[bytes, ...]) -> None:
        """Remembers identities that wait for their proof."""
        self._write("keys.unproved", secrets or None)

    def written(self) -> Written | None:
        """For whom this device last wrote a keys file; None: it wrote none."""
        return self._read("keys.written", Written)

    def keep_written(self, written: Written) -> None:
        """Remembers for whom a keys file was written."""
        self._write("keys.written", written)

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

    def _need(self, name: str) -> bytes:
        value = self._store.get(name)
        if value is None:
            raise LookupError("nobody has begun here yet")
        return value

    def _read(self, name: str, shape: type[T]) -> T | None:
        value = self._store.get(name)
        return None if value is None else msgspec.msgpack.decode(value, type=shape)

    def _write(self, name: str, value: object) -> None:
        if value is None:
            self._store.drop(name)
        else:
            self._store.put(name, msgspec.msgpack.encode(value))
