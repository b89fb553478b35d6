"""The invitation: how the second person's device learns of a space without any server.

Twelve words make two keys (HKDF): one opens the invitation, the other proves that its writer knew the words.
The invitation says which space it is, by the founding record in full, whom to answer, and until when. The
text inside its age file, then spaces:

    still-here/1 invite
    the four lines of the founding record
    the age recipient of the inviting device
    when it is over, in milliseconds since 1970 (UTC)
    base64 of the HMAC-SHA-256 over all lines before
"""

from __future__ import annotations

import re
from typing import Final

from nacl.bindings import sodium_memcmp

from stillhere.core.records.order import MAX_INT
from stillhere.core.records.record import Record
from stillhere.core.veiled import Veiled
from stillhere.seal import hkdf
from stillhere.seal.coding import from_base64, hash32, to_base64
from stillhere.seal.envelope import LINES, Signed, lines_of, open_founding, parse, seal, space_of, unseal
from stillhere.seal.errors import Damaged, Expired, Forged, UnknownFormat
from stillhere.seal.guard import MAX_FILE
from stillhere.seal.keys import Identity
from stillhere.seal.padding import pad, unpad
from stillhere.seal.words import secret_of

LIFETIME_MS: Final = 7 * 24 * 60 * 60 * 1000  #: how long an invitation is open
MAC_LENGTH: Final = 32  #: bytes

_TITLE: Final = b"still-here/1 invite"
_MAC: Final = b"invite mac"
_RECIPIENT: Final = re.compile(rb"age1[02-9ac-hj-np-z]{58}")
_TIME: Final = re.compile(rb"0|[1-9][0-9]{0,15}")


class Invite(Veiled, frozen=True):
    """An invitation as both sides know it: the secret in the words, the founding record, whom, until when.

    ``recipient`` is the age recipient of the inviting device; ``expires_ms`` the last moment that counts.
    """

    secret: bytes
    founding: Signed
    recipient: str
    expires_ms: int

    @property
    def founder(self) -> Record:
        """The founding record, verified by its own key. Raises as `open_founding` does."""
        return open_founding(self.founding)

    @property
    def space(self) -> str:
        """The name of the space."""
        return space_of(self.founder.id)

    @property
    def text(self) -> bytes:
        """The lines of the invitation, without padding. The same values always make the same text."""
        said = Said(self.founding, self.recipient, self.expires_ms)
        return write_said(said, self.secret, _TITLE, _MAC)

    @property
    def hash(self) -> str:
        """What an answer names, so that it answers this invitation and no other."""
        return hash32(self.text)


def invite_identity(secret: bytes) -> Identity:
    """The age identity that opens the invitation of these words."""
    return Identity(_derived(secret, b"invite identity"))


def mac(secret: bytes, purpose: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 of `message` with the key for `purpose` that only those who know the words have."""
    return hkdf.mac(_derived(secret, purpose), message)


def check_mac(secret: bytes, purpose: bytes, message: bytes, spelled: bytes) -> None:
    """Raises `Forged` unless `spelled` (base64) is the `mac` of `message`."""
    given = from_base64(spelled, MAC_LENGTH)
    if given is None or not sodium_memcmp(given, mac(secret, purpose, message)):
        raise Forged("mac")


def write_invite(invite: Invite) -> bytes:
    """The file of an invitation, which only its words open.

    Raises as `open_founding` does for a record that founds no space, and `TooLarge`.
    """
    open_founding(invite.founding)
    return seal(pad(invite.text), [invite_identity(invite.secret).recipient], limit=MAX_FILE)


def read_invite(data: bytes, words: str, now_ms: int) -> Invite:
    """The invitation in the file `data`, opened with the words as typed.

    Raises `WordsError`, `NotForMe` (other words, or no invitation), `Damaged`, `TooLarge`, `UnknownFormat`,
    `Forged`, `RecordError`, or `Expired`.
    """
    secret = secret_of(words)
    said = read_said(data, secret, invite_identity(secret), _TITLE, _MAC)
    if said.own:
        raise Damaged("lines")
    check_open(said.expires_ms, now_ms)
    return Invite(secret, said.founding, said.recipient, said.expires_ms)


def check_open(expires_ms: int, now_ms: int) -> None:
    """Raises `Expired` when an invitation that counts until `expires_ms` is over at `now_ms`."""
    if now_ms > expires_ms:
        raise Expired("expired")


class Said(Veiled, frozen=True):
    """What every invitation says: the founding record, whom to answer, until when; and its ``own`` lines."""

    founding: Signed
    recipient: str
    expires_ms: int
    own: tuple[bytes, ...] = ()


def write_said(said: Said, secret: bytes, title: bytes, purpose: bytes) -> bytes:
    """The lines of an invitation, which begin with its `title` and end with its `mac` for `purpose`."""
    facts = (said.recipient.encode(), b"%d" % said.expires_ms, *said.own, b"")
    lines = b"%s\n%s%s" % (title, lines_of(said.founding), b"\n".join(facts))
    return lines + to_base64(mac(secret, purpose, lines)) + b"\n"


def read_said(data: bytes, secret: bytes, identity: Identity, title: bytes, purpose: bytes) -> Said:
    """What the file of an invitation says, which `write_said` wrote, and which `identity` opens.

    Raises `NotForMe`, `Damaged`, `TooLarge`, `UnknownFormat`, `Forged`, or `RecordError`.
    """
    content = unpad(unseal(data, [identity], limit=MAX_FILE))
    first, *lines = content.split(b"\n")[:-1]
    if first != title:
        raise UnknownFormat("form")
    if len(lines) < LINES + 3:
        raise Damaged("lines")
    record, (recipient, expires, *own, spelled) = lines[:LINES], lines[LINES:]
    check_mac(secret, purpose, content[: -len(spelled) - 1], spelled)
    if not _RECIPIENT.fullmatch(recipient) or not _TIME.fullmatch(expires) or int(expires) > MAX_INT:
        raise Damaged("lines")
    founding = parse(record)
    open_founding(founding)
    return Said(founding, recipient.decode(), int(expires), tuple(own))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    key = hkdf.extract(b"still-here/1 invite", secret)
    return hkdf.expand(key, b"still-here/1 " + purpose, hkdf.HASH_LENGTH)
