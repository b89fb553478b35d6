"""The icon on Windows: pystray's own, with a press told once and never twice.

Laws. A left click is a press, a right click opens the menu; pystray makes the icon again when the taskbar
does. Windows always has a place for icons, so a host is always present.

Not yet run on Windows; what is ours of it is tested on pystray's bare base class.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from stillhere.core.records.text import clean
from stillhere.notify.windows import clipped
from stillhere.tray.icon import Activated, Chosen, HostChanged, Presses, Tell
from stillhere.tray.menu import Menu, PystrayIcon

if TYPE_CHECKING:
    from stillhere.tray.pictures import PictureSet

#: How many UTF-16 units of a tooltip Windows keeps.
_TOOLTIP = 127

#: pystray loads its icons at this size, in pixels; Windows scales them from there.
_SIZE = 32


class WindowsIcon(PystrayIcon):  # type: ignore[misc]
    """A tray icon; ``name`` is its id. ``clock``: monotonic seconds."""

    def __init__(self, name: str, tell: Tell, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(name)
        self._tell = tell
        self._presses = Presses(clock)

    @property
    def host_present(self) -> bool:
        """Whether anything on this desktop shows the icon: always."""
        return True

    def show(self, pictures: PictureSet, tooltip: str, menu: Menu) -> None:
        """Replaces what is shown, from any thread."""
        self.icon = next(picture for picture in pictures if picture.side == _SIZE).image()
        self.title = clipped(clean(tooltip, lines=True), _TOOLTIP)
        self.menu = menu

    def run(self, setup: Callable[[Any], None] | None = None) -> None:
        """Shows the icon and tells what happens to it, until `stop`."""
        self._tell(HostChanged(present=True))
        super().run(setup)

    def __call__(self) -> None:
        """The icon was pressed: pystray calls this for every left click, both of a double click included."""
        if self._presses.new():
            self._tell(Activated())

    def chosen(self, key: str) -> None:
        """The menu item with this key was chosen."""
        self._tell(Chosen(key))
