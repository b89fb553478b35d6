"""A screen reader: what the window tells to the system's accessibility bus, and what can be done through it.

Law: it knows the window by the bus alone (AT-SPI 2, https://docs.gtk.org/atspi2/), over jeepney: names,
roles, states, texts and actions. What isn't told there can't be found here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
from jeepney.bus_messages import Message
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from stillhere.demo.bus import PrivateBus
from tests.bench.screen import screen
from tests.waiting import LIMIT, until

#: The programs that a screen reader's desktop can't do without.
NEEDED = ("Xvfb", "dbus-daemon", "openbox")
_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")

_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_NULL = "/org/a11y/atspi/null"
_ACCESSIBLE = "org.a11y.atspi.Accessible"

#: Bits of a state set (AtspiStateType).
STATES = {
    "checked": 4, "editable": 7, "enabled": 8, "focusable": 11, "focused": 12, "multi-line": 17,
    "showing": 25, "checkable": 41, "read-only": 43,
}  # fmt: skip


def missing() -> list[str]:
    """What this machine lacks for it."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    return absent if _LAUNCHER.exists() else [*absent, "at-spi2-core"]


class Thing(NamedTuple):
    """Something on the bus, as it was when it was asked: who tells of it and where, and what it tells."""

    owner: str
    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"


class Heard(NamedTuple):
    """What happened: "focused" and the name of what was, or "announcement" and its words."""

    what: str
    said: str


class ScreenReader:
    """Reads what is on the accessibility bus of the session at the address ``session``, inside a block."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as bus:
            address = _ask(bus, DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        self._bus = open_dbus_connection(address[0])
        self._stack = ExitStack()
        self._events: Any = None
        self.heard: list[Heard] = []

    def __enter__(self) -> Self:
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for event in ("object:state-changed:focused", "object:announcement", "object:property-change"):
            _ask(self._bus, registry, "RegisterEvent", "s", event)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        Proxy(message_bus, self._bus).AddMatch(rule)
        self._events = self._stack.enter_context(self._bus.filter(rule, bufsize=100_000))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._bus.close()

    def windows(self) -> list[Thing]:
        """Every window of every program."""
        programs = self._children(_REGISTRY, _ROOT)
        return [window for program in programs for window in self._children(program.owner, program.path)]

    def things(self) -> Iterator[Thing]:
        """Everything that shows now, in the order in which it is told."""
        for window in self.windows():
            yield from self._below(window)

    def find(self, name: str, *roles: str) -> Thing:
        """The one thing with this name, once it shows; of one of these roles, where any are given."""

        def found() -> Thing | None:
            alike = [
                each for each in self.things() if each.name == name and (not roles or each.role in roles)
            ]
            return alike[0] if len(alike) == 1 else None  # what moves while it is read may be met twice

        thing: Thing = self.wait_until(found, f"one {name!r} among {roles}")
        return thing

    def has(self, name: str) -> bool:
        """Whether something with this name shows now."""
        return any(each.name == name for each in self.things())

    def wait_for(self, name: str) -> None:
        """Waits until something with this name shows."""
        self.wait_until(lambda: self.has(name), repr(name))

    def press(self, name: str) -> None:
        """Does the first action of the one thing with this name that has one, once it can be pressed."""

        def pressed() -> bool:
            found = (t for t in self.things() if t.name == name and "enabled" in t.states and self._acts(t))
            thing = next(found, None)
            return thing is not None and self._done(thing, "Action", "DoAction", "i", 0)

        self.wait_until(pressed, f"{name!r}, which can be pressed,")

    def focus(self, name: str, *roles: str) -> None:
        """Moves the keyboard's place there."""
        self.wait_until(lambda: self._done(self.find(name, *roles), "Component", "GrabFocus"), name)

    def write(self, name: str, text: str) -> None:
        """Writes `text` into the field with this name, in place of what stands there."""

        def written() -> bool:
            field = next((t for t in self.things() if t.name == name and "editable" in t.states), None)
            return field is not None and self._done(field, "EditableText", "SetTextContents", "s", text)

        self.wait_until(written, f"{name!r}, which can be written in,")

    def hear(self) -> list[Heard]:
        """Everything that was heard so far."""
        # What the window said before this answer is in the queue before it.
        self.windows()
        while self._events:
            self._take(self._events.popleft())
        return self.heard

    def wait_to_hear(self, what: str, said: str) -> None:
        """Waits until this was heard."""
        self.wait_until(lambda: Heard(what, said) in self.hear(), f"{what} {said!r}")

    def _take(self, message: Message) -> None:
        member = message.header.fields[3]
        detail, _, _, (_, value), *_ = message.body
        if member == "StateChanged" and detail == "focused" and message.body[1]:
            thing = self._thing(message.header.fields[7], message.header.fields[1])
            if thing is not None:
                self.heard.append(Heard("focused", thing.name))
        elif member == "Announcement":
            self.heard.append(Heard("announcement", str(value)))

    def _below(self, thing: Thing) -> Iterator[Thing]:
        if "showing" not in thing.states:
            return
        yield thing
        for child in self._children(thing.owner, thing.path):
            yield from self._below(child)

    def _children(self, owner: str, path: str) -> list[Thing]:
        try:
            told = _ask(self._bus, DBusAddress(path, owner, _ACCESSIBLE), "GetChildren")[0]
        except DBusErrorResponse:
            return []  # it went away a moment ago
        things = [self._thing(*each) for each in told if each[1] != _NULL]
        return [each for each in things if each is not None]

    def _thing(self, owner: str, path: str) -> Thing | None:
        try:
            at = DBusAddress(path, owner, _ACCESSIBLE)
            role = _ask(self._bus, at, "GetRoleName")[0]
            low, high = _ask(self._bus, at, "GetState")[0]
            everything = DBusAddress(path, owner, "org.freedesktop.DBus.Properties")
            told = {
                key: _ask(self._bus, everything, "Get", "ss", _ACCESSIBLE, key)[0][1]
                for key in ("Name", "Description")
            }
        except DBusErrorResponse:
            return None  # it went away a moment ago
        bits = low | high << 32
        states = frozenset(name for name, bit in STATES.items() if bits >> bit & 1)
        return Thing(owner, path, role, told["Name"], told["Description"], states)

    def _acts(self, thing: Thing) -> bool:
        at = DBusAddress(thing.path, thing.owner, _ACCESSIBLE)
        try:
            return "org.a11y.atspi.Action" in _ask(self._bus, at, "GetInterfaces")[0]
        except DBusErrorResponse:
            return False  # it went away a moment ago

    def _done(self, thing: Thing, interface: str, member: str, signature: str = "", *body: Any) -> bool:
        at = DBusAddress(thing.path, thing.owner, f"org.a11y.atspi.{interface}")
        try:
            return _ask(self._bus, at, member, signature, *body) == (True,)
        except DBusErrorResponse:
            return False  # it went away a moment ago

    def wait_until(self, found: Callable[[], Any], what: str) -> Any:
        """What `found` gives, once it is true; where it never is, `what` was missed."""
        try:
            return until(found)
        except AssertionError as late:
            told = "\n".join(f"  {each} {sorted(each.states)}" for each in self.things())
            raise AssertionError(f"{what} was never told; what is told:\n{told}") from late


