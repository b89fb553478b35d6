"""The serif of Reflect: questions, rows and what is written, as large as they read well."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QWidget

from stillhere.window.components.selectable import Selectable
from stillhere.window.components.text import Text
from stillhere.window.look import COLOURS, EM, TYPES, Colours, Type

QUESTION: Final = TYPES["question"]
ROW: Final = TYPES["row"]
WRITING: Final = TYPES["writing"]


def font_in(made: Type, em: int) -> QFont:
    """The font of `made` on a page whose em is so many pixels."""
    font = QFont()
    font.setFamilies(list(made.family))
    font.setPixelSize(round(made.size * em / EM))
    return font


def colours_of(widget: QWidget) -> Colours:
    """The colours that `widget` wears, for what is painted by hand."""
    # Not by its ground: a style sheet makes that transparent inside what scrolls.
    ink = widget.palette().color(QPalette.ColorRole.WindowText).name()
    return next((each for each in COLOURS.values() if each.ink == ink), COLOURS["light"])


class Passage(Text):
    """A text to read, set as `made`."""

    def __init__(self, text: str, made: Type, parent: QWidget | None = None) -> None:
        self._made = made
        super().__init__(text, "prompt", parent=parent)

    def _font(self, *, bold: bool = False) -> QFont:
        return font_in(self._made, self.font().pixelSize())

    def _line_height(self) -> int:
        return _line_height(self._made, self)


class Words(Selectable):
    """Somebody's words, set as `made`, to be read and taken along; the Tab key stops here."""

    def __init__(self, made: Type, parent: QWidget | None = None) -> None:
        self._made = made
        super().__init__(kind="prompt", stop=True, parent=parent)

    def _font(self, *, bold: bool = False) -> QFont:
        return font_in(self._made, self.font().pixelSize())

    def _line_height(self) -> int:
        return _line_height(self._made, self)


def _line_height(made: Type, text: Text) -> int:
    return round(made.line * text.font().pixelSize() / EM)
