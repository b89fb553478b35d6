"""Erasing: everything of this home on this computer, keys first. A crash at any step leaves no home behind.

A mark is set before anything goes. From then on there is no home here: every face that sees it ends, none
opens, and whoever comes next goes on with the erasing. Only files that the program itself names are taken
away. What partners, backups, carriers and older blocks of a flash disk hold is out of reach, and is said so.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from stillhere.home import bell, files
from stillhere.home.errors import HomeError, VaultError
from stillhere.home.paths import HOME_VARIABLE, Paths, paths_for
from stillhere.home.role import Role

#: How long (seconds) other faces may take to end, and how long one sleeps between two looks.
PATIENCE, NAP = 10.0, 0.05
#: A window's lock may be of one that crashed, so it isn't waited for longer than a window takes to close.
WINDOW_PATIENCE = 3.0

#: What the program names itself, in its data, its settings and its log; beside the private pages.
_DATA = (
    "store.db*", ".store.db*", "vault.json", ".vault.json.*", "writing-*.txt", "bell/bell", "window/lock*",
    "window/asked", "window/.asked.*",
)  # fmt: skip
_CONFIG = ("settings.toml", ".settings.toml.*", "settings.broken-*.toml")
_LOG = ("stillhere.log*",)


class Erased(Struct, frozen=True, kw_only=True):
    """What became of it. ``keyring``: nothing of this home is left in the system's keyring.

    ``left`` are the places of this home that hold something else, which isn't the program's to take away.
    """

    keyring: bool
    left: tuple[Path, ...]


def begun(paths: Paths) -> bool:
    """Whether this home is being erased, or a crash interrupted that."""
    return paths.erasing.exists()


def erase(paths: Paths, *, patience: float = PATIENCE) -> Erased:
    """Erases the home at `paths`, whatever is left of it; no passphrase is asked for.

    Nothing of it may be open in this process. Raises `PrivateError`, and `HomeError`: erase_busy,
    erase_denied; then what is gone is gone, and the next call goes on.
    """
    try:
        files.make_dir(paths.data)
        files.replace(paths.erasing, b"")
        bell.ring(paths.bell)
        roles = [Role(paths.tray, "erasing"), Role(paths.role, "erasing")]
        try:
            _wait(roles, paths.data / "window" / "lock", patience)
            keyring = _keys(paths)
            for path in _known(paths):
                _remove(path)
            _forget_start(paths)
        finally:
            for role in roles:
                role.leave()
        return Erased(keyring=keyring, left=_close(paths))
    except OSError as error:
        raise HomeError("erase_denied", place=str(error.filename or paths.data)) from error


def _wait(roles: list[Role], window: Path, patience: float) -> None:
    """Waits until the faces that run have seen the mark and ended; none begins while the roles are held."""
    begin = time.monotonic()
    until = begin + patience
    while window.exists() and time.monotonic() < begin + min(patience, WINDOW_PATIENCE):
        time.sleep(NAP)
    while not all(role.take() for role in roles):
        if time.monotonic() > until:
            raise HomeError("erase_busy")
        time.sleep(NAP)


def _keys(paths: Paths) -> bool:
    """The keys go before what they open: whether the keyring has none of them any more."""
    from stillhere.home.keys.vault import remove_vault
    from stillhere.home.private import erase_private

    erase_private(paths)
    try:
        remove_vault(paths)
    except VaultError:
        # Its entry opens nothing once the store is gone. The file goes with the others.
        return False
    return True


def _known(paths: Paths) -> Iterator[Path]:
    for place, names in ((paths.data, _DATA), (paths.config, _CONFIG), (paths.log_dir, _LOG)):
        for name in names:
            yield from sorted(place.glob(name))


def _remove(path: Path) -> None:
    from stillhere.home.private.places import remove

    if path.is_dir() and not path.is_symlink():
        return  # nothing of ours is a directory by these names
    remove(path)


def _forget_start(paths: Paths) -> None:
    """Nothing starts this home at login any more; what starts another one stays."""
    from stillhere.home.rooms.autostart import Autostart

    environ = {name: value for name, value in os.environ.items() if name != HOME_VARIABLE}
    named = {} if paths == paths_for(None, environ) else {HOME_VARIABLE: str(paths.data)}
    Autostart({**environ, **named}).forget()


def _close(paths: Paths) -> tuple[Path, ...]:
    """Takes the locks, the mark and the empty places away, the mark last: those that aren't empty."""
    inside = [paths.data / "private", paths.bell.parent, paths.data / "window"]
    for path in (paths.role, paths.tray, inside[0] / "private.lock", paths.erasing):
        path.unlink(missing_ok=True)
    # The log has a directory to itself inside the program's caches, where the system has such a place.
    caches = [paths.log_dir.parent] if paths.log_dir.name == "log" else []
    left: list[Path] = []
    for place in (*inside, paths.log_dir, *caches, paths.config, paths.data):
        with suppress(OSError):
            place.rmdir()
        if place.is_dir() and any(place.iterdir()) and place not in left:
            left.append(place)
    return tuple(left)
