"""How long the window takes to its first picture, beside a bare window of 30 widgets.

Ours is the whole window on a real home, whose key is handed over as a keyring would; both paint offscreen.
Who installs the program has no ``typing_extensions``: it comes with the tools of the tests, and msgspec
loads it where it is. Here it counts as not installed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.figures import ratio, spread, write_down
from tests.window.first_picture import _BARE, _MAKE, _WINDOW

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

STARTS = 25


def _start(hidden: Path, code: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds that one start took, and of the processor; ``hidden`` comes before what is installed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(hidden)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=True)
    took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took * 1000, worked * 1000


def test_the_first_picture_beside_a_bare_one(tmp_path: Path, artefacts: Path) -> None:
    home = str(tmp_path / "home")
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "typing_extensions.py").write_text('raise ImportError("only the tests have it")\n', "utf-8")
    _start(hidden, _MAKE, home)
    bare, window = [], []
    for _ in range(STARTS):
        bare.append(_start(hidden, _BARE))
        window.append(_start(hidden, _WINDOW, home))
    lines = [f"start until the first picture ({STARTS} starts)"]
    for at, what in ((0, "until it is there"), (1, "of the processor")):
        ours, theirs = [each[at] for each in window], [each[at] for each in bare]
        lines.append(f"  {what:18} window     {spread(ours)}   least {min(ours):6.1f} ms")
        lines.append(f"  {'':18} 30 widgets {spread(theirs)}   least {min(theirs):6.1f} ms")
        lines.append(
            f"  {'':18} ratio      {ratio(ours, theirs)}   of the least {min(ours) / min(theirs):.2f} ×"
        )
    write_down(artefacts, "window", lines)
