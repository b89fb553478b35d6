"""What is told gently: a note for the desktop to show, and the ways to show one, in their order.

Laws. A notification is never the only way: icon, tooltip and menu carry the state too, so a desktop that
shows none loses nothing, and the last way is to say nothing. One tag stands on the screen once: a newer note
replaces it. Nothing is repeated. A note is plain text; nothing in it can disguise itself or be obeyed.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.records.text import clean


class Urgency(enum.IntEnum):
    """As the notification specification counts it. GNOME doesn't show what is low."""

    LOW = 0
    NORMAL = 1


class Note(Struct, frozen=True):
    """One thing to show. ``tag``: what it replaces and is withdrawn by. ``button``: its key and its words.

    ``fades``: it isn't kept in a list of what was missed.
    """

    tag: str
    title: str
    body: str = ""
    button: tuple[str, str] | None = None
    urgency: Urgency = Urgency.NORMAL
    fades: bool = False


#: The key of a click on the note itself, rather than on its button.
WHOLE = "default"


class Pressed(Struct, frozen=True):
    """A note was clicked: its tag, and the key of its button or `WHOLE`.

    ``token``: lets the window that opens now come to the front, where the desktop gives one; else empty.
    """

    tag: str
    key: str
    token: str = ""


class Notifier(Protocol):
    """One way to show notes. Every call returns at once."""

    def is_compatible(self) -> bool:
        """Whether it works here, as far as is known now."""

    def show(self, note: Note) -> None:
        """Shows the note in place of an earlier one with its tag."""

    def withdraw(self, tag: str) -> None:
        """Takes back the note with this tag, where it still stands."""


class Way(enum.Enum):
    """The ways that there are."""

    FREEDESKTOP = "org.freedesktop.Notifications"
    TRAY = "the tray icon's own"
    OSASCRIPT = "osascript"
    SILENT = "none"


def ways(platform: str) -> tuple[Way, ...]:
    """The ways of a platform (as ``sys.platform`` names it), best first; the last one always works."""
    first = {"win32": (Way.TRAY,), "darwin": (Way.OSASCRIPT,)}
    return (*first.get(platform, (Way.FREEDESKTOP,)), Way.SILENT)


def plain(note: Note) -> Note:
    """The note with its texts made safe to show: one line each, without control or disguising characters."""
    button = (note.button[0], clean(note.button[1])) if note.button else None
    return replace(note, title=clean(note.title), body=clean(note.body), button=button)


class Silent:
    """Shows nothing: the icon, its tooltip and its menu say it already."""

    def is_compatible(self) -> bool:
        """Always."""
        return True

    def show(self, note: Note) -> None:
        """Leaves the note to the icon."""

    def withdraw(self, tag: str) -> None:
        """There is nothing to take back."""


class Chain:
    """Shows each note in the first way that works at that moment. It belongs to one thread."""

    def __init__(self, notifiers: Mapping[Way, Notifier], order: tuple[Way, ...]) -> None:
        self._ordered = tuple(notifiers[way] for way in order if way in notifiers)
        self._shown_by: dict[str, Notifier] = {}

    def is_compatible(self) -> bool:
        """Whether any way works now."""
        return any(each.is_compatible() for each in self._ordered)

    def show(self, note: Note) -> None:
        """Shows the note in the first way that works; in none, it is left to the icon."""
        first = next((each for each in self._ordered if each.is_compatible()), None)
        if first is not None:
            self._shown_by[note.tag] = first
            first.show(plain(note))

    def withdraw(self, tag: str) -> None:
        """Takes the note back from whoever shows it."""
        shown_by = self._shown_by.pop(tag, None)
        if shown_by is not None:
            shown_by.withdraw(tag)
