"""What the desktop offers, asked once over the session bus: who shows tray icons, who shows notifications.

Every question has a time limit; a bus that doesn't answer counts as absent. Nothing is claimed or changed.
Sources: the freedesktop.org StatusNotifierItem and Desktop Notifications specifications.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

#: How long one answer may take, in seconds.
PATIENCE = 2.0

_WATCHER = ("/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher", "org.kde.StatusNotifierWatcher")
_SERVER = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications")
_DAEMON = ("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


class Desktop(Struct, frozen=True, kw_only=True):
    """``bus``: the session bus answers. ``watcher``: tray icons are listed; ``host``: somebody shows them.

    ``server`` is the name and version of who shows notifications ("" for nobody), ``can`` what that one
    can do; ``startable``: nobody does at the moment, and the bus can start somebody.
    """

    bus: bool = False
    watcher: bool = False
    host: bool = False
    server: str = ""
    can: tuple[str, ...] = ()
    startable: bool = False


def look(environ: Mapping[str, str]) -> Desktop:
    """What the desktop of `environ` offers."""
    with _connected(environ) as bus:
        if bus is None:
            return Desktop()
        watcher = _ask(bus, _DAEMON, "NameHasOwner", "s", (_WATCHER[1],)) == (True,)
        host = watcher and _ask(
            bus,
            (_WATCHER[0], _WATCHER[1], "org.freedesktop.DBus.Properties"),
            "Get",
            "ss",
            (_WATCHER[1], "IsStatusNotifierHostRegistered"),
        ) == (("b", True),)
        if _ask(bus, _DAEMON, "NameHasOwner", "s", (_SERVER[1],)) != (True,):
            names = _ask(bus, _DAEMON, "ListActivatableNames", "", ())
            startable = bool(names) and _SERVER[1] in names[0]
            return Desktop(bus=True, watcher=watcher, host=host, startable=startable)
        about = _ask(bus, _SERVER, "GetServerInformation", "", ())
        can = _ask(bus, _SERVER, "GetCapabilities", "", ())
        return Desktop(
            bus=True,
            watcher=watcher,
            host=host,
            server=f"{about[0]} {about[2]}".strip() if len(about) >= 3 else "?",
            can=tuple(sorted(map(str, can[0]))) if can else (),
        )


@contextlib.contextmanager
def _connected(environ: Mapping[str, str]) -> Iterator[DBusConnection | None]:
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address and environ.get("XDG_RUNTIME_DIR"):
        address = f"unix:path={environ['XDG_RUNTIME_DIR']}/bus"
    if not address:
        yield None
        return
    from jeepney.io.blocking import open_dbus_connection

    try:
        connection = open_dbus_connection(address)
    except (OSError, ValueError, RuntimeError, KeyError):  # no socket, an address of another kind, no access
        yield None
        return
    with connection:
        yield connection


def _ask(
    bus: DBusConnection, to: tuple[str, str, str], member: str, signature: str, body: tuple[Any, ...]
) -> tuple[Any, ...]:
    """The body of the answer; empty where there was none, or an error."""
    from jeepney import DBusAddress, MessageType, new_method_call

    path, name, interface = to
    address = DBusAddress(path, bus_name=name, interface=interface)
    question = new_method_call(address, member, signature or None, body)
    try:
        reply = bus.send_and_get_reply(question, timeout=PATIENCE)
    except OSError:  # TimeoutError among them
        return ()
    found: tuple[Any, ...] = reply.body if reply.header.message_type is MessageType.method_return else ()
    return found
