"""How long a start takes. Law: measures and writes down; asserts no duration."""

import statistics
import sys
import time
from pathlib import Path

import pytest

from tests.house.programs import outcome

STARTS = {
    "python alone": "pass",
    "the package": "import stillhere",
    "a resource": "from importlib.resources import files; files('stillhere.resources').joinpath('icons')",
}


@pytest.mark.bench
def test_starts_in_milliseconds(artefacts: Path) -> None:
    lines = []
    for name, program in STARTS.items():
        taken = []
        for _ in range(15):
            begun = time.perf_counter()
            assert outcome(sys.executable, "-c", program).returncode == 0
            taken.append((time.perf_counter() - begun) * 1000)
        lines.append(f"{name:14} median {statistics.median(taken):6.1f} ms   least {min(taken):6.1f} ms")
    text = "\n".join(lines)
    (artefacts / "bench-start.txt").write_text(text + "\n")
    print(f"\n{text}")
