"""What a folder costs: the usual poll of settled files, and taking in what lies there, beside bare crypto.

Run with ``pytest -m bench -s tests/bench/bench_folder.py``. It prints figures and asserts none of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from nacl.signing import VerifyKey

from stillhere.core.model import members
from stillhere.core.records import PersonNamed, Status
from stillhere.home.home import Home
from stillhere.seal import envelope
from stillhere.seal.coding import from_base64
from tests.home.couple import Side, World, couple
from tests.home.hands import Hand, hand, id_of

SETTLED = 5_000
LOOSE = 10_000
KEPT = 50_000

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Side, Side]:
    return couple(tmp_path, World())


def took(call: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def write(mias: Hand, count: int, *, now_every: int = 5) -> list[bytes]:
    """Has Mia's device write `count` files of one record each, every fifth about now."""
    people = [member.person.recipient for member in members(mias.home.memory.state())]
    (n, prev), files = mias.end(), []
    for number in range(1, count + 1):
        if number % now_every == 0:
            word = Status(state="resting", since_ms=number, rest="a" * 10, line="Long week. It isn’t you.")
            signed = mias.sign(word, n=1000 + number, lane="now", at=(number, 0))
        else:
            n += 1
            signed = mias.sign(PersonNamed(name=f"Mia {n}"), n=n, prev=prev, at=(number, 0))
            prev = id_of(signed)
        files.append(envelope.seal(envelope.write(signed), people))
        mias.lay(files[-1])
    return files


def bare(home: Home, files: list[bytes], sign: str) -> float:
    """Seconds for nothing but opening each file with pyrage and verifying one signature with PyNaCl."""
    identities = [pyrage.x25519.Identity.from_str(one.text) for one in home.memory.person().identities]
    key = VerifyKey(from_base64(sign.encode(), 32) or b"")
    total = 0.0
    for data in files:
        start = time.perf_counter()
        plain = pyrage.decrypt(data, identities)
        opened = time.perf_counter() - start
        (signed,) = envelope.read(plain)
        message = b"still-here/1\0" + signed.header
        start = time.perf_counter()
        key.verify(message, signed.signature)
        total += opened + time.perf_counter() - start
    return total


def test_taking_in_loose_records(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    mias = hand(mia, tmp_path / "shared")
    files = write(mias, LOOSE)
    taken = took(jon.home.take_in)
    assert jon.home.store.kept.chain(mias.device.device).n == mias.end()[0] + LOOSE - LOOSE // 5
    floor = bare(jon.home, files, mias.device.keys.sign)
    print(
        f"\ntake-in of {LOOSE} loose records: {taken:.2f} s; bare pyrage and PyNaCl: {floor:.2f} s; "
        f"ratio {taken / floor:.2f} (to stay within 2.0)"
    )


def test_a_poll_of_settled_files(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    mias = hand(mia, tmp_path / "shared")
    write(mias, SETTLED)
    jon.home.take_in()
    jon.home.take_in()
    polls = sorted(took(jon.home.take_in) for _ in range(40))
    names = sorted(took(lambda: [path.name for path in mias.place.iterdir()]) for _ in range(10))
    print(
        f"\npoll of {SETTLED} settled files: median {polls[20] * 1000:.1f} ms, "
        f"worst {polls[-1] * 1000:.1f} ms "
        f"(to stay within 15); bare listing of the directory {names[5] * 1000:.1f} ms"
    )


def test_a_start_with_many_kept_records(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    mias = hand(mia, tmp_path / "shared")
    (n, prev), home = mias.end(), jon.home
    from stillhere.home.flow.ledger import Ledger

    with home.store.transaction():
        pairs = []
        for number in range(n + 1, n + KEPT + 1):
            signed = mias.sign(PersonNamed(name=f"Mia {number}"), n=number, prev=prev, at=(number, 0))
            prev = id_of(signed)
            pairs.append((signed, envelope.open_record(signed, mias.device.keys.sign)))
        Ledger(home.store, home.memory).take(pairs, 1)

    def start() -> None:
        with home.twin() as twin:
            twin.look()
            twin.take_in()

    start()
    starts = sorted(took(start) for _ in range(10))
    size = home.paths.store.stat().st_size / 2**20
    print(
        f"\nopening, looking and polling with {home.store.records.count()} records ({size:.0f} MiB): "
        f"median {starts[5] * 1000:.1f} ms"
    )
