"""One contract for both ways into a directory: by its handle, and by its path."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from stillhere.home.folder import dirs
from stillhere.home.folder.directory import Dir, NotADir, is_link
from stillhere.home.folder.dirs import open_root, share_mode
from stillhere.home.folder.path_dirs import PathDir

Opener = Callable[[Path], Dir]


@pytest.fixture(params=[open_root, PathDir], ids=["handle", "path"])
def opener(request: pytest.FixtureRequest) -> Opener:
    return cast(Opener, request.param)


def _read(place: Dir, name: str) -> bytes:
    with os.fdopen(place.open(name, os.O_RDONLY), "rb") as file:
        return file.read()


def _write(place: Dir, name: str, data: bytes) -> None:
    with os.fdopen(place.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def test_files_are_written_renamed_read_and_removed(tmp_path: Path, opener: Opener) -> None:
    with opener(tmp_path) as place:
        _write(place, "a", b"one")
        with pytest.raises(FileExistsError):
            _write(place, "a", b"two")
        place.rename("a", "b")
        place.sync()
        assert _read(place, "b") == b"one"
        assert place.lstat("b").st_size == 3
        assert [entry.name for entry in place.entries()] == ["b"]
        place.unlink("b")
        with pytest.raises(FileNotFoundError):
            place.lstat("b")
        with pytest.raises(FileNotFoundError):
            place.open("b", os.O_RDONLY)


def test_directories_are_made_once_and_entered(tmp_path: Path, opener: Opener) -> None:
    with opener(tmp_path) as root, root.make("one") as one, one.make("two") as two:
        _write(two, "a", b"x")
        with root.make("one") as again, again.step("two") as below:
            assert _read(below, "a") == b"x"
    assert stat.S_IMODE((tmp_path / "one" / "two").stat().st_mode) == 0o700


def test_a_directory_goes_when_it_is_empty_and_a_link_never(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with opener(tmp_path) as place, place.make("one") as one:
        _write(one, "a", b"x")
        with pytest.raises(OSError, match="not empty"):
            place.rmdir("one")
        one.unlink("a")
        place.rmdir("one")
        for name in ("one", "link"):
            with pytest.raises(OSError, match=r"Not a directory|No such file"):
                place.rmdir(name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "link"]


def test_a_root_that_isnt_there_or_no_directory(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileNotFoundError):
        opener(tmp_path / "missing")
    with pytest.raises(OSError, match=r"Not a directory|No such file"):
        opener(tmp_path / "file")


def test_the_chosen_folder_itself_may_be_a_link(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with opener(tmp_path / "link") as place:
        _write(place, "a", b"x")
    assert (tmp_path / "real" / "a").exists()


def test_no_step_is_taken_through_a_link(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with opener(tmp_path) as place:
        for name in ("link", "dangling"):
            with pytest.raises(NotADir):
                place.step(name)
            with pytest.raises(NotADir):
                place.make(name)
    assert not (tmp_path / "nowhere").exists()


def test_a_step_needs_a_directory(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "fifo")
    with opener(tmp_path) as place:
        for name in ("file", "fifo"):
            with pytest.raises(NotADir):
                place.step(name)
        with pytest.raises(FileNotFoundError):
            place.step("missing")


def test_no_file_is_opened_through_a_link(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with opener(tmp_path) as place:
        for name in ("link", "dangling"):
            with pytest.raises(OSError, match="symbolic links"):
                place.open(name, os.O_RDONLY)
            with pytest.raises(OSError, match=r"symbolic links|exists"):
                place.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        place.unlink("link")
    assert (tmp_path / "secret").read_text() == "x"
    assert not (tmp_path / "nowhere").exists()


def test_a_pipe_hangs_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with open_root(tmp_path) as place:
        handle = place.open("fifo", os.O_RDONLY)
        assert stat.S_ISFIFO(os.fstat(handle).st_mode)
        os.close(handle)


def test_a_socket_cant_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with open_root(tmp_path) as place, pytest.raises(OSError, match="No such device"):
            place.open("socket", os.O_RDONLY)


def test_a_directory_swapped_for_a_link_meanwhile_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("not mine")
    with open_root(tmp_path) as root, root.step("a") as place:
        (tmp_path / "a").rename(tmp_path / "moved")
        (tmp_path / "a").symlink_to(tmp_path / "other")
        assert _read(place, "file") == b"mine"
        _write(place, "new", b"x")
    assert (tmp_path / "moved" / "new").exists()
    assert not (tmp_path / "other" / "new").exists()


def test_looking_leaves_no_time_of_access(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "file"):
        os.utime(path, (1, 2))
    with open_root(tmp_path) as root, root.step("a") as place:
        assert [entry.name for entry in place.entries()] == ["file"]
        assert _read(place, "file") == b"x"
        list(root.entries())
    for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "file"):
        assert path.stat().st_atime == 1


def test_who_may_not_ask_for_that_reads_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    real = os.open

    def strict(name: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_NOATIME:
            raise PermissionError(1, "Operation not permitted")
        return real(name, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", strict)
    with open_root(tmp_path) as place:
        assert _read(place, "file") == b"x"


@pytest.mark.parametrize(
    ("parent", "directory", "file"),
    [
        (0o40700, 0o700, 0o600),
        (0o40755, 0o700, 0o600),
        (0o40775, 0o770, 0o640),
        (0o42770, 0o2770, 0o640),
        (0o41777, 0o777, 0o644),
    ],
)
def test_what_is_made_is_as_shared_as_the_folder(parent: int, directory: int, file: int) -> None:
    assert share_mode(parent, directory=True) == directory
    assert share_mode(parent, directory=False) == file


def test_two_accounts_may_share_a_folder_that_both_may_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    with open_root(tmp_path) as root:
        root.make("a").close()
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o2770


def test_junctions_are_links_and_placeholders_are_not() -> None:
    def found(tag: int) -> os.stat_result:
        return cast(os.stat_result, SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=tag))

    assert is_link(found(0xA0000003)), "IO_REPARSE_TAG_MOUNT_POINT"
    assert is_link(found(0xA000000C)), "IO_REPARSE_TAG_SYMLINK"
    assert not is_link(found(0x9000001A)), "IO_REPARSE_TAG_CLOUD"
    assert not is_link(found(0))


def test_windows_gets_the_way_by_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dirs, "_HAS_HANDLES", False)
    assert isinstance(open_root(tmp_path), PathDir)
