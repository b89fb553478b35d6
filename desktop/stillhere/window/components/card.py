"""Cards: the surfaces that things of one kind stand on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from stillhere.window.components.bare import BELOW
from stillhere.window.components.column import Column
from stillhere.window.components.shown import show_if
from stillhere.window.components.text import Text

#: How round its corners are, in pixels, as the style sheet has it.
_ROUND = 14.0


class Card(QFrame):
    """A card with a quiet title. ``marked`` gives it the accent's edge: it asks for an answer."""

    def __init__(self, title: str = "", *, marked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A style sheet paints the background of plain frames only where it is asked to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("marked", marked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._inside = Column(self, sink=BELOW)
        self._inside.setContentsMargins(22, 20, 22, 20)
        self.title = Text(title, "label")
        self._inside.add(self.title)
        show_if(bool(title), self.title)

    def add(self, item: QWidget | QLayout, above: int = 0) -> None:
        """Adds a widget or layout, `above` pixels below what stands before it."""
        self._inside.add(item, above)


class QuietCard(Card):
    """A card that only tells, with a dashed edge."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        from stillhere.window.components.dashes import draw_dashes

        draw_dashes(self, _ROUND)
