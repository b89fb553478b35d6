"""The age library behind three typed functions; nothing else touches it.

Only X25519 keys are used: never passphrases, ssh keys or plugins. Every error of the library becomes one of
ours, which carries none of its text. A file from outside passes `guard.check` first (see `envelope.unseal`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyrage

from stillhere.seal.errors import Damaged, NotForMe

_NO_MATCH = "No matching keys found"


def encrypt(plain: bytes, recipients: Sequence[str]) -> bytes:
    """The age file of `plain` for all `recipients` ("age1…", one or more). Raises `Damaged` for a bad one."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        return bytes(pyrage.encrypt(plain, keys))
    except (pyrage.RecipientError, pyrage.EncryptError):
        raise Damaged("key") from None


def keys_of(identities: Sequence[str]) -> list[Any]:
    """The library's own form of `identities` ("AGE-SECRET-KEY-1…"): who opens many files makes it once."""
    return [pyrage.x25519.Identity.from_str(identity) for identity in identities]


def decrypt(data: bytes, keys: Sequence[Any]) -> bytes:
    """The text in the age file `data`, by whichever of `keys` (see `keys_of`) opens it.

    Raises `NotForMe`, or `Damaged`.
    """
    try:
        return bytes(pyrage.decrypt(data, list(keys)))
    except pyrage.DecryptError as error:
        # The library has one type for all failures; a test holds it to this text.
        if str(error) == _NO_MATCH:
            raise NotForMe("no_match") from None
        raise Damaged("payload") from None


def recipient_of(identity: str) -> str:
    """The public half ("age1…") of an identity ("AGE-SECRET-KEY-1…")."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())
