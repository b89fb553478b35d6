"""The lock: under it nothing opens by the keyring, everything moves, and nobody types into the void."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from stillhere.home import files
from stillhere.home.private import (
    Private,
    PrivateError,
    change_lock,
    header,
    lock,
    lock_of,
    open_private,
    places,
    remove_lock,
    set_lock,
)
from stillhere.home.private.header import LOCK_MEMORY_KIB, LOCK_PASSES, ByPassphrase
from stillhere.home.private.places import Places
from stillhere.home.store import cipher
from tests.private.making import HOME_KEY, opened, place
from tests.private.raw import holds, plain
from tests.private.unlocking import current, current_file, current_key
from tests.waiting import until

OLD, NEW = "the old words", "the new words"
REAL_MEMORY_KIB = LOCK_MEMORY_KIB


def filled(folder: Path) -> None:
    with opened(folder) as private:
        private.pages.write(["marguerite and the ferry"])
        private.pages.search("f")
        private.letters.write("Dear Mia")
        private.drafts.keep("line", "Low on words")


def whole(private: Private) -> bool:
    return (
        [one.heading.title for one in private.pages.search("marg")] == ["marguerite and the ferry"]
        and [letter.text for letter in private.letters.all()] == ["Dear Mia"]
        and private.drafts.get("line") == "Low on words"
    )


def said(act: Callable[[], object]) -> str:
    """What trouble `act` told of; empty for none."""
    try:
        act()
    except PrivateError as error:
        return error.what
    return ""


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Places.of(place(folder)).root.iterdir()}


def test_locked_changed_and_unlocked_everything_is_there(tmp_path: Path) -> None:
    filled(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, OLD)
    with opened(tmp_path, passphrase=OLD) as private:
        assert whole(private)
    change_lock(place(tmp_path), HOME_KEY, OLD, NEW)
    with pytest.raises(PrivateError, match="private_passphrase_wrong"):
        opened(tmp_path, passphrase=OLD)
    with opened(tmp_path, passphrase=NEW) as private:
        assert whole(private)
    remove_lock(place(tmp_path), HOME_KEY, NEW)
    with opened(tmp_path) as private:
        assert not private.locked
        assert whole(private)


def test_the_first_thing_may_be_a_lock(tmp_path: Path) -> None:
    set_lock(place(tmp_path), HOME_KEY, NEW)
    with opened(tmp_path, passphrase=NEW) as private:
        private.pages.write(["ferry"])


def test_each_lock_has_a_new_key_a_new_file_and_no_other_file(tmp_path: Path) -> None:
    filled(tmp_path)
    keys, names = [current_key(tmp_path)], [current(tmp_path).file]
    set_lock(place(tmp_path), HOME_KEY, OLD)
    keys.append(current_key(tmp_path, OLD))
    names.append(current(tmp_path).file)
    change_lock(place(tmp_path), HOME_KEY, OLD, OLD)
    keys.append(current_key(tmp_path, OLD))
    names.append(current(tmp_path).file)
    remove_lock(place(tmp_path), HOME_KEY, OLD)
    keys.append(current_key(tmp_path))
    names.append(current(tmp_path).file)
    assert len(set(keys)) == len(set(names)) == 4
    assert set(files_in(tmp_path)) == {f"{names[-1]}.db", "private.json", "private.lock"}


def test_a_locked_journal_opens_by_nothing_that_the_keyring_has_as_cryptography_shows(tmp_path: Path) -> None:
    """Journey 6. Somebody has every data file, the store's key, and the key from before the lock."""
    filled(tmp_path)
    before = current_key(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, OLD)
    left = current(tmp_path)
    assert isinstance(left.key, ByPassphrase)
    wraps = [HOME_KEY, before, header._home_wrap(HOME_KEY, left.key.salt), header._home_wrap(HOME_KEY, b"")]
    for wrap in wraps:
        assert header._open(left.key.box, wrap, left.file) is None
        assert not cipher.fits(current_file(tmp_path), wrap)
        assert not holds(plain(current_file(tmp_path), wrap), "marguerite")
    assert holds(plain(current_file(tmp_path), current_key(tmp_path, OLD)), "marguerite"), (
        "this test can see it"
    )
    assert not any(holds(data, "marguerite") for data in files_in(tmp_path).values())


