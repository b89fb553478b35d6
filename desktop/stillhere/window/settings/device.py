"""What is chosen for this device alone: notifications, appearance, phrases, one click, the hide key."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.field import Lines
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.desk import Desk, Present
from stillhere.window.look import SCALES
from stillhere.window.phrases import phrases
from stillhere.window.settings.section import Section
from stillhere.window.today.choices import LOOKS
from stillhere.words import say

#: Keys that no field needs for typing, and that one hand finds.
HIDE_KEYS: Final = ("F8", "F10", "F12", "Ctrl+Shift+H")


class NotificationsCard(Section):
    """How much a notification says."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "notifications", parent)
        choices = [(how, say(f"notifications.{how}")) for how in ("named", "discreet", "none")]
        self._row = ChipRow(
            say("settings.notifications"), choices, lambda how: self.change(notifications=how)
        )
        self._text = Text()
        self.add(self._row, 12)
        self.add(self._text, 10)

    def show_present(self, present: Present) -> None:
        how = present.settings.notifications
        self._row.show_chosen((how,))
        self._text.say(say(f"notifications.{how}.text"))


class AppearanceCard(Section):
    """Theme and text size."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "appearance", parent)
        themes = [(theme, say(f"settings.theme.{theme}")) for theme in ("system", "light", "dark")]
        self._theme = ChipRow(say("settings.theme"), themes, lambda theme: self.change(theme=theme))
        sizes = [(str(scale), say("settings.text_size.percent", percent=scale)) for scale in SCALES]
        self._size = ChipRow(
            say("settings.text_size"), sizes, lambda scale: self.change(text_size=int(scale))
        )
        self.add(Text(say("settings.theme")), 8)
        self.add(self._theme, 7)
        self.add(Text(say("settings.text_size")), 16)
        self.add(self._size, 7)

    def show_present(self, present: Present) -> None:
        self._theme.show_chosen((present.settings.theme,))
        self._size.show_chosen((str(present.settings.text_size),))


class PhrasesCard(Section):
    """The lines to pick from: one a line, freely changed. Emptied, the program's own list comes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "phrases", parent)
        self._told = False
        self._lines = Lines(say("settings.phrases"), self._keep, rows=7)
        self.add(Text(say("settings.phrases.text")), 6)
        self.add(self._lines, 12)

    def show_present(self, present: Present) -> None:
        own = phrases(present.settings.phrases, self._tell_once)
        self._lines.show_text("\n".join(line for _, lines in own for line in lines))

    def hand_over(self) -> None:
        self._lines.hand_over()

    def _tell_once(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            self._desk.failed.emit(error)

    def _keep(self, text: str) -> None:
        self.change(phrases=tuple(line.strip() for line in text.splitlines() if line.strip()))


class PresetCard(Section):
    """What the next click says beside the rest itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "preset", parent)
        self._said = Text(kind="name")
        self._forget = Button(say("settings.preset.forget"), self._begin_again)
        row = Flow()
        row.addWidget(self._forget)
        self.add(Text(say("settings.preset.text")), 6)
        self.add(self._said, 12)
        self.add(row, 14)

    def show_present(self, present: Present) -> None:
        preset = present.mine.preset
        details = [say(f"looks.{look}") for look in LOOKS if look in preset.looks]
        details += [say("today.quote", line=preset.line)] if preset.line else []
        details += [say(f"guess.{preset.guess}")] if preset.guess else []
        # A wish that an agreement disables is remembered, and isn't part of the next click.
        wished = present.mine.chosen and preset.checkins in present.view.may.checkins
        details += [say(f"checkins.{preset.checkins}")] if wished else []
        self._said.say(" · ".join(details) or say("settings.preset.bare"))
        self._forget.setVisible(bool(details) or present.mine.chosen)

    def _begin_again(self) -> None:
        from stillhere.home.rooms.presets import forget_preset

        self._desk.ask(forget_preset, lambda _: self._desk.refresh())


class HideKeyCard(Section):
    """The key that closes the window at one stroke."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "hide_key", parent)
        choices = [(key, key) for key in HIDE_KEYS]
        self._row = ChipRow(
            say("settings.hide_key"), choices, lambda key: self.change(hide_key=key), optional=True
        )
        self.add(Text(say("settings.hide_key.text")), 6)
        self.add(self._row, 12)
        self.add(Text(say("settings.hide_key.back"), "caption"), 10)

    def show_present(self, present: Present) -> None:
        self._row.show_chosen((present.settings.hide_key,))
