"""Law 1: a status is what its person chose to say. Nothing is inferred, returns or expires by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from stillhere.core.acts import Act, Back, Details, KeepResting, PartlyBack, Rest, flip
from stillhere.core.records.record import Guess, PersonJoined, Record, Status
from stillhere.core.state.model import HERE, status_of
from stillhere.core.view import Shown, View, view
from tests.core.histories import GUESSES, Step, attempt, histories, lived, records
from tests.core.making import COUPLE, JON, JONS, MIA, MIAS, Side, couple, folded, mia_rests, proved

HOURS = st.sampled_from([0, 1, 9, 13, 25, 49, 24 * 30, 24 * 365 * 20])


def said(side: Side) -> tuple[Status, Status]:
    """What each of the two last said, as this side knows it."""
    return status_of(side.state, MIA), status_of(side.state, JON)


def timeless(shown: View) -> View:
    """What is shown, without what rightly reads differently at another hour."""

    def plain(one: Shown) -> Shown:
        return replace(
            one, since=None, still_here=False, guess_over=False, status=replace(one.status, guess=None)
        )

    return replace(
        shown,
        me=plain(shown.me),
        partner=None if shown.partner is None else plain(shown.partner),
        may=replace(shown.may, why_not={}),
        ask_guess=False,
        news="ok",
    )


def test_a_status_holds_what_its_person_chooses_and_nothing_that_is_measured() -> None:
    # A field more is a decision: its person has to be the one who says it.
    names = "state since_ms rest looks line guess until_ms checkins partly undoes"
    assert [field.name for field in fields(Status)] == names.split()


@given(histories, HOURS)
@proved()
def test_time_alone_changes_nothing_that_was_said_or_shown_of_it(steps: list[Step], hours: int) -> None:
    for side in lived(steps):
        before, shown = said(side), view(side.state, side.mine, side.now, heard_ms=0)
        side.wait(hours=hours)
        assert said(side) == before
        assert timeless(view(side.state, side.mine, side.now, heard_ms=0)) == timeless(shown)
        assert side.take() == []


@given(histories)
@proved()
def test_no_act_of_one_changes_what_the_other_said(steps: list[Step]) -> None:
    mia, jon = couple()
    for by_mia, what, gap in steps:
        actor, other = (mia, jon) if by_mia else (jon, mia)
        for side in (mia, jon):
            side.wait(seconds=gap)
        untouched = status_of(actor.state, other.person)
        record = attempt(actor, what)
        if record is not None:
            other.take(record)
        assert status_of(actor.state, other.person) == untouched
        assert status_of(other.state, other.person) == untouched
        assert said(mia) == said(jon)


@given(st.lists(records.filter(lambda one: not isinstance(one.body, PersonJoined)), max_size=8))
@proved(300)
def test_no_record_of_one_changes_what_the_other_said_not_even_an_altered_apps(drawn: list[Record]) -> None:
    everything = folded(drawn, COUPLE)
    for person, device, other in ((MIA, MIAS, JON), (JON, JONS, MIA)):
        own = folded([one for one in drawn if one.header.device == device], COUPLE)
        assert status_of(own, other) is HERE
        assert status_of(own, person) == status_of(everything, person)


@given(histories)
@proved()
def test_looking_says_nothing(steps: list[Step]) -> None:
    for side in lived(steps):
        state, mine = side.state, side.mine
        for _ in range(3):
            side.look()
            flip(side.state, side.mine)
        assert (side.state, side.mine) == (state, mine)


@pytest.mark.parametrize("guess", GUESSES)
def test_a_guess_that_passed_returns_nobody(guess: Guess) -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess=guess))))
    for side in (mia, jon):
        side.wait(days=400)
        assert status_of(side.state, MIA).state == "resting"
    assert mia.headline() == "You are resting. Nothing else is needed."
    assert jon.headline() == "Mia is resting, still here."


@pytest.mark.parametrize("what", [Rest(Details(line="near")), PartlyBack("talk"), Back()])
def test_what_one_said_stays_until_one_says_otherwise(what: Act) -> None:
    mia, _ = mia_rests()
    mia.do(what)
    before = status_of(mia.state, MIA)
    mia.wait(days=4000)
    assert status_of(mia.state, MIA) == before


def test_only_an_act_is_ever_said_and_keep_resting_is_none() -> None:
    mia, _ = couple()
    mia.do(Rest(Details(guess="this_evening")))
    mia.wait(days=2)
    mia.look()
    mia.try_to(KeepResting())
    assert [one.header.kind for one in mia.said] == ["status"]
