"""Ids that mean nothing, made from randomness that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stillhere.seal.coding import base32

#: Gives so many fresh random bytes, as `secrets.token_bytes` does.
Random = Callable[[int], bytes]

ID_LENGTH: Final = 10  #: base32 letters of a person's, device's or rest's id


def new_id(random: Random) -> str:
    """A fresh id of ten base32 letters (50 random bits)."""
    return base32(random(7))[:ID_LENGTH]
