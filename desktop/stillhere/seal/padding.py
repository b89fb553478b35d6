"""Sizes in steps, so that a file's length says little about what is in it.

The padded length of a text follows from its length alone, and only that one length is accepted back.
PADMÉ is from "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs" (Nikitin, Barman,
Lueks, Underwood, Hubaux, Ford; PoPETs 2019): a length keeps only its highest bits, about log log of it,
which costs at most 12 % and less the longer the text is.
"""

from __future__ import annotations

from typing import Final

from stillhere.seal.errors import Damaged

SMALLEST: Final = 512  #: bytes


def padded_length(length: int) -> int:
    """The length in bytes to which a text of `length` bytes (1 or more) is padded."""
    length = max(length, SMALLEST)
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (length + mask) & ~mask


def pad(content: bytes) -> bytes:
    """`content`, which ends with a line feed, and spaces up to its padded length."""
    return content.ljust(padded_length(len(content)))


def unpad(plain: bytes) -> bytes:
    """The content that `pad` was given. Raises `Damaged` for any other text."""
    content = plain.rstrip(b" ")
    if not content.endswith(b"\n") or len(plain) != padded_length(len(content)):
        raise Damaged("padding")
    return content
