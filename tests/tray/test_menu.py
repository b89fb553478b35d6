"""Reading a menu: stable numbers, frozen values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.tray.menu import ROOT, SEPARATOR, Item, Menu, MenuItem, Numbers

KEYS = st.lists(st.sampled_from([f"key{n}" for n in range(12)]), unique=True)


@given(st.lists(KEYS, max_size=8))
def test_a_number_belongs_to_its_key_for_ever(menus: list[list[str]]) -> None:
    numbers = Numbers()
    known: dict[str, int] = {}
    for keys in menus:
        reading = numbers.read(Menu(*(Item(key, f"words of {key}") for key in keys)))
        for key, node in zip(keys, reading.root.children, strict=True):
            assert known.setdefault(key, node.number) == node.number
    assert len(set(known.values()) | {ROOT}) == len(known) + 1


def test_reading_twice_gives_equal_values() -> None:
    numbers = Numbers()
    menu = Menu(
        Item("a", "A"), SEPARATOR, Item("b", "B", submenu=Menu(Item("c", "C", checked=True, radio=True)))
    )
    assert numbers.read(menu).root == numbers.read(menu).root


def test_what_is_not_visible_is_not_there() -> None:
    menu = Menu(SEPARATOR, Item("a", "A", visible=False), SEPARATOR, Item("b", "B"), SEPARATOR, SEPARATOR)
    assert [node.text for node in Numbers().read(menu).root.children] == ["B"]


def test_words_are_one_plain_line() -> None:
    (node,) = Numbers().read(Menu(Item("a", "Mia\u202e is\nresting"))).root.children
    assert node.text == "Mia is resting"


def test_only_what_is_enabled_can_be_chosen() -> None:
    menu = Menu(Item("a", "A", enabled=False), Item("b", "B"), Item("c", "C", submenu=Menu(Item("d", "D"))))
    reading = Numbers().read(menu)
    a, b, c = reading.root.children
    assert set(reading.choose) == {b.number, c.children[0].number}
    assert not a.enabled


def test_two_items_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="two items have the key a"):
        Numbers().read(Menu(Item("a", "A"), Item("b", "B", submenu=Menu(Item("a", "again")))))


def test_items_of_pystrays_own_are_known_by_their_place() -> None:
    numbers = Numbers()
    first = numbers.read(Menu(MenuItem("x", None), MenuItem("y", Menu(MenuItem("z", None)))))
    again = numbers.read(Menu(MenuItem("other", None), MenuItem("words", Menu(MenuItem("here", None)))))
    assert [node.number for node in first.root.walk()] == [node.number for node in again.root.walk()]


def test_no_menu_is_an_empty_one() -> None:
    assert Numbers().read(None).root.children == ()
