"""A person with several devices is one person: the latest word counts, whichever device says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, PartlyBack, Rename, Rest, Undo
from stillhere.core.notices import Notice
from stillhere.home.rooms.comparing import Comparing
from tests.home.couple import Side, World, another, couple


@pytest.fixture
def three(tmp_path: Path, world: World) -> tuple[Side, Side, Side]:
    """Mia's laptop, Mia's phone, and Jon."""
    mia, jon = couple(tmp_path, world)
    phone = another(mia, tmp_path / "phone")
    rounds(mia, phone, jon)
    return mia, phone, jon


def rounds(*sides: Side) -> None:
    for _ in range(2):
        for side in sides:
            side.round()


def test_a_new_device_knows_everything_from_the_folder(three: tuple[Side, Side, Side]) -> None:
    mia, phone, jon = three
    assert mia.home.memory.state() == phone.home.memory.state() == jon.home.memory.state()
    assert phone.home.look().headline == "both_here"
    assert phone.home.troubles() == ()


def test_both_people_are_told_of_it(tmp_path: Path, world: World) -> None:
    mia, jon = couple(tmp_path, world)
    another(mia, tmp_path / "phone")
    mia.round()
    assert jon.round() == [Notice("device_added", "Mia")]


def test_the_latest_word_of_any_device_holds(three: tuple[Side, Side, Side], world: World) -> None:
    mia, phone, jon = three
    mia.home.flip()
    rounds(mia, phone, jon)
    assert phone.home.look().headline == "you_rest"
    world.pass_time(minutes=5)
    phone.home.do(PartlyBack("company"))
    rounds(mia, phone, jon)
    assert mia.home.look().headline == "you_partly"
    world.pass_time(minutes=5)
    mia.home.do(Back())
    rounds(mia, phone, jon)
    assert [side.home.look().headline for side in three] == ["both_here"] * 3
    assert all(side.home.troubles() == () for side in three)


def test_what_was_taken_back_unseen_hides_no_word_of_the_other_device(
    three: tuple[Side, Side, Side], world: World
) -> None:
    mia, phone, jon = three
    phone.home.do(Rest(Details(line="from the phone")))
    world.pass_time(seconds=3)
    mia.home.flip()
    world.pass_time(seconds=3)
    mia.home.do(Undo())
    rounds(phone, mia, jon)
    for side in (mia, phone):
        assert side.home.look().headline == "you_rest"
        assert side.home.look().me.status.line == "from the phone"
    assert jon.home.look().headline == "partner_rests"


def test_the_latest_name_counts_whichever_device_gave_it(
    three: tuple[Side, Side, Side], world: World
) -> None:
    mia, phone, jon = three
    phone.home.do(Rename("Mimi"))
    world.pass_time(minutes=1)
    mia.home.do(Rename("Mia Maria"))
    rounds(mia, phone, jon)
    assert {side.home.look().me.name for side in (mia, phone)} == {jon.home.partner_name()} == {"Mia Maria"}


def test_the_safety_number_covers_every_device(three: tuple[Side, Side, Side], tmp_path: Path) -> None:
    mia, phone, jon = three
    before = mia.home.safety_number()
    assert before == phone.home.safety_number() == jon.home.safety_number()
    Comparing(mia.home).note(same=True)
    assert [Comparing(side.home).now() for side in three] == ["same", "never", "never"]
    tablet = another(jon, tmp_path / "tablet")
    rounds(*three, tablet)
    assert before != mia.home.safety_number() == tablet.home.safety_number() == jon.home.safety_number()
    assert Comparing(mia.home).now() == "changed"