def test_a_lock_costs_whoever_guesses_a_quarter_of_a_gigabyte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(header, "LOCK_MEMORY_KIB", REAL_MEMORY_KIB)
    set_lock(place(tmp_path), HOME_KEY, OLD)
    lock = current(tmp_path).key
    assert isinstance(lock, ByPassphrase)
    assert (lock.passes, lock.memory_kib) == (LOCK_PASSES, 256 * 1024)
    opened(tmp_path, passphrase=OLD).close()


WRONG = [
    ("private_locked_already", OLD, lambda paths: set_lock(paths, HOME_KEY, NEW)),
    ("private_passphrase_empty", OLD, lambda paths: change_lock(paths, HOME_KEY, OLD, "")),
    ("private_passphrase_wrong", OLD, lambda paths: change_lock(paths, HOME_KEY, NEW, NEW)),
    ("private_passphrase_wrong", OLD, lambda paths: remove_lock(paths, HOME_KEY, NEW)),
    ("private_passphrase_empty", None, lambda paths: set_lock(paths, HOME_KEY, "")),
    ("private_not_locked", None, lambda paths: change_lock(paths, HOME_KEY, OLD, NEW)),
    ("private_not_locked", None, lambda paths: remove_lock(paths, HOME_KEY, OLD)),
    ("private_other_home", None, lambda paths: set_lock(paths, bytes(32), NEW)),
]


@pytest.mark.parametrize("case", WRONG, ids=[f"{what} {n}" for n, (what, _, _) in enumerate(WRONG)])
def test_what_is_refused_changes_nothing(case: tuple[str, str | None, object], tmp_path: Path) -> None:
    what, passphrase, act = case
    assert callable(act)
    filled(tmp_path)
    if passphrase is not None:
        set_lock(place(tmp_path), HOME_KEY, passphrase)
    before = files_in(tmp_path)
    with pytest.raises(PrivateError) as error:
        act(place(tmp_path))
    assert error.value.what == what
    assert files_in(tmp_path) == before


def test_where_nothing_was_written_there_is_no_lock_to_change(tmp_path: Path) -> None:
    with pytest.raises(PrivateError, match="private_not_locked"):
        change_lock(place(tmp_path), HOME_KEY, OLD, NEW)
    assert lock_of(place(tmp_path)) is None


def test_a_full_disk_leaves_the_old_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", full)
        with pytest.raises(PrivateError, match="disk_full"):
            set_lock(place(tmp_path), HOME_KEY, NEW)
    with opened(tmp_path) as private:
        assert whole(private)
    assert len([name for name in files_in(tmp_path) if name.endswith(".db")]) == 1


def test_a_copy_that_cannot_be_read_is_never_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(lock, "_sound", lambda _: False)
        with pytest.raises(PrivateError, match="private_damaged"):
            set_lock(place(tmp_path), HOME_KEY, NEW)
    with opened(tmp_path) as private:
        assert whole(private)


# Somebody else has it open


def test_closing_what_was_moved_away_is_quiet(tmp_path: Path) -> None:
    filled(tmp_path)
    window = opened(tmp_path)
    page = window.pages.write(["deleted"])
    window.pages.delete(page)
    set_lock(place(tmp_path), HOME_KEY, NEW)
    window.close()
    with opened(tmp_path, passphrase=NEW) as again:
        assert again.pages.bring_back(page)


