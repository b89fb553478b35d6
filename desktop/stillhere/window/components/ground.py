"""What a scroll area shows its content in, known from the first moment.

Until it is known, PySide tries every class of Qt's widgets to find out what it is, and makes all of them for
that: 10 ms on the way to a page.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

#: What Qt itself calls it.
_NAME = "qt_scrollarea_viewport"


def ground_of(area: QAbstractScrollArea) -> QWidget:
    """The viewport of a new `area`. It is known as long as somebody holds it."""
    found = area.findChild(QWidget, _NAME)
    return found if isinstance(found, QWidget) else area.viewport()
