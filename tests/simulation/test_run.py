"""A long run of histories goes on where it was ended, and keeps count of what failed.

Law: a part counts as done once its line stands whole in the notes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.run import TOGETHER, Notes, main, parts_of


def test_a_run_notes_its_parts_and_does_none_twice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "notes.txt"
    few = [f"--first={7 * TOGETHER}", "--jobs=1", f"--notes={notes}"]
    assert main(["--seeds=2", *few]) == 0
    first = f"{7 * TOGETHER} to {7 * TOGETHER + 1}: 0 failing.\n"
    assert notes.read_text() == first
    assert f"{7 * TOGETHER + 2} of {7 * TOGETHER + 2}, 0 failing" in capfd.readouterr().err
    assert main(["--seeds=2", *few]) == 0
    assert notes.read_text() == first
    said = capfd.readouterr()
    assert said.err == ""
    assert said.out.startswith("2 seeds, 0 failing")


def test_what_failed_is_remembered_and_a_line_cut_short_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    one, other, third = parts_of(range(3 * TOGETHER))
    Notes(path).add(one, 2)
    Notes(path).add(other, 0)
    path.write_text(path.read_text()[:-4])
    again = Notes(path)
    assert again.holds(one)
    assert not again.holds(other)
    assert not again.holds(third)
    assert again.broken == 2
    again.add(other, 1)
    assert Notes(path).holds(other)
    assert Notes(path).broken == 3


def test_without_a_file_nothing_is_kept() -> None:
    notes = Notes(None)
    (part,) = parts_of(range(TOGETHER))
    assert not notes.holds(part)
    notes.add(part, 1)
    assert notes.holds(part)
    assert notes.broken == 1
