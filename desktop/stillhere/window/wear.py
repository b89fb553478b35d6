"""What the application wears: the system's theme or a chosen one, and a text size. It follows live."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from stillhere.window import style
from stillhere.window.look import COLOURS, Appearance, Theme

Choice = Literal["system", "light", "dark"]

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Wearer(QObject):
    """Dresses `app`. ``worn`` is None before the first time."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = "system"
        self._scale = 100
        self.worn: Appearance | None = None

    def start(self) -> None:
        """Follows the system from now on."""
        # Later, and not at once: Qt tells of it in the midst of dressing every widget itself, and who changes
        # their styles meanwhile takes away what it is about to use. A wearer that is gone hears nothing.
        hints = self._app.styleHints()
        hints.colorSchemeChanged.connect(self._apply, Qt.ConnectionType.QueuedConnection)

    def wear(self, choice: Choice, scale: int = 100) -> None:
        """Wears this from now on: a theme or the system's, and a text size in per cent."""
        self._choice, self._scale = choice, scale
        hints = self._app.styleHints()
        # What the system itself draws (title bars, its own dialogs) goes with the choice.
        if choice == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(_SCHEMES[choice])
        self._apply()

    def _theme(self) -> Theme:
        if self._choice != "system":
            return self._choice
        return "dark" if self._scheme() == Qt.ColorScheme.Dark else "light"

    def _scheme(self) -> Qt.ColorScheme:
        return self._app.styleHints().colorScheme()

    @Slot()
    def _apply(self) -> None:
        wanted = Appearance(colours=COLOURS[self._theme()], scale=self._scale)
        if wanted == self.worn:
            return
        self.worn = wanted
        self._app.setFont(style.base_font(wanted))
        self._app.setPalette(style.palette(wanted))
        self._app.setStyleSheet(style.sheet(wanted))
