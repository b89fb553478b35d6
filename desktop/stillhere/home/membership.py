"""What this home remembers of who takes part: its keys, and the invitations that are open.

Typed values over the store's small named ones. A secret is read when it is asked for and isn't held here; the
seal is imported where keys are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from stillhere.core import typed
from stillhere.home.remembered import DeviceInvitation, Invitation, Joining, Request, Written
from stillhere.home.store import Store

if TYPE_CHECKING:
    from stillhere.seal.keys import DeviceSecrets, PersonSecrets

T = TypeVar("T")


class Membership:
    """Reads and writes these values, a part of `Memory`. A write belongs in a transaction of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

    def _need(self, name: str) -> bytes:
        value = self._store.get(name)
        if value is None:
            raise LookupError("nobody has begun here yet")
        return value

    def _read(self, name: str, shape: type[T]) -> T | None:
        value = self._store.get(name)
        return None if value is None else typed.from_msgpack(value, shape)

    def _write(self, name: str, value: object) -> None:
        if value is None:
            self._store.drop(name)
        else:
            self._store.put(name, msgspec.msgpack.encode(value))
