"""The system's keyring: one entry of 32 bytes for each home. Only keyrings that encrypt are used.

The keyring that was chosen once is named in the vault file, so that reading loads that one alone.
"""

from __future__ import annotations

import base64
import binascii
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from stillhere.home.errors import VaultError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

#: The service under which the entry stands; keyring programs show it.
SERVICE = "Still Here"

_SECRET_SERVICE = "keyring.backends.SecretService.Keyring"  # noqa: S105 - the name of a class
#: What the keyring library offers beside these keeps plain text, keeps nothing, or belongs to other programs.
TRUSTED = frozenset({
    _SECRET_SERVICE,
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
})  # fmt: skip


def put(user: str, key: bytes) -> str:
    """Keeps `key` under `user`: the name of the keyring that has it now.

    Raises `VaultError`: keyring_none, keyring_locked.
    """
    backend = _asked(_best)
    if backend is None:
        raise VaultError("keyring_none")
    # On Windows an entry would follow the person to other computers of a domain.
    if hasattr(backend, "persist"):
        backend.persist = "local machine"
    _asked(lambda: backend.set_password(SERVICE, user, base64.b64encode(key).decode("ascii")))
    return _name(backend)


def get(name: str, user: str, *, prompt: bool = True) -> bytes:
    """The key that the keyring `name` has for `user`.

    Without ``prompt`` nobody is asked to unlock it, where that can be told beforehand.

    Raises `VaultError`: keyring_none, keyring_locked, keyring_dismissed, keyring_gone.
    """
    if name == _SECRET_SERVICE and sys.platform.startswith("linux"):
        from stillhere.home.keys.secret_service import read_secret

        text: str | bytes | None = read_secret(SERVICE, user, prompt=prompt)
    else:
        text = _asked(lambda: _load(name).get_password(SERVICE, user))
    try:
        return base64.b64decode(text or b"", validate=True)
    except (binascii.Error, ValueError):
        raise VaultError("keyring_gone") from None


def drop(name: str, user: str) -> None:
    """Removes the entry; one that isn't there is no trouble. Raises `VaultError`."""
    from keyring.errors import PasswordDeleteError

    def delete() -> None:
        try:
            _load(name).delete_password(SERVICE, user)
        except PasswordDeleteError:
            return

    _asked(delete)


def _best() -> KeyringBackend | None:
    """The keyring that the library prefers, if it can be trusted with a key."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    found = keyring.get_keyring()
    among = found.backends if isinstance(found, ChainerBackend) else [found]
    return next((backend for backend in among if _name(backend) in TRUSTED), None)


def _load(name: str) -> KeyringBackend:
    from keyring.core import load_keyring

    return load_keyring(name)


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _asked(ask: Callable[[], T]) -> T:
    from keyring.errors import KeyringLocked

    try:
        return ask()
    except KeyringLocked:
        what = "keyring_locked"
    except Exception:  # noqa: BLE001 - each system's keyring fails in words of its own
        what = "keyring_none"
    raise VaultError(what)
