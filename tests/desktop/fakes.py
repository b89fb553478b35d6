"""The other side of the bus: a panel that shows tray icons, and a notification server.

Law: they are written over jeepney alone, with nothing of the program's own bus code, so that a mistake there
can't hide behind the same mistake here. Each serves from a thread of its own, and asks the program, as a
panel does, through a connection of its own.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import Proxy
from jeepney.wrappers import unwrap_msg

from stillhere.demo.bus import PrivateBus
from tests.waiting import LIMIT, until

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
NOTIFICATIONS = "org.freedesktop.Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Service:
    """Owns a well-known name and answers calls in a thread, until the end of the ``with`` block."""

    name = ""
    path = "/"

    def __init__(self, bus: PrivateBus) -> None:
        #: The signals that came, and the calls that were answered, in order.
        self.signals: list[tuple[str, tuple[Any, ...]]] = []
        self.asked: list[str] = []
        self._bus = bus
        self._server = bus.connect()
        self._client = bus.connect()
        # A call and its reply are one: what is said meanwhile from another thread comes after the reply.
        self._lock = threading.RLock()
        self._replies: set[int] = set()
        self._thread = threading.Thread(target=self._serve, name=f"fake {self.name}")
        #: The interface of the signals it sends.
        self.interface = self.name

    def __enter__(self) -> Self:
        daemon = Proxy(message_bus, self._server)
        for rule in self.wanted():
            daemon.AddMatch(rule)
        assert daemon.RequestName(self.name)[0] == 1
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Leaves the bus. Harmless when called twice, or when the bus is gone."""
        with contextlib.suppress(OSError):
            self._server.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(LIMIT)
        self._server.close()
        self._client.close()

    def wanted(self) -> Sequence[MatchRule]:
        """The signals to record."""
        return ()

    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        """The signature and the arguments of the reply to a call; None: there is no such method."""
        raise LookupError(member, body, sender)

    def emit(self, member: str, signature: str = "", *body: Any, to: str | None = None) -> None:
        """Sends a signal of this service: to all who listen, or to one bus name, listening or not."""
        signal = new_signal(DBusAddress(self.path, interface=self.interface), member, signature or None, body)
        if to is not None:
            signal.header.fields[HeaderFields.destination] = to
        with self._lock:
            self._server.send(signal)

    def ask(self, to: DBusAddress, member: str, signature: str = "", *body: Any) -> tuple[Any, ...]:
        """Calls a method of the program; a D-Bus error is raised as jeepney's DBusErrorResponse."""
        call = new_method_call(to, member, signature or None, body)
        reply: tuple[Any, ...] = unwrap_msg(self._client.send_and_get_reply(call, timeout=LIMIT))
        return reply

    def settle(self, unique_name: str) -> None:
        """Waits until all that this service and the program said to each other so far has been heard.

        The bus keeps the order of one sender's messages, so a ping and its answer come after everything else.
        """
        ping = new_method_call(DBusAddress("/any", unique_name, "org.freedesktop.DBus.Peer"), "Ping")
        with self._lock:
            serial = next(self._server.outgoing_serial)
            self._server.send(ping, serial=serial)
        until(lambda: serial in self._replies)

    def _serve(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while True:
                self._take(self._server.receive())

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self.signals.append((fields[HeaderFields.member], message.body))
        elif message.header.message_type is MessageType.method_call:
            unknown = "org.freedesktop.DBus.Error.UnknownMethod"
            with self._lock:
                found = self.answer(fields[HeaderFields.member], message.body, fields[HeaderFields.sender])
                reply = new_error(message, unknown) if found is None else new_method_return(message, *found)
                self._server.send(reply)
            self.asked.append(fields[HeaderFields.member])
        else:
            self._replies.add(fields[HeaderFields.reply_serial])


@dataclass(frozen=True)
class Line:
    """One line of a menu as a panel sees it."""

    number: int
    label: str
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    separator: bool = False
    children: tuple[Line, ...] = ()


class FakeHost(Service):
    """A panel: the watcher, and with ``host`` a host that shows the items; None: it can't say."""

    name = WATCHER
    path = "/StatusNotifierWatcher"

    def __init__(self, bus: PrivateBus, *, host: bool | None = True, refuses: bool = False) -> None:
        super().__init__(bus)
        self.host = host
        self.refuses = refuses
        #: Every registration, repetitions included: the bus names of the items.
        self.registered: list[str] = []

    def wanted(self) -> Sequence[MatchRule]:
        return [MatchRule(type="signal", interface=interface) for interface in (ITEM, MENU)]

    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        match member, body:
            case "RegisterStatusNotifierItem", (str(service),) if not self.refuses:
                self.registered.append(sender if service.startswith("/") else service)
                return "", ()
            case "Get", (str(), "IsStatusNotifierHostRegistered") if self.host is not None:
                return "v", (("b", self.host),)
        return None

    def host_comes(self) -> None:
        """A host joins a watcher that was alone."""
        self.host = True
        self.emit("StatusNotifierHostRegistered")

    def host_goes(self) -> None:
        self.host = False
        self.emit("StatusNotifierHostUnregistered")

    @property
    def item(self) -> DBusAddress:
        return DBusAddress("/StatusNotifierItem", self.registered[-1], ITEM)

    def heard(self, *members: str) -> list[tuple[str, tuple[Any, ...]]]:
        """The item's signals so far, of these kinds."""
        return [(member, body) for member, body in self.signals if member in members]

    def press(self) -> None:
        """A left click."""
        self.ask(self.item, "Activate", "ii", 10, 10)

    def middle(self) -> None:
        """A middle click."""
        self.ask(self.item, "SecondaryActivate", "ii", 10, 10)

    def ayatana_middle(self) -> None:
        """A middle click, as panels of the Ayatana kind say it."""
        self.ask(self.item, "XAyatanaSecondaryActivate", "u", 1)

    def context(self) -> None:
        """A right click in a panel that leaves the menu to the program."""
        self.ask(self.item, "ContextMenu", "ii", 10, 10)

    def read(self, name: str) -> Any:
        """A property of the item, without its variant."""
        (value,) = self.ask(self.item.with_interface(PROPERTIES), "Get", "ss", ITEM, name)
        return value[1]

    def properties(self) -> dict[str, tuple[str, Any]]:
        (found,) = self.ask(self.item.with_interface(PROPERTIES), "GetAll", "s", ITEM)
        assert isinstance(found, dict)
        return found

    def pixmap(self, size: int) -> bytes:
        """The icon's pixels at this size: ARGB in network byte order."""
        found = {width: (height, data) for width, height, data in self.read("IconPixmap")}
        height, data = found[size]
        assert height == size
        return bytes(data)

    def tooltip(self) -> tuple[str, str]:
        """Title and text."""
        _, _, title, text = self.read("ToolTip")
        return title, text

    @property
    def menu_address(self) -> DBusAddress:
        return DBusAddress(self.read("Menu"), self.registered[-1], MENU)

    def menu(self, parent: int = 0, depth: int = -1) -> tuple[Line, ...]:
        """The lines below ``parent``, as after a right click."""
        self.ask(self.menu_address, "AboutToShow", "i", parent)
        _, layout = self.ask(self.menu_address, "GetLayout", "iias", parent, depth, [])
        return _line(layout).children

    def find(self, label: str) -> Line:
        """The line with this label, wherever it stands, once it is there."""

        def found() -> Line | None:
            lines = list(self.menu())
            for line in lines:
                lines.extend(line.children)
            return next((line for line in lines if line.label == label), None)

        line = until(found)
        assert line is not None
        return line

    def click(self, item: str | int) -> None:
        """Chooses a line of the menu, by its label or number."""
        number = item if isinstance(item, int) else self.find(item).number
        self.ask(self.menu_address, "Event", "isvu", number, "clicked", ("i", 0), 1)


def _line(layout: tuple[int, Mapping[str, tuple[str, Any]], Sequence[tuple[str, Any]]]) -> Line:
    number, properties, children = layout
    said = {name: value for name, (_, value) in properties.items()}
    toggled = said.get("toggle-type")
    return Line(
        number,
        said.get("label", "").replace("__", "_"),
        enabled=said.get("enabled", True),
        checked=bool(said["toggle-state"]) if toggled else None,
        radio=toggled == "radio",
        separator=said.get("type") == "separator",
        children=tuple(_line(child) for _, child in children),
    )


@dataclass(frozen=True)
class Shown:
    """One call of Notify."""

    number: int
    replaces: int
    app: str
    icon: str
    title: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, Any] = field(hash=False)
    timeout: int
    #: When the call came (perf_counter).
    at: float = field(default_factory=time.perf_counter, compare=False)


