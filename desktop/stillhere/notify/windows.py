"""Notes on Windows: the balloon of pystray's own icon, which Windows shows as a notification.

Laws. The program has an AppUserModelID before its first window, so that Windows shows its name and settings
with its notes. Windows keeps one balloon for an icon: a newer note replaces the older one of any tag.

Not yet run on Windows; its border is tested with a stand-in for the icon.
Source: the Windows documentation of NOTIFYICONDATA and SetCurrentProcessExplicitAppUserModelID.
"""

from __future__ import annotations

import sys
from typing import Protocol

from stillhere.notify.note import Note

APP_ID = "StillHere.StillHere"

#: How many UTF-16 units fit, the last one being the end mark.
_TITLE, _BODY = 63, 255


class Balloon(Protocol):
    """The part of pystray's icon that shows notes."""

    def notify(self, message: str, title: str | None = None) -> None:
        """Shows a balloon."""

    def remove_notification(self) -> None:
        """Takes it away."""


def name_the_program(app_id: str = APP_ID) -> None:
    """Tells Windows who is speaking. Call it before the first window; anywhere else it does nothing."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(app_id)


def clipped(text: str, units: int) -> str:
    """`text` cut to ``units`` UTF-16 units, never through the middle of a character."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


class WindowsNotifier:
    """Shows notes through the tray icon."""

    def __init__(self, icon: Balloon) -> None:
        self._icon = icon
        self._standing = ""

    def is_compatible(self) -> bool:
        """Always: the icon has it."""
        return True

    def show(self, note: Note) -> None:
        """Shows the note in place of an earlier one. Without a body the title is the message."""
        self._standing = note.tag
        title, body = (note.title, note.body) if note.body else ("", note.title)
        self._icon.notify(clipped(body, _BODY), clipped(title, _TITLE) or None)

    def withdraw(self, tag: str) -> None:
        """Takes the note back, where it is the one that stands."""
        if tag == self._standing:
            self._standing = ""
            self._icon.remove_notification()
