"""A dashed edge: of what only tells, and of what can't be pressed now. Its dashes are as long all around.

Qt's own are dots along a line and dashes around a corner.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

#: A dash and the room after it, in pixels.
DASH, ROOM = 4.0, 3.0


def draw_dashes(widget: QWidget, radius: float) -> None:
    """Draws the edge of `widget` while that is painted. ``radius``: of its corners, outside, in pixels."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(widget.palette().color(QPalette.ColorRole.Mid), 1.0)
    pen.setDashPattern([DASH, ROOM])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    half = pen.widthF() / 2
    area, round_by = QRectF(widget.rect()).adjusted(half, half, -half, -half), radius - half
    painter.drawRoundedRect(area, round_by, round_by)
    painter.end()
