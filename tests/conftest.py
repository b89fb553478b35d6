"""What every test stands on.

Law: no test reaches the person who runs it: not their home, keyring, session bus, screen or tray. Each test
gets directories of its own, and gives them to the programs it starts through the environment.
"""

import os
from pathlib import Path

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


#: Tests of whole desktops keep to one process.
GROUPS = {"desktop": "desktops", "journeys": "desktops", "carriers": "desktops"}


@pytest.hookimpl(tryfirst=True)  # before xdist, which reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tells those who run several processes which tests belong together."""
    for item in items:
        # What one file shares of a window, such as the buttons it tried, is made once.
        of_window = item.path.stem if item.path.parent.name == "window" else None
        group = GROUPS.get(item.path.parent.name, of_window)
        if group is not None:
            item.add_marker(pytest.mark.xdist_group(group))


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
