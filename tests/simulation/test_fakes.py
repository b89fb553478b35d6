"""What the simulation puts in the place of folder, seal and store keeps the contract of the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stillhere.home.errors import FolderError
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.reading import Unreadable
from stillhere.home.folder.scan import Entry
from stillhere.home.store import Store
from stillhere.seal.envelope import Opener, file_name, seal
from stillhere.seal.errors import Damaged, NotForMe
from stillhere.seal.keys import new_identity
from tests.home.ground import KEY, MIA, README, SPACE, name_of, sealed, stored
from tests.seal.making import random_from
from tests.simulation.folders import FakeFolder, Replica
from tests.simulation.seal import quick_seal
from tests.simulation.stores import Disk

DATA, OTHER = sealed(1), sealed(2)
NAME = name_of(DATA)


@pytest.fixture(params=["real", "fake"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A prepared folder in which one device may write."""
    if request.param == "real":
        made: Any = Folder(tmp_path, [MIA], sleep=lambda _: None)
    else:
        FakeFolder.places[tmp_path] = Replica(lambda _: None)
        made = FakeFolder(tmp_path, [MIA])
    made.prepare(SPACE, MIA, README)
    return made


def paths(found: Any) -> list[str]:
    return sorted(entry.path for entry in found.entries)


def test_what_was_published_lies_there_and_can_be_read(folder: Any) -> None:
    folder.publish(SPACE, MIA, NAME, DATA)
    folder.publish(SPACE, MIA, NAME, DATA)
    found = folder.scan()
    assert paths(found) == paths(folder.listing(SPACE, MIA)) == [f"{SPACE}/{MIA}/{NAME}"]
    assert found.entries[0].size == len(DATA)
    assert folder.read(found.entries[0]) == DATA
    with folder.reading() as read:
        assert read(found.entries[0]) == DATA
    assert (found.prepared, found.newer, found.over_budget, found.odd) == (True, False, False, ())


def test_what_is_known_is_only_looked_at_by_name(folder: Any) -> None:
    folder.publish(SPACE, MIA, NAME, DATA)
    known = f"{SPACE}/{MIA}/{NAME}"
    found = folder.scan(known=frozenset({known, "somewhere/else"}))
    assert (found.entries, found.known) == ((), (known,))
    assert found.paths() == {known}


def test_what_was_removed_is_gone(folder: Any) -> None:
    folder.publish(SPACE, MIA, NAME, DATA)
    (entry,) = folder.scan().entries
    assert folder.remove(SPACE, MIA, NAME)
    assert not folder.remove(SPACE, MIA, NAME)
    assert not folder.remove_copy(SPACE, MIA, "copy (1).age")
    assert folder.scan().entries == folder.listing(SPACE, MIA).entries == ()
    with pytest.raises(Unreadable, match="gone"):
        folder.read(entry)


def test_a_device_writes_in_its_own_place_alone(folder: Any) -> None:
    for write in (folder.publish, lambda *where: folder.remove(*where[:3])):
        with pytest.raises(ValueError, match="its own directory"):
            write(SPACE, "otherdevic", NAME, DATA)
    with pytest.raises(ValueError, match="its own directory"):
        folder.listing(SPACE, "otherdevic")


def test_a_folder_out_of_reach(folder: Any, tmp_path: Path) -> None:
    if isinstance(folder, FakeFolder):
        FakeFolder.places[tmp_path].reachable = False
    else:
        folder = Folder(tmp_path / "gone", [MIA])
    for call in (
        folder.scan,
        lambda: folder.publish(SPACE, MIA, NAME, DATA),
        lambda: folder.listing(SPACE, MIA),
    ):
        with pytest.raises(FolderError, match="folder_missing"):
            call()


def test_what_is_too_small_or_no_file_of_ours(folder: Any, tmp_path: Path) -> None:
    lying = {"x.age": b"short", ".hidden.age": DATA, "~temp.age": DATA, "notes.txt": DATA}
    for name, data in lying.items():
        if isinstance(folder, FakeFolder):
            FakeFolder.places[tmp_path].put(f"{SPACE}/{MIA}/{name}", data)
        else:
            place = tmp_path / "Still Here" / "v1" / SPACE / MIA
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
    found = folder.scan()
    assert paths(found) == []
    assert [(odd.path, odd.reason) for odd in found.odd] == [(f"{SPACE}/{MIA}/x.age", "too_small")]


@pytest.fixture(params=["real", "quick"])
def age(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param == "real":
        yield
        return
    with quick_seal():
        yield


MINE, THEIRS, STRANGE = (new_identity(random_from(name)) for name in ("mine", "theirs", "strange"))


def test_who_it_is_sealed_to_opens_it_and_nobody_else(age: None) -> None:
    data = seal(b"text" * 100, [MINE.recipient, THEIRS.recipient])
    assert {Opener.of([one]).unseal(data) for one in (MINE, THEIRS)} == {b"text" * 100}
    assert Opener.of([STRANGE, MINE]).unseal(data) == b"text" * 100
    with pytest.raises(NotForMe):
        Opener.of([STRANGE]).unseal(data)


def test_a_file_that_was_changed_does_not_open(age: None) -> None:
    data = seal(b"text" * 100, [MINE.recipient])
    for harmed in (data[:-1], data[:-40] + bytes(40), data[:-1] + bytes([data[-1] ^ 1])):
        with pytest.raises(Damaged):
            Opener.of([MINE]).unseal(harmed)


def test_the_quick_seal_gives_the_same_file_for_the_same_text() -> None:
    with quick_seal():
        assert file_name(seal(b"text" * 100, [MINE.recipient])) == file_name(
            seal(b"text" * 100, [MINE.recipient])
        )


@pytest.mark.parametrize("kind", ["real", "in memory"])
def test_what_is_committed_survives_a_crash_and_nothing_else(kind: str, tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    disk = Disk(lambda _: None)
    store = Store.create(tmp_path / "store.db", KEY) if kind == "real" else disk.open()
    store.records.add(stored(1))

    def killed() -> None:
        with store.transaction():
            store.records.add(stored(2))
            raise Killed

    with pytest.raises(Killed):
        killed()
    if kind == "real":
        store.close()
        store = Store.open(tmp_path / "store.db", KEY)
    else:
        store = disk.open()
    assert [each.n for each in store.records.all()] == [1]
    if kind == "in memory":
        assert [each.n for each in Disk(lambda _: None, disk.copy()).open().records.all()] == [1]


def test_an_entry_is_of_the_real_kind(folder: Any) -> None:
    folder.publish(SPACE, MIA, name_of(OTHER), OTHER)
    assert isinstance(folder.scan().entries[0], Entry)
