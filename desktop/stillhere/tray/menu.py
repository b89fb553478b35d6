"""The menu: pystray's own, with a key on each item, and a frozen reading of it for those who show it.

Laws. An item is known by its key for as long as the program runs: its number never changes and is never
given to another item, whatever happens to the words, the order or the items around it. A `Reading` is a
value: reading the same menu twice gives equal values.

This file is the only door to pystray. Its import picks a backend and, on Linux, fails where there is no
display. The backends of Linux and macOS are not used here, so it is told to pick none: its `Icon` is then
the bare base class. On Windows it is pystray's own icon. It takes `inspect` along, a megabyte in memory with
all its parts, for callables as actions, and `logging`, half of one, for a start that doesn't end. No item
here has such an action, and no icon such a start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct

from stillhere.core.records.text import clean
from stillhere.later import later


class _Log:
    """A logger that is made when there is something to say."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        import logging

        return getattr(logging.getLogger(self._name), name)


_CHOICE = "PYSTRAY_BACKEND"
_before = os.environ.get(_CHOICE)
if sys.platform != "win32":
    os.environ[_CHOICE] = "dummy"
try:
    with later("inspect"), later("logging", getLogger=_Log):
        from pystray import Icon as PystrayIcon
        from pystray import Menu, MenuItem
finally:
    # Programs started from here inherit the environment; they keep their own choice.
    if _before is None:
        os.environ.pop(_CHOICE, None)
    else:
        os.environ[_CHOICE] = _before

__all__ = ["ROOT", "SEPARATOR", "Item", "Menu", "MenuItem", "Node", "Numbers", "PystrayIcon", "Reading"]

SEPARATOR = Menu.SEPARATOR

#: The number of the menu itself.
ROOT = 0


class Item(MenuItem):  # type: ignore[misc]
    """A menu item with a ``key``. Choosing it tells its icon the key; a submenu is given as ``submenu``.

    ``checked``: None for a plain item. ``radio``: one of several, of which one is checked.
    """

    def __init__(
        self,
        key: str,
        text: str,
        *,
        submenu: Menu | None = None,
        checked: bool | None = None,
        radio: bool = False,
        enabled: bool = True,
        visible: bool = True,
    ) -> None:
        super().__init__(
            text,
            submenu,
            checked=None if checked is None else lambda _: checked,
            radio=radio,
            enabled=enabled,
            visible=visible,
        )
        self.key = key

    def __call__(self, icon: Any) -> None:
        """Called by whatever icon shows the item: pystray's way to say that it was chosen."""
        if self.submenu is None:
            icon.chosen(self.key)


class Node(Struct, frozen=True):
    """One line of a menu as it stands: what a person sees, and the number that panels know it by."""

    number: int
    kind: Literal["item", "separator", "submenu"]
    text: str = ""
    checked: bool | None = None
    radio: bool = False
    enabled: bool = True
    children: tuple[Node, ...] = ()

    @property
    def words(self) -> tuple[Any, ...]:
        """What panels show anew in place when it changes."""
        return self.text, self.checked, self.enabled

    @property
    def shape(self) -> tuple[Any, ...]:
        """What makes panels lay the menu out anew when it changes."""
        return self.number, self.kind, self.checked is None, self.radio, tuple(c.shape for c in self.children)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order shown."""
        yield self
        for child in self.children:
            yield from child.walk()


class Reading(Struct, frozen=True):
    """A menu as it stood when it was read; ``choose`` holds what each number does when chosen."""

    root: Node
    choose: dict[int, Callable[[Any], None]]


class Numbers:
    """Gives every key its number, for as long as this object lives."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def read(self, menu: Menu | None) -> Reading:
        """The menu as it stands now; pystray's dynamic properties are asked here and only here.

        :raises ValueError: two items have the same key.
        """
        choose: dict[int, Callable[[Any], None]] = {}
        root = Node(ROOT, "submenu", children=tuple(self._nodes(menu or (), "", choose)))
        seen: set[int] = set()
        for node in root.walk():
            if node.number in seen:
                key = next(key for key, number in self._numbers.items() if number == node.number)
                raise ValueError(f"two items have the key {key}")
            seen.add(node.number)
        return Reading(root, choose)

    def _nodes(self, items: Iterable[Any], above: str, choose: dict[int, Any]) -> Iterator[Node]:
        separators = 0
        for place, item in enumerate(items):
            if item is SEPARATOR:
                separators += 1
                yield Node(self._number(f"{above}/-{separators}"), "separator")
                continue
            # A plain pystray item has no key; its place is the best that is known of it.
            key = getattr(item, "key", None) or f"{above}/{place}"
            number = self._number(key)
            if item.submenu is not None:
                below = tuple(self._nodes(item.submenu, key, choose))
                yield Node(number, "submenu", clean(item.text), enabled=bool(item.enabled), children=below)
                continue
            if item.enabled:
                choose[number] = item
            yield Node(number, "item", clean(item.text), item.checked, bool(item.radio), bool(item.enabled))

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)
