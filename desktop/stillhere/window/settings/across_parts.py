"""What opens inside the card of pages on other devices: a passphrase, words to type, words to read, a choice.

Law: nothing that is secret stays in any of them once it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.field import Lines
from stillhere.window.components.flow import empty
from stillhere.window.components.page import reveal
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.window.settings.lock import secret
from stillhere.window.settings.section import column_of, row_of
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.invitation import TwelveWords


class Part(QWidget):
    """A part of the card that is hidden until `open_it`. ``closed`` hears that it closed."""

    def __init__(self, closed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self._closed = closed
        self.column = Column(self)
        self.hide()

    def open_it(self) -> None:
        """Comes into sight."""
        self.show()
        reveal(self)

    def clear(self) -> None:
        """Goes, and holds nothing any more."""
        self.hide()

    def close_it(self) -> bool:
        """Closes it without an answer; False where it wasn't open."""
        if self.isHidden():
            return False
        self.clear()
        self._closed()
        return True


class Unlocking(Part):
    """The passphrase of the lock, for ``unlock``."""

    def __init__(self, unlock: Callable[[str], object], closed: Callable[[], object]) -> None:
        super().__init__(closed)
        self._unlock = unlock
        self._line = secret(say("settings.across.passphrase"))
        self._line.returnPressed.connect(self._go)
        self.column.add(Text(say("settings.across.passphrase"), "caption"))
        self.column.add(self._line, 7)
        self.column.add(row_of(Button(say("settings.across.unlock"), self._go)), 12)

    def clear(self) -> None:
        super().clear()
        self._line.clear()

    def _go(self) -> None:
        typed = self._line.text()
        self._line.clear()
        self._unlock(typed)


class Typing(Part):
    """Twelve words of another device, for ``use``; what is said before stands above them."""

    def __init__(self, use: Callable[[str], object], closed: Callable[[], object]) -> None:
        super().__init__(closed)
        said, self._said = column_of()
        self._lines = Lines(
            say("settings.across.type"), lambda _: None, rows=3, hint=say("welcome.words.hint")
        )
        buttons = (
            Button(say("settings.across.use"), lambda: use(self._lines.toPlainText())),
            Button(say("settings.across.not_now"), self.close_it),
        )
        for item, above in (
            (said, 0), (Text(say("settings.across.type")), 12), (self._lines, 7), (row_of(*buttons), 12),
        ):  # fmt: skip
            self.column.add(item, above)

    def ask(self, lines: Sequence[str]) -> None:
        """Says `lines`, and waits for the words."""
        empty(self._said)
        for at, line in enumerate(lines):
            self._said.add(Text(line), 6 if at else 0)
        self.open_it()
        self._lines.setFocus()

    def clear(self) -> None:
        super().clear()
        self._lines.clear()


class Leaving(Part):
    """Whether the files go out of the folder, for ``answer``; three answers that look equal."""

    def __init__(self, answer: Callable[[bool], object], closed: Callable[[], object]) -> None:
        super().__init__(closed)
        self._answer = answer
        self.column.add(Text(say("settings.across.off.ask")))
        buttons = (
            Button(say("settings.across.off.keep"), lambda: self._go(False)),
            Button(say("settings.across.off.remove"), lambda: self._go(True)),
            Button(say("settings.across.not_now"), self.close_it),
        )
        self._stay = buttons[-1]
        self.column.add(row_of(*buttons), 12)

    def open_it(self) -> None:
        super().open_it()
        self._stay.setFocus()

    def _go(self, remove: bool) -> None:
        self.hide()
        self._answer(remove)


class Words(Part):
    """The twelve words to read, and their QR code."""

    def __init__(self) -> None:
        super().__init__(lambda: None)
        self._words: TwelveWords | None = None

    def show_words(self, words: Sequence[str]) -> None:
        """Shows these."""
        if self._words is None:
            from stillhere.window.invitation import TwelveWords

            self._words = TwelveWords()
            self.column.add(Text(say("across.words.keep")))
            self.column.add(self._words, 14)
            self.column.add(Text(say("across.words.there"), "caption"), 14)
        self._words.show_words(words)
        self.open_it()

    def clear(self) -> None:
        super().clear()
        if self._words is not None:
            self._words.clear()
