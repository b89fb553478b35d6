"""Whether things may move: what the system's own setting says, and no while it isn't known.

Asking takes a moment on some systems, so it is asked beside the window.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

#: Settings of the desktop portal that tell of motion, and the value of each that says "less of it".
#: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
_LESS: Mapping[tuple[str, str], object] = {
    ("org.freedesktop.appearance", "reduced-motion"): 1,
    ("org.gnome.desktop.interface", "enable-animations"): False,
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"): "0",
}


def may_move() -> bool:
    """Asks the system. May take up to a second; never raises."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _mac()
        return _portal()
    except Exception:  # noqa: BLE001 - a system that gives no answer gets a window that keeps still
        return False


def less_motion(settings: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether the portal's settings ask for less motion."""
    return any(settings.get(namespace, {}).get(key, None) == less for (namespace, key), less in _LESS.items())


def _portal() -> bool:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop",
        bus_name="org.freedesktop.portal.Desktop",
        interface="org.freedesktop.portal.Settings",
    )
    namespaces = [namespace for namespace, _ in _LESS]
    with open_dbus_connection() as bus:
        reply = bus.send_and_get_reply(new_method_call(portal, "ReadAll", "as", (namespaces,)), timeout=1.0)
    (found,) = reply.body
    plain = {name: {key: value for key, (_, value) in table.items()} for name, table in found.items()}
    return not less_motion(plain)


def _windows() -> bool:  # pragma: no cover - needs Windows
    import ctypes

    client_area_animation = 0x1042  # SPI_GETCLIENTAREAANIMATION
    shown = ctypes.c_int(0)
    told = ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined,unused-ignore]
        client_area_animation, 0, ctypes.byref(shown), 0
    )
    return bool(told and shown.value)


def _mac() -> bool:  # pragma: no cover - needs macOS
    import subprocess

    told = subprocess.run(
        ["defaults", "read", "com.apple.universalaccess", "reduceMotion"],
        capture_output=True,
        timeout=1,
        check=False,
    )
    return told.stdout.strip() != b"1"
