"""Leaving: alone, at once, with a note or quietly; and what is shown after it."""

from __future__ import annotations

import pytest

from stillhere.core.acts import Refused, Rest
from stillhere.core.agreements.keeping import may
from stillhere.core.leaving import leave
from stillhere.core.records.record import PersonLeft
from stillhere.core.state.model import State, hearers
from stillhere.core.view import Mark
from tests.core.making import ALONE, COUPLE, JON, JONS, MIA, MIAS, Side, couple, folded, record


def gone(device: str) -> State:
    return folded([record(PersonLeft(), device)], COUPLE)


@pytest.mark.parametrize(("person", "device"), [(MIA, MIAS), (JON, JONS)])
@pytest.mark.parametrize("quietly", [False, True])
def test_either_leaves_alone_and_chooses_whether_the_other_is_told(
    person: str, device: str, quietly: bool
) -> None:
    side = Side(person, device)
    assert leave(side.state, side.mine, quietly=quietly) is not quietly


def test_who_left_can_not_leave_again() -> None:
    mia = Side(MIA, MIAS, state=gone(MIAS))
    with pytest.raises(Refused) as refused:
        leave(mia.state, mia.mine, quietly=False)
    assert refused.value.why == "why.left"


def test_where_nobody_else_is_there_is_nothing_to_leave() -> None:
    mia = Side(MIA, MIAS, state=ALONE)
    with pytest.raises(Refused) as refused:
        leave(mia.state, mia.mine, quietly=True)
    assert refused.value.why == "why.leave.alone"


def test_after_the_other_one_left_there_is_nobody_to_tell() -> None:
    jon = Side(JON, JONS, state=gone(MIAS))
    assert leave(jon.state, jon.mine, quietly=False) is False


def test_the_circle_of_who_left_goes_and_nothing_else_of_a_rest_is_shown_of_it() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest()))
    told = jon.take(record(PersonLeft(), MIAS, n=3))
    assert told == ["Mia no longer shares here."]
    assert jon.look().mark == Mark("here", None)
    assert jon.take(record(PersonLeft(), MIAS, n=3)) == []


def test_who_left_sees_the_own_circle_alone() -> None:
    assert Side(JON, JONS, state=gone(JONS)).look().mark == Mark("here", None)


def test_who_stays_speaks_to_nobody_but_their_own_devices() -> None:
    assert [one.id for one in hearers(COUPLE, JON)] == [MIA, JON]
    assert [one.id for one in hearers(gone(MIAS), JON)] == [JON]
    assert [one.id for one in hearers(gone(MIAS), MIA)] == [MIA, JON]


def test_after_the_other_left_there_is_nobody_to_tell_still_here() -> None:
    jon = Side(JON, JONS, state=gone(MIAS))
    jon.do(Rest())
    assert may(jon.state, jon.mine, jon.now).why_not["still_here"] == "why.knock.left"
