"""SQLite's own calls fail, or are the last ones: every deed is whole or absent, and the person is told.

Law: each deed runs in a child and meets one fault; then both people go on, and hear all that was accepted.
`--kills N` takes a tenth of N places a deed and kind of fault, spread over all that there are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from stillhere.home.errors import HomeError, StoreError
from stillhere.home.store import Store
from tests.home.deeds import made_small
from tests.home.faulting import CHANGING, READING, Fault, Faulting, Outcome, needs_strace, sampled
from tests.home.ground import KEY, small_disk, stored
from tests.home.grounds import DEEDS, Ground, ground_for, holds, told_clearly

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the calls are those of Linux"),
    pytest.mark.timeout(3600),  # each place there is takes long
]


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    """Everything is as small as it may be."""
    with made_small():
        yield


@pytest.fixture(scope="module")
def ground_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ground]:
    """The ground for a deed, made once."""
    return cache(lambda deed: ground_for(deed, tmp_path_factory.mktemp("ground")))


@pytest.fixture(scope="module")
def faulting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulting]:
    """A process that does deeds."""
    with Faulting(tmp_path_factory.mktemp("faulting")) as faulting:
        yield faulting


@pytest.fixture
def most(request: pytest.FixtureRequest) -> int:
    """So many places a deed and a kind of fault."""
    return max(3, int(request.config.getoption("--kills")) // 10)


def met(ground: Ground, faulting: Faulting, faults: Sequence[Fault], **more: object) -> list[Outcome]:
    """What came of each fault for itself, from the same beginning."""
    outcomes = []
    for fault in faults:
        ground.afresh()
        outcome = faulting.run(ground.order(**more), fault)
        _withstood(ground, outcome, str(fault))
        outcomes.append(outcome)
    return outcomes


def _withstood(ground: Ground, outcome: Outcome, fault: str) -> None:
    try:
        told_clearly(outcome)
        holds(ground, outcome)
    except (AssertionError, HomeError, KeyError) as error:
        raise AssertionError(f"{ground.deed}: {fault}: {outcome.said}") from error


@pytest.mark.parametrize("deed", DEEDS)
def test_killed_at_any_call_where_a_process_may_be_traced(
    deed: str, ground_of: Callable[[str], Ground], faulting: Faulting, most: int
) -> None:
    needs_strace()
    ground = ground_of(deed)
    ground.afresh()
    places = sampled(faulting.counted(ground.order()), most)
    kills = [Fault("signal=KILL", at.call, at.number) for at in places]
    outcomes = met(ground, faulting, kills)
    assert sum(outcome.ended == -9 for outcome in outcomes) >= len(kills) - 2


@pytest.mark.parametrize("deed", DEEDS)
def test_one_call_fails_and_it_is_tried_again_where_a_process_may_be_traced(
    deed: str, ground_of: Callable[[str], Ground], faulting: Faulting, most: int
) -> None:
    needs_strace()
    ground = ground_of(deed)
    ground.afresh()
    places = faulting.counted(ground.order(), CHANGING + READING)
    faults = [Fault("error=EIO", at.call, at.number) for at in sampled(places, most)]
    outcomes = met(ground, faulting, faults, again=True)
    assert any(outcome.hit for outcome in outcomes)
    stuck = [f"{fault}: {one.said}" for fault, one in zip(faults, outcomes, strict=True) if not one.done]
    assert not stuck, "what failed once is done at the next try"


@pytest.mark.parametrize("deed", DEEDS)
def test_from_some_call_on_there_is_no_room_where_a_process_may_be_traced(
    deed: str, ground_of: Callable[[str], Ground], faulting: Faulting, most: int
) -> None:
    needs_strace()
    ground = ground_of(deed)
    ground.afresh()
    places = faulting.counted(ground.order(), ("write", "pwrite64"))
    faults = [Fault("error=ENOSPC", at.call, at.number, on=True) for at in sampled(places, most)]
    outcomes = met(ground, faulting, faults)
    assert any(outcome.hit for outcome in outcomes)
    assert any("disk_full" in outcome.troubles for outcome in outcomes) or deed in {"take in", "end"}


@pytest.mark.parametrize("deed", DEEDS)
def test_from_some_call_on_the_disk_is_read_only_where_a_process_may_be_traced(
    deed: str, ground_of: Callable[[str], Ground], faulting: Faulting, most: int
) -> None:
    """So a system turns a disk that fails, in the midst of work."""
    needs_strace()
    ground = ground_of(deed)
    ground.afresh()
    places = faulting.counted(ground.order())
    faults = [Fault("error=EROFS", at.call, at.number, on=True) for at in sampled(places, most)]
    outcomes = met(ground, faulting, faults)
    assert any(outcome.hit for outcome in outcomes)
    assert any(outcome.troubles for outcome in outcomes) or deed in {"take in", "end"}


@pytest.mark.parametrize("deed", DEEDS)
def test_no_file_may_grow_beyond_a_size(
    deed: str, ground_of: Callable[[str], Ground], faulting: Faulting, most: int
) -> None:
    """What is written beyond it fails, be it in the midst of a page: RLIMIT_FSIZE in setrlimit(2)."""
    ground = ground_of(deed)
    refused = done = size = 0
    while done == 0:
        ground.afresh()
        outcome = faulting.run(ground.order(bytes=size))
        _withstood(ground, outcome, f"no file beyond {size} bytes")
        refused, done = refused + bool(outcome.troubles), done + outcome.done
        size += 1000 + 200_000 // most
    assert refused


@pytest.mark.parametrize("deed", DEEDS)
def test_a_store_may_grow_by_few_pages(
    deed: str, ground_of: Callable[[str], Ground], faulting: Faulting, most: int
) -> None:
    ground = ground_of(deed)
    done = spare = 0
    while done == 0:
        ground.afresh()
        outcome = faulting.run(ground.order(pages=spare))
        _withstood(ground, outcome, f"{spare} pages more")
        assert set(outcome.troubles) <= {"disk_full"}
        done += outcome.done
        spare += 1 + 12 // most


@pytest.mark.parametrize("deed", DEEDS)
def test_a_disk_with_little_room_where_one_can_be_mounted(
    deed: str, tmp_path: Path, faulting: Faulting, most: int
) -> None:
    with small_disk(tmp_path / "disk", "16m") as disk:
        ground = ground_for(deed, disk)
        refused = done = room = 0
        while done == 0:
            ground.afresh()
            filler, free = disk / "filler", os.statvfs(disk)
            filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - room * 1024)))
            outcome = faulting.run(ground.order())
            filler.unlink()
            _withstood(ground, outcome, f"{room} KiB are left")
            refused, done = refused + ("disk_full" in outcome.troubles), done + outcome.done
            room += 4 * (1 + 40 // most)
        assert refused


def test_a_page_that_was_not_read_once_is_read_at_the_next_try(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store.create(path, KEY) as store:
        store.put("state", b"kept")
        for number in range(200):
            store.records.add(stored(number))
    whole = path.read_bytes()
    with Store.open(path, KEY) as store:
        path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
        for _ in range(2):
            with pytest.raises(StoreError, match="store_damaged"):
                store.records.count()
        path.write_bytes(whole)
        assert store.records.count() == 200
        with store.transaction():
            store.put("state", b"changed")
        assert store.get("state") == b"changed"
        assert store.sound()
