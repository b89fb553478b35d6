"""How long the command takes to answer how things are, beside Python's own start.

With a keyring, as most people have it, and with a passphrase, whose Argon2id takes its time on purpose.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.bench.figures import ratio, spread, write_down
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


def _once(call: Sequence[str], environment: Mapping[str, str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(call, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    took = (time.perf_counter() - begun) * 1000
    return float(done.stdout) if call is DERIVING else took


def test_status_beside_python_alone(tmp_path: Path, artefacts: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with seat("Jon", tmp_path / "jon") as jon, seat_with_keyring("Mia", tmp_path / "mia") as (mia, _):
        link(mia.person, jon.person, shared)
        calls = {
            "python -c 'import json'": (PYTHON, mia.person.environment),
            "status, keyring": (STATUS, mia.person.environment),
            "status, passphrase": (STATUS, jon.person.environment),
            "Argon2id alone": (DERIVING, jon.person.environment),
        }
        taken: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(CALLS):
            for name, (call, environment) in calls.items():
                taken[name].append(_once(call, environment))
    lines = [f"{name:24} {spread(times)}   least {min(times):6.1f} ms" for name, times in taken.items()]
    python = taken["python -c 'import json'"]
    unlocked = [
        whole - alone
        for whole, alone in zip(taken["status, passphrase"], taken["Argon2id alone"], strict=True)
    ]
    lines.append(f"ratio, keyring           {ratio(taken['status, keyring'], python)}")
    lines.append(f"ratio, passphrase        {ratio(taken['status, passphrase'], python)}")
    lines.append(f"  without the Argon2id   {ratio(unlocked, python)}")
    write_down(artefacts, "status", lines)