class FakeNotifications(Service):
    """A notification server. ``seen``: all it was asked to show; ``closed``: what was taken back."""

    name = NOTIFICATIONS
    path = "/org/freedesktop/Notifications"

    def __init__(
        self, bus: PrivateBus, *, capabilities: Sequence[str] = ("actions", "body"), first: int = 1
    ) -> None:
        super().__init__(bus)
        self.capabilities = list(capabilities)
        #: It shows nothing while this is true.
        self.refuses = False
        self.seen: list[Shown] = []
        self.closed: list[int] = []
        self.on_screen: dict[int, Shown] = {}
        self._numbers = itertools.count(first)

    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        match member, body:
            case "GetCapabilities", ():
                return "as", (self.capabilities,)
            case "Notify", (app, replaces, icon, title, text, actions, hints, timeout) if not self.refuses:
                number = replaces or next(self._numbers)
                plain = {name: value for name, (_, value) in hints.items()}
                shown = Shown(number, replaces, app, icon, title, text, tuple(actions), plain, timeout)
                self.seen.append(shown)
                self.on_screen[number] = shown
                return "u", (number,)
            case "CloseNotification", (int(number),):
                self.closed.append(number)
                self.close(number, reason=3)
                return "", ()
        return None

    def click_body(self, number: int) -> None:
        """The person clicks the notification itself."""
        self.click_button(number, "default")

    def click_button(self, number: int, key: str) -> None:
        """The person clicks one of its buttons."""
        self.emit("ActivationToken", "us", number, "token-of-the-compositor")
        self.emit("ActionInvoked", "us", number, key)
        self.close(number, reason=2)

    def close(self, number: int, *, reason: int) -> None:
        """It goes: 1 by itself, 2 by the person, 3 because it was taken back."""
        if self.on_screen.pop(number, None):
            self.emit("NotificationClosed", "uu", number, reason)
