"""A record and its file. Signed bytes stay as they stand; nothing is believed before its signature holds.

The text inside an age file is UTF-8, four lines a record, then spaces (see `padding`):

    still-here/1
    {header}
    base64 of the Ed25519 signature over "still-here/1", a zero byte, and the exact header bytes
    {body}

The header names the hash of the body, so a body can be erased (an empty line in its place) while the chain
of headers still verifies. A segment is several records, one after the other. age proves nothing about the
author: whoever can open a file can put another text under its age header, so only the signature counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from stillhere.core.records.record import (
    MAX_BODY,
    MAX_HEADER,
    Header,
    Record,
    SpaceFounded,
    decode_body,
    decode_header,
    encode_header,
)
from stillhere.core.veiled import Veiled
from stillhere.seal import age, guard
from stillhere.seal.coding import from_base64, hash32, to_base64
from stillhere.seal.errors import Damaged, Forged, TooLarge, UnknownFormat
from stillhere.seal.keys import ID_LENGTH, Identity
from stillhere.seal.padding import pad, unpad

VERSION: Final = b"still-here/1"  #: the first line of a record
SIGNATURE_LENGTH: Final = 64  #: bytes
LINES: Final = 4  #: of a record
NAME_LENGTH: Final = 32  #: letters of a file's name before ".age"

_SIGNED_PREFIX: Final = VERSION + b"\0"


class Signer(Protocol):
    """What can sign: `DeviceSecrets`, or PyNaCl's ``SigningKey``, whose answer goes on past it."""

    def sign(self, message: bytes, /) -> bytes:
        """The 64 bytes of an Ed25519 signature over `message`, first of all."""
        ...


class Signed(Veiled, frozen=True):
    """A record as written: header bytes, 64 bytes of signature, body bytes (empty: erased by its owner)."""

    header: bytes
    signature: bytes
    body: bytes


def record_id(header: bytes) -> str:
    """The id of the record with these header bytes: their SHA-256 in 52 base32 letters."""
    return hash32(header)


def body_hash(body: bytes) -> str:
    """What a header says of its body: SHA-256 in 52 base32 letters."""
    return hash32(body)


def space_of(founding: str) -> str:
    """The name of the space whose founding record has the id `founding`."""
    return founding[:ID_LENGTH]


def file_name(data: bytes) -> str:
    """The name of a file with these bytes: base32(SHA-256) in 32 letters, and ".age"."""
    return hash32(data)[:NAME_LENGTH] + ".age"


def compose(header: Header, body: bytes, signing: Signer) -> Signed:
    """A signed record. What no reader would accept is refused here, before it is signed.

    Raises `ValueError` when `header` names another body or `body` has a line feed, and `RecordError` when
    either isn't of its shape.
    """
    if header.body != body_hash(body):
        raise ValueError("the header names another body")
    if b"\n" in body:
        raise ValueError("a body is one line")
    data = encode_header(header)
    decode_header(data)
    decode_body(header.kind, body)
    return Signed(data, signing.sign(_SIGNED_PREFIX + data)[:SIGNATURE_LENGTH], body)


def lines_of(signed: Signed) -> bytes:
    """The four lines of a record."""
    return b"\n".join((VERSION, signed.header, to_base64(signed.signature), signed.body, b""))


def write(*records: Signed) -> bytes:
    """The padded text of one record, or of several as a segment."""
    return pad(b"".join(map(lines_of, records)))


def read(plain: bytes) -> tuple[Signed, ...]:
    """The records in a padded text, one or more, unverified.

    Raises `Damaged`, `TooLarge`, or `UnknownFormat`.
    """
    lines = unpad(plain).split(b"\n")[:-1]
    return tuple(parse(lines[at : at + LINES]) for at in range(0, len(lines), LINES))


def parse(lines: Sequence[bytes]) -> Signed:
    """The record in four lines (without their line feeds). Raises as `read` does."""
    if lines[0] != VERSION:
        raise UnknownFormat("form") if lines[0].startswith(b"still-here/") else Damaged("form")
    if len(lines) != LINES:
        raise Damaged("lines")
    _, header, spelled, body = lines
    if len(header) > MAX_HEADER or len(body) > MAX_BODY:
        raise TooLarge("size")
    signature = from_base64(spelled, SIGNATURE_LENGTH)
    if signature is None:
        raise Damaged("signature")
    return Signed(header, signature, body)


