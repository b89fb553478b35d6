"""The lock before the drafts: its passphrase is asked for once somebody wants to open or begin one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say


class Locked(QWidget):
    """Hidden until `ask`. ``unlock`` hears the passphrase, which is kept nowhere."""

    def __init__(self, unlock: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wraps(self)
        self.passphrase = Line(say("reflect.passphrase"), _unkept, hint=say("reflect.passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(lambda: unlock(self.passphrase.text()))
        self._open = Button(say("reflect.open"), lambda: unlock(self.passphrase.text()), "primary")
        self._leave = Button(say("agreements.locked.leave"), self.close_again, "text")
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._open)
        row.addWidget(self._leave)
        column = Column(self)
        column.add(Text(say("agreements.locked"), "name"))
        column.add(self.passphrase, 12)
        column.add(row, 12)
        self.hide()

    def ask(self) -> None:
        """Asks for the passphrase."""
        self.show()
        self.passphrase.setFocus()

    def close_again(self) -> bool:
        """Asks no longer; False where nobody was asked."""
        asking = not self.isHidden()
        self.passphrase.clear()
        self.hide()
        return asking

    def busy(self, busy: bool) -> None:
        """While a passphrase is tried, which takes its time."""
        self._open.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)


def _unkept(_: str) -> None:
    """A passphrase is kept nowhere."""
