"""What the pages show is what is so: of a change that comes while the desk reads they hear as of any other.

Law: a real home; only the moment at which the desk reads is held on to.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stillhere.home.home import Home
from stillhere.home.opening import create_home
from stillhere.home.paths import paths_for
from stillhere.window import desk as module
from stillhere.window.desk import Desk, Present
from tests.waiting import LIMIT


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    paths = paths_for(tmp_path / "mia", {})
    paths.make()
    home = create_home(paths, "blue kettle")
    home.begin("Mia")
    yield home
    home.close()


def test_what_changes_while_the_desk_reads_is_shown_too(
    qapp: QApplication, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = threading.Event(), threading.Event()
    really = module._read

    def slowly(home: Home) -> Present:
        present = really(home)
        read.set()
        assert asked.wait(LIMIT)
        return present

    monkeypatch.setattr(module, "_read", slowly)
    desk = Desk(home)
    desk.start()
    assert read.wait(LIMIT)
    home.flip()
    desk.refresh()  # as the bell has it done, which rings once
    asked.set()
    while desk.present.view.headline != "alone_rest":
        QTest.qWait(5)
    desk.stop()
    desk.deleteLater()


def test_asked_for_often_before_it_reads_the_desk_reads_once(
    qapp: QApplication, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[Present]()
    really = module._read

    def counted(home: Home) -> Present:
        read.append(really(home))
        return read[-1]

    monkeypatch.setattr(module, "_read", counted)
    desk = Desk(home)
    told = list[None]()
    desk.read.connect(lambda: told.append(None))
    for _ in range(5):
        desk.refresh()
    desk.start()
    while not told:
        QTest.qWait(5)
    desk.stop()
    assert len(read) == 1
    desk.deleteLater()
