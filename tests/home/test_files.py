"""Small files are replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from stillhere.home import files
from tests.home.ground import killed_at, small_disk

_REPLACE = "from pathlib import Path; from stillhere.home import files; place = Path(sys.argv[2])"


def test_a_file_is_replaced_and_private(tmp_path: Path) -> None:
    path = tmp_path / "a"
    files.replace(path, b"one")
    files.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_killed_at_any_step_the_old_bytes_or_the_new_ones_stand(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old" * 1000)
    seen = set()
    step = 0
    while killed_at(step, _REPLACE, "files.replace(place, b'new' * 1000)", str(path)):
        seen.add(path.read_bytes())
        step += 1
    seen.add(path.read_bytes())
    assert seen == {b"old" * 1000, b"new" * 1000}
    assert step > 4


def test_a_full_disk_leaves_the_old_bytes(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k") as disk:
        files.replace(disk / "a", b"old")
        with pytest.raises(OSError, match="No space left") as caught:
            files.replace(disk / "a", b"n" * 200_000)
        assert caught.value.errno == errno.ENOSPC
        assert (disk / "a").read_bytes() == b"old"
        assert [each.name for each in disk.iterdir()] == ["a"]


@pytest.mark.parametrize("unable", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_file_system_without_fsync_is_no_failure(unable: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(unable, os.strerror(unable))

    monkeypatch.setattr(os, "fsync", fsync)
    files.sync_file(0)


def test_any_other_failure_of_fsync_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="Input/output"):
        files.sync_file(0)


def test_macos_is_asked_for_its_full_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[object] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda handle, what: asked.append(what))
    monkeypatch.setattr(os, "fsync", lambda handle: asked.append("fsync"))
    files.sync_file(0)
    assert asked == [51]

    def refuse(handle: int, what: int) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    files.sync_file(0)
    assert asked == [51, "fsync"]


def test_directories_are_made_down_to_the_last(tmp_path: Path) -> None:
    files.make_dir(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()
    with pytest.raises(FileExistsError):
        files.make_dir(_with_file(tmp_path))


def _with_file(place: Path) -> Path:
    (place / "file").write_text("x")
    return place / "file"


def test_reading_stops_at_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    handle = os.open(tmp_path / "a", os.O_RDONLY)
    try:
        assert len(files.read_up_to(handle, 70_000)) == 70_000
        assert len(files.read_up_to(handle, 70_000)) == 30_000
    finally:
        os.close(handle)
