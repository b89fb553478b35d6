"""The session bus as this program has it: served by one thread, found again when it went away.

Laws. Everything that touches the bus happens in the thread that runs `SessionBus.run`; other threads reach
it through `post`. Between messages that thread sleeps in the kernel; it wakes for a message, a post, a signal
of the system, a call that got no answer, or the next attempt to connect, never to look around. A bus that
goes away is told, and looked for again with growing pauses, a bounded number of times. This program claims no
name.

Source: the D-Bus specification, "Message bus messages".
"""

from __future__ import annotations

import contextlib
import selectors
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, new_error

from stillhere.notify.peer import Followed, Peer
from stillhere.notify.waking import Sleeper
from stillhere.notify.wire import DAEMON, Failed, NoBus, Then, Wire, connect

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection


#: Pauses between attempts to reach a bus that was there, in seconds: about two minutes in all.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0)


class Object(Protocol):
    """Something of ours that others on the bus can call."""

    @property
    def path(self) -> str:
        """Where it stands."""

    def answer(self, call: Message) -> Message:
        """The reply to a call."""


class SessionBus:
    """Where the tray's parts meet the bus. `follow` and `export` before `run`; `post` and `stop` any time.

    ``lost`` is told why, in the bus's thread, each time the bus goes away. ``refused`` is for a log: who
    calls somebody on the bus tells it what that one refused, as a key without any text.
    """

    def __init__(
        self,
        open_: Callable[[], DBusConnection] = connect,
        *,
        lost: Callable[[str], object],
        refused: Callable[[str], object] = lambda _: None,
        pauses: Sequence[float] = PAUSES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open = open_
        self._lost = lost
        self.refused = refused
        self._pauses = pauses
        self._clock = clock
        self._objects: dict[str, Object] = {}
        self._followed: list[Followed] = []
        self._posted: deque[Callable[[], None]] = deque()
        self._sleeper: Sleeper | None = None
        self._wire: Wire | None = None
        self._stopped = False

    @property
    def unique_name(self) -> str:
        """The name that the bus gave this program; empty while there is no connection."""
        return self._wire.unique_name if self._wire else ""

    def export(self, *objects: Object) -> None:
        """Lets others call these objects."""
        self._objects.update((each.path, each) for each in objects)

    def follow(self, peer: Peer) -> None:
        """Tells ``peer`` when its name comes, goes, and signals."""
        self._followed.append(Followed(peer))

    def post(self, job: Callable[[], None]) -> None:
        """Has ``job`` done in the bus's thread, after everything posted before."""
        self._posted.append(job)
        sleeper = self._sleeper
        if sleeper is not None:  # closed: `run` has ended, and nobody is left to do it
            sleeper.wake()

    def stop(self) -> None:
        """Lets `run` return once everything posted so far is done."""
        self.post(self._stop)

    def call(
        self,
        to: DBusAddress,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        *,
        then: Then | None = None,
    ) -> None:
        """Calls a method, in the bus's thread; without a bus the call fails at once."""
        if self._wire is not None:
            self._wire.call(to, member, signature, body, then)
        elif then is not None:
            then(Failed("org.freedesktop.DBus.Error.Disconnected", "there is no session bus"))

    def emit(self, signal: Message) -> None:
        """Sends a signal, in the bus's thread; without a bus nobody is there to hear it."""
        if self._wire is not None:
            self._wire.send(signal)

    def run(self) -> None:
        """Serves the bus until `stop`.

        :raises NoBus: there is no bus, or it went away and didn't come back.
        """
        with selectors.DefaultSelector() as selector, Sleeper() as sleeper, sleeper.signals():
            self._sleeper = sleeper
            selector.register(sleeper, selectors.EVENT_READ)
            connection: DBusConnection | None = self._open()
            while connection is not None:
                self._serve(connection, selector, sleeper)
                connection = None if self._stopped else self._reopened(selector, sleeper)

    def _serve(self, connection: DBusConnection, selector: selectors.BaseSelector, sleeper: Sleeper) -> None:
        """Works until the connection breaks or `stop`."""
        wire = self._wire = Wire(connection, self._clock)
        selector.register(wire, selectors.EVENT_READ)
        why = ""
        try:
            self._introduce()
            while self._do_posted():
                ready = [key.fileobj for key, _ in selector.select(wire.patience())]
                if sleeper in ready:
                    sleeper.woken()
                if wire in ready:
                    for message in wire.read():
                        self._take(message)
                wire.expire()
        except NoBus as broken:
            why = str(broken)
        selector.unregister(wire)
        self._wire = None
        wire.close()
        for followed in self._followed:
            followed.forget()
        if why:
            self._lost(why)

    def _reopened(self, selector: selectors.BaseSelector, sleeper: Sleeper) -> DBusConnection | None:
        """The next connection after one broke; None when `stop` came meanwhile."""
        for pause in self._pauses:
            until = self._clock() + pause
            while self._do_posted() and (left := until - self._clock()) > 0:
                if selector.select(left):
                    sleeper.woken()
            if self._stopped:
                return None
            with contextlib.suppress(NoBus):
                return self._open()
        raise NoBus("the session bus didn't come back")

    def _do_posted(self) -> bool:
        """Does what was posted; whether to go on."""
        while self._posted and not self._stopped:
            self._posted.popleft()()
        return not self._stopped

    def _stop(self) -> None:
        self._stopped = True

    def _introduce(self) -> None:
        """Asks a fresh connection for what the peers want to hear."""
        for followed in self._followed:
            name = followed.peer.name
            sender = f"type='signal',sender='{DAEMON.bus_name}',member='NameOwnerChanged'"
            self.call(DAEMON, "AddMatch", "s", (f"{sender},arg0='{name}'",))
            for interface in followed.peer.interfaces:
                rule = f"type='signal',sender='{name}',interface='{interface}'"
                self.call(DAEMON, "AddMatch", "s", (rule,))
            self.call(DAEMON, "GetNameOwner", "s", (name,), then=followed.answered)

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.method_call:
            self._answer(message)
        elif fields[HeaderFields.sender] == DAEMON.bus_name:
            match fields[HeaderFields.member], message.body:
                case "NameOwnerChanged", (name, _, owner):
                    for followed in self._followed:
                        if followed.peer.name == name:
                            followed.owned_by(owner)
        else:
            for followed in self._followed:
                interface, member = fields[HeaderFields.interface], fields[HeaderFields.member]
                if followed.owner == fields[HeaderFields.sender] and interface in followed.peer.interfaces:
                    followed.peer.signalled(member, message.body)

    def _answer(self, call: Message) -> None:
        path = call.header.fields[HeaderFields.path]
        if path in self._objects:
            reply = self._objects[path].answer(call)
        else:
            reply = new_error(call, "org.freedesktop.DBus.Error.UnknownObject", "s", (f"nothing at {path}",))
        if self._wire is not None and not call.header.flags & MessageFlag.no_reply_expected:
            self._wire.send(reply)


def serve(bus: SessionBus) -> None:
    """Runs `bus` until it is stopped or stays away: for a thread that has nothing else to do."""
    with contextlib.suppress(NoBus):
        bus.run()
