"""What a folder costs: the usual poll of settled files, and taking in what lies there, beside bare crypto.

Run with ``pytest -m bench -s tests/bench/bench_folder.py``. It prints figures and asserts none of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyrage
import pytest
from nacl.signing import VerifyKey

from stillhere.core.records.record import PersonNamed, Status
from stillhere.core.state.model import members
from stillhere.home.home import Home
from stillhere.seal import envelope
from stillhere.seal.coding import from_base64
from stillhere.seal.keys import new_identity
from tests.bench.figures import Spent, in_turn, spent, times, together, write_down
from tests.home.couple import Side, World, couple
from tests.home.hands import Hand, hand, id_of

SETTLED = 5_000
LOOSE = 10_000
POLLS = 60

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Side, Side]:
    return couple(tmp_path, World())


def write(mias: Hand, count: int, *, now_every: int = 5, people: list[str] | None = None) -> list[bytes]:
    """Has Mia's device write `count` files of one record each, every fifth about now.

    They are sealed to both, or to `people`.
    """
    both = [member.person.recipient for member in members(mias.home.memory.state())]
    (n, prev), files = mias.end(), []
    for number in range(1, count + 1):
        if number % now_every == 0:
            word = Status(state="resting", since_ms=number, rest="a" * 10, line="Long week. It isn’t you.")
            signed = mias.sign(word, n=1000 + number, lane="now", at=(number, 0))
        else:
            n += 1
            signed = mias.sign(PersonNamed(name=f"Mia {n}"), n=n, prev=prev, at=(number, 0))
            prev = id_of(signed)
        files.append(envelope.seal(envelope.write(signed), people or both))
        mias.lay(files[-1])
    return files


def bare(home: Home, files: list[bytes], sign: str) -> Spent:
    """What nothing but opening each file with pyrage and verifying one signature with PyNaCl costs."""
    identities = [pyrage.x25519.Identity.from_str(one.text) for one in home.memory.person().identities]
    key = VerifyKey(from_base64(sign.encode(), 32) or b"")
    signed = [envelope.read(pyrage.decrypt(data, identities))[0] for data in files]
    told = [(b"still-here/1\0" + each.header, each.signature) for each in signed]

    def work() -> None:
        for data, (message, signature) in zip(files, told, strict=True):
            pyrage.decrypt(data, identities)
            key.verify(message, signature)

    return spent(work)


def test_taking_in_loose_records(two: tuple[Side, Side], tmp_path: Path, artefacts: Path) -> None:
    mia, jon = two
    mias = hand(mia, tmp_path / "shared")
    files = write(mias, LOOSE)
    sign = mias.device.keys.sign
    # Half of the floor before and half after: a machine that others use isn't equally quick all the time.
    before = bare(jon.home, files[::2], sign)
    taken = spent(jon.home.take_in)
    assert jon.home.store.kept.chain(mias.device.device).n == mias.end()[0] + LOOSE - LOOSE // 5
    floor = together(before, bare(jon.home, files[1::2], sign))
    lines = [f"take-in of {LOOSE} loose records (at most 2.0 × bare pyrage and PyNaCl, on one core)"]
    lines += [f"  ours   {taken}", f"  bare   {floor}", f"  ratio  {times(taken, floor)}"]
    write_down(artefacts, "loose", lines)


def test_a_poll_of_settled_files(two: tuple[Side, Side], tmp_path: Path, artefacts: Path) -> None:
    mia, jon = two
    mias = hand(mia, tmp_path / "shared")
    lines = [f"one poll of {SETTLED} settled files (at most 15 ms)"]
    for what, people in (("taken in", None), ("and as many for others", [_stranger()])):
        write(mias, SETTLED, people=people)
        while jon.home.take_in():
            pass

        def names() -> None:
            for path in mias.place.iterdir():
                _ = path.name

        found = in_turn({"poll": jon.home.take_in, "names": names}, POLLS)
        for name, costs in found.items():
            clock = sorted(each.clock * 1000 for each in costs)
            processor = sum(each.processor for each in costs) / POLLS * 1000
            lines.append(
                f"  {what:22} {name:5}  least {clock[0]:5.1f} ms, median {clock[POLLS // 2]:5.1f} ms by the "
                f"clock; {processor:5.1f} ms of the processor"
            )
    write_down(artefacts, "poll", lines)


def _stranger() -> str:
    """Whom nobody here reads for."""
    return new_identity(os.urandom).recipient
