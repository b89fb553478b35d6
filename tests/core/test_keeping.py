"""What may be done in each situation, and the reason where it may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stillhere.core.acts import Back, Details, PartlyBack, Rest, SoftKnock, StillHere
from stillhere.core.agreements.keeping import Doing, guess_passed, knocked, may
from stillhere.core.records.record import Knock, PersonLeft, Status
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.core.state.when import ms_of
from stillhere.words import status
from tests.core.making import (
    ALONE,
    COUPLE,
    JON,
    JONS,
    MIA,
    MIAS,
    NOW,
    R1,
    R2,
    Side,
    couple,
    folded,
    mia_rests,
    record,
)

# Situations, each as the one device on which somebody looks at what may be done.


def mia_here() -> Side:
    return couple()[0]


def mia_resting() -> Side:
    return mia_rests()[0]


def mia_said_still_here() -> Side:
    mia = mia_resting()
    mia.do(StillHere())
    return mia


def mia_partly_back() -> Side:
    mia = mia_resting()
    mia.do(PartlyBack("company"))
    return mia


def mia_back_a_minute_ago() -> Side:
    mia = mia_resting()
    mia.do(Back())
    mia.wait(minutes=1)
    return mia


def mia_alone() -> Side:
    return Side(MIA, MIAS, state=ALONE)


def mia_left() -> Side:
    mia = mia_resting()
    mia.state = folded([record(PersonLeft(), MIAS)], mia.state)
    return mia


def jon_waits_where_one_knock_is_welcome() -> Side:
    return mia_rests("one_knock")[1]


def jon_knocked() -> Side:
    jon = jon_waits_where_one_knock_is_welcome()
    jon.do(SoftKnock())
    return jon


def jon_waits_where_no_knock_is_welcome() -> Side:
    return mia_rests("not_now")[1]


def jon_waits_where_mia_said_nothing_of_it() -> Side:
    mia, jon = couple()
    jon.take(mia.do(Rest()))
    return jon


def jon_waits_where_practical_things_are() -> Side:
    return mia_rests("practical")[1]


def jon_where_mia_is_partly_back() -> Side:
    mia, jon = mia_rests("one_knock")
    jon.take(mia.do(PartlyBack("talk")))
    return jon


def jon_where_mia_left() -> Side:
    jon = jon_waits_where_one_knock_is_welcome()
    jon.take(record(PersonLeft(), MIAS))
    return jon


def jon_where_a_rest_has_no_name() -> Side:
    jon = couple()[1]
    jon.take(record(Status(state="resting", since_ms=1, checkins="one_knock"), MIAS))
    return jon


HERE: dict[Doing, str] = {
    "details": "why.details.here",
    "partly": "why.back.here",
    "back": "why.back.here",
    "still_here": "why.still_here.here",
}
RESTING: dict[Doing, str] = {"rest": "why.rest.already"}
NO_UNDO: dict[Doing, str] = {"undo": "why.undo.over"}
EVERYTHING: tuple[Doing, ...] = ("rest", "details", "partly", "back", "still_here", "knock", "undo")

SITUATIONS: dict[Callable[[], Side], dict[Doing, str]] = {
    mia_here: {**HERE, **NO_UNDO, "knock": "why.knock.here"},
    mia_resting: {**RESTING, "knock": "why.knock.here"},
    mia_said_still_here: {**RESTING, "knock": "why.knock.here", "still_here": "why.still_here.today"},
    mia_partly_back: {
        "details": "why.details.here",
        "still_here": "why.still_here.here",
        "knock": "why.knock.here",
    },
    mia_back_a_minute_ago: {**HERE, **NO_UNDO, "knock": "why.knock.here"},
    mia_alone: {**HERE, **NO_UNDO, "knock": "why.knock.alone"},
    mia_left: dict.fromkeys(EVERYTHING, "why.left"),
    jon_waits_where_one_knock_is_welcome: {**HERE, **NO_UNDO},
    jon_knocked: {**HERE, **NO_UNDO, "knock": "why.knock.once"},
    jon_waits_where_no_knock_is_welcome: {**HERE, **NO_UNDO, "knock": "why.knock.not_now"},
    jon_waits_where_mia_said_nothing_of_it: {**HERE, **NO_UNDO, "knock": "why.knock.unsaid"},
    jon_waits_where_practical_things_are: {**HERE, **NO_UNDO, "knock": "why.knock.practical"},
    jon_where_mia_is_partly_back: {**HERE, **NO_UNDO, "knock": "why.knock.here"},
    jon_where_mia_left: {**HERE, **NO_UNDO, "knock": "why.knock.left"},
    jon_where_a_rest_has_no_name: {**HERE, **NO_UNDO, "knock": "why.knock.not_now"},
}


@pytest.mark.parametrize(
    ("situation", "why_not"), SITUATIONS.items(), ids=lambda value: getattr(value, "__name__", "")
)
def test_what_may_be_done(situation: Callable[[], Side], why_not: dict[Doing, str]) -> None:
    side = situation()
    allowed = may(side.state, side.mine, side.now)
    assert dict(allowed.why_not) == why_not
    assert [doing for doing in EVERYTHING if doing in allowed] == [
        doing for doing in EVERYTHING if doing not in why_not
    ]


def test_every_reason_stands_in_the_table_and_in_the_catalogue() -> None:
    of_acts = {"why.guess.nothing", "why.line.long", "why.name.empty", "why.name.long"}
    told = {why for why_not in SITUATIONS.values() for why in why_not.values()}
    assert told | of_acts == {key for key in status.WORDS if key.startswith("why.")}


@pytest.mark.parametrize(
    ("status", "passed"),
    [
        (Status(state="resting", since_ms=1, rest=R1, guess="open"), False),
        (Status(state="resting", since_ms=1, rest=R1, guess="tomorrow", until_ms=ms_of(NOW) + 1), False),
        (Status(state="resting", since_ms=1, rest=R1, guess="tomorrow", until_ms=ms_of(NOW)), True),
        (Status(state="here", since_ms=1, guess="tomorrow", until_ms=1), False),
    ],
)
def test_a_guess_passes_at_its_end_and_only_while_resting(status: Status, passed: bool) -> None:
    assert guess_passed(status, NOW) is passed


def test_a_knock_counts_for_the_rest_that_it_named() -> None:
    state = folded([record(Knock(rest=R1), JONS)], COUPLE)
    assert knocked(state, JON, R1)
    assert not knocked(state, JON, R2)
    assert not knocked(state, MIA, R1)
    assert not knocked(state, JON, "")


def test_a_clock_that_once_ran_in_2099_forbids_no_still_here() -> None:
    mia, _ = mia_rests()
    mia.now = NOW.replace(year=2099)
    mia.do(StillHere())
    mia.now = NOW
    assert mia.why_not(StillHere()) == ""
    mia.do(StillHere())
    # Every stamp lies in 2099 since then; what counts is the clock of the moment in which it was said.
    assert mia.why_not(StillHere()) == "why.still_here.today"
    mia.wait(days=1)
    assert mia.why_not(StillHere()) == ""


def test_a_clock_set_back_takes_nothing_back_and_asks_nothing() -> None:
    mia, _ = couple()
    mia.do(Rest(Details(guess="this_evening")))
    mia.now = NOW.replace(year=2025)
    allowed = may(mia.state, mia.mine, mia.now)
    assert allowed.why_not.get("undo") == "why.undo.over"
    assert not mia.look().ask_guess
    assert mia.look().me.since == "afternoon"


def test_nobody_yet_may_look_at_what_may_be_done() -> None:
    assert "knock" not in may(State(), Mine(person=MIA, device=MIAS), NOW)


def test_both_may_rest_at_once_and_knock_where_it_is_welcome() -> None:
    _, jon = mia_rests("one_knock")
    jon.do(Rest())
    allowed = may(jon.state, jon.mine, jon.now)
    assert "knock" in allowed
    assert "back" in allowed
