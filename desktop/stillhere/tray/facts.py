"""Looks at the desktop that this program runs on, once, and leaves nothing behind.

Law: every look is short and ends: a bus or an X server that doesn't answer counts as absent. The X server is
asked only where no panel was found on the bus.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from jeepney import Message, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection
from msgspec.structs import replace

from stillhere.notify.wire import DAEMON, NoBus, connect
from stillhere.tray.platforms import Facts, Session
from stillhere.tray.watcher import HOST_REGISTERED, PROPERTIES, WATCHER

#: How long one answer may take, in seconds.
_PATIENCE = 5.0


def gather(
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    has_xembed: Callable[[str], bool] | None = None,
) -> Facts:
    """What is so on this desktop. ``has_xembed`` is asked with the display's name."""
    facts = Facts(platform, session(environment))
    if platform in {"win32", "darwin"}:
        return facts
    with contextlib.suppress(NoBus), connect(environment) as connection:
        facts = replace(facts, bus=True, watcher=_watcher(connection))
        facts = replace(facts, host=facts.watcher and _host(connection))
    display = environment.get("DISPLAY", "")
    if facts.host or not display or facts.session != "x11":
        return facts
    return replace(facts, xembed=(has_xembed or xembed_tray)(display))


def session(environment: Mapping[str, str]) -> Session:
    """The kind of graphical session."""
    if environment.get("XDG_SESSION_TYPE") == "wayland" or environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "x11" if environment.get("DISPLAY") else "none"


def xembed_tray(display: str) -> bool:
    """Whether an X display has a tray of the old kind: an owner of the selection ``_NET_SYSTEM_TRAY_Sn``.

    Source: the freedesktop.org System Tray Protocol Specification.
    """
    from Xlib.display import Display  # type: ignore[import-untyped]
    from Xlib.error import DisplayError  # type: ignore[import-untyped]

    try:
        server = Display(display)
    except (DisplayError, OSError, OverflowError):
        # The last is a display's number that no port can have.
        return False
    try:
        selection = server.intern_atom(f"_NET_SYSTEM_TRAY_S{server.get_default_screen()}")
        return bool(server.get_selection_owner(selection))
    finally:
        server.close()


def _watcher(connection: DBusConnection) -> bool:
    return _ask(connection, new_method_call(DAEMON, "NameHasOwner", "s", (WATCHER,))) == (True,)


def _host(connection: DBusConnection) -> bool:
    question = new_method_call(PROPERTIES, "Get", "ss", (WATCHER, HOST_REGISTERED))
    return _ask(connection, question) == (("b", True),)


def _ask(connection: DBusConnection, question: Message) -> tuple[Any, ...] | None:
    try:
        reply = connection.send_and_get_reply(question, timeout=_PATIENCE)
    except OSError:
        return None
    return reply.body if reply.header.message_type is MessageType.method_return else None
