"""Erasing: nothing is left of a home, whatever state it is in and wherever a crash cuts it short."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from stillhere.home import bell
from stillhere.home.errors import HomeError
from stillhere.home.keeper import Keeper
from stillhere.home.log import Log
from stillhere.home.opening import create_home, has_home, open_home
from stillhere.home.paths import Paths, paths_for
from stillhere.home.private import set_lock
from stillhere.home.role import Role
from stillhere.home.rooms import erasing
from stillhere.home.rooms.autostart import Autostart
from tests.home.couple import EVENING, World, couple, recording
from tests.waiting import LIMIT

WORDS = "the sentence that nobody may find"


def made(place: Path) -> Paths:
    """A home with something of everything in it, its store under a passphrase."""
    paths = paths_for(place, {})
    with create_home(paths, "home", clock=lambda: EVENING) as home:
        home.begin("Mia")
        home.keep_draft("line", WORDS)
        home.change_settings(theme="dark")
        with home.door().open(None) as private:
            private.pages.write([WORDS])
    Log(paths.log).note("made")
    (paths.data / "writing-1234.txt").write_text(WORDS)
    paths.settings.with_name("settings.broken-2026-11-01.toml").write_text(WORDS)
    (paths.data / "window").mkdir()
    (paths.data / "window" / "asked").write_text("today")
    return paths


def test_nothing_is_left_and_the_next_start_begins_anew(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    assert erasing.erase(paths) == erasing.Erased(keyring=True, left=())
    assert list(tmp_path.iterdir()) == []
    assert not has_home(paths)
    with create_home(paths, "home") as home:
        home.begin("Mia")
        assert home.draft("line") == ""


def test_it_asks_for_no_passphrase_and_takes_what_is_locked(tmp_path: Path) -> None:
    paths = paths_for(tmp_path / "mia", {})
    with create_home(paths, "home") as home:
        home.begin("Mia")
        set_lock(paths, home._key, "pages")
    assert erasing.erase(paths).left == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_the_programs_stays_and_is_named(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    (paths.data / "holiday.jpg").write_text("sea")
    (paths.data / "private" / "mine.txt").write_text("mine")
    assert erasing.erase(paths).left == (paths.data / "private", paths.data)
    assert [path.name for path in sorted(paths.data.rglob("*")) if path.is_file()] == [
        "holiday.jpg",
        "mine.txt",
    ]


def test_nothing_starts_it_at_login_any_more_and_another_home_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    mia, jon = made(tmp_path / "mia"), made(tmp_path / "jon")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    starts_jon = Autostart({**environ, "STILLHERE_HOME": str(jon.data)})
    starts_jon.switch(on=True)
    erasing.erase(mia)
    assert starts_jon.on()
    erasing.erase(jon)
    assert not starts_jon.entry.exists()


def test_what_is_only_half_there_goes_too(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    paths.vault.write_text("not json")
    (paths.data / "private" / "private.json").unlink()
    assert erasing.erase(paths).left == ()
    assert erasing.erase(paths_for(tmp_path / "nobody", {})).left == ()
    assert list(tmp_path.iterdir()) == []


def test_the_partner_and_the_folder_stay_as_they_are(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    before = recording(tmp_path / "shared")
    mia.home.close()
    erasing.erase(mia.home.paths)
    assert recording(tmp_path / "shared") == before
    assert jon.home.look().headline == "both_here"


def test_from_the_mark_on_no_home_is_there_and_a_new_one_finishes_it(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    (paths.data / "erasing").touch()
    assert not has_home(paths)
    with create_home(paths, "another") as home:
        home.begin("Mia")
        assert home.draft("line") == ""
        with home.door().open(None) as private:
            assert private.pages.list() == ()
    assert has_home(paths)
    open_home(paths, lambda: "another").close()


def test_it_waits_for_the_faces_that_run(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    tray = Role(paths.tray, "tray")
    assert tray.take()

    def end_when_marked() -> None:
        while not erasing.begun(paths):
            time.sleep(0.01)
        tray.leave()

    thread = threading.Thread(target=end_when_marked)
    thread.start()
    assert erasing.erase(paths).left == ()
    thread.join()


def test_a_face_that_stays_holds_nothing_up_for_ever(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    tray = Role(paths.tray, "tray")
    assert tray.take()
    with pytest.raises(HomeError) as busy:
        erasing.erase(paths, patience=0.1)
    assert busy.value.what == "erase_busy"
    assert not has_home(paths)
    tray.leave()
    assert erasing.erase(paths).left == ()


def test_a_window_that_closes_is_waited_for(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    lock = paths.data / "window" / "lock"
    lock.touch()
    closed = []

    def close_when_marked() -> None:
        while not erasing.begun(paths):
            time.sleep(0.01)
        closed.append(paths.store.exists())
        lock.unlink()

    thread = threading.Thread(target=close_when_marked)
    thread.start()
    assert erasing.erase(paths).left == ()
    thread.join()
    assert closed == [True]


def test_the_lock_of_a_window_that_crashed_holds_nothing_up(tmp_path: Path) -> None:
    paths = made(tmp_path / "mia")
    (paths.data / "window" / "lock").touch()
    assert erasing.erase(paths, patience=0.1).left == ()


def test_a_keeper_that_sees_the_mark_ends_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, ended = made(tmp_path / "mia"), threading.Event()
    monkeypatch.setattr("stillhere.home.keeper._end", ended.set)
    with open_home(paths, lambda: "home") as home:
        keeper = Keeper(home, lambda _: None, lambda: None, face="tray")
        keeper.start()
        (paths.data / "erasing").touch()
        bell.ring(paths.bell)
        assert ended.wait(LIMIT)
        keeper.stop()
    assert erasing.erase(paths).left == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from stillhere.home import bell
from stillhere.home.rooms import erasing
from stillhere.home.paths import paths_for

left = int(sys.argv[2])
before = os.unlink

def unlink(path, **fields):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    before(path, **fields)

os.unlink = unlink
erasing.erase(paths_for(Path(sys.argv[1]), {}))
"""


def test_killed_at_any_step_there_is_no_home_and_the_next_call_ends_it(tmp_path: Path) -> None:
    whole, steps = made(tmp_path / "whole").data, 0
    while True:
        place = tmp_path / secrets.token_hex(4)
        paths = paths_for(Path(shutil.copytree(whole, place)), {})
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(place), str(steps)], env=environ, check=False
        )
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        assert not has_home(paths)
        assert erasing.erase(paths).left == ()
        assert not place.exists()
        steps += 1
    assert steps > 8


def test_nothing_is_left_of_the_places_that_the_system_has(own_places: Path) -> None:
    paths = paths_for(None, {})
    with create_home(paths, "home", clock=lambda: EVENING) as home:
        home.begin("Mia")
    Log(paths.log).note("made")
    assert erasing.erase(paths).left == ()
    assert [path for path in own_places.rglob("*") if "still" in path.name.lower()] == []
