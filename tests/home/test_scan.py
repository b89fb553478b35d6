"""Scanning: hostile ground, looked at within a budget, without a trace."""

from __future__ import annotations

import errno
import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from stillhere.home.errors import FolderError
from stillhere.home.folder import patience, scan
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.folder.scan import Entry, Odd, Scan
from tests.home.ground import JON, MIA, SPACE, folder_of, name_of, place_of, sealed, snapshot
from tests.waiting import LIMIT, until

DATA = sealed(1)
NAME = name_of(DATA)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder_of(tmp_path)
    return place_of(tmp_path)


def _scan(place: Path) -> Scan:
    return Folder(place.parents[3]).scan()


def _why(place: Path, entry: Entry | None = None) -> str:
    entry = Entry(f"{SPACE}/{MIA}/{NAME}", len(DATA), 0) if entry is None else entry
    with pytest.raises(Unreadable) as caught:
        Folder(place.parents[3]).read(entry)
    return caught.value.reason


def test_a_file_is_found_with_its_place_size_and_time(place: Path) -> None:
    (place / NAME).write_bytes(DATA)
    os.utime(place / NAME, ns=(5, 1_234_567_891))
    found = _scan(place)
    assert found.entries == (Entry(f"{SPACE}/{MIA}/{NAME}", len(DATA), 1_234_567_891),)
    (entry,) = found.entries
    assert (entry.space, entry.device, entry.name, entry.online_only) == (SPACE, MIA, NAME, False)
    assert (found.odd, found.waiting, found.over_budget, found.prepared) == ((), 0, False, True)
    assert Folder(place.parents[3]).read(entry) == DATA


def test_scanning_and_reading_change_no_byte_and_no_time(place: Path) -> None:
    (place / NAME).write_bytes(DATA)
    (place / "link.age").symlink_to("/etc/passwd")
    root = place.parents[3]
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            os.utime(path, ns=(7, path.stat().st_mtime_ns))
    before = snapshot(root)
    for _ in range(2):
        for entry in _scan(place).entries:
            Folder(root).read(entry)
    assert snapshot(root) == before


def test_what_carriers_and_systems_leave_is_passed_over(place: Path) -> None:
    for name in (
        "~$abcdefgh.tmp", ".syncthing.x.age.tmp", "~syncthing~x.age.tmp", f".{NAME}.~1f3a", f"{NAME}.part",
        f"._{NAME}", "desktop.ini", ".DS_Store", "Thumbs.db", f"{NAME}.crdownload", f"~{NAME}", "age", ".age",
    ):  # fmt: skip
        (place / name).write_bytes(DATA)
    for folder in (".stversions", ".tmp.drivedownload", ".dropbox.cache"):
        for above in (place.parent, place.parent.parent):
            (above / folder).mkdir()
            (above / folder / NAME).write_bytes(DATA)
    (place.parent / "README.txt").write_text("x")
    (place / "deeper").mkdir()
    (place / "deeper" / NAME).write_bytes(DATA)
    assert _scan(place) == Scan()


def test_conflict_copies_are_files_like_others(place: Path) -> None:
    stem = NAME.removesuffix(".age")
    names = {
        f"{stem}.sync-conflict-20261122-101010-ABCDEFG.age",
        f"{stem} (Mia's conflicted copy 2026-11-22).age",
        f"{stem}-LAPTOP.age",
        f"{stem} (1).age",
        f"{stem} 2.age",
        f"{stem} (Mías in Konflikt stehende Kopie).AGE",
    }
    for name in names:
        (place / name).write_bytes(DATA)
    assert {entry.name for entry in _scan(place).entries} == names


def test_renamed_directories_are_looked_into(place: Path) -> None:
    other = place.parent.parent / f"{SPACE} (1)" / f"{MIA} 2"
    other.mkdir(parents=True)
    (other / NAME).write_bytes(DATA)
    (entry,) = _scan(place).entries
    assert entry.path == f"{SPACE} (1)/{MIA} 2/{NAME}"
    assert Folder(place.parents[3]).read(entry) == DATA


def test_files_not_yet_downloaded_wait(place: Path) -> None:
    (place / f".{NAME}.icloud").write_bytes(b"bplist")
    (place / ".other.txt.icloud").write_bytes(b"bplist")
    assert _scan(place) == Scan(waiting=1)


