"""A time of day to type, or to move with the arrow keys. What is typed stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

_STEP: Final = 15
_DAY: Final = 24 * 60
_STEPS: Final = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}
_TIME: Final = re.compile(r"\s*([01]?\d|2[0-3])(?:\s*[:.h]\s*([0-5]\d)?)?\s*")


def read_time(text: str) -> str | None:
    """A time as people write it ("7", "7.30", "22:00") as HH:MM; None where it is none."""
    found = _TIME.fullmatch(text)
    return None if found is None else f"{int(found[1]):02d}:{found[2] or '00'}"


class Hour(QLineEdit):
    """One time of day. ``told`` hears that it changed."""

    def __init__(self, name: str, told: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self.setAccessibleName(name)
        self.setMaxLength(12)
        # A time reads from the left in every script.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _: self._told())

    @property
    def value(self) -> str:
        """The time as HH:MM; what was typed, where it is none."""
        return read_time(self.text()) or self.text()

    def sizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance("00:00") + 4 * self.fontMetrics().averageCharWidth()
        return QSize(room + 28, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        now = read_time(self.text())
        if step is None or now is None:
            super().keyPressEvent(event)
            return
        minutes = (int(now[:2]) * 60 + int(now[3:])) // _STEP * _STEP + step
        self.setText("{:02d}:{:02d}".format(*divmod(minutes % _DAY, 60)))
        self._told()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(self.value)