class Desktop(NamedTuple):
    """What programs on it need to know of, and its session bus."""

    environment: dict[str, str]
    bus: PrivateBus


@contextmanager
def accessible_desktop() -> Iterator[Desktop]:
    """A screen with a window manager, and a session bus that starts the accessibility bus when asked to."""
    # The bus puts its socket here, whose path may have 107 bytes at most.
    with (
        screen() as display,
        TemporaryDirectory(prefix="stillhere-a11y-", ignore_cleanup_errors=True) as place,
    ):
        environment = {
            "DISPLAY": display,
            "HOME": place,
            "XDG_RUNTIME_DIR": place,
            "PATH": os.environ["PATH"],
        }
        with PrivateBus(environment) as bus:
            silent = subprocess.DEVNULL
            manager = subprocess.Popen(["openbox"], env=environment, stdout=silent, stderr=silent)
            try:
                found = {
                    "DISPLAY": display,
                    "DBUS_SESSION_BUS_ADDRESS": bus.address,
                    "QT_QPA_PLATFORM": "xcb",
                    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                }
                yield Desktop(found, bus)
            finally:
                manager.terminate()
                manager.wait(LIMIT)


def _ask(
    bus: DBusConnection, at: DBusAddress, member: str, signature: str = "", *body: Any
) -> tuple[Any, ...]:
    call = new_method_call(at, member, signature or None, body)
    reply: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(call, timeout=LIMIT))
    return reply
