"""Opening what is private: the first time, again, by two at once, and with everything that can be wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stillhere.home.private import (
    Private,
    PrivateError,
    erase_private,
    lock_of,
    open_private,
    set_lock,
)
from stillhere.home.private.places import Places
from stillhere.home.store import cipher
from tests.home.ground import small_disk
from tests.private.making import HOME_KEY, Clock, opened, place
from tests.private.unlocking import current, current_file, current_key

OTHER_KEY = bytes(32)


def places(folder: Path) -> Places:
    return Places.of(place(folder))


def what(folder: Path, passphrase: str | None = None, key: bytes = HOME_KEY) -> str:
    """What opening says that is wrong."""
    ask = None if passphrase is None else lambda: passphrase
    with pytest.raises(PrivateError) as error:
        open_private(place(folder), key, ask)
    return error.value.what


def some(folder: Path) -> None:
    with opened(folder) as private:
        private.pages.write(["ferry"])


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in places(folder).root.iterdir())


def test_before_anything_was_written_there_is_nothing(tmp_path: Path) -> None:
    assert lock_of(place(tmp_path)) is None
    erase_private(place(tmp_path))
    assert not (tmp_path / "data").exists()


def test_the_first_opening_makes_a_header_and_a_file_for_its_person_alone(tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert lock_of(place(tmp_path)) == "none"
    assert listed(tmp_path) == sorted([f"{current(tmp_path).file}.db", "private.json", "private.lock"])
    if os.name == "posix":
        assert places(tmp_path).root.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in places(tmp_path).root.iterdir()} == {0o600}


def test_the_key_is_neither_the_homes_nor_in_the_header(tmp_path: Path) -> None:
    some(tmp_path)
    header = places(tmp_path).header.read_bytes()
    assert current_key(tmp_path) != HOME_KEY
    for secret in (HOME_KEY, current_key(tmp_path)):
        assert secret not in header
        assert secret.hex().encode() not in header
        assert json.dumps(list(secret)).encode() not in header


def test_two_homes_share_no_key_and_no_name(tmp_path: Path) -> None:
    some(tmp_path / "mia")
    some(tmp_path / "jon")
    assert current(tmp_path / "mia").file != current(tmp_path / "jon").file
    assert current_key(tmp_path / "mia") != current_key(tmp_path / "jon")


@pytest.mark.usefixtures("patient")
def test_many_first_openings_at_once_are_one(tmp_path: Path) -> None:
    begun = threading.Barrier(6)
    trouble: list[BaseException] = []

    def write(number: int) -> None:
        try:
            begun.wait()
            with opened(tmp_path) as private:
                private.pages.write([str(number)])
        except BaseException as error:  # noqa: BLE001 - shown below
            trouble.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    with opened(tmp_path) as private:
        assert sorted(page.parts[0] for page in private.pages.all()) == list("012345")


def test_the_key_of_another_home_is_told(tmp_path: Path) -> None:
    some(tmp_path)
    assert what(tmp_path, key=OTHER_KEY) == "private_other_home"


def test_a_file_that_is_gone_is_told_and_nothing_new_is_made(tmp_path: Path) -> None:
    some(tmp_path)
    current_file(tmp_path).unlink()
    assert what(tmp_path) == "private_missing"
    assert listed(tmp_path) == ["private.json", "private.lock"]


def test_a_header_that_is_gone_is_told_and_nothing_new_is_made(tmp_path: Path) -> None:
    some(tmp_path)
    file = current_file(tmp_path)
    header = places(tmp_path).header.read_bytes()
    places(tmp_path).header.unlink()
    assert what(tmp_path) == "private_header_missing"
    assert file.exists()
    places(tmp_path).header.write_bytes(header)
    with opened(tmp_path) as private:
        assert [heading.title for heading in private.pages.list()] == ["ferry"]


HEADER_DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "not a table": lambda _: [],
    "no file": lambda header: {**header, "file": ""},
    "a path": lambda header: {**header, "file": "../../store"},
    "a line break": lambda header: {**header, "file": header["file"] + "\n"},
    "no key": lambda header: {**header, "key": None},
    "another kind of key": lambda header: {**header, "key": {**header["key"], "by": "plain"}},
    "short salt": lambda header: {**header, "key": {**header["key"], "salt": "AAAA"}},
    "short box": lambda header: {**header, "key": {**header["key"], "box": "AAAA"}},
    "no version": lambda header: {**header, "version": "one"},
    "version nought": lambda header: {**header, "version": 0},
}


@pytest.mark.parametrize("name", HEADER_DAMAGE)
def test_a_damaged_header_is_told_and_left_as_it_is(name: str, tmp_path: Path) -> None:
    some(tmp_path)
    header = places(tmp_path).header
    header.write_text(json.dumps(HEADER_DAMAGE[name](json.loads(header.read_bytes()))))
    before = header.read_bytes()
    assert what(tmp_path) == "private_header_damaged"
    assert header.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 4000, b" " * 5000, b"\0" * 300])
def test_a_header_of_rubbish_is_told(data: bytes, tmp_path: Path) -> None:
    some(tmp_path)
    places(tmp_path).header.write_bytes(data)
    assert what(tmp_path) == "private_header_damaged"


def test_a_header_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    some(tmp_path)
    places(tmp_path).header.unlink()
    places(tmp_path).header.mkdir()
    assert what(tmp_path) == "private_denied"


def test_a_place_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder belongs")
    assert what(tmp_path) == "private_denied"


def test_a_header_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    some(tmp_path)
    header = places(tmp_path).header
    header.write_text(json.dumps({**json.loads(header.read_bytes()), "version": 2, "more": True}))
    assert what(tmp_path) == "private_newer"


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    some(tmp_path)
    connection = cipher.connect(current_file(tmp_path), current_key(tmp_path))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert what(tmp_path) == "private_newer"


@pytest.mark.parametrize("keep", [0, 100, 4096, 5000])
def test_a_file_cut_off_is_told(keep: int, tmp_path: Path) -> None:
    with opened(tmp_path) as private:
        private.pages.write(["ferry " * 10_000])
    file = current_file(tmp_path)
    file.write_bytes(file.read_bytes()[:keep])
    assert what(tmp_path) == "private_damaged"


def test_a_file_overwritten_is_told(tmp_path: Path) -> None:
    some(tmp_path)
    file = current_file(tmp_path)
    file.write_bytes(os.urandom(len(file.read_bytes())))
    assert what(tmp_path) == "private_damaged"


def test_damage_in_the_middle_is_told_when_it_is_met(tmp_path: Path) -> None:
    with opened(tmp_path) as private:
        page = private.pages.write(["ferry " * 10_000])
    file = current_file(tmp_path)
    data = bytearray(file.read_bytes())
    for start in range(4096 * 30, len(data), 4096):
        data[start + 7] ^= 1
    file.write_bytes(data)
    private = opened(tmp_path)
    with pytest.raises(PrivateError, match="private_damaged"):
        private.pages.get(page)
    private.close()


def test_two_headers_cannot_be_mixed(tmp_path: Path) -> None:
    """A header names one file and its key; with another file's name its box doesn't open."""
    some(tmp_path)
    header = json.loads(places(tmp_path).header.read_bytes())
    other = "a" * 10
    current_file(tmp_path).rename(places(tmp_path).file(other))
    places(tmp_path).header.write_text(json.dumps({**header, "file": other}))
    assert what(tmp_path) == "private_other_home"


def test_what_a_crash_left_is_removed_and_what_is_needed_stays(tmp_path: Path) -> None:
    some(tmp_path)
    name = current(tmp_path).file
    rubbish = ["b" * 10 + ".db", "b" * 10 + ".db-wal", "b" * 10 + ".new", ".private.json.0a1b.new"]
    for each in rubbish:
        (places(tmp_path).root / each).write_bytes(b"left")
    copy = places(tmp_path).root / f"{name}.db.version-1"
    copy.write_bytes(b"a copy from before an upgrade")
    opened(tmp_path).close()
    assert listed(tmp_path) == sorted([f"{name}.db", copy.name, "private.json", "private.lock"])
    os.utime(copy, (0, 0))
    opened(tmp_path).close()
    assert not copy.exists()


def test_what_a_person_put_there_stays(tmp_path: Path) -> None:
    some(tmp_path)
    elsewhere = tmp_path / "diary.txt"
    elsewhere.write_bytes(b"mine")
    own = ["copy of my pages.db", "notes.txt", f"{current(tmp_path).file}.db (1)", "private.json.bak"]
    for name in own:
        (places(tmp_path).root / name).write_bytes(b"mine")
    (places(tmp_path).root / ("c" * 10 + ".db")).mkdir()
    if os.name == "posix":
        (places(tmp_path).root / ("b" * 10 + ".db")).symlink_to(elsewhere)
    opened(tmp_path).close()
    erase_private(place(tmp_path))
    assert listed(tmp_path) == sorted([*own, "c" * 10 + ".db", "private.lock"])
    assert elsewhere.read_bytes() == b"mine"


def test_the_first_file_gets_its_name_after_a_crash(tmp_path: Path) -> None:
    some(tmp_path)
    current_file(tmp_path).rename(places(tmp_path).unborn(current(tmp_path).file))
    with opened(tmp_path) as private:
        assert [heading.title for heading in private.pages.list()] == ["ferry"]
    assert current_file(tmp_path).exists()


def test_what_cannot_be_removed_is_in_nobodys_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stillhere.home.private import places as module

    def held(path: Path) -> None:
        raise PermissionError(path.name)

    some(tmp_path)
    rubbish = places(tmp_path).root / ("b" * 10 + ".db")
    rubbish.write_bytes(b"left")
    with monkeypatch.context() as patched:
        patched.setattr(module, "remove", held)
        opened(tmp_path).close()
        set_lock(place(tmp_path), HOME_KEY, "words")
        opened(tmp_path, passphrase="words").close()
        with pytest.raises(PrivateError, match="private_denied"):
            erase_private(place(tmp_path))
    assert rubbish.exists()
    erase_private(place(tmp_path))
    assert listed(tmp_path) == ["private.lock"]


def test_a_full_disk_keeps_nobody_from_reading(tmp_path: Path, clock: Clock) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        private = opened(disk, clock)
        page = private.pages.write(["ferry"])
        private.pages.delete(private.pages.write(["deleted"]))
        private._db.close()
        clock.ms += 10**6
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 40_000))
        with opened(disk, clock) as private:
            assert [heading.id for heading in private.pages.list()] == [page]
            with pytest.raises(PrivateError, match="disk_full"):
                private.pages.save(page, ["x" * 500_000])
            assert private.pages.get(page)
        (disk / "filler").unlink()
        with opened(disk, clock) as private:
            private.pages.save(page, ["ferry, and there is room again"])
            assert not private.pages.bring_back(page)


def test_nothing_is_removed_while_somebody_is_at_work_there(tmp_path: Path) -> None:
    some(tmp_path)
    rubbish = places(tmp_path).root / ("b" * 10 + ".db")
    rubbish.write_bytes(b"somebody's new file")
    with places(tmp_path).guard():
        opened(tmp_path).close()
        assert rubbish.exists()
    opened(tmp_path).close()
    assert not rubbish.exists()


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stillhere.home.private import places as module

    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    some(tmp_path)
    with places(tmp_path).guard(), pytest.raises(PrivateError, match="private_busy"):
        set_lock(place(tmp_path), HOME_KEY, "words")


# With a lock


def test_a_locked_place_asks_and_takes_only_the_passphrase(tmp_path: Path) -> None:
    some(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, "tea before quiet")
    assert lock_of(place(tmp_path)) == "passphrase"
    assert what(tmp_path) == "private_locked"
    assert what(tmp_path, "Tea before quiet") == "private_passphrase_wrong"
    assert what(tmp_path, "") == "private_passphrase_wrong"
    with opened(tmp_path, passphrase="tea before quiet") as private:
        assert private.locked
        assert [heading.title for heading in private.pages.list()] == ["ferry"]


@pytest.mark.parametrize("passphrase", ["größer", "パスワード", "a\ud83db", " spaced ", "\0"])
def test_a_passphrase_is_the_same_from_every_keyboard(passphrase: str, tmp_path: Path) -> None:
    some(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, unicodedata.normalize("NFC", passphrase))
    opened(tmp_path, passphrase=unicodedata.normalize("NFD", passphrase)).close()


@pytest.mark.parametrize(
    ("field", "value"),
    [("passes", 1), ("passes", 10**9), ("memory_kib", 8), ("memory_kib", 2**40), ("passes", "3")],
)
def test_a_header_that_asks_for_weak_or_endless_work_is_refused(
    field: str, value: object, tmp_path: Path
) -> None:
    some(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, "words")
    header = json.loads(places(tmp_path).header.read_bytes())
    header["key"][field] = value
    places(tmp_path).header.write_text(json.dumps(header))
    assert what(tmp_path, "words") == "private_header_damaged"


_SCARCE = """
import resource, sys
from pathlib import Path
import nacl.pwhash.argon2id
from stillhere.home.private import PrivateError, header, open_private
from stillhere.home.store import cipher
from tests.private.making import HOME_KEY, place
import sqlcipher3.dbapi2
used = int(Path("/proc/self/statm").read_text().split()[0]) * 4096
resource.setrlimit(resource.RLIMIT_AS, (used + 32 * 2**20,) * 2)
try:
    open_private(place(Path(sys.argv[1])), HOME_KEY, lambda: "words")
