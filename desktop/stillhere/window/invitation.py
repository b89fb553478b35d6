"""The twelve words of an invitation and their QR code, to be given by voice, on paper or to a camera.

They can be read here and not copied: a copy would go where the folder's carrier, or anybody, may see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

_SIDE = 196  #: pixels of the QR code with its quiet zone
_CELL = 8  #: ems; the longest words of the list have eight letters
_DAY_MS = 24 * 3600 * 1000


class QrView(QWidget):
    """A QR code, dark on white in every theme, for cameras want it so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setAccessibleName(say("invitation.qr"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[tuple[bool, ...], ...]) -> None:
        """Shows this code; True is dark."""
        self._rows = rows
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _: QPaintEvent) -> None:
        from stillhere.seal.words import QUIET_ZONE

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        if not self._rows:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        # Whole device pixels for each module, so that all edges are sharp.
        ratio = self.devicePixelRatioF()
        module = int(self.width() * ratio / (len(self._rows) + 2 * QUIET_ZONE)) / ratio
        start = (self.width() - module * len(self._rows)) / 2
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(
                        QRectF(start + x * module, start + y * module, module, module), Qt.GlobalColor.black
                    )


class _Cell(Text):
    """One word with its number; all are of one width, so that they stand in columns."""

    def __init__(self, number: int, word: str) -> None:
        super().__init__(kind="word", tone="count")
        self.say(f"{number}\u2002{word}", lead=str(number))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), _CELL * self.font().pixelSize()), hint.height())


class TwelveWords(QWidget):
    """The words, numbered, and their QR code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._words: tuple[str, ...] = ()
        self._cells = QWidget()
        wraps(self._cells)
        self._flow = Flow(gap=4, line_gap=10, parent=self._cells, even=True)
        self._qr = QrView()
        column = Column(self)
        column.add(self._cells)
        column.add(self._qr, 20)

    def show_words(self, words: Sequence[str]) -> None:
        """Shows these words."""
        if tuple(words) == self._words:
            return
        from stillhere.seal.words import qr_matrix

        self.clear()
        self._words = tuple(words)
        for number, word in enumerate(words, 1):
            self._flow.addWidget(_Cell(number, word))
        self._qr.show_rows(qr_matrix(words))

    @property
    def words(self) -> tuple[str, ...]:
        """The words in sight."""
        return self._words

    def clear(self) -> None:
        """Shows none."""
        self._words = ()
        self._qr.show_rows(())
        empty(self._flow)


def last_day(expires_ms: int) -> str:
    """The last whole day on which an invitation opens."""
    moment = QDateTime.fromMSecsSinceEpoch(expires_ms - _DAY_MS)
    return QLocale().toString(moment.date(), say("format.day"))