@pytest.mark.parametrize(
    ("attributes", "flags", "away"),
    [
        (0x00400000, 0, True),
        (0x00040000, 0, True),
        (0x1000, 0, True),
        (0x20, 0, False),
        (0, 0x40000000, True),
    ],
)
def test_placeholders_of_windows_and_macos_are_known(
    monkeypatch: pytest.MonkeyPatch, attributes: int, flags: int, away: bool
) -> None:
    found = SimpleNamespace(st_file_attributes=attributes, st_flags=flags)
    assert scan._away(cast(os.stat_result, found)) == away


@pytest.mark.parametrize(
    ("size", "reason"),
    [(0, "too_small"), (199, "too_small"), (200, None), (1 << 20, None), ((1 << 20) + 1, "too_large")],
)
def test_only_sizes_that_a_file_may_have(place: Path, size: int, reason: str | None) -> None:
    with (place / NAME).open("wb") as file:
        file.truncate(size)
    found = _scan(place)
    if reason is None:
        assert [entry.size for entry in found.entries] == [size]
        assert len(Folder(place.parents[3]).read(found.entries[0])) == size
    else:
        assert found.entries == ()
        assert [(odd.path, odd.reason, odd.size) for odd in found.odd] == [
            (f"{SPACE}/{MIA}/{NAME}", reason, size)
        ]
        assert _why(place) == reason


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root may make a device")


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to("/etc/passwd"), "link"),
        (lambda path: path.symlink_to("/nowhere"), "link"),
        (_fifo, "not_regular"),
        (_device, "not_regular"),
        (_socket, "not_regular"),
        (lambda path: path.mkdir(), "not_regular"),
    ],
    ids=["link", "dangling", "fifo", "device", "socket", "directory"],
)
def test_what_is_no_file_is_set_aside_and_hangs_nobody(
    place: Path, make: Callable[[Path], None], reason: str
) -> None:
    (place / name_of(sealed(2))).write_bytes(sealed(2))
    make(place / NAME)
    found = _scan(place)
    assert [entry.name for entry in found.entries] == [name_of(sealed(2))]
    assert [(odd.path, odd.reason) for odd in found.odd] == [(f"{SPACE}/{MIA}/{NAME}", reason)]
    assert _why(place) == reason


@pytest.mark.parametrize("level", [1, 2])
def test_links_are_followed_on_no_level(tmp_path: Path, level: int) -> None:
    shared, elsewhere = tmp_path / "shared", tmp_path / "elsewhere"
    shared.mkdir()
    folder_of(shared)
    (elsewhere / JON).mkdir(parents=True)
    (elsewhere / NAME).write_bytes(DATA)
    (elsewhere / JON / NAME).write_bytes(DATA)
    above = place_of(shared).parents[2 - level]
    link = above / "linked"
    link.symlink_to(elsewhere)
    found = Folder(shared).scan()
    assert found.entries == ()
    assert [odd.reason for odd in found.odd] == ["link"]
    path = f"linked/{JON}/{NAME}" if level == 1 else f"{SPACE}/linked/{NAME}"
    assert _why(place_of(shared), Entry(path, len(DATA), 0)) == "link"


def test_a_pipe_where_a_directory_belongs_is_set_aside(place: Path) -> None:
    os.mkfifo(place.parent / "pipe")
    assert [(odd.path, odd.reason) for odd in _scan(place).odd] == [(f"{SPACE}/pipe", "not_regular")]


def test_a_file_swapped_for_a_link_after_the_scan_isnt_read(place: Path, tmp_path: Path) -> None:
    (place / NAME).write_bytes(DATA)
    (entry,) = _scan(place).entries
    (tmp_path / "secret").write_bytes(DATA)
    (place / NAME).unlink()
    (place / NAME).symlink_to(tmp_path / "secret")
    assert _why(place, entry) == "link"
    (place / NAME).unlink()
    assert _why(place, entry) == "gone"


