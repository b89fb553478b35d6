"""What years cost: segments beside loose files, a start and an act with much that is kept, a new device.

Run with ``pytest -m bench -s tests/bench/bench_years.py``. It prints figures and asserts none of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stillhere.core.records import PersonNamed
from stillhere.core.when import ms_of
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.segments import PACK_AT, SETTLED_MS, Packer
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from tests.bench.bench_folder import took
from tests.home.couple import Side, World, another, couple
from tests.home.hands import Hand, hand, id_of

RECORDS = 10_000
FEW, MANY = 100, 50_000
#: Ten years of forty acts a day, of both together; every second one is to last.
KEPT_EACH = 10 * 365 * 40 // 2 // 2

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3000)]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Side, Side]:
    return couple(tmp_path, World())


def said(of: Hand, count: int) -> list[Signed]:
    """`count` kept words of a device, after all that it said."""
    (n, prev), made = of.end(), []
    for number in range(n + 1, n + count + 1):
        made.append(of.sign(PersonNamed(name=f"Name {number}"), n=number, prev=prev, at=(number, 0)))
        prev = id_of(made[-1])
    return made


def lived(side: Side, shared: Path, count: int) -> None:
    """`side` said so much, and it lies in the folder as the program leaves it: packed, and one status."""
    home, own = side.home, hand(side, shared)
    n = own.end()[0]
    pairs = [(each, envelope.open_record(each, own.device.keys.sign)) for each in said(own, count)]
    packer = Packer(home.store, home.memory)
    with home.store.relaxed():
        with home.store.transaction():
            Ledger(home.store, home.memory).take(pairs, 1, act=True)
        for first in range(n + 1, n + count + 1, PACK_AT):
            packer._make(own.device.device, first, min(first + PACK_AT - 1, n + count))
        home.publish()
        packer.lie(ms_of(home.clock()) - SETTLED_MS)
    home.flip()
    side.round()


def busy(call: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes: what else runs on the machine counts less."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def files(shared: Path) -> tuple[int, int]:
    """How many files lie in the folder, and their bytes."""
    sizes = [path.stat().st_size for path in shared.rglob("*.age")]
    return len(sizes), sum(sizes)


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2] * 1000


def test_segments_beside_loose_files(tmp_path: Path) -> None:
    times = {}
    for kind in ("loose", "segments"):
        place = tmp_path / kind
        place.mkdir()
        mia, jon = couple(place, World())
        mias = hand(mia, place / "shared")
        words = said(mias, RECORDS)
        together = 1 if kind == "loose" else PACK_AT
        for first in range(0, RECORDS, together):
            mias.put(*words[first : first + together])
        times[kind] = busy(jon.home.take_in)
        assert jon.home.store.kept.chain(mias.device.device).n >= RECORDS
    print(
        f"\ntake-in of {RECORDS} kept records, by the processor: loose {times['loose']:.2f} s, from segments "
        f"{times['segments']:.2f} s: {times['loose'] / times['segments']:.1f} times faster (5 at least)"
    )


def test_a_start_and_an_act_with_much_that_is_kept(tmp_path: Path) -> None:
    starts, acts = {}, {}
    for count in (FEW, MANY):
        place = tmp_path / str(count)
        place.mkdir()
        mia, _ = couple(place, World())
        lived(mia, place / "shared", count)

        def start(home: Side = mia) -> None:
            with home.home.twin() as twin:
                twin.look()
                twin.take_in()

        def act(home: Side = mia) -> None:
            home.home.flip()
            home.home.publish()

        start()
        starts[count] = median([took(start) for _ in range(15)])
        act()
        acts[count] = median([took(act) for _ in range(15)])
        before = files(place / "shared")[0]
        for _ in range(20):
            act()
        print(f"\n{count} kept records: {files(place / 'shared')[0] - before} files more after 20 flips")
    for what, found in (("start", starts), ("act until published", acts)):
        print(
            f"{what}: {found[FEW]:.1f} ms with {FEW} kept records, {found[MANY]:.1f} ms with {MANY}: "
            f"{found[MANY] / found[FEW]:.2f} (1.2 at most)"
        )


def test_ten_years_of_a_busy_couple_on_a_new_device(two: tuple[Side, Side], tmp_path: Path) -> None:
    _, jon = two
    shared = tmp_path / "shared"
    fresh = another(jon, tmp_path / "fresh")
    jon.round()
    for side in two:
        lived(side, shared, KEPT_EACH)
    count, size = files(shared)
    taken = busy(fresh.home.take_in)
    known = fresh.home.store.records.count()
    assert known >= 2 * KEPT_EACH
    fresh.home.store.checkpoint()
    store = fresh.home.paths.store.stat().st_size
    print(
        f"\nten years: {count} files with {size / 2**20:.0f} MiB in the folder; a new device takes in "
        f"{known} records in {taken:.1f} s of the processor (20 at most), and its "
        f"store has {store / 2**20:.0f} MiB"
    )
