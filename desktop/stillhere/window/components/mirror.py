"""Reading directions. Where the script runs from the right, so does everything that is set in it.

Qt has the same in `QStyle`, whose import costs the first picture more than all the layouts together.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget


def mirrored(place: QRect, area: QRect, widget: QWidget | None) -> QRect:
    """`place` inside `area` as it lies in the reading direction of `widget`."""
    if widget is None or not widget.isRightToLeft():
        return place
    return place.translated(area.left() + area.right() - place.left() - place.right(), 0)


def side_of(alignment: Qt.AlignmentFlag, widget: QWidget) -> Qt.AlignmentFlag:
    """The side to which a text of this alignment goes in the reading direction of `widget`."""
    if alignment & Qt.AlignmentFlag.AlignHCenter:
        return Qt.AlignmentFlag.AlignHCenter
    right = bool(alignment & Qt.AlignmentFlag.AlignRight) != widget.isRightToLeft()
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
