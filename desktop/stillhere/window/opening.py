"""The page before a home that needs something first: its passphrase, or a keyring that answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QLineEdit

from stillhere.window.components.field import Line
from stillhere.window.welcome.step import Step
from stillhere.words import say

#: A passphrase to type · a locked keyring, which asks for its password · something to try again.
Needs = Literal["passphrase", "keyring", "again"]


class Opening(Step):
    """``try_open`` is called with the passphrase, or with None where none is needed."""

    def __init__(self, try_open: Callable[[str | None], object], kind: Needs) -> None:
        passphrase = kind == "passphrase"
        super().__init__(
            say(f"opening.{kind}"),
            say(f"opening.{kind}.text"),
            go_on=lambda: try_open(self._line.text() if passphrase else None),
            on_word=f"opening.{kind}.on",
        )
        self._line = Line(say("opening.passphrase"), lambda _: None)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.returnPressed.connect(self.go_on)
        self.fill((self._line, 22))
        self._line.setVisible(passphrase)

    def come(self, about: str) -> None:
        (self._on if self._line.isHidden() else self._line).setFocus()

    def failed(self, error: Exception) -> None:
        """Says why it stays closed; what was typed stays, marked, to be typed over."""
        self.busy(False)
        self.tell(error)
        self._line.selectAll()
        self.come("")
