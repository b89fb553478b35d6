"""How long the command takes to answer how things are, beside Python's own start.

With a keyring, as most people have it: the same question again, and the first one after something changed.
With a passphrase every call derives the key anew, and Argon2id takes its time on purpose, so that nobody
guesses quickly: the whole comes to about eight times Python's own start, and what it is without that has a
line of its own. Others work on the same machine, so the least
of the processor's time tells most.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bench.figures import ratio, spread, write_down
from tests.bench.installed import as_installed
from tests.desktop.real_keyring import missing
from tests.journeys.people import PROGRAM, link, seat, seat_with_keyring

pytestmark = [
    pytest.mark.bench,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(missing()), reason=f"{', '.join(missing())} isn't installed"),
]

CALLS = 25

PYTHON = (sys.executable, "-c", "import json")
STATUS = (*PROGRAM, "status", "--json")
DERIVING = (
    sys.executable,
    "-c",
    """
import time
from nacl.pwhash import argon2id
begun = time.perf_counter()
argon2id.kdf(32, b"", bytes(16), opslimit=3, memlimit=64 << 20)
print((time.perf_counter() - begun) * 1000)
""",
)


class Took(NamedTuple):
    """What one call took in milliseconds: by the clock, and of the processor."""

    clock: float
    processor: float


def _once(call: Sequence[str], environment: Mapping[str, str]) -> Took:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(call, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    took, after = (time.perf_counter() - begun) * 1000, resource.getrusage(resource.RUSAGE_CHILDREN)
    if call is DERIVING:
        return Took(float(done.stdout), float(done.stdout))
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(took, worked * 1000)


def test_status_beside_python_alone(tmp_path: Path, artefacts: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with seat("Jon", tmp_path / "jon") as jon, seat_with_keyring("Mia", tmp_path / "mia") as (mia, _):
        link(mia.person, jon.person, shared)
        mias = as_installed(mia.person.environment, tmp_path / "mias")
        jons = as_installed(jon.person.environment, tmp_path / "jons")
        taken: dict[str, list[Took]] = {}
        for number in range(CALLS):
            changed = {**mias, "LANGUAGE": f"en_{number}"}  # an answer in another language is found anew
            calls = {
                "python -c 'import json'": (PYTHON, mias),
                "keyring, after a change": (STATUS, changed),
                "keyring, again": (STATUS, changed),
                "passphrase": (STATUS, jons),
                "Argon2id alone": (DERIVING, jons),
            }
            for name, (call, environment) in calls.items():
                taken.setdefault(name, []).append(_once(call, environment))
    python, argon = taken["python -c 'import json'"], taken["Argon2id alone"]
    lines = [
        f"{name:24} {spread([each.clock for each in took])}   "
        f"least {min(each.clock for each in took):6.1f}, worked {min(each.processor for each in took):6.1f}"
        for name, took in taken.items()
    ]
    asked = ("keyring, after a change", "keyring, again", "passphrase")
    lines += [f"ratio, {name:24} {_ratios(taken[name], python)}" for name in asked]
    unlocked = [
        Took(*(a - b for a, b in zip(*each, strict=True)))
        for each in zip(taken["passphrase"], argon, strict=True)
    ]
    by_clock = ratio([each.clock for each in unlocked], [each.clock for each in python])
    lines.append(f"  {'without the Argon2id':29} {by_clock} by the clock")
    write_down(artefacts, "status", lines)


def _ratios(ours: Sequence[Took], theirs: Sequence[Took]) -> str:
    by_clock = ratio([each.clock for each in ours], [each.clock for each in theirs])
    least = min(each.processor for each in ours) / min(each.processor for each in theirs)
    return f"{by_clock} by the clock, {least:5.2f} × by the least of the processor"
