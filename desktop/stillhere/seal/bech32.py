"""Bech32 (BIP-173), in which age writes its keys: a readable part, "1", data, and a checksum of six letters.

As in age there is no limit on the length of the data; everything else is as the BIP says. Lower case comes
out; lower or upper case, never mixed, goes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from stillhere.seal.errors import Damaged

_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH: Final = 6
_LONGEST_PREFIX: Final = 83


def encode(prefix: str, data: bytes) -> str:
    """`data` in Bech32 under the readable `prefix` (lower case)."""
    values = [*_fives(data)]
    rest = _remainder([*_expanded(prefix), *values, *[0] * _CHECKSUM_LENGTH]) ^ 1
    checksum = [rest >> 5 * place & 31 for place in reversed(range(_CHECKSUM_LENGTH))]
    return prefix + "1" + "".join(_LETTERS[value] for value in (*values, *checksum))


def decode(text: str) -> tuple[str, bytes]:
    """The readable part (lower case) and the data of `text`. Raises `Damaged`."""
    lower = text.lower()
    prefix, separator, letters = lower.rpartition("1")
    sound = (
        text.isascii()
        and text in (lower, text.upper())
        and separator
        and 1 <= len(prefix) <= _LONGEST_PREFIX
        and all("!" <= mark <= "~" for mark in prefix)
        and len(letters) >= _CHECKSUM_LENGTH
        and all(letter in _LETTERS for letter in letters)
    )
    if not sound:
        raise Damaged("key")
    values = [_LETTERS.index(letter) for letter in letters]
    if _remainder([*_expanded(prefix), *values]) != 1:
        raise Damaged("key")
    return prefix, _bytes(values[:-_CHECKSUM_LENGTH])


def _expanded(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes)]


def _remainder(values: Iterable[int]) -> int:
    """The BCH code's remainder: 1 for a sound string."""
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                rest ^= generator
    return rest


def _fives(data: bytes) -> Iterable[int]:
    """`data` in groups of five bits, the last one filled with zeros."""
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (count * 5 - len(data) * 8)
    return (number >> 5 * place & 31 for place in reversed(range(count)))


def _bytes(values: Sequence[int]) -> bytes:
    """The bytes in `values`; what is left over is fewer than five bits, all zero."""
    number = 0
    for value in values:
        number = number << 5 | value
    size, left = divmod(len(values) * 5, 8)
    if left >= 5 or number & ((1 << left) - 1):
        raise Damaged("key")
    return (number >> left).to_bytes(size, "big")
