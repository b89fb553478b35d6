"""Text that is read: plain text only, in the line height of its kind, wrapped to the width that there is.

Whatever somebody wrote is shown letter by letter; no markup is read and nothing is fetched.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from stillhere.window.look import TYPES

#: The longest line that reads well, in ems of the text.
MEASURE = 38


class Text(QLabel):
    """A text of one of the kinds in `look.TYPES`.

    ``lead`` is the beginning of the text that stands out, in the colour of ``tone`` (me, partner, rest).
    """

    def __init__(
        self, text: str = "", kind: str = "body", *, tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = TYPES[kind]
        self._lead = 0
        self._lead_colour = QColor()
        self._laid_out: dict[int, tuple[QTextLayout, int]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str, lead: str = "") -> None:
        """Shows `text`; where it begins with `lead`, that part stands out."""
        if text == self.text() and len(lead) == self._lead:
            return
        self._lead = len(lead) if text.startswith(lead) else 0
        self._laid_out.clear()
        self.setText(text)
        self.updateGeometry()

    def set_tone(self, tone: str) -> None:
        """Changes the colour of the lead."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def _get_lead_colour(self) -> QColor:
        return self._lead_colour

    def _set_lead_colour(self, colour: QColor) -> None:
        self._lead_colour = colour
        self._laid_out.clear()

    #: Set by the style sheet.
    lead_colour = Property(QColor, _get_lead_colour, _set_lead_colour)

    def changeEvent(self, event: object) -> None:
        self._laid_out.clear()
        super().changeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        return self._layout(width - margins.left() - margins.right())[1] + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0.0)
        lead = self.text()[: self._lead]
        extra = QFontMetricsF(self._bold()).horizontalAdvance(lead) - metrics.horizontalAdvance(lead)
        width = min(int(widest + max(extra, 0)) + 2, MEASURE * self.font().pixelSize())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0.0)
        # A word without end is broken anywhere rather than let it widen the page.
        width = min(int(longest) + 2, 12 * self.font().pixelSize())
        return QSize(width, self._line_height())

    def paintEvent(self, _: QPaintEvent) -> None:
        area = self.contentsRect()
        layout, height = self._layout(area.width())
        top = area.top() + (max(0, area.height() - height) / 2 if self._centred() else 0)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(area.left(), top))

    def _centred(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignVCenter)

    def _line_height(self) -> int:
        return round(self._kind.line * self.font().pixelSize() / self._kind.size)

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return bold

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        """The text laid out in `width`, and its height. Layouts ask for several widths; each is made once."""
        self.ensurePolished()
        if width not in self._laid_out:
            if len(self._laid_out) > 8:
                self._laid_out.clear()
            self._laid_out[width] = self._lay_out(max(width, 1))
        return self._laid_out[width]

    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        made = self._lay_out_in(width, width)
        lines = made[0].lineCount()
        if not self._kind.even or lines < 2:
            return made
        # Lines of about the same length: the least width that needs no more of them.
        least, enough = width // lines, width
        while enough - least > 4:
            middle = (least + enough) // 2
            tried = self._lay_out_in(middle, width)
            if tried[0].lineCount() > lines:
                least = middle
            else:
                made, enough = tried, middle
        return made

    def _lay_out_in(self, width: int, room: int) -> tuple[QTextLayout, int]:
        """The text broken at `width`, and set into `room`."""
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        line_height, top = self._line_height(), 0
        left = _beside(side, room - width)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(left, top + (line_height - line.height()) / 2))
            top += line_height
        layout.endLayout()
        return layout, max(top, line_height)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        if not self._lead:
            return []
        lead = QTextLayout.FormatRange()
        lead.start, lead.length = 0, self._lead  # type: ignore[attr-defined]
        form = QTextCharFormat()
        form.setFont(self._bold())
        if self._lead_colour.isValid():
            form.setForeground(self._lead_colour)
        lead.format = form  # type: ignore[attr-defined]
        return [lead]


def _beside(side: Qt.AlignmentFlag, spare: int) -> float:
    if side & Qt.AlignmentFlag.AlignHCenter:
        return spare / 2
    return spare if side & Qt.AlignmentFlag.AlignRight else 0
