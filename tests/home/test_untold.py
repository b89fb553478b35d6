"""What waited, over quiet hours or for a face that keeps, is told as far as it is so when it is told."""

from __future__ import annotations

from pathlib import Path

from stillhere.core.acts import Back, Details, Rest, SoftKnock
from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.notices import Notice
from stillhere.core.records.terms import Words
from stillhere.home.untold import take_untold
from tests.home.couple import Side, World, another

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUIET = Words(kind="quiet_hours", title="Quiet", settings={"from": "22:00", "to": "07:00", "days": EVERY_DAY})


def _quiet_at_night(mia: Side, jon: Side) -> None:
    mia.home.do(Offer(QUIET))
    for side in (mia, jon):
        side.round()
    jon.home.do(Yes(jon.home.agreements()[0].revision))
    for side in (jon, mia):
        side.round()


def _knock_held_over_quiet_hours(mia: Side, jon: Side, world: World) -> None:
    _quiet_at_night(mia, jon)
    mia.home.do(Rest(Details(checkins="one_knock")))
    mia.round()
    jon.round()
    jon.home.do(SoftKnock())
    jon.round()
    world.pass_time(hours=3)
    assert mia.round() == []


def test_a_knock_held_over_a_quiet_hour_goes_with_the_rest_that_it_was_for(
    two: tuple[Side, Side], world: World
) -> None:
    mia, jon = two
    _knock_held_over_quiet_hours(mia, jon, world)
    mia.home.do(Back())
    assert mia.round() == []
    world.pass_time(hours=9)
    assert mia.round() == []


def test_a_knock_held_over_a_quiet_hour_is_told_where_the_rest_goes_on(
    two: tuple[Side, Side], world: World
) -> None:
    mia, jon = two
    _knock_held_over_quiet_hours(mia, jon, world)
    world.pass_time(hours=9)
    assert mia.round() == [Notice("knock", "Jon")]


def test_that_one_step_of_linking_is_left_is_not_told_once_it_was_taken(two: tuple[Side, Side]) -> None:
    home = two[0].home
    home.store.notes.add("asks_to_join", "Jon")
    assert take_untold(home.store, home.memory, home.clock()) == ()


def test_devices_of_both_that_arrive_together_are_told_of_each(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    second = another(jon, tmp_path / "jons-second")
    jon.round()
    second.round()
    third, mias = another(second, tmp_path / "jons-third"), another(mia, tmp_path / "mias-second")
    second.round()
    mia.round()
    assert set(jon.round()) == {Notice("device_added", "Jon"), Notice("device_added", "Mia")}
    for side in (second, third, mias):
        side.home.close()
