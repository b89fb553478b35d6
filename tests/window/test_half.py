"""Two windows of the demo stand side by side on every screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from stillhere.window.frame import LEAST, SIZE, Frame
from stillhere.window.half import half_of, take_half

SCREENS = [
    QRect(0, 32, 1920, 1048),
    QRect(0, 0, 1366, 728),
    QRect(1280, 0, 1024, 600),
    QRect(0, 27, 3840, 2133),
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: f"{each.width()}x{each.height()}")
def test_the_halves_lie_on_the_screen_with_room_for_their_frames(screen: QRect) -> None:
    left, right = half_of(screen, "left", SIZE), half_of(screen, "right", SIZE)
    assert left.size() == right.size()
    assert screen.contains(left)
    assert screen.contains(right.adjusted(0, 0, 10, 40))
    assert left.right() + 10 < right.left()
    assert left.width() <= SIZE.width()


def test_a_window_has_its_half_before_it_is_shown(qtbot: QtBot) -> None:
    frame = Frame()
    qtbot.addWidget(frame)
    take_half(frame, "right")
    screen = frame.screen().availableGeometry()
    assert frame.pos() == half_of(screen, "right", SIZE).topLeft()
    assert frame.size() == half_of(screen, "right", SIZE).size()
    assert frame.minimumWidth() <= min(LEAST.width(), frame.width())
