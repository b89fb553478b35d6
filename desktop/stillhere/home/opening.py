"""Making and opening a home. The key of its store comes from the keyring or from a passphrase."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from stillhere.home.clock import Clock, local_now
from stillhere.home.errors import StoreError
from stillhere.home.keys.vault import create_vault, open_vault, remove_vault
from stillhere.home.paths import Paths
from stillhere.home.store import Store
from stillhere.home.store.cipher import suspected

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.seal.keys import Random

KEY_LENGTH = 32  #: bytes


def has_home(paths: Paths) -> bool:
    """Whether a home was made here, and isn't being erased."""
    return paths.has_home()


def lacks_store(paths: Paths) -> bool:
    """Whether a key lies here without a store: a beginning was cut short, or the store is gone."""
    return paths.vault.exists() and not paths.store.exists()


def create_home(
    paths: Paths,
    passphrase: str | None,
    *,
    clock: Clock = local_now,
    random: Random = os.urandom,
) -> Home:
    """A new, empty home. Without a `passphrase` its key goes into the system's keyring.

    What an erasing left behind that was cut short goes first. Where a key lies here without a store, that is
    the key, and `passphrase` has to open it. Raises `VaultError` ("keyring_none": ask for a passphrase),
    `StoreError`, and what `erasing.erase` raises; then nothing was made.
    """
    if paths.erasing.exists():
        from stillhere.home.rooms.erasing import erase

        erase(paths)
    paths.make()
    if lacks_store(paths):
        # Private pages may lie here: they open with this key alone.
        key = open_vault(paths, None if passphrase is None else lambda: passphrase)
        return home_over(Store.create(paths.store, key), key, paths, clock=clock, random=random)
    key = random(KEY_LENGTH)
    create_vault(paths, key, passphrase=passphrase)
    try:
        return home_over(Store.create(paths.store, key), key, paths, clock=clock, random=random)
    except BaseException:
        if not paths.store.exists():  # another process may have made one under this key meanwhile
            remove_vault(paths)
        raise


def open_home(
    paths: Paths, ask: Callable[[], str] | None = None, *, clock: Clock = local_now, prompt: bool = True
) -> Home:
    """The home that was made here. ``ask`` is called for the passphrase, where there is one.

    Without ``prompt`` no keyring asks for its password. Raises `VaultError` and `StoreError`.
    """
    return open_under(open_vault(paths, ask, prompt=prompt), paths, clock=clock)


def open_under(key: bytes, paths: Paths, *, clock: Clock = local_now) -> Home:
    """The home that was made here, by the key of its store. Raises `StoreError`."""
    return home_over(open_store(paths, key, clock), key, paths, clock=clock)


def unreadable(error: Exception) -> bool:
    """Whether `error` says that not even the keys in the store can be read."""
    # One whose first bytes are gone can't be told from another key's.
    return isinstance(error, StoreError) and error.what in {"store_damaged", "store_wrong_key"}


def open_anew(key: bytes, paths: Paths, *, clock: Clock = local_now) -> Home:
    """The home that was made here, for somebody who comes with the recovery kit or chose to begin anew.

    A store of which not even the keys can be read is kept aside, and an empty one stands in its place.
    Raises `StoreError`.
    """
    from stillhere.core.state.when import ms_of

    seen = paths.store.stat() if paths.store.is_file() else None
    try:
        return open_under(key, paths, clock=clock)
    except StoreError as error:
        if seen is None or not unreadable(error):
            raise
    from stillhere.home.mending import begin_anew

    begin_anew(paths, key, seen, ms_of(clock()))
    return open_under(key, paths, clock=clock)


def home_over(
    store: Store, key: bytes, paths: Paths, *, clock: Clock = local_now, random: Random = os.urandom
) -> Home:
    """The home that was made here, over its open `store`, which it closes."""
    # Who only opens the store needs nothing of a home.
    from stillhere.home.home import Home

    return Home(paths, store, key, clock=clock, random=random)


def open_store(paths: Paths, key: bytes, clock: Clock = local_now) -> Store:
    """The store of the home that was made here; one that is damaged is first made anew of what is readable.

    Raises `StoreError`.
    """
    try:
        if suspected(paths.store).exists():
            from stillhere.home.mending import look_closer

            look_closer(paths.store, key)
        return Store.open(paths.store, key)
    except StoreError as error:
        if error.what != "store_damaged":
            raise
    from stillhere.core.state.when import ms_of
    from stillhere.home.mending import mend

    mend(paths, key, ms_of(clock()))
    return Store.open(paths.store, key)
