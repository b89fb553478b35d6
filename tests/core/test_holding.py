"""How long an answer holds: until the very moment at which time alone changes it, or earlier, never later."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.acts import Details, Rest, StillHere
from stillhere.core.agreements.acts import Offer, Renew
from stillhere.core.agreements.counts import counts
from stillhere.core.holding import holds_until
from stillhere.core.post import post, why_not_write
from stillhere.core.records.record import Status
from stillhere.core.records.terms import Words
from stillhere.core.state.when import day_ends, ms_of
from stillhere.core.view import NO_NEWS_MS, view
from tests.core import histories, parties
from tests.core.making import BERLIN, JON, JONS, MIA, NOW, R1, Side, couple, folded, mia_rests, proved, record
from tests.core.parties import TEA, both, tell, wait

HOUR_MS = 3600 * 1000
DAY_MS = 24 * HOUR_MS
TONIGHT = datetime(2026, 11, 23, 4, 0, tzinfo=BERLIN)

QUIET = Words(
    kind="quiet_hours",
    title="Nights",
    settings={"from": "21:30", "to": "07:00", "days": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
)
LATER = Words(
    kind="check_ins",
    title="One knock, later",
    settings={"who": "either", "form": "knock", "per_rest": 1, "after_hours": 3},
)


def until(side: Side, heard_ms: int | None = None) -> int:
    return holds_until(side.state, side.mine, side.now, heard_ms)


def answer(side: Side, heard_ms: int | None, now: datetime) -> object:
    """What `status` tells, of what time may change."""
    shown = view(side.state, side.mine, now, heard_ms=heard_ms)
    why_not = {doing: why for doing, why in shown.may.why_not.items() if doing != "undo"}
    doors = (shown.at_the_door, shown.left_at_the_door, shown.ask_guess)
    people = (shown.headline, shown.me, shown.partner, shown.link, shown.news)
    between = post(side.state, side.mine.person, now)
    letters = (why_not_write(between), between.pace, between.quiet, between.short, between.left)
    return people, why_not, doors, letters, counts(side.state, side.mine.person, ms_of(now))


def at(ms: int) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(BERLIN)


def changes_at(side: Side, ms: int, heard_ms: int | None = None) -> bool:
    """Whether the answer is another one from `ms` on, and holds until then."""
    before, then = at(ms) - timedelta(milliseconds=1), at(ms)
    return (
        until(side, heard_ms) == ms
        and answer(side, heard_ms, side.now) == answer(side, heard_ms, before)
        and answer(side, heard_ms, before) != answer(side, heard_ms, then)
    )


def test_while_nothing_is_said_it_holds_until_the_day_ends() -> None:
    mia, jon = couple()
    assert until(mia) == until(jon) == day_ends(NOW) == ms_of(TONIGHT)
    mia.wait(hours=13)
    assert until(mia) == day_ends(mia.now) == ms_of(TONIGHT + timedelta(days=1))


def test_a_rest_that_began_today_is_of_yesterday_when_the_day_ends() -> None:
    mia, jon = mia_rests()
    assert changes_at(jon, ms_of(TONIGHT))
    mia.do(StillHere())
    assert changes_at(mia, ms_of(TONIGHT))


def test_it_ends_with_the_guess() -> None:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess="tomorrow"))))
    wait(mia, jon, hours=24)
    assert changes_at(jon, ms_of(TONIGHT + timedelta(days=1)))
    ends = Status(state="resting", since_ms=ms_of(NOW), rest=R1, guess="few_days", until_ms=ms_of(NOW) + 5)
    mia, jon = couple()
    said = record(ends, mia.device)
    for side in (mia, jon):
        side.take(said)
        assert changes_at(side, ms_of(NOW) + 5)


def test_it_ends_when_no_news_came_for_long() -> None:
    mia, _ = couple()
    heard_ms = ms_of(NOW) - NO_NEWS_MS + 10
    assert changes_at(mia, ms_of(NOW) + 11, heard_ms)
    mia.wait(seconds=1)
    assert until(mia, heard_ms) == ms_of(TONIGHT)


def test_it_ends_with_an_offer_that_fades() -> None:
    mia, jon = parties.parties()
    tell(mia, jon, Offer(TEA))
    wait(mia, jon, days=28)
    assert changes_at(jon, ms_of(jon.now) + 1)


def test_it_ends_with_a_review_that_is_due_and_with_one_that_is_over() -> None:
    mia, jon, revision = both()
    wait(mia, jon, days=28, seconds=-1)
    assert changes_at(jon, ms_of(jon.now) + 1000)
    wait(mia, jon, days=7)
    assert changes_at(jon, ms_of(jon.now) + 1000)
    tell(mia, jon, Renew(revision))
    assert changes_at(jon, ms_of(jon.now) + 1000)


@pytest.mark.parametrize(
    ("hours", "clock"), [(0, "2026-11-22 21:30"), (7, "2026-11-23 04:00"), (14, "2026-11-23 07:00")]
)
def test_it_ends_where_quiet_hours_begin_and_end(hours: int, clock: str) -> None:
    mia, jon, _ = both(QUIET)
    jon.take(mia.do(Rest(Details(checkins="one_knock"))))
    wait(mia, jon, hours=hours)
    assert changes_at(jon, ms_of(datetime.fromisoformat(clock).replace(tzinfo=BERLIN)))


def test_it_ends_when_a_knock_is_welcome_after_some_hours() -> None:
    mia, jon, _ = both(LATER)
    jon.take(mia.do(Rest(Details(checkins="one_knock"))))
    assert changes_at(jon, ms_of(NOW) + 3 * HOUR_MS)


@pytest.mark.parametrize("ahead_ms", [1, HOUR_MS, 400 * DAY_MS])
def test_nothing_holds_while_somebody_spoke_at_a_time_that_lies_ahead(ahead_ms: int) -> None:
    mia, jon = couple()
    words = Status(state="resting", since_ms=ms_of(NOW) + ahead_ms, rest=R1)
    jon = changed(jon, state=folded([record(words, mia.device)], jon.state))
    assert until(jon) == ms_of(NOW)


def test_one_who_is_alone_has_a_day_too() -> None:
    from tests.core.making import ALONE

    alone = Side(MIA, "miasdevice", state=ALONE)
    assert until(alone) == ms_of(TONIGHT)
    assert until(Side(JON, JONS)) == ms_of(TONIGHT)


moments = st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=4)


def _the_same_until_then(side: Side, heard_ms: int | None, shares: list[float]) -> None:
    now_ms, ends = ms_of(side.now), until(side, heard_ms)
    assert now_ms <= ends <= day_ends(side.now)
    told = answer(side, heard_ms, side.now)
    for ms in (*(now_ms + int((ends - now_ms) * share) for share in shares), ends - 1):
        if ms > now_ms:
            assert answer(side, heard_ms, at(ms)) == told


@given(histories.histories, st.none() | st.integers(0, 15 * DAY_MS), moments)
@proved(100)
def test_whatever_was_done_the_same_is_answered_until_then(
    steps: list[histories.Step], ago_ms: int | None, shares: list[float]
) -> None:
    for side in histories.lived(steps):
        _the_same_until_then(side, None if ago_ms is None else ms_of(side.now) - ago_ms, shares)


@given(parties.steps, st.integers(0, 40 * 24), moments)
@proved(100)
def test_whatever_was_agreed_the_same_is_answered_until_then(
    steps: list[parties.Step], hours: int, shares: list[float]
) -> None:
    mia, jon, _ = parties.lived(steps)
    wait(mia, jon, hours=hours)
    for side in (mia, jon):
        _the_same_until_then(side, None, shares)


@given(parties.said_in_any_case(), moments)
@proved(100)
def test_whatever_lay_in_the_folder_the_same_is_answered_until_then(
    records: list[object], shares: list[float]
) -> None:
    mia, _ = parties.parties()
    mia.take(*records)  # type: ignore[arg-type]
    _the_same_until_then(mia, None, shares)
