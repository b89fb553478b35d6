"""Text to read and to select, of the small Markdown that help pages use: headings, paragraphs, lists, code.

Everything is set letter by letter: there is no link, no picture and no markup, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from stillhere.window.components.ground import ground_of
from stillhere.window.components.menu import text_menu
from stillhere.window.components.wrapping import wraps
from stillhere.window.look import EM, TYPES, Type

Kind = Literal["heading", "text", "item", "code", "name", "line"]

_SET: Final[dict[Kind, Type]] = {
    "heading": TYPES["heading"],
    "text": TYPES["prose"],
    "item": TYPES["prose"],
    "code": TYPES["code"],
    "name": TYPES["term"],
    "line": TYPES["prose"],
}
#: Pixels above a block: what begins something new stands a little apart.
_ABOVE: Final[dict[Kind, int]] = {"heading": 24, "text": 10, "item": 5, "code": 10, "name": 14, "line": 0}

_NUMBERED = re.compile(r"(\d+\.) (.*)")
_SCROLL = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip


class Block(NamedTuple):
    """A paragraph of one kind. ``sign`` is what an item of a list begins with.

    A "name" and the "line"s below it belong together.
    """

    kind: Kind
    text: str
    sign: str = ""


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a help page, without its title, which stands over it."""
    code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            code = not code
        elif code:
            yield Block("code", line)
        elif line.startswith("# ") or not line.strip():
            continue
        elif line.startswith("## "):
            yield Block("heading", line[3:])
        elif line.startswith("- "):
            yield Block("item", line[2:], "•")
        elif numbered := _NUMBERED.fullmatch(line):
            yield Block("item", numbered[2], numbered[1])
        else:
            yield Block("text", line)


class Prose(QTextEdit):
    """As high as its text; what is around it scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[Block, ...] = ()
        self._measure = QTextDocument(self)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        wraps(self)
        self._ground = ground_of(self)
        self._ground.setAutoFillBackground(False)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Shows these."""
        self._blocks = tuple(blocks)
        self._set()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Measured beside the one in sight, which would be laid out anew for each question of a layout.
        if self._measure.textWidth() != width:
            self._measure.setTextWidth(width)
        return ceil(self._measure.size().height())

    def sizeHint(self) -> QSize:
        width = 38 * self.font().pixelSize()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self.font().pixelSize(), self.font().pixelSize())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._set()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SCROLL and not event.modifiers():
            event.ignore()  # the page scrolls
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        text_menu(self, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _set(self) -> None:
        for document in (self.document(), self._measure):
            self._fill(document)
        self.updateGeometry()

    def _fill(self, document: QTextDocument) -> None:
        document.clear()
        document.setDocumentMargin(0)
        writer = QTextCursor(document)
        for at, block in enumerate(self._blocks):
            form = self._block_format(block, self._blocks[at - 1] if at else None)
            if at:
                writer.insertBlock(form)
            else:
                writer.setBlockFormat(form)
            self._write(writer, block)

    def _write(self, writer: QTextCursor, block: Block) -> None:
        plain = self._char_format(block.kind)
        if block.sign:
            writer.insertText(_signed(block), plain)
        for at, piece in enumerate(block.text.split("`")):
            code = block.kind == "code" or at % 2 == 1
            writer.insertText(piece, self._char_format("code", fixed=True) if code else plain)

    def _block_format(self, block: Block, before: Block | None) -> QTextBlockFormat:
        form, em = QTextBlockFormat(), self.font().pixelSize()
        together = before is None or block.kind == before.kind == "code"
        made = _SET[block.kind]
        form.setLineHeight(made.line * em / EM, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        form.setTopMargin(0 if together else _ABOVE[block.kind] * em / EM)
        if block.kind == "code":
            form.setLeftMargin(em)
        elif block.sign:
            # Its further lines begin below its first word.
            sign = QFontMetricsF(self._char_format(block.kind).font()).horizontalAdvance(_signed(block))
            form.setLeftMargin(sign + em / 2)
            form.setTextIndent(-sign)
        return form

    def _char_format(self, kind: Kind, *, fixed: bool = False) -> QTextCharFormat:
        made, form = _SET[kind], QTextCharFormat()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QFont()
        if not fixed:
            font.setFamilies(list(made.family))
        font.setPixelSize(round(made.size * self.font().pixelSize() / EM))
        font.setWeight(QFont.Weight(made.weight))
        form.setFont(font)
        form.setForeground(self.palette().color(QPalette.ColorRole.WindowText))
        return form


def _signed(block: Block) -> str:
    return f"{block.sign}\u00a0\u00a0"
