"""Every branch of core is run by its plain tests, without the luck of the property tests.

Law: this holds core at 100 %. It runs the tests of this directory once more, in a process of its own, because
what was imported before a measurement began can't be measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SETTINGS = """
[run]
branch = true
source_pkgs = stillhere.core
[report]
show_missing = true
skip_covered = true
fail_under = 100
exclude_also =
    if TYPE_CHECKING:
"""


def test_every_branch_of_core_is_run_by_its_plain_tests(root: Path, tmp_path: Path) -> None:
    here = Path(__file__).parent
    settings = tmp_path / "coverage.ini"
    settings.write_text(SETTINGS)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", here, "-q", "-p", "no:cacheprovider", "-m", "not hypothesis"),
            f"--ignore={__file__}",
            *("--cov", f"--cov-config={settings}"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={**os.environ, "COVERAGE_FILE": str(tmp_path / "coverage.data"), "COLUMNS": "200"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100%" in done.stdout
