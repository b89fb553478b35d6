"""A window that takes one half of the screen, so that two of them stand side by side: for the demo.

Under Wayland nobody but the compositor says where a window stands; there it gets the size alone.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

#: Room for the edges and the title bar that the desktop puts around a window, in pixels.
_EDGES = QSize(16, 48)


def half_of(screen: QRect, side: str, most: QSize) -> QRect:
    """Where a window stands, with its frame, and how large it is in it: ``most``, or what there is room for.

    ``screen`` is what panels leave of the screen; ``side`` is "left" or "right".
    """
    half = QSize(screen.width() // 2, screen.height())
    corner = screen.topLeft() + (QPoint(half.width(), 0) if side == "right" else QPoint(0, 0))
    return QRect(corner, most.boundedTo(half - _EDGES))


def take_half(window: QWidget, side: str) -> None:
    """Puts a window that isn't shown yet into its half of the screen; it is no larger than it was."""
    place = half_of(window.screen().availableGeometry(), side, window.size())
    window.setMinimumSize(window.minimumSize().boundedTo(place.size()))
    window.resize(place.size())
    window.move(place.topLeft())
