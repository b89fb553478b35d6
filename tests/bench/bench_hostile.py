"""What a hostile folder costs: a header bomb, files of a megabyte, a flood of 20,000 files.

Run with ``pytest -m bench -s tests/bench/bench_hostile.py``. It prints figures and asserts none of them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from stillhere.seal import guard
from stillhere.seal.errors import SealError
from tests.attacks.test_on_the_ground import BOMBS, MEGABYTE, VERSION
from tests.bench.figures import spent, write_down
from tests.home.couple import Side, World, couple
from tests.home.hands import Hand, hand

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

FLOOD, LARGE = 20_000, 200
#: Calls that are too short to be timed alone.
OFTEN = 1_000

#: A process of its own looks twice: seconds of each look, and how much memory the looks took (MiB).
LOOK = """
import resource, sys, time
from pathlib import Path
import stillhere.home.flow.intake, stillhere.seal.age
from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.store import Store
paths, key = paths_for(Path(sys.argv[1]), {}), bytes.fromhex(sys.stdin.read())
with Home(paths, Store.open(paths.store, key), key) as home:
    before, said = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
    for _ in range(2):
        begun = time.perf_counter()
        home.take_in()
        said.append(time.perf_counter() - begun)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{said[0]:6.2f} s, and {said[1]:5.2f} s when it looks again; {memory:.0f} MiB of memory more")
"""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Side, Side]:
    return couple(tmp_path, World())


def refused(look: Callable[[bytes], object], bomb: bytes, times: int = 1) -> float:
    """Seconds that it takes to refuse a bomb; whoever takes it for a file is wrong."""

    def all_of_them() -> None:
        for _ in range(times):
            with pytest.raises((SealError, pyrage.DecryptError)):
                look(bomb)

    return spent(all_of_them).clock / times


def test_a_header_bomb(two: tuple[Side, Side], artefacts: Path) -> None:
    me = pyrage.x25519.Identity.from_str(two[1].home.memory.person().identities[0].text)
    lines = ["a header bomb: our check, and the library that it keeps it from"]
    for name, bomb in BOMBS.items():
        ours = refused(guard.check, bomb, OFTEN) * 1000
        theirs = "not tried"  # one of a megabyte would take hours
        if len(bomb) < MEGABYTE // 4:
            theirs = f"{refused(lambda data: pyrage.decrypt(data, [me]), bomb):.3f} s"
        lines.append(f"  {name:22} {ours:7.3f} ms   {theirs}")
    write_down(artefacts, "bombs", lines)


def test_a_flood(two: tuple[Side, Side], tmp_path: Path, artefacts: Path) -> None:
    mia, jon = two
    mias = hand(mia, tmp_path / "shared")
    lines = [f"{LARGE} files of a megabyte, then {FLOOD} small ones: a process that looks"]
    for name, lay in (("a megabyte each", _large), ("a flood", _small)):
        lay(mias)
        lines.append(f"  {name:16} {_looked(jon.home.paths.data, jon.home._key)}")
    write_down(artefacts, "flood", lines)


def _large(mias: Hand) -> None:
    for number in range(LARGE):
        mias.lay(VERSION + bytes(MEGABYTE - 100), f"{number:032}.age")


def _small(mias: Hand) -> None:
    for number in range(FLOOD):
        mias.lay(b"flood" * 60, f"a{number:031}.age")


def _looked(home: Path, key: bytes) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(home)],
        input=key.hex(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
