"""What a home remembers, as values. No secret and no name of anybody is in a repr.

The seal is imported where keys are read: who asks how it is reads none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from stillhere.core.records.record import DeviceKeys
from stillhere.core.state.model import State
from stillhere.core.veiled import Veiled

if TYPE_CHECKING:
    from stillhere.seal.further import DeviceInvite
    from stillhere.seal.invite import Invite


class Mended(Struct, frozen=True, kw_only=True):
    """A damaged store was kept aside at ``at_ms``, and this one took its place.

    ``anew``: nothing of it is in this one, nor did the kit bring its person back. ``read``: its person knows.
    """

    at_ms: int
    anew: bool = False
    read: bool = False


class Invitation(Veiled, frozen=True, kw_only=True):
    """The open invitation of this home, and the name of its file in the folder."""

    secret: bytes
    founding: tuple[bytes, bytes, bytes]
    recipient: str
    expires_ms: int
    name: str

    @property
    def invite(self) -> Invite:
        """The invitation as the seal reads it."""
        from stillhere.seal.envelope import Signed
        from stillhere.seal.invite import Invite

        return Invite(self.secret, Signed(*self.founding), self.recipient, self.expires_ms)


class Request(Veiled, frozen=True, kw_only=True):
    """Somebody who knew the words asks to join; this home's person has not answered yet."""

    name: str
    person: str
    recipient: str
    keys: DeviceKeys
    hash: str


class Joining(Veiled, frozen=True, kw_only=True):
    """A request to join another space, which waits for the inviter's yes.

    ``state`` is that space as far as it is known, ``name`` the inviter's, ``hash`` names the request. As a
    further device of somebody who is in it: ``person`` is that person, ``device`` are its keys, encoded.
    """

    state: State
    hash: str
    name: str
    expires_ms: int
    person: str = ""
    device: bytes = b""


def half_way(joining: Joining | None) -> bool:
    """Whether a recovery kit opened something, and the folder didn't hold everything yet."""
    return joining is not None and bool(joining.person) and not joining.hash


class DeviceInvitation(Veiled, frozen=True, kw_only=True):
    """The open invitation of a further device, the name of its file, and which device asks, if one does.

    ``opens`` is the secret that opens the answers, where the device to which they are sealed went on as this
    one; else it is empty.
    """

    secret: bytes
    founding: tuple[bytes, bytes, bytes]
    recipient: str
    expires_ms: int
    person: str
    name: str
    file: str
    asks: DeviceKeys | None = None
    asks_name: str = ""
    opens: bytes = b""

    @property
    def invite(self) -> DeviceInvite:
        """The invitation as the seal reads it."""
        from stillhere.seal.envelope import Signed
        from stillhere.seal.further import DeviceInvite

        founding = Signed(*self.founding)
        return DeviceInvite(self.secret, founding, self.recipient, self.expires_ms, self.person, self.name)


class Written(Struct, frozen=True):
    """For whom keys files were written: the recipient of the last epoch in them, and who got that one.

    ``keys`` are the recipients of all that the last one gave, those that wait for their proof, too.
    """

    devices: tuple[str, ...]
    recipient: str
    keys: tuple[str, ...] = ()


class Noticed(Struct, frozen=True, kw_only=True):
    """What the last look at the folder showed beside files: for `troubles`.

    ``newer``: a later format lies beside ours. ``flood``: there was more than a look takes in. ``missing`` is
    how many files of this device were gone.
    """

    newer: bool = False
    flood: bool = False
    missing: int = 0


class Shadowed(Veiled, frozen=True):
    """What was said here last of a kind, and an earlier word of another copy of this store would hide."""

    kind: str
    at: tuple[int, int]
    body: bytes


class TakingIn(NamedTuple):
    """How far the reading of a folder is: so many parts of what is new there were taken in, of so many."""

    done: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether that was the last."""
        return self.done == self.of

    @property
    def percent(self) -> int:
        """How far it is, in hundredths."""
        return 100 * self.done // self.of
