"""The keeper's role: one process has it, and the system takes it back when that process dies."""

from __future__ import annotations

import os
import signal
import stat
import threading
from pathlib import Path

import pytest

from stillhere.home.role import Holder, Role, holder
from tests.home.ground import child
from tests.waiting import LIMIT

_TAKE = """
import sys
from pathlib import Path
from stillhere.home.role import Role
role = Role(Path(sys.argv[1]), "tray")
print("taken" if role.take() else "refused", flush=True)
sys.stdin.read()
"""
_WAIT = _TAKE.replace("role.take()", "role.wait()")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keeper.lock"


def _held(role: Role) -> bool:
    return role.held


def test_one_has_it_and_gives_it_back(path: Path) -> None:
    one, other = Role(path, "tray"), Role(path, "window")
    assert one.take()
    assert one.take()
    assert _held(one)
    assert not other.take()
    one.leave()
    assert not _held(one)
    assert other.take()
    other.leave()


def test_who_holds_it_is_told_and_only_while_it_is_held(path: Path) -> None:
    assert holder(path) is None
    role = Role(path, "tray")
    role.take()
    assert holder(path) == Holder("tray", os.getpid())
    assert not Role(path, "window").take()
    assert holder(path) == Holder("tray", os.getpid())
    role.leave()
    assert holder(path) is None
    assert path.read_bytes() == b""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_stands_in_the_file_is_never_believed(path: Path) -> None:
    path.write_text('{"face": "tray", "pid": 1}')
    assert holder(path) is None
    role = Role(path, "window")
    assert role.take()
    for rubbish in ("", "[]", "{", '{"pid": "x"}', "\ud800"):
        path.write_text(rubbish, errors="surrogatepass")
        assert holder(path) == Holder("", 0)
    role.leave()


def test_killed_with_minus_nine_the_role_is_free(path: Path) -> None:
    with child(_TAKE, str(path)) as keeper:
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == "taken\n"
        mine = Role(path, "window")
        assert not mine.take()
        assert holder(path) == Holder("tray", keeper.pid)
        keeper.send_signal(signal.SIGKILL)
    assert holder(path) is None
    assert mine.take()
    mine.leave()


def test_one_who_waits_gets_it_when_its_holder_dies(path: Path) -> None:
    with child(_TAKE, str(path)) as keeper:
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == "taken\n"
        waiting = Role(path, "window")
        thread = threading.Thread(target=waiting.wait, daemon=True)
        thread.start()
        assert not _held(waiting)
        keeper.send_signal(signal.SIGKILL)
    thread.join(LIMIT)
    assert _held(waiting)
    waiting.leave()


def test_of_two_processes_one_takes_it(path: Path) -> None:
    with child(_TAKE, str(path)) as one, child(_TAKE, str(path)) as other:
        assert one.stdout is not None
        assert other.stdout is not None
        assert sorted([one.stdout.readline(), other.stdout.readline()]) == ["refused\n", "taken\n"]
        one.terminate()
        other.terminate()


def test_who_left_waits_for_nothing_and_holds_nothing(path: Path) -> None:
    role = Role(path, "window")
    role.leave()
    assert not role.wait()
    busy = Role(path, "tray")
    busy.take()
    late = Role(path, "window")
    thread = threading.Thread(target=late.wait, daemon=True)
    thread.start()
    late.leave()
    busy.leave()
    thread.join(LIMIT)
    assert not thread.is_alive()
    assert not _held(late)
    assert busy.take()
    busy.leave()


def test_no_lock_can_be_made_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Role(tmp_path / "missing" / "keeper.lock", "tray").take()
