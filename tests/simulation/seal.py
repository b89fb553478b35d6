"""A stand-in for age that is quick and gives the same bytes for the same text; signatures stay real.

It has the outer form of an age file, so that our own check of the header runs, and it refuses what the real
one refuses: other keys, and a file that was altered. It keeps nothing secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from stillhere.seal import age, bech32, envelope
from stillhere.seal.coding import to_base64
from stillhere.seal.errors import Damaged, NotForMe

_real_recipient = cache(age.recipient_of)
_real_check = envelope.check_signature


def _line(data: bytes) -> bytes:
    return to_base64(data).rstrip(b"=")


@cache
def stanza(recipient: str) -> bytes:
    """What stands in a file's header for a recipient."""
    share = sha256(recipient.encode()).digest()
    return b"-> X25519 " + _line(share) + b"\n" + _line(share) + b"\n"


def encrypt(plain: bytes, recipients: Sequence[str]) -> bytes:
    """A file of `plain` for `recipients`, in the clear."""
    stanzas = b"".join(map(stanza, recipients))
    header = b"age-encryption.org/v1\n" + stanzas + b"--- " + _line(sha256(stanzas).digest()) + b"\n"
    return header + b"n" * 16 + plain + sha256(header + plain).digest()[:16]


def keys_of(identities: Sequence[str]) -> list[Any]:
    """The public halves: they open here."""
    return [_real_recipient(identity) for identity in identities]


def decrypt(data: bytes, keys: Sequence[Any]) -> bytes:
    """The text for one of `keys`. Raises `NotForMe`, or `Damaged`."""
    before, _, after = data.partition(b"\n--- ")
    _, _, payload = after.partition(b"\n")
    plain, tag = payload[16:-16], payload[-16:]
    if not any(stanza(key) in before + b"\n" for key in keys):
        raise NotForMe("no_match")
    header = data[: len(data) - len(payload)]
    if payload[:16] != b"n" * 16 or sha256(header + plain).digest()[:16] != tag:
        raise Damaged("payload")
    return plain


_verified: set[tuple[bytes, bytes, str]] = set()


def check_signature(message: bytes, signature: bytes, sign_key: str) -> None:
    """The real check, once for each signature: all devices of a simulation read the same ones."""
    if (message, signature, sign_key) not in _verified:
        _real_check(message, signature, sign_key)
        _verified.add((message, signature, sign_key))


@contextmanager
def quick_seal() -> Iterator[None]:
    """While it is open, age is this stand-in."""
    _verified.clear()
    with (
        patch.multiple(age, encrypt=encrypt, decrypt=decrypt, keys_of=keys_of, recipient_of=_real_recipient),
        patch.object(envelope, "check_signature", check_signature),
        patch.object(bech32, "encode", cache(bech32.encode)),
    ):
        yield
