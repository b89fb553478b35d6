"""A person's hands: pressing what can be seen and typing where one can type.

Law: only what is shown, enabled and named is pressed; a button that isn't there fails the test.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from tests.waiting import LIMIT


def buttons(window: QWidget) -> list[QAbstractButton]:
    """Every button in sight."""
    return [button for button in window.findChildren(QAbstractButton) if not hidden(button, window)]


def hidden(widget: QWidget, window: QWidget) -> bool:
    """Whether a widget is out of sight, also before the window is shown."""
    return not widget.isVisibleTo(window)


def name_of(button: QAbstractButton) -> str:
    """The name that a person knows a button by."""
    return button.accessibleName() or button.text()


def button(window: QWidget, name: str) -> QAbstractButton:
    """The one button of this name."""
    found = [each for each in buttons(window) if name_of(each) == name]
    assert len(found) == 1, f"{len(found)} of {name!r} among {[name_of(each) for each in buttons(window)]}"
    return found[0]


def press(window: QWidget, name: str) -> None:
    """Presses the button of this name, with the mouse where it is on the screen."""
    found = button(window, name)
    assert found.isEnabled(), f"{name!r} can't be pressed"
    if found.isVisible():
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    else:
        found.click()


def fill(window: QWidget, text: str) -> None:
    """Types into the first field in sight what follows "type "."""
    field = next(
        field
        for field in [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
        if field.isVisibleTo(window)
    )
    QTest.keyClicks(field, text.removeprefix("type "))


def wait_until(so: Callable[[], bool], instead: Callable[[], object]) -> None:
    """Waits until ``so()``, with the window at work; in vain, it says what there is ``instead``."""
    end = time.monotonic() + LIMIT
    while not so():
        assert time.monotonic() < end, instead()
        QTest.qWait(10)
