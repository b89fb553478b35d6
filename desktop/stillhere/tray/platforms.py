"""Which tray this desktop gets, from facts about it.

Law: an icon whose left click acts and which has a menu, or none. pystray's X11 icon (its clicks are dead)
and its appindicator one (a left click can't act) are never chosen. Choosing is pure; `facts` gathers.
"""

from __future__ import annotations

import enum
from typing import Literal

from msgspec import Struct

Session = Literal["x11", "wayland", "none"]


class Tray(enum.Enum):
    """What to run."""

    #: `stillhere.tray.sni.SniIcon`: a panel shows it.
    STATUS_NOTIFIER = "status notifier"
    #: The same icon, which nobody shows yet: the window opens, and the icon waits for a panel.
    WAITING = "waiting for a panel"
    #: `stillhere.tray.qt.QtTrayIcon`, in a tray of the old kind.
    QT_XEMBED = "Qt in an XEmbed tray"
    #: `stillhere.tray.qt.QtTrayIcon`: pystray has no click there. The window is a process of its own
    #: as everywhere, though Qt is at hand: a locked journal is never in the one that runs all day. Not yet
    #: run on macOS.
    QT_MACOS = "Qt in the menu bar"
    #: `stillhere.tray.windows.WindowsIcon`.
    WINDOWS = "pystray on Windows"
    #: There is no bus to meet a panel on: the window does everything.
    NONE = "none"


class Facts(Struct, frozen=True):
    """What is so on this desktop.

    ``platform``: as ``sys.platform`` names it. ``bus``: the session bus answers. ``watcher``: somebody keeps
    a list of StatusNotifier icons there. ``host``: somebody shows them. ``xembed``: the X server has a tray
    of the old kind.
    """

    platform: str
    session: Session = "none"
    bus: bool = False
    watcher: bool = False
    host: bool = False
    xembed: bool = False


def choose(facts: Facts) -> Tray:
    """The tray for a desktop."""
    if facts.platform == "win32":
        return Tray.WINDOWS
    if facts.platform == "darwin":
        return Tray.QT_MACOS
    if facts.host:
        return Tray.STATUS_NOTIFIER
    # Where a watcher is, Qt uses it and not the old tray, though nobody shows what is listed. Under Wayland
    # a tray of the old kind shows nothing.
    if facts.xembed and facts.session == "x11" and not facts.watcher:
        return Tray.QT_XEMBED
    return Tray.WAITING if facts.bus else Tray.NONE
