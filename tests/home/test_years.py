"""What years leave behind costs little: files for others, files in any order, the many of one’s own."""

from __future__ import annotations

import os

import pytest

from stillhere.core.records.record import PersonNamed
from stillhere.home.flow import intake
from stillhere.home.folder.dirs import HandleDir
from stillhere.home.folder.folder import Folder
from stillhere.home.store.kept import Kept
from stillhere.seal import envelope
from stillhere.seal.keys import new_identity
from tests.home.couple import Side
from tests.home.hands import Hand, id_of


@pytest.fixture
def two(two: tuple[Side, Side]) -> tuple[Side, Side]:
    two[1].round()
    return two


def _for_somebody_else(number: int) -> bytes:
    return envelope.seal(b"%d" % number + b" " * 600, [new_identity(os.urandom).recipient])


def test_files_for_others_are_asked_about_once(
    two: tuple[Side, Side], mias: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    names = {mias.lay(_for_somebody_else(number)).name for number in range(5)}
    assert jon.home.take_in() == 5
    jon.round()
    asked: set[str] = set()
    entries = HandleDir.entries

    class Watched:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self._entry = entry
            self.name = entry.name

        def is_file(self, *, follow_symlinks: bool) -> bool:
            return self._entry.is_file(follow_symlinks=follow_symlinks)

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            asked.add(self.name)
            return self._entry.stat(follow_symlinks=follow_symlinks)

    monkeypatch.setattr(HandleDir, "entries", lambda self: map(Watched, entries(self)))
    assert jon.home.take_in() == 0
    assert names.isdisjoint(asked)


def test_a_file_for_others_that_is_still_arriving_is_looked_at_until_it_is_whole(
    two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    data = _for_somebody_else(1)
    path = mias.lay(data[: len(data) // 2], envelope.file_name(data))
    place = "/".join(path.parts[-3:])
    jon.home.take_in()
    verdict = jon.home.store.seen.verdict(place)
    assert verdict is not None
    assert verdict.verdict == "not_for_me"
    assert place not in jon.home.store.seen.fixed()
    path.write_bytes(data)
    assert jon.home.take_in() == 1
    assert place in jon.home.store.seen.fixed()


def test_files_taken_in_from_the_oldest_on_leave_no_gap_on_the_way(
    two: tuple[Side, Side], mias: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    n, prev = mias.end()
    for number in range(n + 1, n + 13):
        signed = mias.sign(PersonNamed(name=f"Mia {number}"), n=number, prev=prev)
        prev = id_of(signed)
        os.utime(mias.put(signed), (number, number))
    monkeypatch.setattr(intake, "BATCH", 3)
    monkeypatch.setattr(Kept, "links", lambda *_, **__: pytest.fail("a chain is looked at again"))
    assert jon.home.take_in() == 12
    assert jon.home.store.kept.chain(mias.device.device).n == n + 12


def test_times_that_tell_nothing_or_lies_change_no_outcome(
    two: tuple[Side, Side], mias: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    n, prev = mias.end()
    for number in range(n + 1, n + 13):
        signed = mias.sign(PersonNamed(name=f"Mia {number}"), n=number, prev=prev)
        prev = id_of(signed)
        os.utime(mias.put(signed), (100 - number, 100 - number))
    monkeypatch.setattr(intake, "BATCH", 3)
    assert jon.home.take_in() == 12
    assert jon.home.store.kept.chain(mias.device.device).n == n + 12
    assert jon.home.store.kept.gaps() == ()
    assert jon.home.partner_name() == f"Mia {n + 12}"


def test_an_act_looks_at_its_own_place_once(two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch) -> None:
    mia, _ = two
    mia.home.flip()
    listed: list[str] = []
    listing = Folder.listing

    def noting(folder: Folder, space: str, device: str) -> object:
        listed.append(device)
        return listing(folder, space, device)

    monkeypatch.setattr(Folder, "listing", noting)
    assert mia.home.publish() == 1
    assert listed == [mia.home.memory.mine().device]


def test_what_vanished_before_an_act_comes_back_with_it(two: tuple[Side, Side], mias: Hand) -> None:
    mia, _ = two
    mia.home.flip()
    mia.home.publish()
    gone = {path: path.read_bytes() for path in mias.place.iterdir()}
    for path in gone:
        path.unlink()
    mia.home.flip()
    mia.home.publish()
    last = [out for out in mia.home.store.outbox.published() if out.kind == "status"]
    assert len(last) == 1
    lasting = {path: data for path, data in gone.items() if path.exists()}
    assert len(lasting) == len(gone) - 1  # the status before has done its work
    assert all(path.read_bytes() == data for path, data in lasting.items())
