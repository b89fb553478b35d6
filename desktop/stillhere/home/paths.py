"""Where this device keeps what is its own. Only this file knows the places.

Nothing of it lies in the shared folder, and looking a place up makes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from stillhere.home.errors import HomeError
from stillhere.home.files import make_dir

#: The variable that stands for ``--home``.
HOME_VARIABLE = "STILLHERE_HOME"


class Paths(NamedTuple):
    """The places of one home: ``data`` (store, key file), ``config`` (settings), ``log_dir``."""

    data: Path
    config: Path
    log_dir: Path

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.data / "store.db"

    @property
    def vault(self) -> Path:
        """Where the store's key is kept; never the key itself in clear."""
        return self.data / "vault.json"

    @property
    def erasing(self) -> Path:
        """The mark of a home that is being erased."""
        return self.data / "erasing"

    @property
    def private(self) -> Path:
        """The directory of what is private; not there before anything is."""
        return self.data / "private"

    @property
    def bell(self) -> Path:
        """The file that is touched after an act; alone in its directory, so that nothing else is heard."""
        return self.data / "bell" / "bell"

    @property
    def role(self) -> Path:
        """The keeper's lock."""
        return self.data / "keeper.lock"

    @property
    def tray(self) -> Path:
        """The lock of the one tray."""
        return self.data / "tray.lock"

    @property
    def settings(self) -> Path:
        """The settings, for people to edit."""
        return self.config / "settings.toml"

    @property
    def log(self) -> Path:
        """The one log file."""
        return self.log_dir / "stillhere.log"

    def has_home(self) -> bool:
        """Whether a home was made here, and isn't being erased."""
        return self.store.exists() and not self.erasing.exists()

    def make(self) -> None:
        """Makes the places, each for this person alone. Raises `HomeError` "home_denied"."""
        try:
            for place in (self.data, self.bell.parent, self.config, self.log_dir):
                make_dir(place)
        except OSError as error:
            raise HomeError("home_denied", place=str(self.data)) from error


def paths_for(home: Path | None, environ: Mapping[str, str]) -> Paths:
    """The places under `home`, else under STILLHERE_HOME of `environ`, else where this system has them."""
    if home is None and environ.get(HOME_VARIABLE):
        home = Path(environ[HOME_VARIABLE])
    if home is not None:
        home = home.expanduser().absolute()
        return Paths(home, home, home / "log")
    import appdirs

    name = "stillhere" if sys.platform not in {"darwin", "win32"} else "Still Here"
    return Paths(
        Path(appdirs.user_data_dir(name, appauthor=False)),
        Path(appdirs.user_config_dir(name, appauthor=False)),
        Path(appdirs.user_log_dir(name, appauthor=False)),
    )
