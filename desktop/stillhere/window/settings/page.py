"""Settings: one card for each thing. What is chosen is kept as it is chosen; nobody has to press Save."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stillhere.window.components.page import Page
from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.settings.device import AppearanceCard, HideKeyCard, NotificationsCard, PhrasesCard
from stillhere.window.settings.section import Section
from stillhere.window.settings.two import FolderCard, NamesCard, SafetyCard
from stillhere.words import say

GAP = 14


class SettingsPage(Page):
    """The cards, in the order in which they are likely wanted."""

    def __init__(self, desk: Desk, *, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(say("nav.settings"), widest=50, parent=parent)
        self._desk = desk
        self._sections: tuple[Section, ...] = (
            NamesCard(desk),
            NotificationsCard(desk),
            AppearanceCard(desk),
            FolderCard(desk, dialogs),
            SafetyCard(desk),
            PhrasesCard(desk),
            HideKeyCard(desk),
        )
        for at, section in enumerate(self._sections):
            self.add(section, GAP if at else 24)
        desk.changed.connect(self._show)
        self._show()

    def leave(self) -> None:
        for section in self._sections:
            section.hand_over()

    def _show(self) -> None:
        for section in self._sections:
            section.show_present(self._desk.present)
