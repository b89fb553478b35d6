"""The stage of these tests: what it held is gone when it is struck, and no test meets what another left."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.window.stage import Stage


def test_what_it_held_is_deleted_with_it_and_what_had_a_successor_has_ended(
    dressed: QApplication,
) -> None:
    stage = Stage(dressed)
    stage.today()
    stage.own_journal().hold()
    first, journal = stage.desk, stage.journal
    stage.today()
    stage.journal = None
    assert first is not None
    assert journal is not None
    assert stage.desk is not None
    assert not first.worker.running
    assert not journal.worker.running
    assert stage.desk.worker.running
    held = (first, journal, stage.desk, stage.worker, stage.frame)
    assert all(map(isValid, held))
    stage.strike()
    assert not any(map(isValid, held))
