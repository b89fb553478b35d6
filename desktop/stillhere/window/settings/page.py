"""Settings: one card for each thing. What is chosen is kept as it is chosen; nobody has to press Save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stillhere.window.components.page import Page
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.settings.about import AboutCard
from stillhere.window.settings.across import AcrossCard
from stillhere.window.settings.device import (
    AppearanceCard,
    HideKeyCard,
    NotificationsCard,
    PhrasesCard,
    PresetCard,
)
from stillhere.window.settings.devices import DevicesCard
from stillhere.window.settings.going import EraseCard, LeaveCard
from stillhere.window.settings.kit import BundleCard, KitCard
from stillhere.window.settings.lock import LockCard
from stillhere.window.settings.section import Section
from stillhere.window.settings.starting import StartingCard
from stillhere.window.settings.taking import ExportCard
from stillhere.window.settings.two import FolderCard, NamesCard, SafetyCard
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.window.reflect.journal import Journal

GAP, GROUP_GAP = 14, 34

Groups = tuple[tuple[str, tuple[Section, ...]], ...]


class SettingsPage(Page):
    """The cards, group by group. ``erase`` erases everything and takes this page away with it.

    ``agreements`` opens the page where one's own copies are; ``journal`` opens what is private.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        dialogs: Dialogs,
        erase: Callable[[], object],
        agreements: Callable[[], object],
        journal: Journal | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("nav.settings"), widest=50, parent=parent)
        self._desk = desk
        groups = _groups(desk, dialogs, erase, agreements, journal)
        self._sections = tuple(section for _, sections in groups for section in sections)
        for group, sections in groups:
            self.add(Text(say(f"settings.group.{group}"), "heading"), GROUP_GAP)
            for section in sections:
                self.add(section, GAP)
        desk.changed.connect(self._show)
        self._show()

    def come(self, about: str) -> None:
        for section in self._sections:
            section.come()

    def leave(self) -> None:
        for section in self._sections:
            section.hand_over()

    def step_back(self) -> bool:
        return super().step_back() or any(section.step_back() for section in self._sections)

    def _show(self) -> None:
        for section in self._sections:
            section.show_present(self._desk.present)


def _groups(
    desk: Desk,
    dialogs: Dialogs,
    erase: Callable[[], object],
    agreements: Callable[[], object],
    journal: Journal | None,
) -> Groups:
    """Which cards there are and in which order: a new card gets its line here."""
    return (
        ("two", (NamesCard(desk), FolderCard(desk, dialogs), SafetyCard(desk))),
        ("here", (NotificationsCard(desk), AppearanceCard(desk), StartingCard(desk), HideKeyCard(desk))),
        ("private", (LockCard(desk), PhrasesCard(desk), PresetCard(desk))),
        (
            "devices",
            (
                DevicesCard(desk),
                AcrossCard(desk, journal),
                KitCard(desk, dialogs),
                BundleCard(desk, dialogs),
            ),
        ),
        ("going", (ExportCard(desk, dialogs, agreements), LeaveCard(desk), EraseCard(desk, erase))),
        ("program", (AboutCard(desk),)),
    )
