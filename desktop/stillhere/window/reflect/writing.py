"""Where a page is written: plain text in the page's serif, every character kept as it was typed."""

from __future__ import annotations

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
