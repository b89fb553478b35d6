"""The ground that tests stand on. Law: nothing of the person who runs them is in reach."""

import os
from pathlib import Path

import keyring
import pytest
from keyring.errors import NoKeyringError

PERSONS_HOME = Path(os.path.expanduser("~"))  # noqa: PTH111 - read at import, before any fixture


def test_every_local_place_is_the_tests_own(own_places: Path) -> None:
    assert Path.home() == own_places != PERSONS_HOME
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "STILLHERE_HOME"):
        assert own_places in Path(os.environ[name]).parents


def test_no_screen_and_no_bus_is_in_reach() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert not {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"} & set(os.environ)


def test_no_keyring_is_in_reach() -> None:
    with pytest.raises(NoKeyringError):
        keyring.get_password("stillhere", "mia")


def test_artefacts_are_kept_in_the_tree_and_never_tracked(artefacts: Path, root: Path) -> None:
    assert artefacts == root / "artefacts"
    assert "artefacts/" in (root / ".gitignore").read_text().splitlines()
