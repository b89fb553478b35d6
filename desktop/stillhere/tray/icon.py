"""What a tray is to the rest of the face: something that shows an image, a text and a menu, and tells what
was pressed.

Laws. An icon never acts by itself: it tells, through the one callable given to it, and whoever listens
decides. `tell` may be called from any thread and returns at once (``queue.put`` is the usual one). A double
click is one press.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from stillhere.tray.menu import Menu
    from stillhere.tray.pictures import PictureSet

#: How long the icon has to be left alone before a click counts as a new press, in seconds.
QUIET = 0.4


class Activated(Struct, frozen=True):
    """The icon itself was pressed, with the left or the middle button."""


class Asked(Struct, frozen=True):
    """The icon was asked for its menu by a panel that can't show one; the window can do everything."""


class Chosen(Struct, frozen=True):
    """A menu item was chosen; ``key`` is the item's own."""

    key: str


class HostChanged(Struct, frozen=True):
    """Whether anything on this desktop shows the icon. Told when it is first known and at every change."""

    present: bool


Event = Activated | Asked | Chosen | HostChanged
Tell = Callable[[Event], None]


class TrayIcon(Protocol):
    """One icon in one tray. `show` and `stop` may be called from any thread; `run` blocks until `stop`."""

    @property
    def host_present(self) -> bool:
        """Whether anything on this desktop shows the icon."""

    def show(self, pictures: PictureSet, tooltip: str, menu: Menu) -> None:
        """Replaces what is shown. Before `run`, this is what will be shown first."""

    def run(self) -> None:
        """Shows the icon and tells what happens to it, until `stop`."""

    def stop(self) -> None:
        """Takes the icon away and lets `run` return. Harmless when called twice."""


class Presses:
    """Tells a press from its echo: what comes within `QUIET` seconds of the last click belongs to it.

    ``clock`` is monotonic, in seconds. Every click starts the quiet time again, so that three quick clicks
    are one press too.
    """

    def __init__(self, clock: Callable[[], float], quiet: float = QUIET) -> None:
        self._clock = clock
        self._quiet = quiet
        self._last: float | None = None

    def new(self) -> bool:
        """Whether the click that came just now is a new press."""
        now, last = self._clock(), self._last
        self._last = now
        return last is None or now - last >= self._quiet
