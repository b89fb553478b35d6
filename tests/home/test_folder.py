"""The shared folder: only deliberate acts change it, and only under the own device's name."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from stillhere.home.errors import FolderError
from stillhere.home.folder import dirs, publish, reading, scan
from stillhere.home.folder.directory import Dir
from stillhere.home.folder.dirs import open_root
from stillhere.home.folder.folder import Folder, root_from
from stillhere.home.folder.scan import Scan
from tests.home.ground import (
    JON,
    MIA,
    README,
    SPACE,
    folder_of,
    killed_at,
    name_of,
    place_of,
    read_only,
    sealed,
    small_disk,
    snapshot,
)

DATA = sealed(1)
NAME = name_of(DATA)


def _what(call: object) -> str:
    with pytest.raises(FolderError) as caught:
        call()  # type: ignore[operator]
    return caught.value.what


def _names(place: Path) -> list[str]:
    return sorted(each.name for each in place.iterdir())


def test_a_prepared_folder_holds_a_place_and_a_word_for_whoever_finds_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path, [MIA])
    assert not folder.reachable()
    folder.prepare(SPACE, MIA, README)
    assert folder.reachable()
    assert (tmp_path / "Still Here" / "README.txt").read_text() == README
    assert place_of(tmp_path).is_dir()
    assert stat.S_IMODE(place_of(tmp_path).stat().st_mode) == 0o700


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (tmp_path / "Still Here" / "README.txt").write_text("Somebody's own words.")
    before = snapshot(tmp_path)
    folder.prepare(SPACE, MIA, README)
    assert snapshot(tmp_path) == before


def test_a_published_file_lies_there_whole(tmp_path: Path) -> None:
    folder_of(tmp_path).publish(SPACE, MIA, NAME, DATA)
    assert _names(place_of(tmp_path)) == [NAME]
    assert (place_of(tmp_path) / NAME).read_bytes() == DATA
    assert stat.S_IMODE((place_of(tmp_path) / NAME).stat().st_mode) == 0o600


def test_publishing_again_what_lies_there_whole_changes_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.publish(SPACE, MIA, NAME, DATA)
    before = snapshot(tmp_path)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("rubbish", [b"", DATA[:300], b"\0" * len(DATA), DATA + b"x"])
def test_what_was_cut_short_under_its_name_is_made_whole(tmp_path: Path, rubbish: bytes) -> None:
    folder = folder_of(tmp_path)
    (place_of(tmp_path) / NAME).write_bytes(rubbish)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert (place_of(tmp_path) / NAME).read_bytes() == DATA


def test_a_link_under_the_name_goes_and_what_it_points_to_stays(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(DATA)
    folder = folder_of(shared)
    (place_of(shared) / NAME).symlink_to(secret)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert not (place_of(shared) / NAME).is_symlink()
    secret.write_bytes(b"changed")
    assert (place_of(shared) / NAME).read_bytes() == DATA


def test_a_directory_under_the_name_is_told_and_left(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (place_of(tmp_path) / NAME).mkdir()
    assert _what(lambda: folder.publish(SPACE, MIA, NAME, DATA)) == "folder_odd"
    assert _names(place_of(tmp_path)) == [NAME]


@pytest.mark.parametrize(
    "step", ["Still Here", "Still Here/v1", f"Still Here/v1/{SPACE}", f"Still Here/v1/{SPACE}/{MIA}"]
)
def test_nothing_is_written_through_a_link_on_the_way(tmp_path: Path, step: str) -> None:
    shared, elsewhere = tmp_path / "shared", tmp_path / "elsewhere"
    shared.mkdir()
    folder = folder_of(shared)
    (shared / step).rename(elsewhere)
    (shared / step).symlink_to(elsewhere)
    before = snapshot(elsewhere)
    for call in (
        lambda: folder.publish(SPACE, MIA, NAME, DATA),
        lambda: folder.remove(SPACE, MIA, NAME),
        lambda: folder.prepare(SPACE, MIA, README),
    ):
        assert _what(call) == "folder_odd"
    assert snapshot(elsewhere) == before


def test_a_device_writes_under_its_own_directory_and_nowhere_else(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    for call in (
        lambda: folder.publish(SPACE, JON, NAME, DATA),
        lambda: folder.remove(SPACE, JON, NAME),
        lambda: folder.prepare(SPACE, JON, README),
        lambda: Folder(tmp_path).publish(SPACE, MIA, NAME, DATA),
    ):
        with pytest.raises(ValueError, match="own directory"):
            call()


@pytest.mark.parametrize("bad", ["../../../../x", "A" * 10, "aaaaaaaaa", "aaaaaaaaa1", "aaaaaaaaa\n", ""])
def test_no_other_names_are_ever_made(tmp_path: Path, bad: str) -> None:
    folder = Folder(tmp_path, [MIA, bad])
    (tmp_path / "Still Here").mkdir()
    for space, device, name in (
        (bad, MIA, NAME),
        (SPACE, bad, NAME),
        (SPACE, MIA, bad),
        (SPACE, MIA, NAME + "x"),
    ):
        with pytest.raises(ValueError, match="name of this format"):
            folder.publish(space, device, name, DATA)
    assert _names(tmp_path / "Still Here") == []


def test_removing_takes_the_one_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.publish(SPACE, MIA, NAME, DATA)
    folder.publish(SPACE, MIA, name_of(sealed(2)), sealed(2))
    assert folder.remove(SPACE, MIA, NAME)
    assert not folder.remove(SPACE, MIA, NAME)
    assert _names(place_of(tmp_path)) == [name_of(sealed(2))]
    assert not folder.remove("bbbbbbbbbb", MIA, NAME)


def test_a_place_is_given_up_once_nothing_lies_in_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert not folder.give_up(SPACE, MIA)
    folder.remove(SPACE, MIA, NAME)
    assert folder.give_up(SPACE, MIA)
    assert not place_of(tmp_path).exists()
    assert place_of(tmp_path).parent.is_dir(), "what is above it isn't one device's alone"
    assert not folder.give_up(SPACE, MIA)
    assert not folder.give_up("bbbbbbbbbb", MIA)
    with pytest.raises(ValueError, match="its own directory"):
        folder.give_up(SPACE, JON)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert _names(place_of(tmp_path)) == [NAME]


def test_a_folder_that_isnt_there(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "stick", [MIA])
    for call in (
        lambda: folder.publish(SPACE, MIA, NAME, DATA),
        lambda: folder.prepare(SPACE, MIA, README),
        lambda: folder.remove(SPACE, MIA, NAME),
        folder.scan,
    ):
        assert _what(call) == "folder_missing"
    assert not (tmp_path / "stick").exists()


def test_the_empty_mount_point_of_a_stick_is_left_alone(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = Folder(stick, [MIA])
    assert _what(lambda: folder.publish(SPACE, MIA, NAME, DATA)) == "folder_emptied"
    assert _what(lambda: folder.remove(SPACE, MIA, NAME)) == "folder_emptied"
    assert folder.scan() == Scan(prepared=False)
    assert _names(stick) == []


def test_gone_and_back(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    folder = folder_of(shared)
    folder.publish(SPACE, MIA, NAME, DATA)
    shared.rename(tmp_path / "away")
    assert not folder.reachable()
    assert _what(folder.scan) == "folder_missing"
    (tmp_path / "away").rename(shared)
    assert [entry.name for entry in folder.scan().entries] == [NAME]
    folder.publish(SPACE, MIA, name_of(sealed(2)), sealed(2))


def test_a_file_stands_where_the_folder_was(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert _what(Folder(tmp_path / "file").scan) == "folder_missing"
    (tmp_path / "Still Here").write_text("x")
    assert _what(Folder(tmp_path).scan) == "folder_odd"


def test_a_write_protected_stick_is_told_and_can_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "1m") as stick:
        folder = folder_of(stick)
        folder.publish(SPACE, MIA, NAME, DATA)
        read_only(stick)
        other = sealed(2)
        assert _what(lambda: folder.publish(SPACE, MIA, name_of(other), other)) == "folder_read_only"
        assert _what(lambda: folder.remove(SPACE, MIA, NAME)) == "folder_read_only"
        assert _what(lambda: folder.prepare("bbbbbbbbbb", MIA, README)) == "folder_read_only"
        (entry,) = folder.scan().entries
        assert folder.read(entry) == DATA


def test_a_full_stick_is_told_and_keeps_no_half(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "64k") as stick:
        folder = folder_of(stick)
        (stick / "other").write_bytes(b"x" * 40_000)
        big = sealed(3, 60_000)
        assert _what(lambda: folder.publish(SPACE, MIA, name_of(big), big)) == "folder_full"
        assert _names(place_of(stick)) == []
        (stick / "other").unlink()
        folder.publish(SPACE, MIA, NAME, DATA)
        assert _names(place_of(stick)) == [NAME]


def test_a_stick_pulled_out_while_mounted_is_missing_or_emptied(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "1m") as stick:
        folder = folder_of(stick)
        folder.publish(SPACE, MIA, NAME, DATA)
        subprocess.run(["umount", "-l", str(stick)], check=True)
        assert _what(lambda: folder.publish(SPACE, MIA, NAME, DATA)) == "folder_emptied"
        assert not folder.scan().prepared
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(stick)], check=True)


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (errno.EACCES, "folder_denied"),
        (errno.EPERM, "folder_denied"),
        (errno.EDQUOT, "folder_full"),
        (errno.ESTALE, "folder_missing"),
        (errno.EIO, "folder_missing"),
        (errno.ENOTCONN, "folder_missing"),
        (errno.EMFILE, "folder_trouble"),
    ],
)
def test_each_answer_of_the_system_has_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    folder = folder_of(tmp_path)

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    assert _what(lambda: folder.publish(SPACE, MIA, NAME, DATA)) == what
    assert _names(place_of(tmp_path)) == []


def test_a_folder_that_doesnt_keep_what_was_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, b"?" * len(data)))
    assert _what(lambda: folder.publish(SPACE, MIA, NAME, DATA)) == "folder_not_kept"


def test_a_write_that_stops_half_way_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    folder.publish(SPACE, MIA, NAME, DATA)
    assert (place_of(tmp_path) / NAME).read_bytes() == DATA


class _Held(OSError):
    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "held")
        self.winerror = winerror


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_windows_a_file_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    slept: list[float] = []
    folder = Folder(tmp_path, [MIA], sleep=slept.append)
    folder.prepare(SPACE, MIA, README)
    real = os.replace
    left = [3]

    def replace(*args: object, **named: object) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise _Held(winerror)
        real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", replace)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert slept == [0.05, 0.1, 0.2]
    assert _names(place_of(tmp_path)) == [NAME]


def test_windows_a_file_held_for_long_is_written_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    folder = Folder(tmp_path, [MIA], sleep=slept.append)
    folder.prepare(SPACE, MIA, README)

    def replace(*args: object, **named: object) -> None:
        raise _Held(32)

    monkeypatch.setattr(os, "replace", replace)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert slept == list(publish.PATIENCE) == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6]
    assert (place_of(tmp_path) / NAME).read_bytes() == DATA
    assert _names(place_of(tmp_path)) == [NAME]


def test_windows_a_write_protected_drive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path)

    def refuse(*_: object, **__: object) -> int:
        raise _Held(19)

    monkeypatch.setattr(os, "write", refuse)
    assert _what(lambda: folder.publish(SPACE, MIA, NAME, DATA)) == "folder_read_only"


def test_temporary_files_of_an_old_crash_are_cleared_and_a_fresh_one_is_left(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    place = place_of(tmp_path)
    for name in ("~$aaaaaaaa.tmp", "~$bbbbbbbb.tmp", "~$report.docx"):
        (place / name).write_text("x")
    for name in ("~$aaaaaaaa.tmp", "~$report.docx"):
        os.utime(place / name, (1, 1))
    (place / "~$cccccccc.tmp").symlink_to(tmp_path)
    folder.publish(SPACE, MIA, NAME, DATA)
    assert _names(place) == sorted(["~$bbbbbbbb.tmp", "~$report.docx", "~$cccccccc.tmp", NAME])


def test_a_folder_shared_by_two_accounts_stays_readable_to_both(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    folder_of(tmp_path).publish(SPACE, MIA, NAME, DATA)
    assert stat.S_IMODE((place_of(tmp_path) / NAME).stat().st_mode) == 0o640
    for step in (place_of(tmp_path), place_of(tmp_path).parent, tmp_path / "Still Here"):
        assert stat.S_IMODE(step.stat().st_mode) == 0o2770


def test_who_picks_still_here_itself_means_the_folder_around_it(tmp_path: Path) -> None:
    assert root_from(tmp_path) == tmp_path
    (tmp_path / "Still Here").mkdir()
    assert root_from(tmp_path / "Still Here") == tmp_path / "Still Here"
    folder_of(tmp_path)
    assert root_from(tmp_path / "Still Here") == tmp_path
    assert root_from(tmp_path / "Still Here" / "v1") == tmp_path / "Still Here" / "v1"


_SETUP = """
from pathlib import Path
from tests.home.ground import *
folder = Folder(Path(sys.argv[2]), [MIA], sleep=lambda _: None)
"""


def test_killed_at_any_step_of_publishing_the_file_is_absent_or_whole(tmp_path: Path) -> None:
    folder_of(tmp_path)
    place = place_of(tmp_path)
    seen: set[bytes | None] = set()
    step = 0
    act = "folder.publish(SPACE, MIA, name_of(sealed(1)), sealed(1))"
    while killed_at(step, _SETUP, act, str(tmp_path)):
        lying = (place / NAME).read_bytes() if (place / NAME).exists() else None
        seen.add(lying)
        assert lying in {None, DATA}
        others = [name for name in _names(place) if name != NAME]
        assert all(name.startswith("~$") and name.endswith(".tmp") for name in others)
        assert {entry.name for entry in Folder(tmp_path).scan().entries} <= {NAME}
        # Whatever was left, the next time makes it whole.
        Folder(tmp_path, [MIA], clock=lambda: 1e12).publish(SPACE, MIA, NAME, DATA)
        assert _names(place) == [NAME]
        assert (place / NAME).read_bytes() == DATA
        (place / NAME).unlink()
        step += 1
    assert seen == {None, DATA}
    assert step > 15


def test_killed_at_any_step_of_preparing_it_can_be_prepared_again(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    step = 0
    while killed_at(step, _SETUP, "folder.prepare(SPACE, MIA, README)", str(root)):
        folder_of(root)
        assert place_of(root).is_dir()
        assert (root / "Still Here" / "README.txt").read_text() == README
        shutil.rmtree(root / "Still Here")
        step += 1
    assert step > 15


def test_where_there_are_no_handles_of_directories_all_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dirs, "_HAS_HANDLES", False)
    folder = folder_of(tmp_path)
    folder.publish(SPACE, MIA, NAME, DATA)
    folder.publish(SPACE, MIA, NAME, DATA)
    (entry,) = folder.scan().entries
    assert folder.read(entry) == DATA
    (place_of(tmp_path) / "link.age").symlink_to(place_of(tmp_path) / NAME)
    (place_of(tmp_path).parent / "linked").symlink_to(tmp_path)
    found = folder.scan()
    assert len(found.entries) == 1
    assert sorted(odd.reason for odd in found.odd) == ["link", "link"]
    with pytest.raises(reading.Unreadable, match="link"):
        folder.read(scan.Entry(f"{SPACE}/{MIA}/link.age", 1, 1))
    assert folder.remove(SPACE, MIA, NAME)
    assert not folder.remove(SPACE, MIA, NAME)
    assert _what(Folder(tmp_path / "missing").scan) == "folder_missing"


def test_publish_needs_no_more_than_a_directory(tmp_path: Path) -> None:
    def use(place: Dir) -> None:
        publish.put(place, NAME, DATA, lambda _: None)
        assert publish.whole(place, NAME, DATA)
        assert not publish.whole(place, "other.age", DATA)

    with open_root(tmp_path) as place:
        use(place)
