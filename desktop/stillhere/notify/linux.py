"""Notes on Linux desktops: ``org.freedesktop.Notifications`` over the session bus.

Laws. The server is asked what it can do before anything is shown, and asked again when another one takes its
place. At most one note of a tag is on its way; a newer one waits for the number to replace. What a server
that went away was showing is forgotten, never shown again. Texts are escaped exactly when the server reads
markup. No text reaches the log.

Source: the Desktop Notifications Specification 1.2, and 1.3 for ``ActivationToken``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress
from msgspec import Struct

from stillhere.notify.markup import escaped
from stillhere.notify.note import WHOLE, Note, Pressed
from stillhere.notify.wire import DAEMON, Failed

if TYPE_CHECKING:
    from stillhere.notify.bus import SessionBus

SERVER = "org.freedesktop.Notifications"

_ADDRESS = DBusAddress("/org/freedesktop/Notifications", SERVER, SERVER)

#: The server knows best how long a note stands.
_SERVERS_CHOICE = -1


class _Slot(Struct):
    """Where the note of one tag stands.

    ``number``: the server's, 0 when nothing stands. ``pressable``: the number whose clicks still count; a
    server may say that a note closed before it says that it was clicked.
    """

    number: int = 0
    pressable: int = 0
    token: str = ""
    sending: bool = False
    waiting: Note | None = None
    unwanted: bool = False


class FreedesktopNotifier:
    """Shows notes through whatever server there is. `show` and `withdraw` may be called from any thread.

    ``app``: the program's name, as shown. ``entry``: the name of its desktop entry. ``open_words``: the words
    of the action that stands for a click on the note itself. ``icon``: an icon's name or a file's URI.
    """

    name = SERVER
    interfaces = (SERVER,)

    def __init__(
        self,
        bus: SessionBus,
        tell: Callable[[Pressed], None],
        *,
        app: str,
        entry: str,
        open_words: str,
        icon: str = "",
    ) -> None:
        self._bus = bus
        self._tell = tell
        self._app = app
        self._entry = entry
        self._open_words = open_words
        self._icon = icon
        self._present = False
        self._startable = True
        self._capabilities: frozenset[str] | None = None
        self._asking = False
        self._slots: dict[str, _Slot] = {}
        bus.follow(self)

    def is_compatible(self) -> bool:
        """Whether there is a server, or one that the bus can start; taken for granted until it is known."""
        return self._present or self._startable

    def show(self, note: Note) -> None:
        """Shows the note in place of an earlier one with its tag."""
        self._bus.post(lambda: self._want(note))

    def withdraw(self, tag: str) -> None:
        """Takes back the note with this tag, where it still stands."""
        self._bus.post(lambda: self._unwant(tag))

    def appeared(self) -> None:
        """Another server: what it can do is not known, and it shows nothing of ours."""
        self._present = True
        self._forget()

    def vanished(self) -> None:
        """No server. The bus may be able to start one."""
        self._present = False
        self._forget()
        self._bus.call(DAEMON, "ListActivatableNames", then=self._listed)

    def signalled(self, member: str, body: tuple[Any, ...]) -> None:
        """What became of a note. Notes of other programs have other numbers."""
        match member, body:
            case "ActionInvoked", (int(number), str(key)):
                for tag, slot in self._pressable(number):
                    self._tell(Pressed(tag, key, slot.token))
                    slot.token = ""
            case "ActivationToken", (int(number), str(token)):
                for _, slot in self._pressable(number):
                    slot.token = token
            case "NotificationClosed", (int(number), int()):
                for _, slot in self._pressable(number):
                    slot.number = 0

    def _pressable(self, number: int) -> list[tuple[str, _Slot]]:
        return [(tag, slot) for tag, slot in self._slots.items() if number and slot.pressable == number]

    def _listed(self, reply: tuple[Any, ...] | Failed) -> None:
        match reply:
            case (list(names),):
                self._startable = SERVER in names
            case _:
                self._startable = False

    def _forget(self) -> None:
        self._capabilities = None
        for slot in self._slots.values():
            slot.number = slot.pressable = 0

    def _want(self, note: Note) -> None:
        slot = self._slots.setdefault(note.tag, _Slot())
        slot.waiting, slot.unwanted = note, False
        self._send_waiting()

    def _unwant(self, tag: str) -> None:
        slot = self._slots.get(tag)
        if slot is None:
            return
        slot.waiting, slot.unwanted = None, slot.sending
        if slot.number and not slot.sending:
            self._bus.call(_ADDRESS, "CloseNotification", "u", (slot.number,))
            slot.number = slot.pressable = 0

    def _send_waiting(self) -> None:
        """Sends what waits and isn't held up by an earlier note of its tag; asks for capabilities first."""
        ready = {tag: slot for tag, slot in self._slots.items() if slot.waiting and not slot.sending}
        if ready and self._capabilities is None:
            if not self._asking:
                self._asking = True
                self._bus.call(_ADDRESS, "GetCapabilities", then=self._answered)
            return
        for tag, slot in ready.items():
            if slot.waiting is not None:
                self._send(tag, slot, slot.waiting)

    def _answered(self, reply: tuple[Any, ...] | Failed) -> None:
        self._asking = False
        match reply:
            case (list(names),):
                self._capabilities = frozenset(names)
                self._send_waiting()
            case _:
                self._bus.refused("note.no_server")
                for slot in self._slots.values():
                    slot.waiting = None

    def _send(self, tag: str, slot: _Slot, note: Note) -> None:
        slot.waiting, slot.sending = None, True
        body = (self._app, slot.number, self._icon, *self._content(note), _SERVERS_CHOICE)
        self._bus.call(
            _ADDRESS, "Notify", "susssasa{sv}i", body, then=lambda reply: self._sent(tag, slot, reply)
        )

    def _content(self, note: Note) -> tuple[str, str, list[str], dict[str, tuple[str, Any]]]:
        """Title, body, actions and hints, as this server takes them."""
        can = self._capabilities or frozenset()
        actions = [WHOLE, self._open_words, *(note.button or ())] if "actions" in can else []
        hints: dict[str, tuple[str, Any]] = {
            "urgency": ("y", int(note.urgency)),
            "desktop-entry": ("s", self._entry),
        }
        if note.fades:
            hints["transient"] = ("b", True)
        return note.title, escaped(note.body) if "body-markup" in can else note.body, actions, hints

    def _sent(self, tag: str, slot: _Slot, reply: tuple[Any, ...] | Failed) -> None:
        unwanted, slot.sending, slot.unwanted = slot.unwanted, False, False
        match reply:
            case (int(number),):
                slot.number = slot.pressable = number
            case _:
                self._bus.refused("note.not_shown")
        if unwanted:
            self._unwant(tag)
        self._send_waiting()
