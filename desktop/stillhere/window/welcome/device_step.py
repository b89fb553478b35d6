"""What one's own further device is to be called. It is shown before anything is said, for both people see it.

No name of this computer is taken from the system: that could say more than its person means to.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stillhere.core.records.record import NAME_LENGTH
from stillhere.home.errors import HomeError
from stillhere.home.rooms.devices import invitation_in
from stillhere.window.components.field import Line
from stillhere.window.welcome.step import Step
from stillhere.words import say


class DeviceStep(Step):
    """For whoever joins with words of their own, and for whoever comes back."""

    def __init__(self, go_on: Callable[[], object], go_back: Callable[[], object]) -> None:
        super().__init__(say("welcome.device"), say("welcome.device.text"), go_on=go_on, go_back=go_back)
        self._line = Line(say("settings.devices.name"), lambda _: None)
        self._line.setText(say("device.default"))
        self._line.returnPressed.connect(self.go_on)
        self.fill((self._line, 22))

    @property
    def name(self) -> str:
        """The name as it stands there."""
        return self._line.text().strip()

    @property
    def field(self) -> QWidget:
        return self._line

    def come(self, about: str) -> None:
        super().come(about)
        self._line.selectAll()

    def check(self) -> tuple[str, str] | None:
        return None if 0 < len(self.name) <= NAME_LENGTH else (say("why.device.name"), "")


def one_more(folder: Path, words: tuple[str, ...]) -> bool:
    """Whether `words` invite a further device of one's own in `folder`, or did before they were over."""
    try:
        invitation_in(folder, words, 0)
    except HomeError:
        return False
    return True
