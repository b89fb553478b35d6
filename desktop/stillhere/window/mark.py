"""The mark, painted: two equal circles, me first and the partner second, and the overlap between them.

The overlap is lit in every state. A state shows in shape, never in colour alone: here is filled, resting is
an outline, partly back an outline with its lower half filled; where nobody is yet, the outline is dashed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.records.record import PersonState
from stillhere.core.view import Mark
from stillhere.window.look import Colours

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

STEP = 0.576  #: between the centres, in diameters
LINE = 0.051  #: the outline, in diameters
_LEAST_LINE = 2.0
_TRANSITION_MS = 260


class Inks(Struct, frozen=True):
    """The colours of the mark."""

    me: QColor
    partner: QColor
    lit: QColor
    line: QColor


def painted(mark: Mark, side: int, colours: Colours) -> QPixmap:
    """The mark as a picture of `side` by `side` pixels."""
    inks = Inks(
        *(
            QColor(name)
            for name in (colours.mark_me, colours.mark_partner, colours.mark_lit, colours.mark_line)
        )
    )
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    diameter = side / (1 + STEP)
    painter.translate(0, (side - diameter) / 2)
    paint_people(painter, mark, diameter, inks)
    paint_light(painter, diameter, inks)
    painter.end()
    return picture


def paint_people(painter: QPainter, mark: Mark, diameter: float, inks: Inks) -> None:
    """Both circles without their overlap, from the painter's origin."""
    me, partner = _discs(diameter)
    _circle(painter, (me, partner), mark.me, inks.me, inks)
    _circle(painter, (partner, me), mark.partner, inks.partner, inks)


def paint_light(painter: QPainter, diameter: float, inks: Inks) -> None:
    """The overlap, lit."""
    me, partner = _discs(diameter)
    painter.fillPath(me.intersected(partner), inks.lit)


class MarkView(QWidget):
    """The mark with circles of ``diameter`` pixels."""

    def __init__(self, diameter: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._diameter = diameter
        self._mark = Mark("here", "here")
        self._before = self._mark
        self._share = 1.0
        self._fade: QVariantAnimation | None = None
        self._inks = Inks(QColor(), QColor(), QColor(), QColor())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: Mark, says: str, *, moving: bool = False) -> None:
        """Shows `mark`, fading over if ``moving``; `says` tells it to those who don't see it."""
        self.setAccessibleName(says)
        if mark == self._mark:
            return
        self._before, self._mark = self._mark, mark
        if not (moving and self.isVisible()):
            self._share = 1.0
            self.update()
            return
        if self._fade is None:
            from PySide6.QtCore import QEasingCurve, QVariantAnimation

            self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_TRANSITION_MS)
            self._fade.setEasingCurve(QEasingCurve.Type.InOutSine)
            self._fade.valueChanged.connect(self._faded)
        self._fade.stop()
        self._faded(0.0)
        self._fade.start()

    def set_diameter(self, diameter: int) -> None:
        """Changes the size."""
        if diameter != self._diameter:
            self._diameter = diameter
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._diameter * (1 + STEP)) + 2, self._diameter + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(1, 1)
        if self._share < 1.0:
            painter.setOpacity(1.0 - self._share)
            paint_people(painter, self._before, self._diameter, self._inks)
        painter.setOpacity(self._share)
        paint_people(painter, self._mark, self._diameter, self._inks)
        painter.setOpacity(1.0)
        paint_light(painter, self._diameter, self._inks)

    def _faded(self, share: float) -> None:
        self._share = share
        self.update()

    def _recolour(self, **ink: QColor) -> None:
        self._inks = replace(self._inks, **ink)
        self.update()

    # Set by the style sheet.
    me = Property(QColor, lambda self: self._inks.me, lambda self, ink: self._recolour(me=ink))
    partner = Property(QColor, lambda self: self._inks.partner, lambda self, ink: self._recolour(partner=ink))
    lit = Property(QColor, lambda self: self._inks.lit, lambda self, ink: self._recolour(lit=ink))
    line = Property(QColor, lambda self: self._inks.line, lambda self, ink: self._recolour(line=ink))


def _discs(diameter: float) -> tuple[QPainterPath, QPainterPath]:
    me, partner = QPainterPath(), QPainterPath()
    me.addEllipse(QRectF(0, 0, diameter, diameter))
    partner.addEllipse(QRectF(diameter * STEP, 0, diameter, diameter))
    return me, partner


def _circle(
    painter: QPainter,
    discs: tuple[QPainterPath, QPainterPath],
    state: PersonState | None,
    fill: QColor,
    inks: Inks,
) -> None:
    own, other = discs
    if state == "here":
        painter.fillPath(own, fill)
        return
    if state == "partly_back":
        half = own.boundingRect()
        half.setTop(half.center().y())
        lower = QPainterPath()
        lower.addRect(half)
        painter.fillPath(own.intersected(lower), fill)
    # The outline ends where the overlap begins, so that no edge of it shimmers through the light.
    painter.fillPath(_outline(own, dashed=state is None).subtracted(other), inks.line)


def _outline(circle: QPainterPath, *, dashed: bool) -> QPainterPath:
    width = max(_LEAST_LINE, circle.boundingRect().width() * LINE) * (0.6 if dashed else 1.0)
    inside = circle.boundingRect().adjusted(width / 2, width / 2, -width / 2, -width / 2)
    middle = QPainterPath()
    middle.addEllipse(inside)
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    if dashed:
        # A whole number of dashes, so that none is cut where the circle closes.
        turn = math.pi * inside.width() / width
        dash = turn / max(8, round(turn / 5.2))
        stroker.setDashPattern([dash * 0.55, dash * 0.45])
        stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    return stroker.createStroke(middle)
