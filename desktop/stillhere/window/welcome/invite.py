"""Inviting from a space of one's own: the same folder and words as at the start, inside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.flow import Flow
from stillhere.window.components.page import Page
from stillhere.window.components.ring import lead_to
from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.folder_field import FolderField
from stillhere.window.invitation import TwelveWords
from stillhere.words import say


class InvitePage(Page):
    """``done`` goes back to where one came from."""

    def __init__(
        self,
        desk: Desk,
        done: Callable[[], object],
        *,
        dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("invite.title"), say("invite.text"), widest=44, parent=parent)
        self._desk = desk
        self._field = FolderField(desk.worker, lambda _: self.note.clear(), dialogs=dialogs)
        self._words = TwelveWords()
        self._words.hide()
        self._make = Button(say("invite.make"), self._invite, "primary", large=True)
        self._done = Button(say("invite.done"), done, large=True)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._make)
        row.addWidget(self._done)
        for item in (self._field, self._words):
            self.add(item, 22)
        self.add(row, 28)

    def come(self, about: str) -> None:
        folder = self._desk.present.settings.folder
        if folder is not None:
            self._field.show_folder(folder)
        self._show_words(())
        self._field.chooser.setFocus()

    def leave(self) -> None:
        self._show_words(())

    def _invite(self) -> None:
        folder = self._field.folder
        if folder is None:
            self.note.tell(say("welcome.folder.none"), say("welcome.folder.none.next"))
            lead_to(self._field.chooser)
            self.reveal(self.note)
            return
        self.note.clear()
        self._desk.ask(lambda home: home.invite(Path(folder)), self._invited)

    def _invited(self, words: tuple[str, ...]) -> None:
        self._desk.refresh()
        self._show_words(words)
        self._done.setFocus()

    def _show_words(self, words: tuple[str, ...]) -> None:
        if words:
            self._words.show_words(words)
        else:
            self._words.clear()
        self._words.setVisible(bool(words))
        self._field.setVisible(not words)
        self._make.setVisible(not words)
        self.lead.say(say("welcome.given.text" if words else "invite.text"))