def test_a_directory_swapped_for_a_link_while_it_is_scanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, elsewhere = tmp_path / "shared", tmp_path / "elsewhere"
    shared.mkdir()
    folder_of(shared)
    place = place_of(shared)
    elsewhere.mkdir()
    (elsewhere / NAME).write_bytes(DATA)
    real = scan.Scanner._enter

    def swapped(self: scan.Scanner, parent: object, path: str, name: str, *, expected: bool) -> object:
        if name == MIA and not place.is_symlink():
            place.rename(shared / "moved")
            place.symlink_to(elsewhere)
        return real(self, parent, path, name, expected=expected)  # type: ignore[arg-type]

    monkeypatch.setattr(scan.Scanner, "_enter", swapped)
    found = Folder(shared).scan()
    assert found.entries == ()
    assert [odd.reason for odd in found.odd] == ["link"]


def test_a_directory_that_vanishes_while_it_is_scanned_is_just_gone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.parent / JON).mkdir()
    (place / NAME).write_bytes(DATA)
    real = scan.Scanner._enter

    def vanishing(self: scan.Scanner, parent: object, path: str, name: str, *, expected: bool) -> object:
        if name == JON:
            (place.parent / JON).rmdir()
        return real(self, parent, path, name, expected=expected)  # type: ignore[arg-type]

    monkeypatch.setattr(scan.Scanner, "_enter", vanishing)
    assert [entry.name for entry in _scan(place).entries] == [NAME]


def test_a_file_that_grows_while_it_is_read_is_read_again_later(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / NAME).write_bytes(DATA)
    real = os.fstat

    def early(handle: int) -> object:
        found = real(handle)
        if not stat.S_ISREG(found.st_mode):
            return found
        return SimpleNamespace(st_mode=found.st_mode, st_size=found.st_size - 100)

    monkeypatch.setattr(os, "fstat", early)
    assert _why(place) == "changed"


def test_a_file_that_grows_without_end_is_read_to_the_size_that_it_had(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / NAME).write_bytes(DATA)
    asked: list[int] = []

    def endless(_: int, count: int) -> bytes:
        asked.append(count)
        return b"x" * min(count, 65_536)

    monkeypatch.setattr(os, "read", endless)
    assert _why(place) == "changed"
    assert sum(min(count, 65_536) for count in asked) == len(DATA) + 1


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EACCES, "denied"), (errno.EPERM, "denied"), (errno.EIO, "waiting"), (errno.ETIMEDOUT, "waiting")],
)
def test_what_cant_be_had_now_is_tried_later(
    place: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    (place / NAME).write_bytes(DATA)

    def refuse(*_: object) -> bytes:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "read", refuse)
    assert _why(place) == reason


def test_a_download_that_hangs_is_waited_for_only_so_long(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / NAME).write_bytes(DATA)
    entry = Entry(f"{SPACE}/{MIA}/{NAME}", len(DATA), 0, online_only=True)
    folder = Folder(place.parents[3])
    assert folder.read(entry) == DATA
    assert folder.read(entry, 30) == DATA
    arrived = threading.Event()
    real = os.read
    monkeypatch.setattr(os, "read", lambda handle, count: real(handle, count) if arrived.wait(LIMIT) else b"")
    monkeypatch.setattr("stillhere.home.folder.reading.DOWNLOAD_SECONDS", 0.01)
    for _ in range(10):
        with pytest.raises(Unreadable, match="waiting"):
            folder.read(entry)
    assert 0 < patience.hanging("still-here-download") <= patience.MOST
    arrived.set()
    until(lambda: not patience.hanging("still-here-download"))
    assert folder.read(entry, 30) == DATA


def test_what_goes_wrong_in_the_worker_is_told(place: Path) -> None:
    with pytest.raises(Unreadable, match="gone"):
        Folder(place.parents[3]).read(Entry(f"{SPACE}/{MIA}/{NAME}", 1, 1), 30)


def test_everything_that_lies_there_can_be_told_apart_later(place: Path) -> None:
    (place / NAME).write_bytes(DATA)
    (place / "small.age").write_bytes(b"x")
    lying = _scan(place).lies()
    assert {path: size for path, (size, _) in lying.items()} == {
        f"{SPACE}/{MIA}/{NAME}": len(DATA),
        f"{SPACE}/{MIA}/small.age": 1,
    }


