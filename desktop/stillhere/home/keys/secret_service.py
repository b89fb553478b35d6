"""Reads one secret from the Secret Service (https://specifications.freedesktop.org/secret-service/) by D-Bus.

The keyring library does it too, but brings 18 MB and some 70 ms to every start; this is what is read at each
start, and nothing is written here. The secret comes unwrapped over the session bus, whose listeners could ask
for it themselves.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from stillhere.home.errors import VaultError

#: How long (seconds) the service may take to answer, and a person to type what unlocks the keyring.
ANSWER_SECONDS = 25.0
PROMPT_SECONDS = 180.0

_NAME = "org.freedesktop.secrets"
_IFACE = "org.freedesktop.Secret."
_NOTHING = "/"
_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")


def read_secret(
    service: str, user: str, environ: Mapping[str, str] = os.environ, *, prompt: bool = True
) -> bytes:
    """The secret that the keyring library keeps for `service` and `user`.

    Without ``prompt`` nobody is asked to unlock it.

    Raises `VaultError`: keyring_none, keyring_locked (also when nobody can be asked), keyring_dismissed,
    keyring_gone.
    """
    try:
        with open_dbus_connection(_bus(environ)) as connection:
            return _Asking(connection, environ, prompt=prompt).secret({"service": service, "username": user})
    except (OSError, ValueError, RuntimeError, StopIteration) as error:
        # Without a bus, or with one that breaks off or speaks something else, there is no keyring to be had.
        raise VaultError("keyring_none") from error


def _bus(environ: Mapping[str, str]) -> str:
    place = environ.get("XDG_RUNTIME_DIR", "")
    return environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={place}/bus"


class _Asking:
    def __init__(self, connection: DBusConnection, environ: Mapping[str, str], *, prompt: bool) -> None:
        self._connection = connection
        self._environ = environ
        self._may_prompt = prompt

    def secret(self, attributes: dict[str, str]) -> bytes:
        item = self._find(attributes)
        _, session = self._call("Service", "", "OpenSession", "sv", ("plain", ("s", "")))
        ((_, _, value, _),) = self._call("Item", item, "GetSecret", "o", (session,))
        return bytes(value)

    def _find(self, attributes: dict[str, str]) -> str:
        unlocked, locked = self._call("Service", "", "SearchItems", "a{ss}", (attributes,))
        if not unlocked and not locked:
            # Some services tell of nothing in a keyring that is locked.
            (keyring,) = self._call("Service", "", "ReadAlias", "s", ("default",))
            if keyring != _NOTHING and self._unlock([keyring]):
                unlocked, locked = self._call("Service", "", "SearchItems", "a{ss}", (attributes,))
        found = unlocked or (locked and self._unlock(locked))
        if not found:
            raise VaultError("keyring_gone")
        return str(found[0])

    def _unlock(self, things: list[str]) -> list[str]:
        unlocked, prompt = self._call("Service", "", "Unlock", "ao", (things,))
        if prompt != _NOTHING and not self._may_prompt:
            raise VaultError("keyring_locked")
        return unlocked if prompt == _NOTHING else self._prompt(prompt)

    def _prompt(self, prompt: str) -> list[str]:
        rule = MatchRule(type="signal", interface=f"{_IFACE}Prompt", member="Completed", path=prompt)
        self._answer(message_bus.AddMatch(rule))
        with self._connection.filter(rule) as completed:
            self._call("Prompt", prompt, "Prompt", "s", ("",))
            try:
                signal = self._connection.recv_until_filtered(completed, timeout=PROMPT_SECONDS)
            except TimeoutError:
                raise VaultError("keyring_locked") from None
        dismissed, (_, unlocked) = signal.body
        if dismissed or not unlocked:
            # A service that can't show a prompt calls it dismissed as well.
            shown = any(self._environ.get(name) for name in _DISPLAYS)
            raise VaultError("keyring_dismissed" if shown else "keyring_locked")
        return list(unlocked)

    def _call(self, kind: str, path: str, method: str, signature: str, body: tuple[object, ...]) -> Any:
        where = DBusAddress(path or "/org/freedesktop/secrets", bus_name=_NAME, interface=f"{_IFACE}{kind}")
        return self._answer(new_method_call(where, method, signature, body))

    def _answer(self, message: Any) -> Any:
        reply = self._connection.send_and_get_reply(message, timeout=ANSWER_SECONDS)
        if reply.header.message_type is not MessageType.error:
            return reply.body
        error = str(reply.header.fields.get(HeaderFields.error_name, ""))
        raise VaultError("keyring_locked" if error.endswith(".IsLocked") else "keyring_none")