except PrivateError as error:
    print(error.what)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes memory away like this")
def test_too_little_memory_for_the_passphrase_is_told_on_linux(tmp_path: Path, root: Path) -> None:
    some(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, "words")
    environment = {**os.environ, "PYTHONPATH": f"{root / 'desktop'}{os.pathsep}{root}"}
    done = subprocess.run(
        [sys.executable, "-c", _SCARCE, tmp_path], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "private_no_memory"


# Erasing


@pytest.mark.parametrize("passphrase", [None, "words"])
def test_erasing_needs_no_passphrase_and_leaves_nothing(passphrase: str | None, tmp_path: Path) -> None:
    some(tmp_path)
    if passphrase is not None:
        set_lock(place(tmp_path), HOME_KEY, passphrase)
    erase_private(place(tmp_path))
    assert listed(tmp_path) == ["private.lock"]
    assert lock_of(place(tmp_path)) is None
    with opened(tmp_path) as private:
        assert private.pages.list() == ()


def test_a_window_that_is_open_hears_that_everything_was_erased(tmp_path: Path) -> None:
    window: Private = opened(tmp_path)
    page = window.pages.write(["ferry"])
    erase_private(place(tmp_path))
    with pytest.raises(PrivateError, match="private_moved"):
        window.pages.save(page, ["ferry and more"])
    window.close()
    assert listed(tmp_path) == ["private.lock"]
