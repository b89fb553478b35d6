"""Own data as one PDF: each text begins on a page of its own, set as it was typed. No markup is read.

It needs no window and runs in whatever thread asks; a Qt application for type has to be there. It can be
stopped between two pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from stillhere.core.records.text import clean
from stillhere.home.errors import HomeError
from stillhere.home.private.chapters import Chapter, Text
from stillhere.home.private.export import Progress, about, title
from stillhere.window.look import SANS, SERIF
from stillhere.words import say

_DPI: Final = 300
_MARGIN_MM: Final = 22.0
_FOOT_MM: Final = 12.0
#: Characters that are laid out at once: what a person writes in an evening fits, and a long page takes parts.
_AT_ONCE: Final = 40_000

#: Family, size in points, and room above and below (points) of each kind of line.
_KINDS: Final = {
    "title": (SERIF, 22.0, 0.0, 6.0),
    "part": (SERIF, 14.0, 12.0, 3.0),
    "about": (SANS, 9.0, 0.0, 10.0),
    "words": (SERIF, 12.0, 0.0, 0.0),
}

_Line = tuple[str, str]


@contextmanager
def application(argv: Sequence[str]) -> Iterator[None]:
    """The application that a PDF needs, for whoever has none: without a screen, with the own typefaces."""
    import os

    from stillhere.window.fonts import load_fonts

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QGuiApplication.instance() or QGuiApplication(list(argv))
    load_fonts()
    yield
    del made


def write(chapters: Sequence[Chapter], path: Path, now: datetime, progress: Progress | None = None) -> None:
    """Writes `chapters` to `path`, a new file. ``progress`` hears how many of how many texts are done.

    Raises `HomeError` "export_denied", and what ``progress`` raises; then what is written is no whole PDF.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter
    )
    writer.setTitle(title(now))
    writer.setCreator(say("app.name"))
    painter = QPainter()
    if not painter.begin(writer):
        raise HomeError("export_denied", place=str(path.parent))
    try:
        _Pages(writer, painter).all(chapters, now, progress)
    finally:
        painter.end()
    path.chmod(0o600)


class _Pages:
    """Paints texts on one page after the other."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer = writer
        self._painter = painter
        self._number = 0
        points = _DPI / 72
        layout = writer.pageLayout().paintRectPixels(_DPI)
        self._scale = points
        foot = _FOOT_MM * _DPI / 25.4
        self._size = QSizeF(layout.width() / points, (layout.height() - foot) / points)
        self._foot = QRectF(0, self._size.height() + 10, self._size.width(), foot / points)

    def all(self, chapters: Sequence[Chapter], now: datetime, progress: Progress | None) -> None:
        """Paints everything."""
        texts = [text for chapter in chapters for text in chapter.texts]
        for part in _parts(_contents(chapters, now)):
            self._paint(part)
        for done, text in enumerate(texts, 1):
            for part in _parts(_lines(text, now)):
                self._paint(part)
            if progress is not None:
                progress(done, len(texts))

    def _paint(self, lines: Sequence[_Line]) -> None:
        document = _document(lines, self._size)
        for page in range(document.pageCount()):
            if self._number:
                self._writer.newPage()
            self._number += 1
            painter, top = self._painter, page * self._size.height()
            painter.save()
            painter.scale(self._scale, self._scale)
            painter.save()
            painter.translate(0, -top)
            context = QAbstractTextDocumentLayout.PaintContext()
            context.clip = QRectF(0, top, self._size.width(), self._size.height())
            painter.setClipRect(context.clip)
            context.palette.setColor(context.palette.ColorRole.Text, Qt.GlobalColor.black)
            document.documentLayout().draw(painter, context)
            painter.restore()
            painter.setFont(_font(SANS, 8.0))
            painter.drawText(self._foot, Qt.AlignmentFlag.AlignHCenter, str(self._number))
            painter.restore()


def _contents(chapters: Sequence[Chapter], now: datetime) -> Iterator[_Line]:
    """The first page: what there is, chapter by chapter."""
    yield "title", title(now)
    yield "about", say("export.about")
    for chapter in chapters:
        yield "part", chapter.title
        for text in chapter.texts:
            yield (
                "words",
                " · ".join(each for each in (clean(text.title or text.kind), about(text, now)) if each),
            )
        if not chapter.texts:
            yield "words", say("export.empty")


def _lines(text: Text, now: datetime) -> Iterator[_Line]:
    yield "title", clean(text.title or text.kind)
    line = about(text, now)
    if line:
        yield "about", line
    for heading, words in text.parts:
        if heading:
            yield "part", heading
        for each in clean(words, lines=True).split("\n"):
            yield "words", each


def _parts(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """The lines in parts that can be laid out at once; a line longer than a part is several."""
    part: list[_Line] = []
    size = 0
    for kind, words in lines:
        for at in range(0, max(1, len(words)), _AT_ONCE):
            piece = words[at : at + _AT_ONCE]
            if part and size + len(piece) > _AT_ONCE:
                yield part
                part, size = [], 0
            part.append((kind, piece))
            size += len(piece) + 1
    if part:
        yield part


def _document(lines: Sequence[_Line], size: QSizeF) -> QTextDocument:
    """The lines as a document of pages of `size`, in points."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    # One point is one unit here, whatever the screen has.
    document.setPageSize(size)
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(document)
    for at, (kind, words) in enumerate(lines):
        family, points, above, below = _KINDS[kind]
        block, chars = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(above)
        block.setBottomMargin(below)
        block.setLineHeight(135.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        chars.setFont(_font(family, points))
        if at:
            cursor.insertBlock(block, chars)
        else:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(chars)
        cursor.insertText(words, chars)
    return document


def _font(families: Sequence[str], points: float) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(round(points))
    return font
