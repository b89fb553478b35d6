"""Whoever keeps the list of tray icons on this desktop: ``org.kde.StatusNotifierWatcher``.

Laws. The item is registered again whenever a watcher appears or a host joins it: a panel that starts late or
starts anew shows it. Whether a host is there is what the watcher says, told when it is first known and at
every change. The watcher's name is followed, never claimed.

Source: the freedesktop.org StatusNotifierItem specification, StatusNotifierWatcher.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress

from stillhere.notify.wire import Failed

if TYPE_CHECKING:
    from stillhere.notify.bus import SessionBus

WATCHER = "org.kde.StatusNotifierWatcher"
HOST_REGISTERED = "IsStatusNotifierHostRegistered"

ADDRESS = DBusAddress("/StatusNotifierWatcher", WATCHER, WATCHER)
PROPERTIES = ADDRESS.with_interface("org.freedesktop.DBus.Properties")


class Watcher:
    """Registers this program's item, and knows whether anybody shows it. Lives in the bus's thread."""

    name = WATCHER
    interfaces = (WATCHER,)

    def __init__(self, bus: SessionBus, tell: Callable[[bool], None]) -> None:
        self._bus = bus
        self._tell = tell
        self._here = False
        self._wanted = False
        self._refused = False
        self.host_present: bool | None = None

    def register(self) -> None:
        """Has the item shown, from now on and by every watcher to come."""
        if not self._wanted:
            self._wanted = True
            self._introduce()

    def appeared(self) -> None:
        """There is a watcher."""
        self._here = True
        self._introduce()

    def vanished(self) -> None:
        """There is none any more."""
        self._here = False
        self._found(present=False)

    def signalled(self, member: str, _body: tuple[Any, ...]) -> None:
        """A host came or went. Items of others come and go too; that is nobody's business here."""
        if member in {"StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"}:
            self._introduce()

    def _introduce(self) -> None:
        if not self._here:
            return
        self._refused = False
        if self._wanted:
            name = (self._bus.unique_name,)
            self._bus.call(ADDRESS, "RegisterStatusNotifierItem", "s", name, then=self._registered)
        self._bus.call(PROPERTIES, "Get", "ss", (WATCHER, HOST_REGISTERED), then=self._answered)

    def _registered(self, reply: tuple[Any, ...] | Failed) -> None:
        if isinstance(reply, Failed):
            self._bus.refused("tray.icon_refused")
            self._refused = True

    def _answered(self, reply: tuple[Any, ...] | Failed) -> None:
        match reply:
            case ((_, bool(registered)),):
                self._found(present=registered and not self._refused)
            case _:
                self._found(present=False)

    def _found(self, *, present: bool) -> None:
        if present is not self.host_present:
            self.host_present = present
            self._tell(present)
