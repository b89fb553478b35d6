"""What the application wears: the system's theme or a chosen one, and a text size. It follows live.

Law: while Qt walks over all widgets to dress them, none goes. Every widget of the window has a parent that
owns it, and Python's collector rests meanwhile.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
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
        self._following = False
        self._choice: Choice = "system"
        self._scale = 100
        self.worn: Appearance | None = None

    def start(self) -> None:
        """Follows the system from now on."""
        # Later, and not at once: Qt tells of it in the midst of dressing every widget itself, and who changes
        # their styles meanwhile takes away what it is about to use. A wearer that is gone hears nothing.
        hints = self._app.styleHints()
        hints.colorSchemeChanged.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._following = True

    def stop(self) -> None:
        """Follows nothing any more; what is worn stays."""
        if self._following:
            self._following = False
            self._app.styleHints().colorSchemeChanged.disconnect(self._follow)

    def wear(self, choice: Choice, scale: int = 100) -> None:
        """Wears this from now on: a theme or the system's, and a text size in per cent."""
        self._choice, self._scale = choice, scale
        hints = self._app.styleHints()
        with _nothing_collected():
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
    def _follow(self) -> None:
        # What was told before `stop` may come after it.
        if self._following:
            with _nothing_collected():
                self._apply()

    def _apply(self) -> None:
        wanted = Appearance(colours=COLOURS[self._theme()], scale=self._scale)
        if wanted == self.worn:
            return
        self.worn = wanted
        self._app.setFont(style.base_font(wanted))
        self._app.setPalette(style.palette(wanted))
        self._app.setStyleSheet(style.sheet(wanted))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Qt takes a list of all widgets and then asks each, in Python too. A collector that comes in between and
    takes one of them away leaves Qt with a pointer to nothing: the process ends at once.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
