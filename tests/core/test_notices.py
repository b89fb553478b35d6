"""What arrives becomes at most a few gentle sentences, and what stands on the screen is never untrue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.acts import Act, Back, PartlyBack, Rename, Rest, SoftKnock, StillHere
from stillhere.core.notices import Notice, notices
from stillhere.core.records.record import Body, PersonLeft, Pulse, Status
from tests.core.histories import Step, histories, said_by_mia
from tests.core.making import (
    ALONE,
    COUPLE,
    EVES,
    FOUNDED,
    JOINED,
    JON,
    JONS,
    MIA,
    MIAS,
    R1,
    R2,
    couple,
    folded,
    mia_rests,
    proved,
    record,
    resting,
)

HERE = Status(state="here", since_ms=1)
PARTLY = Status(state="partly_back", since_ms=1, rest=R1, partly="talk")
COMPANY = replace(PARTLY, partly="company")

#: From what Jon knew of Mia to what arrived: what he is told.
CHANGES: list[tuple[Body | None, Body, list[str]]] = [
    (None, HERE, []),
    (None, resting(R1), ["resting"]),
    (None, PARTLY, ["partly"]),
    (HERE, replace(HERE, since_ms=2), []),
    (HERE, resting(R1), ["resting"]),
    (HERE, PARTLY, ["partly"]),
    (resting(R1), resting(R1, line="near"), []),
    (resting(R1), resting(R1, checkins="one_knock"), []),
    (resting(R1), resting(R2), ["resting"]),
    (resting(R1), PARTLY, ["partly"]),
    (resting(R1), HERE, ["back"]),
    (PARTLY, COMPANY, []),
    (PARTLY, replace(PARTLY, rest=R2), ["partly"]),
    (PARTLY, resting(R2), ["resting"]),
    (PARTLY, HERE, ["back"]),
]


def kinds(told: tuple[Notice, ...]) -> list[str]:
    return [notice.kind for notice in told]


@pytest.mark.parametrize(("known", "arrived", "expected"), CHANGES)
def test_a_status_that_arrives(known: Body | None, arrived: Body, expected: list[str]) -> None:
    before = COUPLE if known is None else folded([record(known, MIAS)], COUPLE)
    after = folded([record(arrived, MIAS, n=2)], before)
    assert kinds(notices(before, after, JON)) == expected
    assert notices(before, after, MIA) == ()


def test_what_one_said_oneself_tells_nothing() -> None:
    mia, _ = couple()
    before = mia.state
    mia.do(Rest())
    mia.do(StillHere())
    assert notices(before, mia.state, MIA) == ()


def test_a_rest_and_a_return_that_arrive_together_tell_what_holds_now() -> None:
    mia, jon = couple()
    assert jon.take(mia.do(Rest()), mia.do(StillHere()), mia.do(Back())) == []
    assert jon.take(mia.do(Rest()), mia.do(Back()), mia.do(Rest())) == ["Mia is resting, still here."]


@pytest.mark.parametrize("since", [PartlyBack("company"), Back()])
def test_a_still_here_that_comes_after_the_rest_tells_nothing(since: Act) -> None:
    mia, jon = mia_rests()
    said = mia.do(StillHere())
    jon.take(mia.do(since))
    assert jon.take(said) == []


def test_a_still_here_of_another_rest_tells_nothing() -> None:
    _, jon = mia_rests()
    assert jon.take(record(Pulse(rest=R2, said_ms=1), MIAS)) == []


def test_the_partner_is_told_of_once_by_the_name_they_go_by() -> None:
    after = folded([JOINED], ALONE)
    assert notices(ALONE, after, MIA) == (Notice("linked", "Jon"),)
    assert notices(after, after, MIA) == ()
    joiner = folded([FOUNDED, JOINED, record(resting(), MIAS)])
    assert kinds(notices(folded([]), joiner, JON)) == ["linked", "resting"]
    assert notices(folded([]), ALONE, MIA) == ()


def test_a_new_name_tells_nothing_and_is_the_name_from_then_on() -> None:
    mia, jon = couple()
    assert jon.take(mia.do(Rename("Mimi"))) == []
    assert jon.take(mia.do(Rest())) == ["Mimi is resting, still here."]


def test_who_left_is_told_nothing() -> None:
    mia, jon = couple()
    jon.state = folded([record(PersonLeft(), JONS)], jon.state)
    assert jon.take(mia.do(Rest())) == []


def test_a_strangers_device_tells_nothing() -> None:
    before = COUPLE
    after = folded([record(resting(), EVES), record(Pulse(rest=R1, said_ms=1), EVES)], before)
    assert notices(before, after, JON) == ()


@given(histories, st.data())
@proved()
def test_a_record_taken_in_twice_tells_nothing(steps: list[Step], data: st.DataObject) -> None:
    said = said_by_mia(steps).said
    _, jon = couple()
    for one in data.draw(st.permutations(said)):
        jon.take(one)
        assert jon.take(one) == []
    assert jon.take(*said) == []


def test_a_knock_after_the_return_tells_nothing() -> None:
    mia, jon = mia_rests("one_knock")
    knock = jon.do(SoftKnock())
    mia.do(Back())
    assert mia.take(knock) == []
