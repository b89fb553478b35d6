"""HKDF with SHA-256 (RFC 5869): many independent keys from one secret. Pure."""

from __future__ import annotations

from typing import Final

HASH_LENGTH: Final = 32  #: bytes


def extract(salt: bytes, secret: bytes) -> bytes:
    """The 32-byte pseudorandom key of `secret` (RFC 5869, 2.2). An empty salt is the zeros of the RFC."""
    return mac(salt, secret)


def expand(key: bytes, info: bytes, length: int) -> bytes:
    """`length` bytes (at most 255 × 32) for the purpose `info` from an extracted `key` (RFC 5869, 2.3)."""
    if length > 255 * HASH_LENGTH:
        raise ValueError("HKDF gives at most 8160 bytes")
    block, made = b"", b""
    for counter in range(1, -(-length // HASH_LENGTH) + 1):
        block = mac(key, block + info + bytes([counter]))
        made += block
    return made[:length]


def mac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of `message`: 32 bytes."""
    # It brings OpenSSL into memory, which no word between two who are linked needs.
    import hmac

    return hmac.digest(key, message, "sha256")
