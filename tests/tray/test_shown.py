"""What a tray shows of a view: the tooltip says how it is with both, and the menu puts the flip first."""

from __future__ import annotations

import pytest

from stillhere.core.acts import Details, PartlyBack, Rest
from stillhere.core.records.terms import Words
from stillhere.tray.menu import Item
from stillhere.tray.shown import MODES, menu, tooltip
from stillhere.words import say
from tests.core.making import ALONE, MIA, MIAS, Side, couple
from tests.core.parties import Party, agreed_to, parties


def tip(side: Side) -> list[str]:
    return tooltip(side.look()).split("\n")


def test_the_tooltip_says_how_it_is_with_both() -> None:
    mia, jon = couple()
    assert tip(mia) == ["You are both here.", "You — here", "Jon — here"]
    jon.take(mia.do(Rest()))
    assert tip(mia) == [
        "You are resting. Nothing else is needed.",
        "You — resting, still here, since this afternoon",
        "Jon — here",
    ]
    assert tip(jon) == [
        "Mia is resting, still here.",
        "You — here",
        "Mia — resting, still here, since this afternoon",
    ]
    mia.take(jon.do(Rest()))
    for side, other in ((mia, "Jon"), (jon, "Mia")):
        first, own, theirs = tip(side)
        assert first == "You are both resting, still here."
        assert own.startswith("You — resting")
        assert theirs.startswith(f"{other} — resting")
    jon.take(mia.do(PartlyBack("talk")))
    assert tip(jon)[2].startswith(f"Mia — {say('state.partly_back')}")


def test_what_is_kept_for_a_folder_that_is_away_is_the_last_line() -> None:
    mia, _ = couple()
    kept = say("notice.own.kept")
    assert tooltip(mia.look(), kept=kept).split("\n")[-1] == kept


@pytest.mark.parametrize("resting", [False, True])
def test_the_first_item_that_can_be_chosen_is_the_flip(resting: bool) -> None:
    mia, _ = couple()
    if resting:
        mia.do(Rest())
    items = [item for item in menu(mia.look(), "named") if isinstance(item, Item) and item.visible]
    assert (items[0].key, items[0].enabled) == ("state", False)
    assert items[1].key == next(item.key for item in items if item.enabled) == "flip"
    assert items[1].text == say("tray.back" if resting else "tray.rest")


def details(side: Party) -> dict[str, Item]:
    """The items about the details of a rest, by key."""
    (item,) = [
        each for each in menu(side.look(), "named") if isinstance(each, Item) and each.key == "details"
    ]
    assert item.submenu is not None
    return {each.key: each for each in item.submenu if isinstance(each, Item)}


@pytest.mark.parametrize("before", [False, True])
def test_a_knock_that_an_agreement_disables_is_no_choice(before: bool) -> None:
    mia, jon = parties()
    mia.do(Rest(Details(checkins="one_knock") if before else Details()))
    assert details(mia)["checkins.one_knock"].checked is before
    assert "checkins_agreed" not in details(mia)
    low = Words(kind="low_contact", title="Practical things", settings={"practical_only": True})
    agreed_to(mia, jon, low)
    found = details(mia)
    assert [key for key in found if key.startswith("checkins.")] == ["checkins.not_now", "checkins.practical"]
    said = found["checkins_agreed"]
    key = "no_knocks.chosen" if before else "no_knocks.agreed"
    assert (said.text, said.enabled) == (say(key, title=low.title), False)


def test_where_nobody_else_shares_there_is_nothing_to_wish_for_about_check_ins() -> None:
    mia = Party(MIA, MIAS, state=ALONE)
    mia.do(Rest())
    assert "guess.tomorrow" in details(mia)
    assert not [key for key in details(mia) if key.startswith("checkins")]


@pytest.mark.parametrize("mode", MODES)
def test_the_menu_marks_how_notifications_are(mode: str) -> None:
    mia, _ = couple()
    (item,) = [
        each for each in menu(mia.look(), mode) if isinstance(each, Item) and each.key == "notifications"
    ]
    assert item.submenu is not None
    assert [each.key for each in item.submenu if each.checked] == [f"notifications.{mode}"]
