"""Whatever step fails or is the last one: nothing accepted is lost, and nothing half-written is believed.

Law: the system's own calls fail, one after the other, for as long as there is a step to fail at; some are
leapt over, and with `--kills 400` and more none.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from stillhere.core.acts import Details, Rename, Rest
from stillhere.home.errors import FolderError, StoreError
from stillhere.home.flow import parts, segments
from stillhere.home.paths import paths_for
from stillhere.home.store import Store
from stillhere.seal.envelope import file_name
from tests.home.couple import Side, World, couple
from tests.home.ground import killed_at, small_disk

#: What changes or reads something in the folder; SQLite has its own ways.
CALLS = ("open", "read", "write", "fsync", "fchmod", "replace", "unlink", "mkdir", "scandir", "fstat", "stat")
FEW = 4  #: so many small files are packed here
SMALL = 10 * 1024  #: bytes of a file at most here: two or three segments fit into one


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(segments, "PACK_AT", FEW)
    monkeypatch.setattr(segments, "MERGE_AT", 2)
    monkeypatch.setattr(parts, "LARGEST", SMALL)
    return World()


@pytest.fixture
def every(request: pytest.FixtureRequest) -> bool:
    """Whether no step is leapt over."""
    return int(request.config.getoption("--kills")) >= 400


@contextmanager
def failing(step: int, number: int) -> Iterator[Callable[[], bool]]:
    """The so-manieth call of the system from here on fails with this `number`: whether it came to that."""
    left = [step]

    def armed(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            left[0] -= 1
            if left[0] == -1:
                raise OSError(number, os.strerror(number))
            return real(*args, **named)

        return call

    with ExitStack() as patched:
        for name in CALLS:
            patched.enter_context(patch.object(os, name, armed(getattr(os, name))))
        yield lambda: left[0] < 0


def all_whole(shared: Path) -> None:
    for path in shared.rglob("*.age"):
        assert path.name == file_name(path.read_bytes()), f"half a file under a whole one's name: {path}"


def heard(mia: Side, jon: Side, name: str) -> None:
    """What was accepted arrives as soon as nothing is in the way, and nothing else was heard before."""
    assert jon.home.sharing().set_aside == 0
    for _ in range(2):
        for side in (mia, jon):
            side.round()
    assert mia.home.store.outbox.count() == 0
    assert jon.home.partner_name() == name
    assert jon.home.sharing().set_aside == mia.home.sharing().set_aside == 0
    assert jon.home.troubles() == mia.home.troubles() == ()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS], ids=["ENOSPC", "EIO", "EROFS"])
def test_publishing_and_packing_fail_at_any_step(
    number: int, two: tuple[Side, Side], tmp_path: Path, world: World, every: bool
) -> None:
    mia, jon = two
    step = fine = 0
    while fine < 2 * FEW:  # each part of it comes round: a word alone, packing, and what was packed goes
        name = f"Mia {step}"
        mia.home.do(Rename(name))
        mia.home.do(Rest(Details(line=name)))
        with failing(step, number) as failed:
            try:
                mia.home.publish()
            except FolderError as error:
                assert error.what in {"folder_full", "folder_missing", "folder_read_only", "folder_not_kept"}  # noqa: PT017
        fine = 0 if failed() else fine + 1
        all_whole(tmp_path / "shared")
        jon.round()
        heard(mia, jon, name)
        world.pass_time(hours=13)
        step += 1 if every else 2 if step < 40 else 5
    assert step > 60
    assert any(each.last - each.first >= 2 * FEW - 1 for each in mia.home.store.packed.all()), "none merged"
    assert mia.home.memory.state() == jon.home.memory.state()


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES], ids=["EIO", "EACCES"])
def test_taking_in_fails_at_any_step(number: int, two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    step, came = 0, True
    while came:
        name = f"Mia {step}"
        mia.home.do(Rename(name))
        mia.round()
        with failing(step, number) as failed:
            try:
                jon.home.take_in()
            except FolderError as error:
                assert error.what in {"folder_missing", "folder_denied"}  # noqa: PT017
            came = failed()
        heard(mia, jon, name)
        step += 1
    assert step > 5


_SETUP = """
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stillhere.core.acts import Rename
from stillhere.home.flow import parts, segments
from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.store import Store
segments.PACK_AT, segments.MERGE_AT, parts.LARGEST = 4, 2, 10 * 1024
paths = paths_for(Path(sys.argv[2]), {})
key = bytes.fromhex(sys.argv[3])
at = datetime.fromisoformat(sys.argv[4])
home = Home(paths, Store.open(paths.store, key), key, clock=lambda: at)
home.do(Rename(sys.argv[5]))
"""


def test_killed_on_the_way_of_publishing_and_packing(
    two: tuple[Side, Side], tmp_path: Path, world: World, every: bool
) -> None:
    mia, jon = two
    paths, key = paths_for(tmp_path / "mia", {}), mia.home._key
    step = ended = 0
    while ended < 3:
        mia.home.close()
        arguments = (str(tmp_path / "mia"), key.hex(), world.now.isoformat(), f"Mia {step}")
        ended = 0 if killed_at(step, _SETUP, "home.publish()", *arguments) else ended + 1
        all_whole(tmp_path / "shared")
        mia.home = type(mia.home)(paths, Store.open(paths.store, key), key, clock=world.clock)
        assert mia.home.store.sound()
        jon.round()
        heard(mia, jon, f"Mia {step}")
        world.pass_time(hours=13)
        step += 1 if every else 9
    assert step > 25
    assert any(each.last - each.first >= 2 * FEW - 1 for each in mia.home.store.packed.all()), "none merged"
    assert mia.home.memory.state() == jon.home.memory.state()


def test_a_disk_that_is_nearly_full_accepts_an_act_whole_or_says_no(tmp_path: Path, world: World) -> None:
    with small_disk(tmp_path / "disk", "3m") as disk:
        mia, jon = couple(disk, world)
        for number in range(5):
            mia.home.do(Rename(f"Before {number}"))
        mia.round()
        accepted = refused = 0
        for room in range(0, 160, 8):
            mia.home.store.checkpoint()
            filler = disk / "filler"
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            filler.write_bytes(bytes(max(0, free - room * 1024)))
            before = mia.home.look().me.name
            name = f"Mia {room}"
            try:
                mia.home.do(Rename(name))
            except StoreError as error:
                assert error.what == "disk_full"  # noqa: PT017
                refused += 1
                name = before
            else:
                accepted += 1
            mia.round()
            assert mia.home.look().me.name == name
            filler.unlink()
            heard(mia, jon, name)
            assert mia.home.store.sound()
        assert accepted
        assert refused
        mia.home.close()
        jon.home.close()
