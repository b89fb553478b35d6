"""Where a page is written: plain text in the page's serif, every character kept as it was typed."""

from __future__ import annotations

import struct
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPalette, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from stillhere.window.components.breaking import breaking
from stillhere.window.components.ground import ground_of
from stillhere.window.components.menu import text_menu
from stillhere.window.look import EM
from stillhere.window.reflect.passage import WRITING, font_in

_LEAST_LINES = 3

#: So many letters on either side of a place are looked for to find it again, and then so many.
_AROUND = (48, 12)


def place_in(after: str, before: str, place: int) -> int:
    """Where `place` in `before` is in `after`, both in UTF-16 units: at the same words.

    They are the same as far as both texts begin or end alike; between, whatever follows or goes before is
    looked for. Where nothing of it is left, the place is at the end of what is new.
    """
    old, new = _units(before), _units(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    if place <= head:
        return place
    for length in () if place >= len(old) - tail else _AROUND:
        behind, ahead = old[place : place + length], old[max(0, place - length) : place]
        if behind in new:
            return new.index(behind)
        if ahead in new:
            return new.index(ahead) + len(ahead)
    return len(new) - min(tail, len(old) - place)


def _units(text: str) -> str:
    """`text` with a letter for each of its UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def _alike(one: str, other: str) -> int:
    """With how many same letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


class Writing(QTextEdit):
    """One text of a page. ``typed`` hears each change; the Tab key goes on."""

    def __init__(self, name: str, typed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = typed
        self._showing = False
        self._ground = ground_of(self)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._changed)
        self._dress()

    @property
    def text(self) -> str:
        """The text as it was typed. Qt's own plain text would change a space that doesn't break."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """Shows `text`; that isn't typing, and can't be undone."""
        self._showing = True
        self.clear()  # or what stood there is broken anew, which takes minutes for a very long word
        self.setWordWrapMode(breaking(text))
        self.setPlainText(text)
        self._dress()
        self._showing = False
        self.moveCursor(QTextCursor.MoveOperation.End)

    def show_newer(self, text: str) -> None:
        """Shows `text` in place of what stands here; the cursor, what is marked and the view stay at the
        words that they were at.
        """
        cursor, before, bar = self.textCursor(), self.text, self.verticalScrollBar()
        height = self.cursorRect().top()
        anchor, place = (place_in(text, before, at) for at in (cursor.anchor(), cursor.position()))
        self.show_text(text)
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        bar.setValue(bar.value() + self.cursorRect().top() - height)

    @property
    def composing(self) -> bool:
        """Whether a letter is begun that takes several keys: it stands in no text yet."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        how = breaking(source.text())
        if how == QTextOption.WrapMode.WrapAnywhere:
            self.setWordWrapMode(how)
        super().insertFromMimeData(source)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        text_menu(self, event.globalPos())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        em = self.font().pixelSize()
        return QSize(8 * em, round(_LEAST_LINES * WRITING.line * em / EM))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._dress()

    def _changed(self) -> None:
        if not self._showing:
            self._typed()

    def _dress(self) -> None:
        before, self._showing = self._showing, True
        # How it looks is nothing that can be undone.
        self.document().setUndoRedoEnabled(False)
        em = self.font().pixelSize()
        self.document().setDefaultFont(font_in(WRITING, em))
        clear = self._ground.palette()
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self._ground.setPalette(clear)
        self._ground.setAutoFillBackground(False)
        form = QTextBlockFormat()
        form.setLineHeight(round(WRITING.line * em / EM), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(form)
        self.document().setUndoRedoEnabled(True)
        self._showing = before