def verify(signed: Signed, sign_key: str) -> None:
    """Raises `Forged` unless the Ed25519 key `sign_key` (base64) signed these header bytes."""
    check_signature(_SIGNED_PREFIX + signed.header, signed.signature, sign_key)


def check_signature(message: bytes, signature: bytes, sign_key: str) -> None:
    """Raises `Forged` unless `signature` is that of the Ed25519 key `sign_key` (base64) over `message`.

    Only PyNaCl judges: of the published edge cases of Ed25519 it accepts the fewest.
    """
    key = from_base64(sign_key.encode("ascii", "replace"), 32)
    if key is None:
        raise Forged("key")
    if len(signature) != SIGNATURE_LENGTH:
        raise Forged("signature")
    try:
        VerifyKey(key).verify(message, signature)
    except BadSignatureError:
        raise Forged("signature") from None


def open_record(signed: Signed, sign_key: str) -> Record:
    """The record, now believed to be of the device whose key is `sign_key`.

    Raises `Forged`, `RecordError`, or `Damaged` when the body is erased or isn't the one that was signed.
    """
    verify(signed, sign_key)
    return opened(signed, decode_header(signed.header), record_id(signed.header))


def opened(signed: Signed, header: Header, record_id: str) -> Record:
    """The record in `signed`, whose device is known to have said it; `header` and id were read from it.

    Raises `RecordError`, or `Damaged` when the body is erased or isn't the one that was signed.
    """
    if not signed.body:
        raise Damaged("body_erased")
    if body_hash(signed.body) != header.body:
        raise Damaged("body_hash")
    return Record(id=record_id, header=header, body=decode_body(header.kind, signed.body))


def open_founding(signed: Signed) -> Record:
    """The first record of a space, whose body is a `SpaceFounded`: the one record that brings its own key.

    Raises `Forged`, `RecordError`, or `Damaged`. Whose space it is, the words of an invitation prove, or the
    name of the space (see `check_place`).
    """
    header = decode_header(signed.header)
    body = decode_body(header.kind, signed.body)
    if not isinstance(body, SpaceFounded) or (header.space, header.n, header.prev) != ("", 1, ""):
        raise Forged("founding")
    if header.device != body.keys.device:
        raise Forged("device")
    return open_record(signed, body.keys.sign)


def check_place(record: Record, *, space: str, audience: Iterable[str]) -> None:
    """Raises `Forged` unless `record` is of `space` and for one of `audience` ("<person>.<epoch>")."""
    own = space_of(record.id) if isinstance(record.body, SpaceFounded) else record.header.space
    if own != space:
        raise Forged("space")
    if not set(record.header.to).intersection(audience):
        raise Forged("audience")


def seal(plain: bytes, recipients: Sequence[str], *, limit: int = guard.MAX_SEGMENT) -> bytes:
    """The age file of `plain` for `recipients` ("age1…"). What our own reader would refuse is never written.

    Raises `TooLarge`, or `Damaged` for a bad recipient.
    """
    data = age.encrypt(plain, recipients)
    guard.check(data, limit=limit)
    return data


def unseal(data: bytes, identities: Iterable[Identity], *, limit: int = guard.MAX_SEGMENT) -> bytes:
    """The text in the age file `data`, by whichever of `identities` opens it.

    Raises `NotForMe`, `Damaged`, `TooLarge`, or `UnknownFormat`.
    """
    return Opener.of(identities).unseal(data, limit=limit)


class Opener(Veiled, frozen=True):
    """Opens many files with the same identities."""

    keys: Sequence[Any]

    @classmethod
    def of(cls, identities: Iterable[Identity]) -> Opener:
        """What opens the files that are sealed to any of `identities`."""
        return cls(age.keys_of([identity.text for identity in identities]))

    def unseal(self, data: bytes, *, limit: int = guard.MAX_SEGMENT) -> bytes:
        """See the function `unseal`."""
        guard.check(data, limit=limit)
        return age.decrypt(data, self.keys)
