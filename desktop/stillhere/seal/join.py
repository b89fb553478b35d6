"""The answer to an invitation: the second person's device introduces itself to the inviting device alone.

It proves three things at once: its writer knew the words (HMAC), answers this very invitation (its hash and
the founding record's id), and holds the signing key it brings (signature). Whether it is the right person,
the inviter sees by the name and confirms. The text inside its age file, then spaces:

    still-here/1 join
    the hash of the invitation
    the id of the founding record
    {person, name, recipient, keys}
    base64 of the HMAC-SHA-256 over all lines before
    base64 of the Ed25519 signature over all lines before, by the device's own key
"""

from __future__ import annotations

from typing import Final

from stillhere.core.records.record import DeviceKeys, SpaceFounded, decode_body, encode_body
from stillhere.core.veiled import Veiled
from stillhere.seal.coding import from_base64, hash32, to_base64
from stillhere.seal.envelope import SIGNATURE_LENGTH, Signer, check_signature, record_id, seal
from stillhere.seal.errors import Damaged, Forged, UnknownFormat
from stillhere.seal.guard import MAX_FILE
from stillhere.seal.invite import Invite, check_mac, check_open, mac
from stillhere.seal.padding import pad, unpad

_TITLE: Final = b"still-here/1 join"
_LINES: Final = 6

# The joiner introduces themself in the very shape in which the founder did, and is read as strictly.
_KIND: Final = "space.founded"


class Join(Veiled, frozen=True):
    """Who answers: person's id, name, first recipient and device's public keys; ``hash`` names the answer.

    The record by which the inviter confirms the partner carries the hash, so the joiner knows that it was
    this answer which was confirmed.
    """

    person: str
    name: str
    recipient: str
    keys: DeviceKeys
    hash: str


def write_join(
    invite: Invite, *, name: str, person: str, recipient: str, keys: DeviceKeys, signing: Signer
) -> tuple[bytes, Join]:
    """The file that answers `invite`, which only the inviting device opens, and what it says.

    `signing` is the key whose public half is in `keys`. Raises `RecordError` for a name or key that isn't of
    its shape, and `Forged` when `signing` is another key.
    """
    body = encode_body(SpaceFounded(person=person, name=name, recipient=recipient, keys=keys), salt="")
    lines = b"\n".join((_TITLE, *_answered(invite), body, b""))
    lines += to_base64(mac(invite.secret, b"join mac", lines)) + b"\n"
    signature = signing.sign(lines)[:SIGNATURE_LENGTH]
    content = lines + to_base64(signature) + b"\n"
    join = _opened(invite, content)
    return seal(pad(content), [invite.recipient], limit=MAX_FILE), join


def join_in(plain: bytes, invite: Invite, now_ms: int) -> Join:
    """The answer to `invite` in the text of an age file that the inviting device opened.

    Raises `Damaged`, `UnknownFormat`, `Forged`, `RecordError`, or `Expired`.
    """
    join = _opened(invite, unpad(plain))
    check_open(invite.expires_ms, now_ms)
    return join


def _opened(invite: Invite, content: bytes) -> Join:
    title, *lines = content.split(b"\n")[:-1]
    if title != _TITLE:
        raise UnknownFormat("form")
    if len(lines) != _LINES - 1:
        raise Damaged("lines")
    *answered, body, spelled_mac, spelled_signature = lines
    signed = content[: -len(spelled_signature) - 1]
    check_mac(invite.secret, b"join mac", signed[: -len(spelled_mac) - 1], spelled_mac)
    if tuple(answered) != _answered(invite):
        raise Forged("invite")
    who = decode_body(_KIND, body)
    signature = from_base64(spelled_signature, SIGNATURE_LENGTH)
    if not isinstance(who, SpaceFounded) or signature is None:
        raise Forged("signature")
    check_signature(signed, signature, who.keys.sign)
    return Join(who.person, who.name, who.recipient, who.keys, hash32(content))


def _answered(invite: Invite) -> tuple[bytes, bytes]:
    return invite.hash.encode(), record_id(invite.founding.header).encode()
