"""kill -9 at every step of making, locking, unlocking and erasing what is private."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that dies at each step is forked")
@pytest.mark.parametrize("what", ["begin", "set", "change", "remove", "erase"])
def test_killed_at_every_step_it_opens_with_the_old_or_the_new_where_fork_is(
    what: str, root: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.private.lock_killed", what, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'desktop'}{os.pathsep}{root}"},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) > 50, "each step was one death"
