"""The steps that ask for something: a name, a folder, how notifications speak, a passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QLineEdit, QWidget

from stillhere.core.acts import Refused, valid_name
from stillhere.window.components.buttons import Button, ChoiceCard
from stillhere.window.components.field import Line
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.dialogs import Dialogs
from stillhere.window.folder_field import FolderField
from stillhere.window.welcome.step import Step
from stillhere.window.worker import Worker
from stillhere.words import say

Go = Callable[[], object]
Notifications = Literal["named", "discreet", "none"]
_NOTIFICATIONS: tuple[Notifications, ...] = ("named", "discreet", "none")


class NameStep(Step):
    """By which name the other one knows this person."""

    def __init__(self, go_on: Go, go_back: Go) -> None:
        super().__init__(say("welcome.name"), say("welcome.name.text"), go_on=go_on, go_back=go_back)
        self._line = Line(say("welcome.name"), lambda _: None)
        self._line.returnPressed.connect(self.go_on)
        self.fill((self._line, 22))

    @property
    def name(self) -> str:
        """The name as typed."""
        return self._line.text()

    @property
    def field(self) -> QWidget:
        return self._line

    def come(self, about: str) -> None:
        self.lead.say(say("welcome.name.alone" if about == "alone" else "welcome.name.text"))
        super().come(about)

    def check(self) -> tuple[str, str] | None:
        try:
            valid_name(self.name)
        except Refused as error:
            return say(error.why), ""
        return None


class FolderStep(Step):
    """Which folder carries it. ``known`` is the one from before, shown as if it had just been chosen."""

    def __init__(
        self, worker: Worker, go_on: Go, go_back: Go, dialogs: Dialogs, known: Path | None = None
    ) -> None:
        super().__init__(say("welcome.folder"), " ", go_on=go_on, go_back=go_back)
        self._folder = FolderField(worker, lambda _: self._took(), dialogs=dialogs)
        self.fill((self._folder, 22))
        if known is not None:
            self._folder.show_folder(known)

    @property
    def folder(self) -> Path | None:
        """The folder that was chosen."""
        return self._folder.folder

    @property
    def field(self) -> QWidget:
        return self._folder.chooser

    def come(self, about: str) -> None:
        self.lead.say(say(f"welcome.folder.{about}"))
        super().come(about)
        if self.folder is not None:
            self.focus_on()

    def _took(self) -> None:
        self.note.clear()
        self.focus_on()

    def check(self) -> tuple[str, str] | None:
        if self.folder is None:
            return say("welcome.folder.none"), say("welcome.folder.none.next")
        return None


class NotificationsStep(Step):
    """How much a notification says."""

    def __init__(self, go_on: Go, go_back: Go) -> None:
        title, text = say("welcome.notifications"), say("welcome.notifications.text")
        super().__init__(title, text, go_on=go_on, go_back=go_back)
        self._cards = {
            how: ChoiceCard(say(f"notifications.{how}"), say(f"notifications.{how}.text"), checkable=True)
            for how in _NOTIFICATIONS
        }
        for each in self._cards.values():
            each.toggled.connect(lambda _: self.note.clear())
        cards = [(card, 12 if at else 22) for at, card in enumerate(self._cards.values())]
        keyring = Text(say("welcome.keyring.comes"), "caption")
        self.fill(*cards, (Text(say("welcome.icon"), "caption"), 18), (keyring, 8))

    @property
    def chosen(self) -> Notifications | None:
        """What was chosen. Nothing is chosen for anybody beforehand."""
        return next((how for how, card in self._cards.items() if card.isChecked()), None)

    @property
    def field(self) -> QWidget:
        return self._cards[self.chosen or "named"]

    def check(self) -> tuple[str, str] | None:
        return None if self.chosen else (say("welcome.notifications.none_chosen"), "")


class PassphraseStep(Step):
    """What locks the store where there is no keyring. ``keyring`` tries the keyring once more."""

    def __init__(self, go_on: Go, go_back: Go, keyring: Go) -> None:
        title, text = say("welcome.passphrase"), say("welcome.passphrase.text")
        super().__init__(title, text, go_on=go_on, go_back=go_back)
        self._first = _secret(say("welcome.passphrase.first"))
        self._again = _secret(say("welcome.passphrase.again"))
        self._first.returnPressed.connect(self._again.setFocus)
        self._again.returnPressed.connect(self.go_on)
        again = Flow()
        again.addWidget(Button(say("welcome.passphrase.keyring"), keyring, "text"))
        self.fill(
            (Text(say("welcome.passphrase.first")), 20),
            (self._first, 7),
            (Text(say("welcome.passphrase.again")), 16),
            (self._again, 7),
            (again, 14),
        )

    @property
    def passphrase(self) -> str:
        """The passphrase as typed."""
        return self._first.text()

    @property
    def field(self) -> QWidget:
        return self._again if self.passphrase else self._first

    def come(self, about: str) -> None:
        self._first.setFocus()

    def check(self) -> tuple[str, str] | None:
        if not self.passphrase:
            return say("welcome.passphrase.empty"), ""
        if self.passphrase != self._again.text():
            return say("welcome.passphrase.differ"), say("welcome.passphrase.differ.next")
        return None


def _secret(name: str) -> Line:
    line = Line(name, lambda _: None)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
