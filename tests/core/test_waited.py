"""What waited is told as far as it is so by then; what happened to devices stays so."""

from __future__ import annotations

import pytest

from stillhere.core.acts import Act, Back, Details, PartlyBack, Rename, Rest, SoftKnock, StillHere
from stillhere.core.agreements.acts import Renew
from stillhere.core.notices import Notice
from stillhere.core.records.record import PersonLeft
from stillhere.core.records.terms import Words
from stillhere.core.waited import still_so
from tests.core.making import ALONE, JONS, MIA, MIAS, Side, couple, folded, mia_rests, record, sentence
from tests.core.parties import agreed_to, both, parties, tell, wait

RHYTHM = Words(kind="still_here_rhythm", title="Every other day", settings={"every_days": 2})


def so(side: Side, *waited: Notice) -> list[str]:
    """What is told to the side of what waited, in words."""
    return [sentence(each) for each in still_so(waited, side.state, side.mine, side.now)]


def of_mia(*kinds: str) -> list[Notice]:
    return [Notice(kind, "Mia") for kind in kinds]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ([], ["Mia is resting, still here."]),
        ([StillHere()], ["Mia is resting, still here.", "Mia: still here."]),
        ([PartlyBack("talk")], ["Mia is a little bit back."]),
        ([Back()], ["Mia is back. Take your time."]),
        ([StillHere(), Back()], ["Mia is back. Take your time."]),
        ([StillHere(), Back(), Rest()], ["Mia is resting, still here."]),
    ],
)
def test_of_the_partners_status_what_holds_is_told(since: list[Act], told: list[str]) -> None:
    mia, jon = mia_rests()
    for act in since:
        jon.take(mia.do(act))
    assert so(jon, *of_mia("resting", "partly", "back", "still_here")) == told


@pytest.mark.parametrize("over", [Back(), PartlyBack("talk"), Rest(Details(checkins="not_now"))])
def test_a_knock_goes_with_its_rest_and_with_the_wish_for_one(over: Act) -> None:
    mia, jon = mia_rests("one_knock")
    told = ["Jon is here too. No reply needed."]
    mia.take(jon.do(SoftKnock()))
    assert so(mia, Notice("knock", "Jon")) == told
    mia.do(over)
    assert so(mia, Notice("knock", "Jon")) == []


def test_a_knock_at_the_rest_before_is_not_told_in_this_one() -> None:
    mia, jon = mia_rests("one_knock")
    mia.take(jon.do(SoftKnock()))
    mia.do(Back())
    mia.do(Rest(Details(checkins="one_knock")))
    assert so(mia, Notice("knock", "Jon")) == []


def test_of_who_left_nothing_is_told_but_that() -> None:
    _, jon = mia_rests()
    waited = of_mia("linked", "resting", "withdraw", "left")
    assert so(jon, *waited) == [
        "You and Mia share this space now.",
        "Mia is resting, still here.",
        "(withdrawn)",
    ]
    jon.state = folded([record(PersonLeft(), MIAS, n=9)], jon.state)
    assert so(jon, *waited) == ["Mia no longer shares here."]
    jon.state = folded([record(PersonLeft(), JONS, n=9)], jon.state)
    assert so(jon, *waited) == []


def test_a_new_name_is_the_one_that_is_told_and_nothing_is_told_twice() -> None:
    mia, jon = mia_rests()
    jon.take(mia.do(Rename("Mimi")))
    assert so(jon, Notice("resting", "Mia"), Notice("resting", "Mimi")) == ["Mimi is resting, still here."]


def test_what_happened_to_devices_stays_so() -> None:
    mia, _ = couple()
    waited = [Notice("device_added", "Jon"), Notice("device_removed", "Mia"), Notice("kit_set", "Jon")]
    assert len(so(mia, *waited, Notice("two_histories", "Jon"))) == 4


def test_who_asks_to_join_is_told_of_while_there_is_a_place() -> None:
    mia = Side(MIA, MIAS, ALONE)
    assert so(mia, Notice("asks_to_join", "Jon"), Notice("left", "Jon"), Notice("linked", "Jon")) == [
        "Your invitation was used. One step is left, in the window."
    ]
    assert so(couple()[0], Notice("asks_to_join", "Jon")) == []


def test_a_review_is_told_while_it_is_open() -> None:
    mia, jon, revision = both()
    assert so(mia, Notice("review")) == []
    wait(mia, jon, days=28)
    assert so(mia, Notice("review")) == ["An agreement can be looked at again, when you like."]
    tell(mia, jon, Renew(revision))
    assert so(mia, Notice("review")) == []


def test_a_reminder_of_still_here_is_told_where_it_can_be_said() -> None:
    mia, jon = parties()
    agreed_to(mia, jon, RHYTHM)
    mia.do(Rest())
    wait(mia, jon, days=2)
    assert so(mia, Notice("rhythm")) == ["If you like: one click says “still here”."]
    mia.do(StillHere())
    assert so(mia, Notice("rhythm")) == []
