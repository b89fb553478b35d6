"""What can be written in. Nothing typed is lost: what stands in a field is kept by itself.

That happens on Enter, when the field is left, at a pause, and before a second of typing could be lost; nobody
has to press Save. Words that the other person would read are another matter: they are only kept as a draft
until their writer says them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from stillhere.window.components.breaking import breaking
from stillhere.window.components.pause import Pause
from stillhere.words import say

#: Characters. Who writes more than that in one line writes a text.
_LONG = 1000


class Line(QLineEdit):
    """One line. ``kept`` hears the text when it is handed over, and never the same text twice.

    With ``drafted`` only Enter and `say_it` hand it over: pausing and leaving call ``drafted`` instead.
    """

    def __init__(
        self,
        name: str,
        kept: Callable[[str], object],
        *,
        drafted: Callable[[str], object] | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._drafted = drafted
        self._last = ""
        self._draft = ""
        self._pause = Pause(self.hand_over, self)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _: self._pause.typed())
        self.inputRejected.connect(self._cut)
        self.returnPressed.connect(self.say_it)

    @property
    def unsaid(self) -> bool:
        """Whether something else stands here than what was handed over last."""
        return self.text() != self._last

    def show_text(self, text: str) -> None:
        """Shows what is so elsewhere, unless something else is being typed here."""
        if self.text() == self._last:
            self.setText(text)
        self._last = text

    def say_it(self) -> None:
        """Hands over what was typed, if anything was: its writer's own act."""
        self._pause.stop()
        if self.unsaid:
            self._last = self.text()
            self._kept(self._last)

    def hand_over(self) -> None:
        """Keeps what was typed, if anything was: as a draft, where it is for its writer to say."""
        if self._drafted is None:
            self.say_it()
            return
        self._pause.stop()
        if self.unsaid and self.text() != self._draft:
            self._draft = self.text()
            self._drafted(self._draft)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hand_over()

    def _cut(self) -> None:
        """More was typed or pasted than one line holds: says what stays away, where its page says things."""
        from stillhere.window.components.page import tell

        short = self.maxLength() < _LONG or self.echoMode() != QLineEdit.EchoMode.Normal
        tell(self, say("field.cut", most=self.maxLength()), "" if short else say("field.cut.next"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from stillhere.window.components.menu import line_menu

        line_menu(self, event.globalPos())


class Lines(QPlainTextEdit):
    """Several lines, ``rows`` high. The Tab key goes on; Enter begins a new line."""

    def __init__(
        self,
        name: str,
        kept: Callable[[str], object],
        *,
        rows: int = 4,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._last = ""
        self._rows = rows
        self._pause = Pause(self.hand_over, self)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._pause.typed)

    def sizeHint(self) -> QSize:
        inside = self._rows * self.fontMetrics().lineSpacing() + round(2 * self.document().documentMargin())
        # What the style adds around the text. (Asking for the viewport would load all classes of Qt's views.)
        around = self.height() - self.contentsRect().height()
        return QSize(super().sizeHint().width(), inside + around)

    def show_text(self, text: str) -> None:
        """Shows what is so elsewhere, unless something else is being typed here."""
        if self.toPlainText() == self._last:
            self.clear()  # or what stood there is broken anew, which takes minutes for a very long word
            self.setWordWrapMode(breaking(text))
            self.setPlainText(text)
            self._pause.stop()
        self._last = text

    def hand_over(self) -> None:
        """Hands over what was typed, if anything was."""
        self._pause.stop()
        if self.toPlainText() != self._last:
            self._last = self.toPlainText()
            self._kept(self._last)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hand_over()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from stillhere.window.components.menu import text_menu

        text_menu(self, event.globalPos())

    def insertFromMimeData(self, source: QMimeData) -> None:
        how = breaking(source.text())
        if how == QTextOption.WrapMode.WrapAnywhere:
            self.setWordWrapMode(how)
        super().insertFromMimeData(source)
