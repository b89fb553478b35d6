"""Where the data files lie, and that nobody else's are taken for them."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from stillhere.home import data as module
from stillhere.home.data import data


def test_the_data_files_lie_where_this_program_does(root: Path) -> None:
    assert data() == root / "resources"
    assert data("help").is_dir()


@pytest.mark.parametrize("found", [None, ModuleSpec("stillhere.resources", None)])
def test_what_is_missing_is_never_looked_for_where_one_stands(
    found: ModuleSpec | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prompts").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "find_spec", lambda _: found)
    assert data("prompts").is_absolute()
    assert not data("prompts").exists()
