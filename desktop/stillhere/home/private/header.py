"""The header: which file is the current one, and its key, wrapped. The two change together or not at all.

Under a lock the key is wrapped under the passphrase alone: who has every file and the keyring, and not the
passphrase, has nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from stillhere.core import typed
from stillhere.home import files
from stillhere.home.keys.stretching import stretch
from stillhere.home.keys.vault import MEMORY_KIB, PASSES
from stillhere.home.private.errors import PrivateError, told
from stillhere.home.private.places import Places
from stillhere.seal import hkdf
from stillhere.seal.ids import Random

KEY_BYTES: Final = 32

#: What a new lock asks of Argon2id: 3 passes over 256 MiB, half a second. Four times as much as the vault's,
#: because who wants in here has the time, and perhaps a guess. A header may ask for what a vault may.
LOCK_PASSES: Final = 3
LOCK_MEMORY_KIB: Final = 256 * 1024

_SALT, _NONCE, _TAG = 16, 24, 16
_MAX_BYTES = 4096
_PURPOSE = b"still-here/1 private"

Salt = Annotated[bytes, Meta(min_length=_SALT, max_length=_SALT)]
Box = Annotated[bytes, Meta(min_length=_NONCE + _TAG + KEY_BYTES, max_length=_NONCE + _TAG + KEY_BYTES)]


class ByHome(Struct, frozen=True, kw_only=True, tag="home", tag_field="by"):
    """No lock: the key is in ``box`` under one that HKDF makes of the store's key and ``salt``."""

    salt: Salt
    box: Box


class ByPassphrase(Struct, frozen=True, kw_only=True, tag="passphrase", tag_field="by"):
    """A lock: the key is in ``box`` under what Argon2id makes of the passphrase and ``salt``."""

    passes: Annotated[int, Meta(ge=PASSES[0], le=PASSES[1])]
    memory_kib: Annotated[int, Meta(ge=MEMORY_KIB[0], le=MEMORY_KIB[1])]
    salt: Salt
    box: Box


class Header(Struct, frozen=True, kw_only=True):
    """Names the current file and holds its wrapped key."""

    version: Literal[1] = 1
    file: Annotated[str, Meta(pattern=r"^[a-z2-7]{10}\Z")]
    key: ByHome | ByPassphrase

    @property
    def locked(self) -> bool:
        """Whether there is a lock."""
        return isinstance(self.key, ByPassphrase)


def read(places: Places) -> Header | None:
    """The header, or None where there is none.

    Raises `PrivateError`: private_header_damaged, private_newer, private_denied.
    """
    try:
        with places.header.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PrivateError("private_denied") from error
    try:
        raw = json.loads(data) if len(data) <= _MAX_BYTES else None
        if isinstance(raw, dict) and isinstance(raw.get("version"), int) and raw["version"] > 1:
            raise PrivateError("private_newer")
        return typed.convert(raw, Header)
    except (ValueError, RecursionError):
        raise PrivateError("private_header_damaged") from None


def write(places: Places, header: Header) -> None:
    """Puts `header` in the place of the one before, in one step. Raises `PrivateError`."""
    with told():
        files.replace(places.header, msgspec.json.encode(header))


def under_home(file: str, key: bytes, home_key: bytes, random: Random) -> Header:
    """The header of a `file` without a lock."""
    salt, nonce = random(_SALT), random(_NONCE)
    box = _seal(key, nonce, _home_wrap(home_key, salt), file)
    return Header(file=file, key=ByHome(salt=salt, box=box))


def under_passphrase(file: str, key: bytes, passphrase: str, random: Random) -> Header:
    """The header of a locked `file`. Raises `PrivateError` "private_passphrase_empty"."""
    if not passphrase:
        raise PrivateError("private_passphrase_empty")
    salt, nonce = random(_SALT), random(_NONCE)
    wrap = _stretched(passphrase, salt, LOCK_PASSES, LOCK_MEMORY_KIB)
    box = _seal(key, nonce, wrap, file)
    locked = ByPassphrase(passes=LOCK_PASSES, memory_kib=LOCK_MEMORY_KIB, salt=salt, box=box)
    return Header(file=file, key=locked)


def key_of(header: Header, home_key: bytes, ask: Callable[[], str] | None) -> bytes:
    """The key of the current file. Where there is a lock, ``ask`` is called for the passphrase.

    Raises `PrivateError`: private_locked (nobody to ask), private_passphrase_wrong, private_other_home.
    """
    kept = header.key
    if isinstance(kept, ByHome):
        found = _open(kept.box, _home_wrap(home_key, kept.salt), header.file)
        wrong = "private_other_home"
    else:
        if ask is None:
            raise PrivateError("private_locked")
        found = _open(kept.box, _stretched(ask(), kept.salt, kept.passes, kept.memory_kib), header.file)
        wrong = "private_passphrase_wrong"
    if found is None:
        raise PrivateError(wrong)
    return found


def _home_wrap(home_key: bytes, salt: bytes) -> bytes:
    return hkdf.expand(hkdf.extract(salt, home_key), _PURPOSE, KEY_BYTES)


def _stretched(passphrase: str, salt: bytes, passes: int, memory_kib: int) -> bytes:
    try:
        return stretch(passphrase, salt, passes, memory_kib)
    except MemoryError:
        raise PrivateError("private_no_memory") from None


def _seal(key: bytes, nonce: bytes, wrap: bytes, file: str) -> bytes:
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    return nonce + encrypt(key, _bound_to(file), nonce, wrap)


def _open(box: bytes, wrap: bytes, file: str) -> bytes | None:
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    try:
        return decrypt(box[_NONCE:], _bound_to(file), box[:_NONCE], wrap)
    except CryptoError:
        return None


def _bound_to(file: str) -> bytes:
    return _PURPOSE + b"\0" + file.encode("ascii")
