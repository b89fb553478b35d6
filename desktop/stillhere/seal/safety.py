"""The safety number: forty digits that two people compare by voice to know that nobody stands between them.

It depends on every public key of both people and on nothing else, so it is the same on both sides exactly
when both see the same keys. How it is made, so that anybody can make it again:

1. A person's text: "still-here/1 safety", a line feed, the person's age recipient, a line feed, then for each
   device, in order of these lines, "<device> <sign> <recipient>" and a line feed.
2. SHA-256 of each person's text; the two hashes, the smaller first, put together.
3. PBKDF2-HMAC-SHA-256 (RFC 8018) of that, salt "still-here/1 safety", 100 000 rounds, 40 bytes. The rounds
   make it dear to search for keys that lead to the same digits.
4. Each five bytes, as a big-endian number modulo 100 000, are one group of five digits.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import pbkdf2_hmac, sha256
from typing import Final

from msgspec import Struct

from stillhere.core.records.record import DeviceKeys

GROUPS: Final = 8
GROUP_DIGITS: Final = 5
GROUP_BYTES: Final = 5
ROUNDS: Final = 100_000

_DOMAIN: Final = b"still-here/1 safety"


class PersonKeys(Struct, frozen=True):
    """All public keys of a person: the present recipient, and those of each device in any order."""

    recipient: str
    devices: Collection[DeviceKeys]


def safety_number(one: PersonKeys, other: PersonKeys) -> tuple[str, ...]:
    """Eight groups of five digits, whichever of the two people comes first."""
    return digits_of(both_hashes(one, other))


def both_hashes(one: PersonKeys, other: PersonKeys) -> bytes:
    """What the digits are made of: 64 bytes that change with any key, and cost nothing (step 2)."""
    return b"".join(sorted((_hash(one), _hash(other))))


def digits_of(hashes: bytes) -> tuple[str, ...]:
    """The digits of `both_hashes`; they cost a tenth of a second (steps 3 and 4)."""
    made = pbkdf2_hmac("sha256", hashes, _DOMAIN, ROUNDS, GROUPS * GROUP_BYTES)
    groups = (made[at : at + GROUP_BYTES] for at in range(0, len(made), GROUP_BYTES))
    return tuple(f"{int.from_bytes(group, 'big') % 10**GROUP_DIGITS:0{GROUP_DIGITS}d}" for group in groups)


def _hash(person: PersonKeys) -> bytes:
    devices = sorted(f"{keys.device} {keys.sign} {keys.recipient}" for keys in set(person.devices))
    return sha256("\n".join((_DOMAIN.decode(), person.recipient, *devices, "")).encode()).digest()
