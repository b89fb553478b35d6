"""How a person's further device comes in: an invitation by one of their devices, and its answer.

As between two people (see `invite` and `join`), twelve words open the invitation for seven days, and a yes on
the inviting device is needed; words of one kind open nothing of the other. The texts inside, then spaces:

    still-here/1 device invite
    the four lines of the founding record
    the age recipient of the inviting device
    when it is over, in milliseconds since 1970 (UTC)
    {person, name}
    base64 of the HMAC-SHA-256 over all lines before

    still-here/1 device join
    the hash of the invitation
    the id of the founding record
    {keys, name}
    base64 of the HMAC-SHA-256 over all lines before
    base64 of the Ed25519 signature over all lines before, by the new device's own key

HKDF-SHA-256 of the words' 16 bytes with salt "still-here/1 invite" and the infos "still-here/1 device invite
identity", "still-here/1 device invite mac" and "still-here/1 device join mac" gives the three keys.
"""

from __future__ import annotations

from typing import Final

import msgspec

from stillhere.core import typed
from stillhere.core.records.bodies import DeviceAdded, DeviceKeys, Name
from stillhere.core.records.record import decode_body, encode_body
from stillhere.core.records.shapes import Id
from stillhere.core.records.strict import NotStrict, strict_object
from stillhere.core.records.text import clean
from stillhere.core.veiled import Veiled
from stillhere.seal import hkdf
from stillhere.seal.coding import from_base64, hash32, to_base64
from stillhere.seal.envelope import (
    SIGNATURE_LENGTH,
    Signed,
    Signer,
    check_signature,
    open_founding,
    record_id,
    seal,
    space_of,
)
from stillhere.seal.errors import Damaged, Forged, UnknownFormat
from stillhere.seal.guard import MAX_FILE
from stillhere.seal.invite import Said, check_mac, check_open, mac, read_said, write_said
from stillhere.seal.keys import Identity, device_id
from stillhere.seal.padding import pad, unpad
from stillhere.seal.words import secret_of

_INVITE: Final = b"still-here/1 device invite"
_JOIN: Final = b"still-here/1 device join"
_INVITE_MAC: Final = b"device invite mac"
_JOIN_MAC: Final = b"device join mac"
_MAX_LINE: Final = 1024  # bytes of what is said of the person
_KIND: Final = "device.added"


class _Whose(Veiled, frozen=True):
    person: Id
    name: Name


class DeviceInvite(Veiled, frozen=True):
    """An invitation of a further device: whose it is to be, in which space, whom to answer, until when."""

    secret: bytes
    founding: Signed
    recipient: str
    expires_ms: int
    person: str
    name: str

    @property
    def space(self) -> str:
        """The name of the space."""
        return space_of(record_id(self.founding.header))

    @property
    def text(self) -> bytes:
        """The lines of the invitation. The same values always make the same text."""
        whose = msgspec.json.encode(_Whose(self.person, self.name))
        said = Said(self.founding, self.recipient, self.expires_ms, (whose,))
        return write_said(said, self.secret, _INVITE, _INVITE_MAC)

    @property
    def hash(self) -> str:
        """What an answer names, so that it answers this invitation and no other."""
        return hash32(self.text)


class DeviceJoin(Veiled, frozen=True):
    """A device that answers: its public keys, what it is to be called; ``hash`` names the answer."""

    keys: DeviceKeys
    name: str
    hash: str


def device_invite_identity(secret: bytes) -> Identity:
    """The age identity that opens the invitation of these words."""
    key = hkdf.extract(b"still-here/1 invite", secret)
    return Identity(hkdf.expand(key, b"still-here/1 device invite identity", hkdf.HASH_LENGTH))


def write_device_invite(invite: DeviceInvite) -> bytes:
    """The file of an invitation, which only its words open. Raises as `open_founding` does, or `TooLarge`."""
    open_founding(invite.founding)
    return seal(pad(invite.text), [device_invite_identity(invite.secret).recipient], limit=MAX_FILE)


def read_device_invite(data: bytes, words: str, now_ms: int) -> DeviceInvite:
    """The invitation in the file `data`, opened with the words as typed.

    Raises `WordsError`, `NotForMe` (other words, or no such invitation), `Damaged`, `TooLarge`,
    `UnknownFormat`, `Forged`, `RecordError`, or `Expired`.
    """
    secret = secret_of(words)
    said = read_said(data, secret, device_invite_identity(secret), _INVITE, _INVITE_MAC)
    if len(said.own) != 1:
        raise Damaged("lines")
    whose = _whose(said.own[0])
    check_open(said.expires_ms, now_ms)
    return DeviceInvite(secret, said.founding, said.recipient, said.expires_ms, whose.person, whose.name)


def write_device_join(
    invite: DeviceInvite, *, name: str, keys: DeviceKeys, signing: Signer
) -> tuple[bytes, DeviceJoin]:
    """The file that answers `invite`, which only the inviting device opens, and what it says.

    `signing` is the key whose public half is in `keys`. Raises `RecordError` and `Forged` as `read` would.
    """
    body = encode_body(DeviceAdded(keys=keys, name=name), salt="")
    lines = b"\n".join((_JOIN, *_answered(invite), body, b""))
    lines += to_base64(mac(invite.secret, _JOIN_MAC, lines)) + b"\n"
    content = lines + to_base64(signing.sign(lines)[:SIGNATURE_LENGTH]) + b"\n"
    join = _opened(invite, content)
    return seal(pad(content), [invite.recipient], limit=MAX_FILE), join


def read_device_join(plain: bytes, invite: DeviceInvite, now_ms: int) -> DeviceJoin:
    """The answer to `invite` in the text of an age file that the inviting device opened.

    Raises `Damaged`, `UnknownFormat`, `Forged`, `RecordError`, or `Expired`.
    """
    join = _opened(invite, unpad(plain))
    check_open(invite.expires_ms, now_ms)
    return join


def is_device_join(plain: bytes) -> bool:
    """Whether the text of an age file says that it answers an invitation of a further device."""
    return plain.startswith(_JOIN + b"\n")


def _opened(invite: DeviceInvite, content: bytes) -> DeviceJoin:
    title, *lines = content.split(b"\n")[:-1]
    if title != _JOIN:
        raise UnknownFormat("form")
    if len(lines) != 5:
        raise Damaged("lines")
    *answered, body, spelled_mac, spelled_signature = lines
    signed = content[: -len(spelled_signature) - 1]
    check_mac(invite.secret, _JOIN_MAC, signed[: -len(spelled_mac) - 1], spelled_mac)
    if tuple(answered) != _answered(invite):
        raise Forged("invite")
    added, signature = decode_body(_KIND, body), from_base64(spelled_signature, SIGNATURE_LENGTH)
    if not isinstance(added, DeviceAdded) or signature is None:
        raise Forged("signature")
    check_signature(signed, signature, added.keys.sign)
    if added.keys.device != device_id(invite.space, invite.person, added.keys.sign):
        raise Forged("device")
    return DeviceJoin(added.keys, added.name, hash32(content))


def _whose(line: bytes) -> _Whose:
    try:
        whose = typed.convert(strict_object(line, _MAX_LINE), _Whose)
    except (NotStrict, msgspec.ValidationError):
        raise Damaged("lines") from None
    return _Whose(whose.person, clean(whose.name))


def _answered(invite: DeviceInvite) -> tuple[bytes, bytes]:
    return invite.hash.encode(), record_id(invite.founding.header).encode()
