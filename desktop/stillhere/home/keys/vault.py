"""The key of the store: 32 random bytes, kept in the system's keyring or wrapped under a passphrase.

It never lies on the disk in clear, whatever goes wrong. The vault file says where the key is and how to tell
that it is the right one.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from stillhere.home import files
from stillhere.home.errors import VaultError
from stillhere.home.keys import keyrings
from stillhere.home.keys.stretching import stretch
from stillhere.home.paths import Paths

try:
    # As `random` does: hashlib itself loads OpenSSL, which every start would wait for.
    from _blake2 import blake2b
except ImportError:  # pragma: no cover
    from hashlib import blake2b

KEY_BYTES = 32

#: Argon2id by RFC 9106's second recommendation: 3 passes over 64 MiB (libsodium has one lane). What a vault
#: file asks for lies between this and the second figure, so that no file makes it weak or never ending.
PASSES = (3, 12)
MEMORY_KIB = (64 * 1024, 1024 * 1024)
_SALT, _BOX = 16, 24 + 16 + KEY_BYTES

VERSION = 1
_MAX_BYTES = 4096
_USER = re.compile(r"[0-9a-f]{16}")


class InKeyring(NamedTuple):
    """The key is an entry of the system's keyring: ``backend`` is its class, ``user`` the entry's name."""

    backend: str
    user: str
    check: str


class UnderPassphrase(NamedTuple):
    """The key is in ``box`` (XSalsa20-Poly1305), under what Argon2id makes of the passphrase."""

    passes: int
    memory_kib: int
    salt: bytes
    box: bytes


Vault = InKeyring | UnderPassphrase


def create_vault(paths: Paths, key: bytes, *, passphrase: str | None) -> None:
    """Keeps `key` for the home at `paths`: in the keyring, or under `passphrase` if there is one.

    Raises `VaultError`: vault_exists, vault_denied, keyring_none, keyring_locked, passphrase_empty. Then
    nothing was kept.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key of a store has 32 bytes")
    if paths.vault.exists():
        raise VaultError("vault_exists")
    vault = _in_keyring(key) if passphrase is None else _wrap(key, passphrase)
    try:
        files.replace(paths.vault, json.dumps(_written(vault), indent=1).encode("ascii"))
    except OSError as error:
        if isinstance(vault, InKeyring):
            keyrings.drop(vault.backend, vault.user)
        raise VaultError("vault_denied", place=str(paths.vault)) from error


def open_vault(paths: Paths, ask: Callable[[], str] | None, *, prompt: bool = True) -> bytes:
    """The key of the home at `paths`; ``ask`` is called for the passphrase, where there is one.

    Without ``prompt`` a keyring asks nobody for its password; it is "keyring_locked" then.

    Raises `VaultError`: vault_missing, vault_damaged, vault_newer, keyring_none, keyring_locked,
    keyring_dismissed, keyring_gone, passphrase_needed, passphrase_wrong, vault_no_memory.
    """
    vault = _read(paths)
    if vault is None:
        raise VaultError("vault_missing")
    if isinstance(vault, InKeyring):
        key = keyrings.get(vault.backend, vault.user, prompt=prompt)
        if len(key) != KEY_BYTES or _check(key) != vault.check:
            raise VaultError("keyring_gone")
        return key
    if ask is None:
        raise VaultError("passphrase_needed")
    return _unwrap(vault, ask())


def vault_kind(paths: Paths) -> Literal["keyring", "passphrase"] | None:
    """Where the key is; None where there is no vault. Raises `VaultError`: vault_damaged, vault_newer."""
    vault = _read(paths)
    if vault is None:
        return None
    return "keyring" if isinstance(vault, InKeyring) else "passphrase"


def remove_vault(paths: Paths) -> None:
    """Forgets the key: the entry of the keyring and the file. What it locked stays locked for ever.

    Raises `VaultError` if the keyring can't be reached, or vault_denied; then the file is still there.
    """
    try:
        vault = _read(paths)
    except VaultError:
        vault = None
    if isinstance(vault, InKeyring):
        keyrings.drop(vault.backend, vault.user)
    try:
        paths.vault.unlink(missing_ok=True)
    except OSError as error:
        raise VaultError("vault_denied", place=str(paths.vault)) from error


def _in_keyring(key: bytes) -> InKeyring:
    user = os.urandom(8).hex()
    return InKeyring(backend=keyrings.put(user, key), user=user, check=_check(key))


def _check(key: bytes) -> str:
    # Tells another key from the right one. The key is random through and through, so it gives nothing away.
    return blake2b(b"still-here/vault", key=key, digest_size=8).hexdigest()


def _wrap(key: bytes, passphrase: str) -> UnderPassphrase:
    if not passphrase:
        raise VaultError("passphrase_empty")
    from nacl.secret import SecretBox

    salt = os.urandom(_SALT)
    wrapping = _stretched(passphrase, salt, PASSES[0], MEMORY_KIB[0])
    box = bytes(SecretBox(wrapping).encrypt(key))
    return UnderPassphrase(passes=PASSES[0], memory_kib=MEMORY_KIB[0], salt=salt, box=box)


def _unwrap(vault: UnderPassphrase, passphrase: str) -> bytes:
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    wrapping = _stretched(passphrase, vault.salt, vault.passes, vault.memory_kib)
    try:
        return SecretBox(wrapping).decrypt(vault.box)
    except CryptoError:
        raise VaultError("passphrase_wrong") from None


def _stretched(passphrase: str, salt: bytes, passes: int, memory_kib: int) -> bytes:
    try:
        return stretch(passphrase, salt, passes, memory_kib)
    except MemoryError:
        raise VaultError("vault_no_memory") from None


def _read(paths: Paths) -> Vault | None:
    try:
        with paths.vault.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultError("vault_denied", place=str(paths.vault)) from error
    try:
        raw = json.loads(data) if len(data) <= _MAX_BYTES else None
        vault = _understood(raw) if isinstance(raw, dict) else None
    except (ValueError, RecursionError):
        vault = None
    if vault is None:
        raise VaultError("vault_damaged")
    return vault


def _written(vault: Vault) -> dict[str, object]:
    """A vault as its file has it; bytes are in base64."""
    fields = {
        name: base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
        for name, value in vault._asdict().items()
    }
    kind = "keyring" if isinstance(vault, InKeyring) else "passphrase"
    return {"kind": kind, "version": VERSION, **fields}


def _understood(raw: dict[str, Any]) -> Vault | None:
    """The vault that a file tells of; None where anything in it doesn't fit.

    Raises `VaultError` "vault_newer", and `ValueError` for what isn't base64.
    """
    match raw:
        case {"version": int(version)} if version > VERSION:
            raise VaultError("vault_newer")
        case {
            "kind": "keyring",
            "version": 1,
            "backend": str(backend),
            "user": str(user),
            "check": str(check),
        }:
            sound = backend in keyrings.TRUSTED and _USER.fullmatch(user) is not None
            return InKeyring(backend, user, check) if sound else None
        case {
            "kind": "passphrase",
            "version": 1,
            "passes": int(passes),
            "memory_kib": int(memory_kib),
            "salt": str(salt),
            "box": str(box),
        }:
            found = UnderPassphrase(passes, memory_kib, _bytes(salt), _bytes(box))
            work = PASSES[0] <= passes <= PASSES[1] and MEMORY_KIB[0] <= memory_kib <= MEMORY_KIB[1]
            return found if work and (len(found.salt), len(found.box)) == (_SALT, _BOX) else None
    return None


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
