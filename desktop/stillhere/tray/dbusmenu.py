"""The menu as panels read it: the interface ``com.canonical.dbusmenu``.

Laws. What a panel is told is one frozen `Reading`; a change is told once, in the smallest true way: words
and states as properties, anything else as a new layout. An item that can't be chosen now isn't, whatever a
panel sends.

Source: the interface description of libdbusmenu, version 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jeepney import Message

from stillhere.tray.export import Exported, Interface, Method, Property, Refused
from stillhere.tray.menu import ROOT, Node, Reading

PATH = "/StatusNotifierItem/Menu"

_NAME = "com.canonical.dbusmenu"
_VERSION = 3

Properties = dict[str, tuple[str, Any]]


class DBusMenu:
    """Serves the latest reading. ``choose`` is called with what an item does when it was chosen.

    Everything but the constructor belongs to the bus's thread.
    """

    def __init__(self, reading: Reading, choose: Callable[[Callable[[Any], None]], None]) -> None:
        self._reading = reading
        self._choose = choose
        self._revision = 1
        self.object = Exported(PATH, [self._interface()])

    def replace(self, reading: Reading) -> Iterator[Message]:
        """Takes in a new reading; the signals that tell what changed."""
        before, self._reading = self._reading.root, reading
        if before.shape != reading.root.shape:
            self._revision += 1
            yield self.object.signal(_NAME, "LayoutUpdated", self._revision, ROOT)
            return
        changed = [
            (new.number, _changes(old, new))
            for old, new in zip(before.walk(), reading.root.walk(), strict=True)
            if old.words != new.words
        ]
        if changed:
            yield self.object.signal(_NAME, "ItemsPropertiesUpdated", changed, [])

    def _interface(self) -> Interface:
        return Interface(
            _NAME,
            methods={
                "GetLayout": Method(self._get_layout, "iias", "u(ia{sv}av)"),
                "GetGroupProperties": Method(self._get_group, "aias", "a(ia{sv})"),
                "GetProperty": Method(self._get_property, "is", "v"),
                "Event": Method(self._event, "isvu"),
                "EventGroup": Method(self._event_group, "a(isvu)", "ai"),
                "AboutToShow": Method(self._about_to_show, "i", "b"),
                "AboutToShowGroup": Method(self._about_to_show_group, "ai", "aiai"),
            },
            properties={
                "Version": Property("u", lambda: _VERSION),
                "TextDirection": Property("s", lambda: "ltr"),
                "Status": Property("s", lambda: "normal"),
                "IconThemePath": Property("as", list),
            },
            signals={
                "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
                "LayoutUpdated": "ui",
                "ItemActivationRequested": "iu",
            },
        )

    def _find(self, number: int) -> Node | None:
        return next((node for node in self._reading.root.walk() if node.number == number), None)

    def _found(self, number: int) -> Node:
        node = self._find(number)
        if node is None:
            raise Refused("InvalidArgs", f"no item {number} in this menu")
        return node

    def _get_layout(self, parent: int, depth: int, names: Sequence[str]) -> tuple[Any, ...]:
        return self._revision, _layout(self._found(parent), depth, names)

    def _get_group(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[Any, ...]:
        wanted = set(numbers)
        nodes = [node for node in self._reading.root.walk() if not wanted or node.number in wanted]
        return ([(node.number, _only(_properties(node), names)) for node in nodes],)

    def _get_property(self, number: int, name: str) -> tuple[Any, ...]:
        found = _properties(self._found(number)).get(name)
        if found is None:
            raise Refused("UnknownProperty", f"item {number} has no {name}")
        return (found,)

    def _event(self, number: int, event: str, _data: Any, _when: int) -> tuple[Any, ...]:
        self._found(number)
        if event == "clicked" and number in self._reading.choose:
            self._choose(self._reading.choose[number])
        return ()

    def _event_group(self, events: Sequence[tuple[int, str, Any, int]]) -> tuple[Any, ...]:
        known = [event for event in events if self._find(event[0])]
        if events and not known:
            raise Refused("InvalidArgs", "none of these items is in this menu")
        for event in known:
            self._event(*event)
        return ([event[0] for event in events if event not in known],)

    def _about_to_show(self, number: int) -> tuple[Any, ...]:
        self._found(number)
        return (False,)

    def _about_to_show_group(self, numbers: Sequence[int]) -> tuple[Any, ...]:
        return [], [number for number in numbers if not self._find(number)]


def _layout(node: Node, depth: int, names: Sequence[str]) -> tuple[int, Properties, list[tuple[str, Any]]]:
    """A node as ``(ia{sv}av)``, with ``depth`` levels below it; -1: all."""
    children = (
        [] if depth == 0 else [("(ia{sv}av)", _layout(each, depth - 1, names)) for each in node.children]
    )
    return node.number, _only(_properties(node), names), children


def _only(properties: Properties, names: Sequence[str]) -> Properties:
    return {name: value for name, value in properties.items() if not names or name in names}


def _changes(old: Node, new: Node) -> Properties:
    before = _properties(old)
    return {name: value for name, value in _properties(new).items() if before.get(name) != value}


def _properties(node: Node) -> Properties:
    """What is so of one line. Values that are the default are said too: some panels keep what was before."""
    if node.kind == "separator":
        return {"type": ("s", "separator"), "visible": ("b", True)}
    found: Properties = {}
    if node.number != ROOT:
        # A single underscore would mark the next letter as an access key.
        found["label"] = ("s", node.text.replace("_", "__"))
        found["enabled"] = ("b", node.enabled)
        found["visible"] = ("b", True)
    if node.kind == "submenu":
        found["children-display"] = ("s", "submenu")
    if node.checked is not None:
        found["toggle-type"] = ("s", "radio" if node.radio else "checkmark")
        found["toggle-state"] = ("i", int(node.checked))
    return found
