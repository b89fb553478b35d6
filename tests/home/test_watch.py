"""Real events of a real folder: heard once, gone and back, without a trace and without a wake-up.

Law: each source of events passes the same tests, on Linux the one for the other systems too.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.home.bell import ring
from stillhere.home.folder import watch
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.observing import Observing
from stillhere.home.folder.watch import Watch
from tests.home.ground import JON, MIA, README, SPACE, folder_of, name_of, place_of, sealed, snapshot
from tests.waiting import LIMIT, until


class Heard:
    """What was heard, and a way to wait for it."""

    def __init__(self) -> None:
        self.hints: list[str] = []
        self._arrived = threading.Condition()

    def __call__(self, hints: frozenset[str]) -> None:
        with self._arrived:
            self.hints += sorted(hints)
            self._arrived.notify_all()

    def wait_for(self, hint: str) -> None:
        with self._arrived:
            assert self._arrived.wait_for(lambda: hint in self.hints, LIMIT), f"no {hint} was heard"
            self.hints.clear()


@pytest.fixture(
    params=["inotify", "watchdog"] if sys.platform.startswith("linux") else ["watchdog"], autouse=True
)
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "watchdog":
        monkeypatch.setattr(watch, "system_source", Observing)
    return str(request.param)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def bell(tmp_path: Path) -> Path:
    place = tmp_path / "home" / "bell" / "bell"
    ring(place)
    return place


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir()
    folder_of(place)
    return place


@pytest.fixture
def watching(bell: Path, shared: Path, heard: Heard) -> Iterator[Watch]:
    watched = Watch(bell, shared, heard)
    watched.start()
    yield watched
    watched.stop()


def _events(watching: Watch) -> bool:
    return watching.events


def _settled(heard: Heard, bell: Path) -> list[str]:
    """What was heard until all that came before was: gathered, and then a bell behind it."""
    time.sleep(watch.GATHER_SECONDS * 2)
    ring(bell)
    until(lambda: "bell" in heard.hints)
    before = heard.hints[: heard.hints.index("bell")]
    heard.hints.clear()
    return before


def test_the_bell_and_the_folder_are_heard(watching: Watch, heard: Heard, bell: Path, shared: Path) -> None:
    assert _events(watching)
    ring(bell)
    heard.wait_for("bell")
    Folder(shared, [MIA]).publish(SPACE, MIA, name_of(sealed(1)), sealed(1))
    heard.wait_for("folder")


def test_a_carriers_rename_into_place_is_heard(
    watching: Watch, heard: Heard, shared: Path, tmp_path: Path
) -> None:
    (tmp_path / "arrived").write_bytes(sealed(1))
    (tmp_path / "arrived").rename(place_of(shared) / name_of(sealed(1)))
    heard.wait_for("folder")


def test_a_partner_who_appears_is_heard_and_then_watched(watching: Watch, heard: Heard, shared: Path) -> None:
    place_of(shared, JON).mkdir()
    heard.wait_for("folder")
    watching.rearm(shared)
    (place_of(shared, JON) / "a.age").write_bytes(sealed(1))
    heard.wait_for("folder")


def test_many_files_at_once_are_few_hints(watching: Watch, heard: Heard, bell: Path, shared: Path) -> None:
    begun = time.monotonic()
    for number in range(100):
        (place_of(shared) / name_of(sealed(number))).write_bytes(sealed(number))
    until(lambda: heard.hints)
    time.sleep(watch.GATHER_SECONDS * 2)
    # One at once, and then one in each span in which events are gathered, however long the writing took.
    assert len(heard.hints) <= 1 + (time.monotonic() - begun) / watch.GATHER_SECONDS


def test_looking_makes_no_hint(watching: Watch, heard: Heard, bell: Path, shared: Path) -> None:
    (place_of(shared) / name_of(sealed(1))).write_bytes(sealed(1))
    heard.wait_for("folder")
    _settled(heard, bell)
    folder = Folder(shared)

    def looked() -> list[str]:
        for entry in folder.scan().entries:
            folder.read(entry)
        watching.rearm(shared)
        return _settled(heard, bell)

    # The last of what was written may be on its way yet: of several looks one is followed by nothing.
    assert [] in [looked() for _ in range(3)]


def test_watching_leaves_no_trace(bell: Path, shared: Path, heard: Heard) -> None:
    for path in (shared, *shared.rglob("*")):
        os.utime(path, ns=(7, path.stat().st_mtime_ns))
    before = snapshot(shared)
    watched = Watch(bell, shared, heard)
    watched.start()
    watched.rearm(shared)
    watched.stop()
    assert snapshot(shared) == before


def test_gone_and_back(watching: Watch, heard: Heard, bell: Path, shared: Path, tmp_path: Path) -> None:
    shared.rename(tmp_path / "away")
    watching.rearm(shared)
    assert not _events(watching)
    (tmp_path / "away").rename(shared)
    assert not _events(watching)
    watching.rearm(shared)
    assert _events(watching)
    (place_of(shared) / "a.age").write_bytes(sealed(1))
    heard.wait_for("folder")


def test_deleted_and_made_again(watching: Watch, heard: Heard, shared: Path) -> None:
    def written() -> bool:
        """Whether a file was heard of, once the source has noticed that what it watched is gone."""
        watching.rearm(shared)
        (place_of(shared) / f"{time.monotonic_ns()}.age").write_bytes(sealed(1))
        return "folder" in heard.hints

    for _ in range(3):
        shutil.rmtree(shared / "Still Here")
        Folder(shared, [MIA]).prepare(SPACE, MIA, README)
        heard.hints.clear()
        until(written)


def test_the_bell_is_heard_after_its_place_was_deleted_and_made_again(
    watching: Watch, heard: Heard, bell: Path, shared: Path
) -> None:
    def rung() -> bool:
        """Whether the bell was heard, once the source has noticed that what it watched is gone."""
        watching.rearm(shared)
        ring(bell)
        return "bell" in heard.hints

    for _ in range(3):
        shutil.rmtree(bell.parent)
        watching.rearm(shared)
        heard.hints.clear()
        until(rung)


def test_a_bell_that_is_made_later_is_heard_from_the_next_poll_on(
    tmp_path: Path, shared: Path, heard: Heard
) -> None:
    bell = tmp_path / "later" / "bell"
    watched = Watch(bell, shared, heard)
    watched.start()
    try:
        assert watched.events
        ring(bell)
        watched.rearm(shared)
        ring(bell)
        heard.wait_for("bell")
    finally:
        watched.stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_fault_in_its_thread_all_is_watched_again(bell: Path, shared: Path) -> None:
    heard, faults = Heard(), ["a fault of ours"]

    def hint(hints: frozenset[str]) -> None:
        if faults:
            raise RuntimeError(faults.pop())
        heard(hints)

    watched = Watch(bell, shared, hint)
    watched.start()
    try:
        source = watched._source
        assert source is not None
        ring(bell)
        until(lambda: not source.running)
        tokens = [token for _, token in watched._watched.values()]
        assert not any(source.alive(token) for token in tokens)
        watched.rearm(shared)
        assert source.running
        ring(bell)
        heard.wait_for("bell")
        (place_of(shared) / "a.age").write_bytes(sealed(1))
        heard.wait_for("folder")
    finally:
        watched.stop()


def test_while_the_system_gives_no_source_again_each_poll_asks(
    watching: Watch, heard: Heard, bell: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = watching._source
    assert source is not None
    source.stop()

    def refuse() -> None:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(source, "start", refuse)
        watching.rearm(shared)
        assert not watching.events
    watching.rearm(shared)
    ring(bell)
    heard.wait_for("bell")


def test_another_folder_is_watched_instead(
    watching: Watch, heard: Heard, bell: Path, shared: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    folder_of(tmp_path / "other")
    watching.rearm(tmp_path / "other")
    (place_of(shared) / "a.age").write_bytes(sealed(1))
    assert _settled(heard, bell) == []
    (place_of(tmp_path / "other") / "a.age").write_bytes(sealed(1))
    heard.wait_for("folder")
    watching.rearm(None)
    assert not _events(watching)


def test_a_network_drive_is_polled(
    bell: Path, shared: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "mount_type", lambda folder: "nfs4")
    watched = Watch(bell, shared, heard)
    watched.start()
    try:
        assert not watched.events
        ring(bell)
        heard.wait_for("bell")
    finally:
        watched.stop()


def test_links_are_not_watched(bell: Path, shared: Path, heard: Heard, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (place_of(shared).parent / "linked").symlink_to(elsewhere)
    watched = Watch(bell, shared, heard)
    watched.start()
    try:
        (elsewhere / "a.age").write_bytes(sealed(1))
        assert _settled(heard, bell) == []
    finally:
        watched.stop()


def test_a_flood_of_directories_takes_no_more_than_its_share(
    bell: Path, shared: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MOST", 6)
    for number in range(50):
        (place_of(shared).parent / f"a{number:09}").mkdir()
    watched = Watch(bell, shared, heard)
    watched.start()
    try:
        assert len([1 for (_, hint), _ in watched._watched.values() if hint == "folder"]) <= 7
        assert watched.events
    finally:
        watched.stop()


def test_when_the_system_has_no_watch_left_the_poll_has_to_do(
    bell: Path, shared: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Watch, "_schedule", refuse)
    watched = Watch(bell, shared, heard)
    watched.start()
    assert not watched.events
    watched.rearm(shared)
    watched.stop()


def test_no_hint_comes_after_the_end_and_no_thread_stays(bell: Path, shared: Path, heard: Heard) -> None:
    before = set(threading.enumerate())
    watched = Watch(bell, shared, heard)
    watched.start()
    (place_of(shared) / "a.age").write_bytes(sealed(1))
    watched.stop()
    heard.hints.clear()
    ring(bell)
    watched.rearm(shared)
    watched.stop()
    time.sleep(watch.GATHER_SECONDS * 2)
    assert heard.hints == []
    until(lambda: set(threading.enumerate()) <= before)


def test_nobody_is_woken_while_nothing_happens(watching: Watch, heard: Heard, bell: Path) -> None:
    def wakes() -> int:
        _settled(heard, bell)
        time.sleep(watch.GATHER_SECONDS * 2)
        before = _switches()
        time.sleep(1)
        return _switches() - before

    # The last of what came before may be on its way: of several spans a quiet one counts.
    assert any(wakes() == 0 for _ in range(10))


def _switches() -> int:
    """How often the threads of this process went to sleep of themselves, as Linux counts it."""
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        pytest.skip("only Linux tells how often a thread woke")
    own = str(threading.get_native_id())
    count = 0
    for task in tasks.iterdir():
        if task.name != own:
            try:
                lines = (task / "status").read_text("ascii").splitlines()
            except OSError:
                continue  # it ended a moment ago
            count += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))
    return count
