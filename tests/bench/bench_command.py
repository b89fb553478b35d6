"""How long the command takes. Law: measures and writes down; asserts no duration."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command.people import couple

PROGRAM = (sys.executable, "-m", "stillhere")

#: What is measured. A vault under a passphrase takes its time on purpose: it stands beside the others.
CALLS = {
    "python alone": (sys.executable, "-c", "import json"),
    "--version": (*PROGRAM, "--version"),
    "notifications": (*PROGRAM, "notifications"),
    "a passphrase": (
        sys.executable, "-c",
        "from nacl.pwhash import argon2id; argon2id.kdf(32, b'', bytes(16), opslimit=3, memlimit=64 << 20)",
    ),
    "status": (*PROGRAM, "status"),
    "rest": (*PROGRAM, "rest", "--line", "Soup is warm."),
    "doctor": (*PROGRAM, "doctor"),
}  # fmt: skip


@pytest.mark.bench
def test_the_command_in_milliseconds(tmp_path: Path, artefacts: Path) -> None:
    linked = couple(tmp_path)
    linked.link()
    linked.mia.ask("sync")
    environ = {
        **os.environ,
        "STILLHERE_HOME": str(linked.mia.home),
        "STILLHERE_PASSPHRASE_FILE": str(linked.mia.passphrase),
    }
    lines = []
    for name, call in CALLS.items():
        taken = []
        for _ in range(9):
            begun = time.perf_counter()
            subprocess.run(call, env=environ, capture_output=True, stdin=subprocess.DEVNULL, check=False)
            taken.append((time.perf_counter() - begun) * 1000)
        lines.append(f"{name:14} median {statistics.median(taken):6.1f} ms   least {min(taken):6.1f} ms")
    text = "\n".join(lines)
    (artefacts / "bench-command.txt").write_text(text + "\n")
    print(f"\n{text}")
