"""The menu as panels read it and press it, over the bus."""

from __future__ import annotations

import pytest
from jeepney import DBusErrorResponse

from stillhere.tray.icon import Chosen
from stillhere.tray.menu import SEPARATOR, Item, Menu, MenuItem
from stillhere.tray.pictures import icon_set
from tests.desktop.fakes import FakeHost, Line
from tests.tray.conftest import MARK, Tray, small_menu
from tests.waiting import until


def show(tray: Tray, menu: Menu) -> None:
    tray.icon.show(icon_set(MARK), "You are both here.", menu)


def test_a_panel_sees_every_line(host: FakeHost) -> None:
    assert host.menu() == (
        Line(1, "Rest, still here"),
        Line(2, "Mia is here", enabled=False),
        Line(3, "", separator=True),
        Line(
            4,
            "Notifications",
            children=(Line(5, "Named", checked=True, radio=True), Line(6, "None", checked=False, radio=True)),
        ),
        Line(7, "Quiet hours", checked=False),
        Line(8, "", separator=True),
        Line(9, "Open Still Here"),
    )


def test_where_a_left_click_opens_the_menu_its_first_line_flips(host: FakeHost, tray: Tray) -> None:
    first = host.menu()[0]
    host.click(first.number)
    assert tray.heard[-1] == Chosen("flip")


def test_lines_of_a_submenu_are_chosen_by_their_keys(host: FakeHost, tray: Tray) -> None:
    host.click("None")
    assert tray.heard[-1] == Chosen("tell.none")


def test_what_cannot_be_chosen_is_not(host: FakeHost, tray: Tray) -> None:
    before = len(tray.heard)
    host.click("Mia is here")
    host.click("Notifications")
    host.click(3)
    assert len(tray.heard) == before


def test_only_a_click_chooses(host: FakeHost, tray: Tray) -> None:
    before = len(tray.heard)
    for event in ("opened", "closed", "hovered"):
        host.ask(host.menu_address, "Event", "isvu", 1, event, ("i", 0), 1)
    assert len(tray.heard) == before


def test_other_words_change_in_place(host: FakeHost, tray: Tray) -> None:
    numbers = {line.label: line.number for line in host.menu()}
    show(tray, small_menu(resting=True))
    until(lambda: host.heard("ItemsPropertiesUpdated"))
    assert host.heard("LayoutUpdated", "ItemsPropertiesUpdated") == [
        (
            "ItemsPropertiesUpdated",
            ([(1, {"label": ("s", "I'm back")}), (7, {"toggle-state": ("i", 1)})], []),
        )
    ]
    assert host.find("I'm back").number == numbers["Rest, still here"]
    assert host.find("Quiet hours").checked


def test_numbers_stay_with_their_keys_whatever_comes_and_goes(host: FakeHost, tray: Tray) -> None:
    before = {line.label: line.number for line in host.menu()}
    show(tray, Menu(Item("knock", "One soft knock"), Item("open", "Open"), Item("flip", "Rest, still here")))
    until(lambda: host.heard("LayoutUpdated"))
    after = {line.label: line.number for line in host.menu()}
    assert after["Open"] == before["Open Still Here"]
    assert after["Rest, still here"] == before["Rest, still here"]
    assert after["One soft knock"] not in before.values()
    show(tray, small_menu())
    until(lambda: len(host.heard("LayoutUpdated")) == 2)
    assert {line.label: line.number for line in host.menu()} == before
    first, second = (revision for _, (revision, _) in host.heard("LayoutUpdated"))
    assert first < second


def test_a_click_on_a_line_that_went_away_does_nothing_to_its_successor(host: FakeHost, tray: Tray) -> None:
    old = host.find("Quiet hours").number
    show(tray, Menu(Item("other", "Something else")))
    until(lambda: host.heard("LayoutUpdated"))
    before = len(tray.heard)
    with pytest.raises(DBusErrorResponse):
        host.click(old)
    assert len(tray.heard) == before


def test_an_underscore_in_a_name_is_no_access_key(host: FakeHost, tray: Tray) -> None:
    show(tray, Menu(Item("state", "mia_k is resting")))
    until(lambda: host.heard("LayoutUpdated"))
    assert host.ask(host.menu_address, "GetProperty", "is", host.menu()[0].number, "label") == (
        ("s", "mia__k is resting"),
    )


def test_layout_can_be_read_in_parts(host: FakeHost) -> None:
    assert [line.children for line in host.menu(depth=1)] == [()] * 7
    assert host.menu(depth=0) == ()
    assert [line.label for line in host.menu(parent=4)] == ["Named", "None"]
    _, (number, properties, _) = host.ask(host.menu_address, "GetLayout", "iias", 5, 0, ["label", "enabled"])
    assert (number, properties) == (5, {"label": ("s", "Named"), "enabled": ("b", True)})


def test_properties_can_be_read_in_groups(host: FakeHost) -> None:
    (group,) = host.ask(host.menu_address, "GetGroupProperties", "aias", [5, 9, 99], ["label"])
    assert group == [(5, {"label": ("s", "Named")}), (9, {"label": ("s", "Open Still Here")})]
    (everything,) = host.ask(host.menu_address, "GetGroupProperties", "aias", [], [])
    assert [number for number, _ in everything] == list(range(10))


def test_events_can_come_in_groups(host: FakeHost, tray: Tray) -> None:
    events = [(9, "clicked", ("i", 0), 1), (99, "clicked", ("i", 0), 1)]
    assert host.ask(host.menu_address, "EventGroup", "a(isvu)", events) == ([99],)
    assert tray.heard[-1] == Chosen("open")
    with pytest.raises(DBusErrorResponse):
        host.ask(host.menu_address, "EventGroup", "a(isvu)", events[1:])


def test_the_menu_is_always_ready_to_show(host: FakeHost) -> None:
    assert host.ask(host.menu_address, "AboutToShow", "i", 0) == (False,)
    assert host.ask(host.menu_address, "AboutToShowGroup", "ai", [0, 99]) == ([], [99])


def test_an_item_of_pystrays_own_does_what_it_says(host: FakeHost, tray: Tray) -> None:
    done: list[str] = []
    tray.icon.menu = Menu(MenuItem("Plain", lambda _icon, item: done.append(item.text)), SEPARATOR)
    until(lambda: host.heard("LayoutUpdated"))
    host.click("Plain")
    assert done == ["Plain"]
