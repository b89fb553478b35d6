"""The recovery kit as a sheet to print: sentences, the kit's lines, its QR code, the two commands of age.

It is black on white, on one page. The secret is drawn and kept nowhere else. A Qt application for type has to
be there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from stillhere.home.errors import HomeError
from stillhere.home.rooms.kits import Sheet
from stillhere.seal.words import QUIET_ZONE
from stillhere.window.look import SANS, SERIF
from stillhere.window.pdf import application
from stillhere.words import say

__all__ = ["application", "paint", "write"]

#: All lengths are in points (1/72 inch).
_DPI: Final = 300
_MARGIN: Final = 62.0
_CODE: Final = 170.0
_GAP: Final = 12.0
_MONO: Final = ("DejaVu Sans Mono", "Menlo", "Consolas", "monospace")
_WRAP: Final = Qt.TextFlag.TextWordWrap


def write(sheet: Sheet, path: Path) -> None:
    """Writes `sheet` to `path` as a PDF of one page of A4. Raises `HomeError` "kit_denied"."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setTitle(sheet.title)
    writer.setCreator(say("app.name"))
    painter = QPainter()
    if not painter.begin(writer):
        raise HomeError("kit_denied", place=str(path))
    try:
        painter.scale(_DPI / 72, _DPI / 72)
        page = writer.pageLayout().fullRectPoints().size()
        paint(sheet, painter, QSizeF(page))
    finally:
        painter.end()


def paint(sheet: Sheet, painter: QPainter, size: QSizeF) -> None:
    """Paints `sheet` on a page of `size`, in points."""
    _Page(painter, size).paint(sheet)


class _Page:
    """Paints from top to bottom."""

    def __init__(self, painter: QPainter, size: QSizeF) -> None:
        self._painter = painter
        self._width = size.width() - 2 * _MARGIN
        self._y = _MARGIN

    def paint(self, sheet: Sheet) -> None:
        """Paints everything."""
        self._painter.setPen(Qt.GlobalColor.black)
        self._text(sheet.title, SERIF, 19.0, below=18.0)
        for sentence in sheet.above:
            self._text(sentence, SANS, 10.5, below=7.0)
        self._y += _GAP
        self._kit(sheet)
        for sentence, command in sheet.below:
            self._text(sentence, SANS, 10.5, below=4.0)
            if command:
                self._text(command, _MONO, 9.5, below=9.0, left=16.0)

    def _kit(self, sheet: Sheet) -> None:
        """The code, and below it the lines, framed by two rules."""
        self._rule()
        self._code(sheet.code)
        for line in sheet.kit.splitlines():
            # A key is one word of 74 letters: small enough to stand on one line.
            self._text(line, _MONO, 9.5, below=3.0)
        self._y += 5.0
        self._rule()

    def _code(self, rows: Sequence[Sequence[bool]]) -> None:
        module = _CODE / (len(rows) + 2 * QUIET_ZONE)
        left, top = _MARGIN + (self._width - _CODE) / 2 + QUIET_ZONE * module, self._y + QUIET_ZONE * module
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    place = QRectF(left + x * module, top + y * module, module, module)
                    painter.fillRect(place, Qt.GlobalColor.black)
        painter.restore()
        self._y += _CODE + 4.0

    def _rule(self) -> None:
        self._painter.fillRect(QRectF(_MARGIN, self._y, self._width, 0.6), Qt.GlobalColor.black)
        self._y += _GAP

    def _text(
        self, text: str, families: Sequence[str], points: float, *, below: float, left: float = 0.0
    ) -> None:
        font = QFont()
        font.setFamilies(list(families))
        # One point is one unit here, whatever the screen has.
        font.setPixelSize(round(points))
        self._painter.setFont(font)
        room = QRectF(_MARGIN + left, self._y, self._width - left, 10_000)
        taken = self._painter.boundingRect(room, _WRAP, text)
        self._painter.drawText(room, _WRAP, text)
        self._y += taken.height() + below