def test_a_file_that_vanishes_before_it_is_looked_at_is_just_gone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / NAME).write_bytes(DATA)
    (place / name_of(sealed(2))).write_bytes(sealed(2))
    real = scan.Scanner._spent

    def vanishing(self: scan.Scanner) -> bool:
        (place / NAME).unlink(missing_ok=True)
        return real(self)

    monkeypatch.setattr(scan.Scanner, "_spent", vanishing)
    assert [entry.name for entry in _scan(place).entries] == [name_of(sealed(2))]


def test_a_folder_that_is_gone_is_no_readers_error(tmp_path: Path) -> None:
    entry = Entry(f"{SPACE}/{MIA}/{NAME}", 1, 1)
    for root in (tmp_path / "missing", tmp_path):
        with pytest.raises(Unreadable, match="gone"):
            Folder(root).read(entry)


def test_a_flood_is_cut_off_and_said(place: Path) -> None:
    for number in range(50):
        (place / name_of(sealed(number))).write_bytes(sealed(number))
    root = place.parents[3]
    assert not Folder(root).scan(budget=60).over_budget
    cut = Folder(root).scan(budget=30)
    assert cut.over_budget
    assert 0 < len(cut.entries) < 50


def test_a_flood_of_strangers_hides_nobody_known(place: Path) -> None:
    (place / NAME).write_bytes(DATA)
    for number in range(100):
        stranger = place.parent / f"a{number:09}"
        stranger.mkdir()
        for each in range(3):
            (stranger / f"{each:032}.age").write_bytes(DATA)
        (place.parent.parent / f"b{number:09}").mkdir()
    found = Folder(place.parents[3]).scan(budget=20, first=[SPACE, MIA, JON])
    assert found.over_budget
    assert [entry.name for entry in found.entries] == [NAME]


def test_a_flood_of_directories_is_cut_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "DIRECTORIES", 5)
    for number in range(10):
        (place.parent / f"a{number:09}").mkdir()
    assert _scan(place).over_budget


def test_known_directories_are_looked_at_once(place: Path) -> None:
    (place / NAME).write_bytes(DATA)
    found = Folder(place.parents[3]).scan(first=[MIA, SPACE, MIA, "missing123"])
    assert len(found.entries) == 1
    assert found.odd == ()


def test_a_name_that_is_no_text_is_set_aside_and_can_be_kept(place: Path) -> None:
    (place / os.fsdecode(b"\xff\xfe.age")).write_bytes(DATA)
    (odd,) = _scan(place).odd
    assert odd == Odd(odd.path, "name", len(DATA), odd.mtime_ns)
    odd.path.encode("utf-8")


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8))
@hypothesis_settings(deadline=None, max_examples=40)
def test_any_names_whatever_stop_nothing(
    tmp_path_factory: pytest.TempPathFactory, names: list[bytes]
) -> None:
    root = tmp_path_factory.mktemp("scan")
    folder_of(root)
    place = os.fsencode(place_of(root))
    made = 0
    for name in {name.replace(b"/", b"_").replace(b"\0", b"_") for name in names} - {b".", b".."}:
        with open(os.path.join(place, name + b".age"), "wb") as file:  # noqa: PTH118, PTH123 - names in bytes
            file.write(DATA)
        made += not name.startswith((b".", b"~"))
    found = Folder(root).scan()
    assert len(found.entries) + len(found.odd) == made
    for entry in found.entries:
        entry.path.encode("utf-8")
        assert Folder(root).read(entry) == DATA


def test_a_directory_that_may_not_be_entered_is_set_aside(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stillhere.home.folder.dirs import HandleDir

    real = HandleDir.step

    def step(self: HandleDir, name: str) -> HandleDir:
        if name == JON:
            raise PermissionError(errno.EACCES, "denied")
        return real(self, name)

    (place.parent / JON).mkdir()
    (place / NAME).write_bytes(DATA)
    monkeypatch.setattr(HandleDir, "step", step)
    found = _scan(place)
    assert [entry.name for entry in found.entries] == [NAME]
    assert [(odd.path, odd.reason) for odd in found.odd] == [(f"{SPACE}/{JON}", "denied")]
    assert Folder(place.parents[3]).scan(first=[JON]).odd == ()


def test_a_drive_that_breaks_off_is_the_folders_trouble(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stillhere.home.folder.dirs import HandleDir

    def broken(self: HandleDir) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(HandleDir, "entries", broken)
    with pytest.raises(FolderError, match="folder_missing"):
        _scan(place)
