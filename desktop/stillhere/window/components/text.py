"""Text that is read: plain text only, in the line height of its kind, wrapped to the width that there is.

Whatever somebody wrote is shown letter by letter; no markup is read and nothing is fetched. The font comes
from the kind and the page's em, the colours from the palette; no style sheet is asked, for texts are many.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from stillhere.window.components.mirror import side_of
from stillhere.window.components.wrapping import wraps
from stillhere.window.look import EM, ROLES, TONES, TYPES

#: The longest line that reads well, in ems of the text.
MEASURE = 38
#: A word longer than this many ems is broken anywhere rather than let it widen the page.
_LONGEST_WORD = 12

_Laid = tuple[QTextLayout, int]


class _Measured(Struct, frozen=True):
    hint: QSize
    least: QSize
    whole: int  # from this width on no line is broken
    lines: int  # which it has anyway


@lru_cache(maxsize=128)
def font_of(kind: str, em: int, *, bold: bool = False) -> QFont:
    """The font of a kind of text on a page whose em is so many pixels."""
    made = TYPES[kind]
    font = QFont()
    font.setFamilies(list(made.family))
    font.setPixelSize(round(made.size * em / EM))
    font.setWeight(QFont.Weight(600 if bold else made.weight))
    if made.space:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, made.space * em / EM)
    return font


class Text(QLabel):
    """A text of one of the kinds in `look.TYPES`.

    A text may have a lead: its beginning, which stands out in the colour of ``tone`` (see `look.TONES`).
    """

    def __init__(
        self, text: str = "", kind: str = "body", *, tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._tone = tone
        self._lead = 0
        self._laid: dict[tuple[int, int, int, bool], _Laid] = {}
        self._hints: dict[int, _Measured] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        wraps(self)
        self.setText(text)

    def say(self, text: str, lead: str = "", tone: str | None = None) -> None:
        """Shows `text`; where it begins with `lead`, that part stands out in `tone`."""
        tone = self._tone if tone is None else tone
        if (text, len(lead), tone) == (self.text(), self._lead, self._tone):
            return
        self._lead = len(lead) if text.startswith(lead) else 0
        self._tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        self._laid.clear()
        self._hints.clear()
        super().setText(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        measured = self._hint()
        if width >= measured.whole:
            return measured.lines * self._line_height()
        return self._lay(width)[1]

    def sizeHint(self) -> QSize:
        return self._hint().hint

    def minimumSizeHint(self) -> QSize:
        return self._hint().least

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(ROLES.get(self._kind, QPalette.ColorRole.PlaceholderText)))
        self._lay(self.width())[0].draw(painter, QPointF(0, 0), self._chosen())

    def _chosen(self) -> list[QTextLayout.FormatRange]:
        """What is selected, and how it looks: nothing here."""
        return []

    def _font(self, *, bold: bool = False) -> QFont:
        return font_of(self._kind, self.font().pixelSize(), bold=bold)

    def _line_height(self) -> int:
        return round(TYPES[self._kind].line * self.font().pixelSize() / EM)

    def _hint(self) -> _Measured:
        """What it takes. Layouts ask for it again and again, for many widths."""
        em = self.font().pixelSize()
        if em not in self._hints:
            self._hints = {em: self._measured()}
        return self._hints[em]

    def _measured(self) -> _Measured:
        font, lines, lead = self._font(), self.text().split("\n"), self.text()[: self._lead]
        metrics = QFontMetricsF(font)
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        words = metrics
        if lead:
            words = QFontMetricsF(self._font(bold=True))
            widest += max(0.0, words.horizontalAdvance(lead) - metrics.horizontalAdvance(lead))
        width, most = int(widest) + 2, MEASURE * font.pixelSize()
        height = len(lines) * self._line_height() if width <= most else self._lay(most)[1]
        longest = max((words.horizontalAdvance(word) for word in self.text().split()), default=0.0)
        least = min(int(longest) + 2, _LONGEST_WORD * font.pixelSize())
        hint, smallest = QSize(min(width, most), height), QSize(least, self._line_height())
        return _Measured(hint, smallest, width, len(lines))

    def _lay(self, width: int) -> _Laid:
        """The text laid out in `width`, and its height. Layouts ask for several widths; each is made once."""
        how = (width, self.font().pixelSize(), self.palette().cacheKey(), self.isRightToLeft())
        if how not in self._laid:
            if len(self._laid) > 8:
                self._laid.clear()
            self._laid[how] = (
                self._evenly(max(width, 1)) if TYPES[self._kind].even else self._broken(width, width)
            )
        return self._laid[how]

    def _evenly(self, width: int) -> _Laid:
        """Broken into lines of about the same length: the least width that needs no more of them."""
        made = self._broken(width, width)
        lines = made[0].lineCount()
        least, enough = width // lines, width
        while lines > 1 and enough - least > 4:
            middle = (least + enough) // 2
            tried = self._broken(middle, width)
            if tried[0].lineCount() > lines:
                least = middle
            else:
                made, enough = tried, middle
        return made

    def _broken(self, width: int, room: int) -> _Laid:
        """The text broken at `width`, and set into `room`."""
        side = side_of(self.alignment(), self)
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self._font())
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        left, top, line_height = _beside(side, room - width), 0, self._line_height()
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(left, top + (line_height - line.height()) / 2))
            top += line_height
        layout.endLayout()
        return layout, max(top, line_height)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """How parts of the text are set otherwise than the rest."""
        return [self._lead_format()] if self._lead else []

    def _lead_format(self) -> QTextLayout.FormatRange:
        from PySide6.QtGui import QTextCharFormat

        lead, form = QTextLayout.FormatRange(), QTextCharFormat()
        form.setFont(self._font(bold=True))
        form.setForeground(self.palette().color(TONES[self._tone]))
        lead.start, lead.length, lead.format = 0, self._lead, form
        return lead


def _beside(side: Qt.AlignmentFlag, spare: int) -> float:
    if side & Qt.AlignmentFlag.AlignHCenter:
        return spare / 2
    return spare if side & Qt.AlignmentFlag.AlignRight else 0
