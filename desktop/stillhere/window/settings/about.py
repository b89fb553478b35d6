"""What this program is: its version, its licence, what it is made of, and what it doesn't do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stillhere import __version__
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk
from stillhere.window.settings.section import Section
from stillhere.words import say


class AboutCard(Section):
    """It asks for nothing and can be read without a network."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "about", parent)
        for at, (text, kind) in enumerate((
            (say("settings.about.version", version=__version__), "name"),
            (say("settings.about.not"), "body"),
            (say("settings.about.fonts"), "caption"),
            (say("settings.about.parts"), "caption"),
        )):  # fmt: skip
            self.add(Text(text, kind), 10 if at else 6)
