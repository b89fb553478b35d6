"""What a page in Reflect is written on: its surface with an edge, and the line below a column's name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from stillhere.window.reflect.passage import colours_of


class Paper(QWidget):
    """The ground of a page: a surface, and an edge on its near side. ``pressed`` hears of a click."""

    def __init__(self, pressed: Callable[[QPoint], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = pressed

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed(event.globalPosition().toPoint())

    def paintEvent(self, _: QPaintEvent) -> None:
        colours, painter = colours_of(self), QPainter(self)
        left = self.width() - 1 if self.isRightToLeft() else 0
        # Filling a rectangle would have PySide make every gradient that Qt has a name for.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.card))
        painter.drawRect(self.rect())
        painter.setBrush(QColor(colours.edge))
        painter.drawRect(QRect(left, 0, 1, self.height()))


class Rule(QWidget):
    """A thin line under the name of a column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colours_of(self).edge))
