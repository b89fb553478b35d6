"""One connection to the session bus, from its opening until it breaks or is closed.

Laws. Everything here happens in one thread. A call is answered exactly once: by its reply, by an error, by
running out of patience, or by the connection's end. Waiting is left to the caller; nothing here sleeps.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from msgspec import Struct

#: The bus itself, as a program on it.
DAEMON = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

#: How long a call may take before it counts as unanswered, in seconds: as long as libdbus waits, too.
PATIENCE = 25.0

_CHUNK = 65536
#: Room for what comes beside one message, in bytes: dozens of open files, where one is expected.
_BESIDE = 1024
_SILENT = MessageFlag.no_reply_expected


class NoBus(Exception):
    """There is no session bus, or it went away."""


class Failed(Struct, frozen=True):
    """Why a call has no reply: the D-Bus error's name and its text."""

    name: str
    text: str = ""


Then = Callable[[tuple[Any, ...] | Failed], None]


def connect(environment: Mapping[str, str] = os.environ, *, files: bool = False) -> DBusConnection:
    """Connects to the session bus that ``environment`` names; with ``files`` replies may bring open files.

    :raises NoBus: there is none, or it doesn't answer.
    """
    address = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address and (place := environment.get("XDG_RUNTIME_DIR")):
        address = f"unix:path={place}/bus"
    try:
        return open_dbus_connection(address, enable_fds=files)
    except (OSError, ValueError, RuntimeError) as error:
        raise NoBus(f"the session bus can't be reached: {error}") from error


class Wire:
    """Sends and receives messages, and brings replies to whoever called. ``clock``: monotonic seconds."""

    def __init__(self, connection: DBusConnection, clock: Callable[[], float]) -> None:
        self._connection = connection
        self._clock = clock
        self._waiting: dict[int, tuple[float, Then]] = {}

    @property
    def unique_name(self) -> str:
        """The name that the bus gave this program."""
        return str(self._connection.unique_name)

    def fileno(self) -> int:
        """For a selector: readable when `read` has something."""
        return int(self._connection.sock.fileno())

    def send(self, message: Message) -> None:
        """Sends a message that nobody here waits on.

        :raises NoBus: the connection is broken.
        """
        self._send(message, next(self._connection.outgoing_serial))

    def call(
        self, to: DBusAddress, member: str, signature: str, body: tuple[Any, ...], then: Then | None
    ) -> None:
        """Calls a method. ``then`` gets the reply's arguments, or why there are none; None: nobody waits.

        :raises NoBus: the connection is broken; ``then`` is still called, by `close`.
        """
        message = new_method_call(to, member, signature or None, body)
        serial = next(self._connection.outgoing_serial)
        if then is None:
            message.header.flags |= _SILENT
        else:
            self._waiting[serial] = (self._clock() + PATIENCE, then)
        self._send(message, serial)

    def read(self) -> list[Message]:
        """What has come in, replies already brought to their callers. Call when readable.

        :raises NoBus: the connection ended.
        """
        try:
            data = self._received()
        except OSError as error:
            raise NoBus(f"the session bus went away: {error}") from error
        if not data:
            raise NoBus("the session bus went away")
        return [message for message in self._connection.parser.feed(data) if not self._answered(message)]

    def patience(self) -> float | None:
        """Seconds until `expire` has something to do; None: no call is waiting."""
        if not self._waiting:
            return None
        return max(0.0, min(until for until, _ in self._waiting.values()) - self._clock())

    def expire(self) -> None:
        """Gives up on calls that took too long."""
        now = self._clock()
        for serial in [serial for serial, (until, _) in self._waiting.items() if until <= now]:
            self._waiting.pop(serial)[1](Failed("org.freedesktop.DBus.Error.NoReply", "no answer in time"))

    def close(self) -> None:
        """Ends the connection; calls that still wait fail."""
        self._connection.close()
        # Beside a message that came by half something open may lie, on whose end somebody waits.
        for beside in self._connection.parser.fds:
            beside.close()
        waiting, self._waiting = self._waiting, {}
        for _, then in waiting.values():
            then(Failed("org.freedesktop.DBus.Error.Disconnected", "the session bus went away"))

    def _send(self, message: Message, serial: int) -> None:
        try:
            self._connection.send(message, serial=serial)
        except OSError as error:
            raise NoBus(f"the session bus went away: {error}") from error

    def _received(self) -> bytes:
        connection = self._connection
        if not connection.enable_fds:
            return bytes(connection.sock.recv(_CHUNK))
        from jeepney.fds import FileDescriptor

        # No further than the next message: what is open comes with the bytes of the one that it belongs to.
        data, beside, _, _ = connection.sock.recvmsg(connection.parser.bytes_desired(), _BESIDE)
        connection.parser.add_data(b"", fds=FileDescriptor.from_ancdata(beside))
        return bytes(data)

    def _answered(self, message: Message) -> bool:
        if message.header.message_type not in {MessageType.method_return, MessageType.error}:
            return False
        _, then = self._waiting.pop(message.header.fields.get(HeaderFields.reply_serial), (0.0, None))
        if then is None:
            return True
        if message.header.message_type is MessageType.method_return:
            then(message.body)
        else:
            text = message.body[0] if message.body and isinstance(message.body[0], str) else ""
            then(Failed(message.header.fields[HeaderFields.error_name], text))
        return True
