"""Objects that other programs on the session bus can call: one table says what there is and what it does.

Laws. Every call gets an answer: a reply whose types are the table's, or a D-Bus error. Arguments reach a
method only when their signature is the table's. Nothing here talks to the bus.

Source: the D-Bus specification, "Standard interfaces".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_return, new_signal
from msgspec import Struct, field

_ERRORS = "org.freedesktop.DBus.Error."
_PROPERTIES = "org.freedesktop.DBus.Properties"
_PROPERTY = "org.freedesktop.DBus.Property"
_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
_PEER = "org.freedesktop.DBus.Peer"


class Refused(Exception):
    """Answers a call with the D-Bus error ``org.freedesktop.DBus.Error.<name>``."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = _ERRORS + name


class Method(Struct, frozen=True):
    """``do`` gets the arguments and returns those of the reply; ``takes`` and ``gives`` are signatures."""

    do: Callable[..., tuple[Any, ...]]
    takes: str = ""
    gives: str = ""

    def check(self, signature: str) -> None:
        """Refuses arguments of other types than this method takes."""
        if signature != self.takes:
            raise Refused("InvalidArgs", f"this method takes ({self.takes})")


class Property(Struct, frozen=True):
    """A value that is read anew each time it is asked for; nobody else sets it."""

    type: str
    read: Callable[[], Any]


class Interface(Struct, frozen=True):
    """What an object can do under one name. ``signals``: each signal's signature."""

    name: str
    methods: Mapping[str, Method] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)


class Exported:
    """One object at ``path``, with the standard interfaces beside its own."""

    def __init__(self, path: str, interfaces: Sequence[Interface]) -> None:
        self.path = path
        self._own = {interface.name: interface for interface in interfaces}
        self._all = self._own | {interface.name: interface for interface in self._standard()}

    def answer(self, call: Message) -> Message:
        """The reply to a method call, or the error that answers it."""
        fields = call.header.fields
        try:
            method = self._method(fields.get(HeaderFields.interface), fields[HeaderFields.member])
            method.check(fields.get(HeaderFields.signature, ""))
            return new_method_return(call, method.gives or None, method.do(*call.body))
        except Refused as refused:
            return new_error(call, refused.name, "s", (str(refused),))

    def signal(self, interface: str, name: str, *body: Any) -> Message:
        """A signal of one of this object's own interfaces, with the table's signature."""
        address = DBusAddress(self.path, interface=interface)
        return new_signal(address, name, self._own[interface].signals[name] or None, body)

    def _method(self, interface: str | None, name: str) -> Method:
        if interface is not None and interface not in self._all:
            raise Refused("UnknownInterface", f"no interface {interface} here")
        places = [self._all[interface]] if interface else list(self._all.values())
        for place in places:
            if name in place.methods:
                return place.methods[name]
        raise Refused("UnknownMethod", f"no method {name} here")

    def _properties(self, interface: str) -> Mapping[str, Property]:
        if interface in self._own:
            return self._own[interface].properties
        if interface in self._all:
            return {}
        raise Refused("UnknownInterface", f"no interface {interface} here")

    def _property(self, interface: str, name: str) -> Property:
        found = self._properties(interface).get(name)
        if found is None:
            raise Refused("UnknownProperty", f"no property {name} here")
        return found

    def _get(self, interface: str, name: str) -> tuple[Any, ...]:
        found = self._property(interface, name)
        return ((found.type, found.read()),)

    def _get_all(self, interface: str) -> tuple[Any, ...]:
        return ({name: (each.type, each.read()) for name, each in self._properties(interface).items()},)

    def _set(self, interface: str, name: str, _value: Any) -> tuple[Any, ...]:
        self._property(interface, name)
        raise Refused("PropertyReadOnly", f"{name} can only be read")

    def _introspect(self) -> tuple[Any, ...]:
        return ("".join(_described(self._all.values())),)

    def _standard(self) -> Iterator[Interface]:
        get, get_all = Method(self._get, "ss", "v"), Method(self._get_all, "s", "a{sv}")
        yield Interface(_PROPERTIES, {"Get": get, "GetAll": get_all, "Set": Method(self._set, "ssv")})
        yield Interface(_INTROSPECTABLE, {"Introspect": Method(self._introspect, "", "s")})
        yield Interface(_PEER, {"Ping": Method(lambda: ())})


def _described(interfaces: Iterable[Interface]) -> Iterator[str]:
    """The interfaces as introspection XML, piece by piece; no name or type of ours has anything to escape."""
    yield "<node>"
    for interface in interfaces:
        yield f'<interface name="{interface.name}">'
        for name, method in interface.methods.items():
            yield f'<method name="{name}">'
            yield from (f'<arg type="{each}" direction="in"/>' for each in singles(method.takes))
            yield from (f'<arg type="{each}" direction="out"/>' for each in singles(method.gives))
            yield "</method>"
        for name, signature in interface.signals.items():
            yield f'<signal name="{name}">'
            yield from (f'<arg type="{each}"/>' for each in singles(signature))
            yield "</signal>"
        for name, value in interface.properties.items():
            yield f'<property name="{name}" type="{value.type}" access="read"/>'
        if interface.properties:
            # Panels hear of changes by the interface's own signals.
            yield f'<annotation name="{_PROPERTY}.EmitsChangedSignal" value="false"/>'
        yield "</interface>"
    yield "</node>"


def singles(signature: str) -> Iterator[str]:
    """The single complete types of a signature: ``"ia{sv}as"`` gives ``i``, ``a{sv}`` and ``as``."""
    depth, piece = 0, ""
    for code in signature:
        piece += code
        depth += (code in "({") - (code in ")}")
        if depth == 0 and code != "a":
            yield piece
            piece = ""
