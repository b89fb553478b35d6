"""The window's test ground: one Qt application in its real dress, and a stage for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from stillhere.window.fonts import load_fonts
from stillhere.window.frame import SIZE
from stillhere.window.wear import Wearer
from tests.window.stage import Stage, delete_what_went


@pytest.fixture(scope="session")
def wearer(qapp: QApplication) -> Iterator[Wearer]:
    """The application's dress, with the bundled typefaces."""
    before = qapp.style().objectName()
    qapp.setStyle("fusion")
    assert load_fonts() == ()
    made = Wearer(qapp)
    made.start()
    yield made
    qapp.setStyleSheet("")
    qapp.setStyle(before)


@pytest.fixture
def dressed(qapp: QApplication, wearer: Wearer) -> Iterator[QApplication]:
    """The application, light, at 100 %, from left to right, whatever another test dressed it in."""
    wearer.worn = None
    wearer.wear("light")
    yield qapp
    delete_what_went(qapp)  # else what a test leaves would be dressed again in each that follows
    wearer.wear("light")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def stage(dressed: QApplication) -> Iterator[Stage]:
    """A stage on the screen, active, without a scene."""
    made = Stage(dressed)
    made.frame.resize(SIZE)
    made.frame.show()
    made.frame.activateWindow()
    made.settle()
    yield made
    made.strike()
