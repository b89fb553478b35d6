"""The ground that tests stand on. Law: nothing of the person who runs them is in reach."""

import os
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.errors import NoKeyringError

NOTES_ITS_PROCESS = """
import os, pathlib, pytest

@pytest.mark.parametrize("number", range(9))
def test_it(number):
    with pathlib.Path(os.environ["NOTED"]).open("a") as noted:
        noted.write(os.environ["PYTEST_XDIST_WORKER"] + " " + __file__ + chr(10))
"""

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


def test_what_belongs_together_runs_in_one_process(root: Path, tmp_path: Path) -> None:
    desktops = [tmp_path / folder / "test_it.py" for folder in ("journeys", "carriers", "desktop")]
    window = [tmp_path / "window" / f"test_{name}.py" for name in ("this", "that")]
    for file in (*desktops, *window):
        file.parent.mkdir(exist_ok=True)
        file.write_text(NOTES_ITS_PROCESS)
    run = [sys.executable, "-m", "pytest", "--import-mode=importlib", "-p", "tests.conftest"]
    environment = {**os.environ, "PYTHONPATH": str(root), "NOTED": str(tmp_path / "noted")}
    done = subprocess.run(
        [*run, "-c", os.devnull, f"--rootdir={tmp_path}", "-n", "2", *map(str, (*desktops, *window))],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    by_file: dict[Path, set[str]] = {}
    for line in (tmp_path / "noted").read_text().splitlines():
        process, _, file_name = line.partition(" ")
        by_file.setdefault(Path(file_name), set()).add(process)
    assert [len(by_file[file]) for file in window] == [1, 1]
    assert len(set().union(*map(by_file.__getitem__, desktops))) == 1