def test_whoever_types_meanwhile_is_told_before_a_word_is_lost(tmp_path: Path) -> None:
    filled(tmp_path)
    window = opened(tmp_path)
    page = window.pages.write(["begun"])
    set_lock(place(tmp_path), HOME_KEY, NEW)
    with pytest.raises(PrivateError, match="private_moved"):
        window.pages.save(page, ["begun and more"])
    with pytest.raises(PrivateError, match="private_moved"):
        window.drafts.keep("line", "other words")
    window.close()
    with opened(tmp_path, passphrase=NEW) as again:
        again.pages.save(page, ["begun and more"])
        kept = again.pages.get(page)
        assert kept is not None
        assert kept.parts == ("begun and more",)
        assert again.drafts.get("line") == "Low on words"


def test_nobody_types_into_a_file_that_was_left_behind_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a file that is open can't be removed."""

    def held(_: Path) -> None:
        raise PermissionError

    filled(tmp_path)
    window = opened(tmp_path)
    page = window.pages.write(["begun"])
    old = current_file(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(places, "remove", held)
        set_lock(place(tmp_path), HOME_KEY, NEW)
    assert old.exists()
    with pytest.raises(PrivateError, match="private_moved"):
        window.pages.save(page, ["begun and more"])
    window.close()
    opened(tmp_path, passphrase=NEW).close()
    assert not old.exists()


def test_whoever_reads_meanwhile_is_told_or_reads_what_was_there(tmp_path: Path) -> None:
    filled(tmp_path)
    for number in range(3):
        with opened(tmp_path) as private:
            private.pages.write([f"{number} " * 3000])
    window = opened(tmp_path)
    set_lock(place(tmp_path), HOME_KEY, NEW)
    for read in (window.pages.list, lambda: window.pages.search("ferry"), lambda: list(window.pages.all())):
        assert said(read) in {"", "private_moved"}
    window.close()


def test_a_letter_being_written_to_the_disk_is_waited_for(tmp_path: Path) -> None:
    filled(tmp_path)
    writing = threading.Event()

    def write() -> None:
        with opened(tmp_path) as private, private.transaction():
            private.pages.write(["written meanwhile"])
            writing.set()
            time.sleep(0.3)

    writer = threading.Thread(target=write)
    writer.start()
    writing.wait()
    set_lock(place(tmp_path), HOME_KEY, NEW)
    writer.join()
    with opened(tmp_path, passphrase=NEW) as private:
        assert "written meanwhile" in [heading.title for heading in private.pages.list()]


@pytest.mark.usefixtures("patient")
def test_typing_by_many_while_the_lock_changes_again_and_again_loses_nothing(tmp_path: Path) -> None:
    """Each writer opens again when told to; whatever a save acknowledged is there at the end."""
    set_lock(place(tmp_path), HOME_KEY, OLD)
    stop = threading.Event()
    acknowledged: list[str] = []
    trouble: list[BaseException] = []

    def ask() -> str:
        return OLD

    def write(name: int) -> None:
        number = 0
        try:
            while not stop.is_set():
                with open_private(place(tmp_path), HOME_KEY, ask) as private:
                    trouble_of = ""
                    while not stop.is_set() and not trouble_of:
                        trouble_of = said(partial(private.pages.write, [f"{name}-{number}"]))
                        if not trouble_of:
                            acknowledged.append(f"{name}-{number}")
                            number += 1
                    assert trouble_of in {"", "private_moved"}
        except BaseException as error:  # noqa: BLE001 - shown below
            trouble.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in range(2)]
    for writer in writers:
        writer.start()
    for _ in range(4):
        change_lock(place(tmp_path), HOME_KEY, OLD, OLD)
    until(lambda: trouble or len(acknowledged) > 2)
    stop.set()
    for writer in writers:
        writer.join()
    assert trouble == []
    with open_private(place(tmp_path), HOME_KEY, ask) as private:
        assert sorted(page.parts[0] for page in private.pages.all()) == sorted(acknowledged)
