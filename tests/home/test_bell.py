"""The bell is heard and carries nothing."""

from __future__ import annotations

import stat
from pathlib import Path

from stillhere.home.bell import ring


def test_ringing_makes_the_bell_and_never_lets_it_grow(tmp_path: Path) -> None:
    bell = tmp_path / "deep" / "bell"
    for _ in range(5):
        ring(bell)
    assert bell.read_bytes() == b"."
    assert stat.S_IMODE(bell.stat().st_mode) == 0o600
    assert stat.S_IMODE(bell.parent.stat().st_mode) == 0o700


def test_each_ring_changes_the_time_that_a_poll_would_see(tmp_path: Path) -> None:
    bell = tmp_path / "bell"
    ring(bell)
    first = bell.stat().st_mtime_ns
    ring(bell)
    assert bell.stat().st_mtime_ns >= first


def test_a_bell_that_cant_be_rung_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ring(tmp_path / "file" / "bell")
    (tmp_path / "bell").mkdir()
    ring(tmp_path / "bell")
    (tmp_path / "gone").symlink_to(tmp_path / "no" / "where")
    ring(tmp_path / "gone")
    assert (tmp_path / "file").read_text() == "x"
