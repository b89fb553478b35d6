"""Bytes as text, one spelling each: what decodes here encodes back to the very same characters."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import Final

# The seal's library is loaded anyway; hashlib would bring OpenSSL into memory beside it.
from nacl.bindings import crypto_hash_sha256

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS: Final = [one + other for one in _LETTERS for other in _LETTERS]


def hash32(data: bytes) -> str:
    """SHA-256 of `data` in lower-case base32 without padding: 52 letters."""
    return base32(crypto_hash_sha256(data))


def base32(data: bytes) -> str:
    """`data` in lower-case base32 (RFC 4648) without padding."""
    # Each record's ids are spelled so: two letters at a time take half as long as the standard library.
    letters = -(-8 * len(data) // 5)
    bits = 10 * -(-letters // 2)
    number = int.from_bytes(data, "big") << (bits - 8 * len(data))
    pairs = [_PAIRS[number >> at & 1023] for at in range(bits - 10, -1, -10)]
    return "".join(pairs)[:letters]


def to_base64(data: bytes) -> bytes:
    """`data` in standard base64 with padding."""
    return b64encode(data)


def from_base64(text: bytes, size: int) -> bytes | None:
    """The `size` bytes that `text` spells in padded base64, or None if it isn't their one spelling."""
    raw = _decoded(text)
    return raw if raw is not None and len(raw) == size and b64encode(raw) == text else None


def from_bare_base64(text: bytes) -> bytes | None:
    """The bytes that `text` spells in base64 without padding (age's way), or None if not canonical."""
    raw = _decoded(text + b"=" * (-len(text) % 4))
    return raw if raw is not None and b64encode(raw).rstrip(b"=") == text else None


def _decoded(text: bytes) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except binascii.Error:
        return None
