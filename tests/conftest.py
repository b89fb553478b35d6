"""What every test stands on.

Law: no test reaches the person who runs it: not their home, keyring, session bus, screen or tray. Each test
gets directories of its own, and gives them to the programs it starts through the environment.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Read by Qt, pytest-qt, keyring and jeepney at import, thus set before any test module is collected.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTEST_QT_API"] = "pyside6"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_STARTER_ADDRESS"):
    os.environ.pop(_name, None)
# Without this one the system's own bus is asked, which is there without being named.
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nowhere/at/all"

XDG = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=40, metavar="N", help="how often a process is killed")
    often = "how often a window is killed while somebody types into each field"
    parser.addoption("--kills-in-mid-sentence", type=int, default=4, metavar="N", help=often)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One process more than processors: the one that has the whole desktops mostly waits for them."""
    return (yield) + 1


#: Tests of whole desktops keep to one process.
WHOLE_DESKTOPS = frozenset({"desktop", "journeys", "carriers"})


def together(test: str) -> str:
    """What the tests that keep to one process have in common: all of whole desktops, and those of a window's
    file, where what they share, such as the buttons they tried, is made once. Any other test stands alone.
    """
    path = PurePosixPath(test.partition("::")[0])
    folder = path.parent.name
    return "desktops" if folder in WHOLE_DESKTOPS else str(path) if folder == "window" else test


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Deals the tests out, those that belong together to one process, the largest groups first."""
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    made = LoadScopeScheduling(config, log)
    # Not by xdist's own groups: it writes them where pytest 9 doesn't look for a test's name any more.
    made._split_scope = together
    return made


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's source tree."""
    return ROOT


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where pictures, logs and figures are kept after a run; never tracked."""
    place = ROOT / "artefacts"
    place.mkdir(exist_ok=True)
    return place


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test. `STILLHERE_HOME` is `still-here` inside it."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in XDG.items():
        (home / folder).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(home / folder))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / "data"))
    monkeypatch.setenv("STILLHERE_HOME", str(home / "still-here"))
    monkeypatch.delenv("STILLHERE_PASSPHRASE_FILE", raising=False)
    return home
