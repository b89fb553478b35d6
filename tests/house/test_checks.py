"""The whole tree passes its own checks.

Law: the checkers run here exactly as a person runs them by hand, with the settings of pyproject.toml.
"""

import sys
from pathlib import Path

import pytest

from tests.house.programs import outcome

BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str | Path]] = {
    "ruff": [BIN / "ruff", "check", "."],
    "ruff's form": [BIN / "ruff", "format", "--check", "."],
    "mypy": [BIN / "mypy"],
    "import-linter": [BIN / "lint-imports"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_tree_passes(name: str, root: Path) -> None:
    done = outcome(*CHECKS[name], cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
