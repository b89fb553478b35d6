"""What can wait for the first picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

#: Does what a widget needs, and the first picture doesn't, while that widget is there.
Later = Callable[[QWidget, Callable[[], object]], None]


def soon(owner: QWidget, do: Callable[[], object]) -> None:
    """Does it in the next turn of the loop, if `owner` is still there then."""
    QTimer.singleShot(0, owner, do)
