"""What years cost: segments beside loose files, a start and an act with much that is kept, a new device.

Run with ``pytest -m bench -s tests/bench/bench_years.py``. It prints figures and asserts none of them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from stillhere.core.records.record import PersonNamed
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.segments import PACK_AT, Packer
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from tests.bench.figures import Spent, in_turn, spent, times, write_down
from tests.home.couple import Side, World, another, couple
from tests.home.hands import Hand, hand, id_of

RECORDS = 10_000
FEW, MANY = 100, 50_000
#: Ten years of forty acts a day, of both together; every second one is to last.
KEPT_EACH = 10 * 365 * 40 // 2 // 2
STARTS, ACTS = 30, 40

#: A process that does what a tray does first: it opens the home, looks, and polls the folder.
TRAY = """
import sys
from pathlib import Path
import stillhere.tray.app
from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.store import Store
paths, key = paths_for(Path(sys.argv[1]), {}), bytes.fromhex(sys.stdin.read())
with Home(paths, Store.open(paths.store, key), key) as home:
    home.look()
    home.take_in()
"""

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3000)]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def two(tmp_path: Path, world: World) -> tuple[Side, Side]:
    return couple(tmp_path, world)


def said(of: Hand, count: int) -> list[Signed]:
    """`count` kept words of a device, after all that it said."""
    (n, prev), made = of.end(), []
    for number in range(n + 1, n + count + 1):
        made.append(of.sign(PersonNamed(name=f"Name {number}"), n=number, prev=prev, at=(number, 0)))
        prev = id_of(made[-1])
    return made


def lived(side: Side, world: World, shared: Path, count: int) -> None:
    """`side` said so much, and it lies in the folder as the program leaves it: packed, and one status."""
    home, own = side.home, hand(side, shared)
    n = own.end()[0]
    pairs = [(each, envelope.open_record(each, own.device.keys.sign)) for each in said(own, count)]
    packer, packed, before = Packer(home.store, home.memory), 0, -1
    with home.store.relaxed():
        with home.store.transaction():
            Ledger(home.store, home.memory).take(pairs, 1, act=True)
        for first in range(n + 1, n + count + 1, PACK_AT):
            last = min(first + PACK_AT - 1, n + count)
            packer._make(packer._parts(own.device.device, first, last))
        while packed != before:  # several become one with each act
            home.flip()
            home.publish()
            packed, before = len(home.store.packed.all()), packed
    world.pass_time(hours=25)
    home.flip()
    side.round()


def files(shared: Path) -> tuple[int, int]:
    """How many files lie in the folder, and their bytes."""
    sizes = [path.stat().st_size for path in shared.rglob("*.age")]
    return len(sizes), sum(sizes)


def test_segments_beside_loose_files(tmp_path: Path, artefacts: Path) -> None:
    costs: dict[str, Spent] = {}
    for kind, many in (("loose", 1), ("segments", PACK_AT)):
        place = tmp_path / kind
        place.mkdir()
        mia, jon = couple(place, World())
        mias = hand(mia, place / "shared")
        words = said(mias, RECORDS)
        for first in range(0, RECORDS, many):
            mias.put(*words[first : first + many])
        costs[kind] = spent(jon.home.take_in)
        assert jon.home.store.kept.chain(mias.device.device).n >= RECORDS
    lines = [f"take-in of {RECORDS} kept records (loose 5 × segments at least)"]
    lines += [f"  {kind:8} {cost}" for kind, cost in costs.items()]
    lines += [f"  ratio    {times(costs['loose'], costs['segments'])}"]
    write_down(artefacts, "segments", lines)


def test_a_start_and_an_act_with_much_that_is_kept(tmp_path: Path, artefacts: Path) -> None:
    sides = {}
    for count in (FEW, MANY):
        place = tmp_path / str(count)
        place.mkdir()
        world = World()
        sides[count], _ = couple(place, world)
        lived(sides[count], world, place / "shared", count)
    lines = [f"with {FEW} and with {MANY} kept records (1.2 × at most)"]
    for what, call, rounds in (
        ("a process starts, looks and polls", _process, STARTS),
        ("of that: opening, looking, polling", _start, STARTS),
        ("an act until it lies in the folder", _act, ACTS),
    ):
        for side in sides.values():
            call(side)
        before = {count: files(tmp_path / str(count) / "shared")[0] for count in sides}
        found = in_turn({str(count): _on(call, side) for count, side in sides.items()}, rounds)
        lines += [f"  {what}", *_compared(found)]
        if call is _act:
            grown = {count: files(tmp_path / str(count) / "shared")[0] - before[count] for count in sides}
            lines.append(f"    files: {before}")
            lines.append(f"    files more after {ACTS} flips: {grown}")
    write_down(artefacts, "years", lines)


def _on(call: Callable[[Side], object], side: Side) -> Callable[[], object]:
    return lambda: call(side)


def _process(side: Side) -> None:
    home = side.home
    subprocess.run(
        [sys.executable, "-c", TRAY, str(home.paths.data)],
        input=home._key.hex().encode("ascii"),
        check=True,
    )


def _start(side: Side) -> None:
    with side.home.twin() as twin:
        twin.look()
        twin.take_in()


def _act(side: Side) -> None:
    side.home.flip()
    side.home.publish()


def _compared(found: Mapping[str, list[Spent]]) -> list[str]:
    """Few beside many: the least and the median, and the mean of the processor."""
    few, many = found[str(FEW)], found[str(MANY)]
    lines = []
    for name, of in (("least", min), ("median", _median)):
        one, other = (of([each.clock for each in costs]) * 1000 for costs in (few, many))
        lines.append(f"    {name:9} {one:6.1f} ms and {other:6.1f} ms by the clock: {other / one:.2f} ×")
    one, other = (sum(each.processor for each in costs) / len(costs) * 1000 for costs in (few, many))
    lines.append(f"    {'mean':9} {one:6.1f} ms and {other:6.1f} ms of the processor: {other / one:.2f} ×")
    return lines


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def test_ten_years_of_a_busy_couple_on_a_new_device(
    two: tuple[Side, Side], world: World, tmp_path: Path, artefacts: Path
) -> None:
    _, jon = two
    shared = tmp_path / "shared"
    fresh = another(jon, tmp_path / "fresh")
    jon.round()
    for side in two:
        lived(side, world, shared, KEPT_EACH)
    count, size = files(shared)
    taken = spent(fresh.home.take_in)
    known = fresh.home.store.records.count()
    assert known >= 2 * KEPT_EACH
    fresh.home.store.checkpoint()
    store = fresh.home.paths.store.stat().st_size
    lines = [f"ten years: {count} files with {size / 2**20:.0f} MiB in the folder (20 s at most)"]
    lines += [f"  a new device takes in {known} records in {taken}; its store has {store / 2**20:.0f} MiB"]
    write_down(artefacts, "ten-years", lines)
