"""Law 4: no reason, no reply, no deadline, no count, no history, and nothing is told twice."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.inspect import IntType, StructType, type_info
from msgspec.structs import fields, replace

from stillhere.core.acts import (
    Act,
    Back,
    Details,
    KeepResting,
    PartlyBack,
    Rename,
    Rest,
    SoftKnock,
    StillHere,
    Undo,
)
from stillhere.core.notices import Notice, remembered
from stillhere.core.records.record import Body, CheckIns, Knock, Pulse
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import status_of
from stillhere.core.view import Shown, View
from tests.core.histories import Step, attempt, histories
from tests.core.making import (
    COUPLE,
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

NEVER = {
    "reason",
    "why",
    "reply",
    "answer",
    "deadline",
    "due",
    "late",
    "seen",
    "read",
    "typing",
    "count",
    "streak",
    "score",
}


@pytest.mark.parametrize(
    "shape", [*get_args(Body), *get_args(Act), Details, Notice], ids=lambda one: one.__name__
)
def test_nothing_that_is_said_or_done_has_a_field_for_a_reason_a_reply_or_a_deadline(
    shape: type[msgspec.Struct],
) -> None:
    assert not {field.name for field in fields(shape)} & NEVER


def test_a_pulse_and_a_knock_carry_no_text() -> None:
    assert [field.name for field in fields(Knock)] == ["rest"]
    assert [field.name for field in fields(Pulse)] == ["rest", "said_ms"]
    assert (fields(SoftKnock), fields(StillHere), fields(Back), fields(Undo)) == ((), (), (), ())


def test_a_notice_is_a_kind_and_a_name() -> None:
    assert [field.name for field in fields(Notice)] == ["kind", "name"]


@pytest.mark.parametrize("shape", [View, Shown])
def test_nothing_that_is_shown_is_a_number(shape: type[msgspec.Struct]) -> None:
    shown = type_info(shape)
    assert isinstance(shown, StructType)
    assert not [field.name for field in shown.fields if isinstance(field.type, IntType)]


def test_of_twenty_rests_the_last_one_is_known_and_no_other() -> None:
    mia, jon = couple()
    rests = []
    for _ in range(20):
        jon.take(mia.do(Rest(Details(line="near", checkins="one_knock"))))
        rests.append(status_of(mia.state, MIA).rest)
        mia.take(jon.do(SoftKnock()))
        jon.take(mia.do(StillHere()))
        for side in (mia, jon):
            side.wait(days=2)
        jon.take(mia.do(PartlyBack("company")))
        jon.take(mia.do(Back()))
    assert len(set(rests)) == 20
    for side in (mia, jon):
        held = repr((side.state, side.mine))
        assert [rest for rest in rests if rest in held] == rests[-1:]


# --- Nothing is told twice, and nothing asks twice -------------------------------------------------------


def test_a_change_of_details_tells_nothing() -> None:
    mia, jon = mia_rests()
    changes = [
        Details(line="near"),
        Details(looks=("fewer_words",)),
        Details(guess="open"),
        Details(checkins="practical"),
    ]
    assert [jon.take(mia.do(Rest(change))) for change in changes] == [[]] * len(changes)


def test_a_guess_that_passed_tells_nothing_and_asks_once() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess="this_evening"))))
    for side in (mia, jon):
        side.wait(days=2)
    assert jon.take() == []
    mia.try_to(KeepResting())
    for _ in range(5):
        mia.wait(days=30)
        assert not mia.look().ask_guess
        assert mia.take() == []


def test_a_few_days_are_never_counted_down() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess="few_days"))))
    for _ in range(4):
        partner = jon.look().partner
        assert partner is not None
        assert partner.status.guess == "few_days"
        jon.wait(days=1)


FLOODS = st.lists(
    st.tuples(st.sampled_from([R1, R2, "restmiaaaa"]), st.integers(1, 9), st.integers(0, 3)), max_size=12
)


@given(FLOODS, st.data())
@proved(400)
def test_at_most_one_knock_is_told_a_rest_however_an_altered_app_floods(
    flood: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    mia, _ = mia_rests("one_knock")
    waiting = [record(Knock(rest=rest), JONS, n=n, at=(ms, 0)) for rest, n, ms in flood]
    while waiting:
        size = data.draw(st.integers(1, len(waiting)))
        mia.take(*waiting[:size])
        waiting = waiting[size:]
    assert [notice.kind for notice in mia.told] in ([], ["knock"])


def test_a_knock_elsewhere_in_between_is_no_second_knock() -> None:
    mia, jon = mia_rests("one_knock")
    rest = status_of(mia.state, MIA).rest
    told = [mia.take(record(Knock(rest=at), JONS, n=n)) for n, at in enumerate([rest, R1, rest, R2, rest], 1)]
    assert told == [["Jon is here too. No reply needed."], [], [], [], []]
    jon.take(mia.do(Back()))
    jon.take(mia.do(Rest()))
    again = Knock(rest=status_of(mia.state, MIA).rest)
    assert mia.take(record(again, JONS, n=9)) == ["Jon is here too. No reply needed."]


def test_what_is_remembered_of_a_knock_is_the_rest_and_nothing_else() -> None:
    mine = Mine(person=MIA, device=MIAS)
    state = folded([record(resting(R1), MIAS)], COUPLE)
    assert remembered(mine, state, (Notice("still_here", "Jon"),)) is mine
    assert remembered(mine, state, (Notice("knock", "Jon"),)) == replace(mine, heard=R1)


@pytest.mark.parametrize("checkins", ["not_now", "practical"])
def test_a_knock_of_an_altered_app_that_is_not_welcome_tells_nothing(checkins: CheckIns) -> None:
    mia, _ = mia_rests(checkins)
    knock = Knock(rest=status_of(mia.state, MIA).rest)
    assert mia.take(record(knock, JONS, n=1)) == []
    assert not mia.look().at_the_door


@given(histories)
@proved()
def test_no_notice_holds_a_word_of_what_anybody_wrote(steps: list[Step]) -> None:
    mia, jon = couple()
    secret = "the garden door"
    for by_mia, what, gap in steps:
        act = Rest(replace(what.details, line=secret)) if isinstance(what, Rest) else what
        actor, other = (mia, jon) if by_mia else (jon, mia)
        for side in (mia, jon):
            side.wait(seconds=gap)
        if isinstance(act, Rename):
            continue  # a name is what its person wants to be called by
        said = attempt(actor, act)
        if said is not None:
            other.take(said)
    for side in (mia, jon):
        assert {notice.name for notice in side.told} <= {"Mia", "Jon"}
        assert secret not in repr(side.told)
