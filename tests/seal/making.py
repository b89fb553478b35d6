"""Mia, Jon, and what the tests of the seal need of them. The same bytes every time: no randomness, no clock.

The age writer here follows the published specification and shares nothing with the program, so that it can
also write what the program never would.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from msgspec.structs import replace
from nacl import bindings
from nacl.exceptions import CryptoError

from stillhere.core.records.record import (
    Body,
    Header,
    SpaceFounded,
    Status,
    encode_body,
    encode_header,
    kind_of,
)
from stillhere.seal.bech32 import decode
from stillhere.seal.envelope import Signed, body_hash, compose, record_id, space_of, unseal
from stillhere.seal.guard import MAX_FILE
from stillhere.seal.invite import LIFETIME_MS, Invite
from stillhere.seal.join import Join, join_in
from stillhere.seal.keys import DeviceSecrets, Identity, PersonSecrets, Random, new_device, new_id, new_person

NOW = 1_790_000_000_000
SECRET = bytes(range(16))
VERSION_LINE = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024


def random_from(seed: str) -> Random:
    """A source of bytes that gives the same ones for the same `seed`."""
    drawn = 0

    def random(size: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return sha256(f"{seed} {drawn}".encode()).digest()[:size]

    return random


@dataclass(frozen=True)
class Somebody:
    """A person with one device."""

    name: str
    person: PersonSecrets
    device: DeviceSecrets


def somebody(name: str) -> Somebody:
    random = random_from(name)
    return Somebody(name, new_person(new_id(random), random), new_device(new_id(random), random))


def later(person: PersonSecrets, epoch: int, identity: Identity) -> PersonSecrets:
    """`person` with a key of a later epoch."""
    return PersonSecrets(person.person, (*person.epochs, (epoch, identity)))


def read_join(data: bytes, identity: Identity, invite: Invite, now_ms: int) -> Join:
    """The answer to `invite` in the file `data`, as the device reads it whose own `identity` is."""
    return join_in(unseal(data, [identity], limit=MAX_FILE), invite, now_ms)


MIA, JON, EVE = somebody("Mia"), somebody("Jon"), somebody("Eve")


def header_for(who: Somebody, body: Body, space: str, n: int = 1) -> tuple[Header, bytes]:
    """An unsigned record of `who` to both people: its header and body bytes."""
    data = encode_body(body, salt="c2FsdA")
    header = Header(
        space=space,
        device=who.device.device,
        lane="now" if isinstance(body, Status) else "kept",
        n=n,
        at=(NOW, 0),
        kind=kind_of(body),
        to=(MIA.person.audience, JON.person.audience),
        body=body_hash(data),
    )
    return header, data


def founding_by(who: Somebody) -> Signed:
    """The first record of a space that `who` founds."""
    body = SpaceFounded(
        person=who.person.person, name=who.name, recipient=who.person.recipient, keys=who.device.keys
    )
    header, data = header_for(who, body, "")
    return compose(replace(header, to=(who.person.audience,)), data, who.device)


def status_by(who: Somebody, n: int = 1, line: str = "near, but quiet") -> Signed:
    """`who` rests."""
    header, data = header_for(who, Status(state="resting", since_ms=NOW, line=line), SPACE, n)
    return compose(header, data, who.device)


def signed_as_is(who: Somebody, header: bytes, body: bytes) -> Signed:
    """A record that `who` really signed, whatever it says."""
    return Signed(header, who.device.sign(b"still-here/1\0" + header), body)


def signed_json(who: Somebody, kind: str, body: bytes) -> Signed:
    """A record with a sound header and any body."""
    header, _ = header_for(who, Status(state="here", since_ms=NOW), SPACE)
    return signed_as_is(who, encode_header(replace(header, kind=kind, body=body_hash(body))), body)


FOUNDING = founding_by(MIA)
SPACE = space_of(record_id(FOUNDING.header))
INVITE = Invite(SECRET, FOUNDING, MIA.device.identity.recipient, NOW + LIFETIME_MS)


# --- age, by its specification (https://age-encryption.org/v1) -------------------------------------------


def bare64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return hmac.digest(hmac.digest(salt, secret, "sha256"), info + b"\x01", "sha256")


def chacha(key: bytes, plain: bytes, nonce: bytes = bytes(12)) -> bytes:
    return bindings.crypto_aead_chacha20poly1305_ietf_encrypt(plain, None, nonce, key)


def wrap_key(shared: bytes, share: bytes, recipient: bytes) -> bytes:
    return hkdf(shared, share + recipient, b"age-encryption.org/v1/X25519")


def stanza(arguments: bytes, body: bytes) -> bytes:
    """A recipient stanza; `body` is wrapped at 64 columns."""
    text = bare64(body)
    lines = [text[at : at + 64] for at in range(0, len(text) + 1, 64)]
    return b"-> " + arguments + b"\n" + b"".join(line + b"\n" for line in lines)


def x25519(recipient: str, file_key: bytes, ephemeral: bytes = b"e" * 32) -> bytes:
    """The stanza that gives `file_key` to `recipient`."""
    point = decode(recipient)[1]
    share = bindings.crypto_scalarmult_base(ephemeral)
    key = wrap_key(bindings.crypto_scalarmult(ephemeral, point), share, point)
    return stanza(b"X25519 " + bare64(share), chacha(key, file_key))


def mac_line(stanzas: bytes, file_key: bytes) -> bytes:
    signed = VERSION_LINE + stanzas + b"---"
    return b"--- " + bare64(hmac.digest(hkdf(file_key, b"", b"header"), signed, "sha256")) + b"\n"


def payload(chunks: Sequence[bytes], file_key: bytes, *, ended: bool = True) -> bytes:
    """The encrypted chunks, the last one marked as such when `ended`."""
    nonce = b"n" * 16
    key = hkdf(file_key, nonce, b"payload")
    sealed = [
        chacha(key, chunk, place.to_bytes(11, "big") + bytes([ended and place == len(chunks) - 1]))
        for place, chunk in enumerate(chunks)
    ]
    return nonce + b"".join(sealed)


def age_file(
    stanzas: bytes, chunks: Sequence[bytes], file_key: bytes = b"k" * 16, *, ended: bool = True
) -> bytes:
    """A whole age file with these stanzas."""
    return VERSION_LINE + stanzas + mac_line(stanzas, file_key) + payload(chunks, file_key, ended=ended)


def file_key_of(data: bytes, identity: Identity) -> bytes:
    """What everybody who can open an age file can take out of it: the key of its payload."""
    own = decode(identity.recipient)[1]
    lines = data[: data.index(b"\n--- ")].split(b"\n")
    for line, body in pairwise(lines):
        if not line.startswith(b"-> X25519 "):
            continue
        share, wrapped = (b64decode(text + b"=") for text in (line.split(b" ")[2], body))
        key = wrap_key(bindings.crypto_scalarmult(identity.secret, share), share, own)
        try:
            return bindings.crypto_aead_chacha20poly1305_ietf_decrypt(wrapped, None, bytes(12), key)
        except CryptoError:
            continue
    raise AssertionError("not a recipient of this file")


def under_the_same_header(data: bytes, identity: Identity, plain: bytes) -> bytes:
    """`data` with another text inside, made by one of its recipients alone; its age header is untouched."""
    end = data.index(b"\n", data.index(b"\n--- ") + 1) + 1
    return data[:end] + payload([plain], file_key_of(data, identity))
