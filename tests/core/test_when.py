"""Times as people say them, also across midnight, a change of the clock's hour and a clock that was wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.record import Guess
from stillhere.core.state.when import DAY_ENDS, Part, guess_end, guess_read, local, ms_of, part_of, same_day
from stillhere.words import CATALOGUE
from tests.core.histories import GUESSES
from tests.core.making import BERLIN, proved

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo = BERLIN, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


# The last Sundays of March and October 2026: at 02:00 it becomes 03:00, at 03:00 it becomes 02:00 again.
PARTS: list[tuple[str, str, Part]] = [
    ("2026-11-22 04:00", "2026-11-22 04:00", "morning"),
    ("2026-11-22 11:59", "2026-11-22 23:00", "morning"),
    ("2026-11-22 12:00", "2026-11-22 13:00", "afternoon"),
    ("2026-11-22 17:59", "2026-11-23 03:59", "afternoon"),
    ("2026-11-22 18:00", "2026-11-22 19:00", "evening"),
    ("2026-11-22 21:59", "2026-11-22 22:00", "evening"),
    ("2026-11-22 22:00", "2026-11-23 02:00", "night"),
    ("2026-11-23 00:30", "2026-11-23 03:59", "night"),
    ("2026-11-23 03:59", "2026-11-23 04:00", "yesterday"),
    ("2026-11-22 15:00", "2026-11-23 04:00", "yesterday"),
    ("2026-11-22 15:00", "2026-11-24 03:59", "yesterday"),
    ("2026-11-22 15:00", "2026-11-24 04:00", "days"),
    ("2025-11-22 15:00", "2026-11-22 15:00", "days"),
    ("2026-03-28 23:00", "2026-03-29 03:30", "night"),
    ("2026-03-29 01:59", "2026-03-29 04:00", "yesterday"),
    ("2026-03-29 05:00", "2026-03-30 03:59", "morning"),
    ("2026-10-25 01:00", "2026-10-25 03:30", "night"),
    ("2026-10-24 12:00", "2026-10-25 04:00", "yesterday"),
    ("2026-10-25 04:30", "2026-10-25 12:00", "morning"),
]


@pytest.mark.parametrize(("then", "now", "part"), PARTS)
def test_part_of(then: str, now: str, part: Part) -> None:
    assert part_of(ms_of(at(then)), at(now)) == part


def test_each_part_has_its_words() -> None:
    assert {part for _, _, part in PARTS} == {key[6:] for key in CATALOGUE if key.startswith("since.")}


def test_the_hour_that_comes_twice_is_one_night() -> None:
    first, second = at("2026-10-25 02:30"), at("2026-10-25 02:30", fold=1)
    assert ms_of(second) - ms_of(first) == 3600 * 1000
    assert part_of(ms_of(first), second) == "night"
    assert same_day(ms_of(first), second)


SAME_DAY = [
    pytest.param(
        "2026-11-22 01:00", "2026-11-22 09:00", False, id="a word of the night leaves the morning free"
    ),
    pytest.param("2026-11-22 23:50", "2026-11-23 00:10", True, id="midnight begins no day"),
    pytest.param("2026-11-22 04:00", "2026-11-23 03:59", True, id="a day is long"),
    pytest.param("2026-11-22 03:59", "2026-11-22 04:00", False, id="a day ends at four"),
    pytest.param("2026-11-21 12:00", "2026-11-22 12:00", False, id="yesterday"),
    pytest.param(
        "2026-03-29 03:30", "2026-03-29 04:00", False, id="four o'clock after the hour that is left out"
    ),
    pytest.param("2026-03-28 23:00", "2026-03-29 03:30", True, id="the night with the hour that is left out"),
    pytest.param(
        "2026-10-25 03:30", "2026-10-25 04:00", False, id="four o'clock after the hour that comes twice"
    ),
    pytest.param("2026-10-24 23:00", "2026-10-25 03:30", True, id="the night with the hour that comes twice"),
    pytest.param("2026-11-22 15:10", "2026-11-22 15:00", True, id="a clock that is ten minutes fast"),
    pytest.param("2026-11-23 14:00", "2026-11-22 15:00", True, id="a clock that is hours fast"),
    pytest.param("2027-11-22 15:00", "2026-11-22 15:00", False, id="the clock was set back a year"),
    pytest.param("2099-01-01 00:00", "2026-11-22 15:00", False, id="the clock once ran in 2099"),
]


@pytest.mark.parametrize(("then", "now", "same"), SAME_DAY)
def test_same_day(then: str, now: str, same: bool) -> None:
    assert same_day(ms_of(at(then)), at(now)) is same


ENDS: list[tuple[Guess, str, str]] = [
    ("this_evening", "2026-11-22 15:00", "2026-11-23 04:00"),
    ("this_evening", "2026-11-22 23:59", "2026-11-23 04:00"),
    ("this_evening", "2026-11-23 00:00", "2026-11-24 04:00"),
    ("this_evening", "2026-11-23 03:59", "2026-11-24 04:00"),
    ("this_evening", "2026-11-23 04:00", "2026-11-24 04:00"),
    ("tomorrow", "2026-11-22 15:00", "2026-11-24 04:00"),
    ("tomorrow", "2026-11-23 02:00", "2026-11-24 04:00"),
    ("few_days", "2026-11-22 15:00", "2026-11-27 04:00"),
    ("few_days", "2026-12-30 15:00", "2027-01-04 04:00"),
    ("this_evening", "2026-03-28 15:00", "2026-03-29 04:00"),
    ("this_evening", "2026-03-29 01:30", "2026-03-30 04:00"),
    ("few_days", "2026-03-27 15:00", "2026-04-01 04:00"),
    ("tomorrow", "2026-10-24 15:00", "2026-10-26 04:00"),
    ("this_evening", "2026-10-25 02:30", "2026-10-26 04:00"),
]


@pytest.mark.parametrize(("guess", "now", "end"), ENDS)
def test_guess_end(guess: Guess, now: str, end: str) -> None:
    assert guess_end(guess, at(now)) == ms_of(at(end))


def test_ill_say_when_has_no_end() -> None:
    assert guess_end("open", at("2026-11-22 15:00")) is None


READ = [
    pytest.param("tomorrow", "2026-11-22 15:00", "2026-11-22 23:00", "tomorrow", id="on the day itself"),
    pytest.param("tomorrow", "2026-11-22 15:00", "2026-11-23 03:59", "tomorrow", id="in the night after"),
    pytest.param("tomorrow", "2026-11-22 15:00", "2026-11-23 04:00", "this_evening", id="the next morning"),
    pytest.param(
        "tomorrow",
        "2026-11-22 15:00",
        "2026-11-24 02:00",
        "this_evening",
        id="the next evening, after midnight",
    ),
    pytest.param(
        "this_evening", "2026-11-23 01:00", "2026-11-23 09:00", "this_evening", id="said after midnight"
    ),
    pytest.param(
        "few_days", "2026-11-22 15:00", "2026-11-26 15:00", "few_days", id="no countdown on the last of them"
    ),
    pytest.param("open", "2026-11-22 15:00", "2026-11-25 15:00", "open", id="no end"),
    pytest.param(None, "2026-11-22 15:00", "2026-11-25 15:00", None, id="no guess"),
]


@pytest.mark.parametrize(("guess", "said", "now", "read"), READ)
def test_guess_read(guess: Guess | None, said: str, now: str, read: Guess | None) -> None:
    until = None if guess is None else guess_end(guess, at(said))
    assert guess_read(guess, until, at(now)) == read


def test_a_guess_is_read_in_the_zone_of_the_one_who_reads() -> None:
    until = guess_end("tomorrow", at("2026-11-22 15:00"))
    assert guess_read("tomorrow", until, at("2026-11-22 21:00", NEW_YORK)) == "tomorrow"
    assert guess_read("tomorrow", until, at("2026-11-23 09:00", NEW_YORK)) == "this_evening"


def test_a_time_ahead_is_shown_as_now() -> None:
    now = at("2026-11-22 15:00")
    assert local(ms_of(at("2027-11-22 09:00")), now) == now
    assert part_of(ms_of(at("2027-11-22 09:00")), now) == "afternoon"


def test_a_clock_before_1970_counts_as_its_beginning() -> None:
    assert ms_of(datetime(1970, 1, 1, 0, 30, tzinfo=BERLIN)) == 0


MOMENTS = st.datetimes(
    datetime.fromisoformat("2000-01-01"),
    datetime.fromisoformat("2090-01-01"),
    timezones=st.sampled_from([BERLIN, NEW_YORK, UTC]),
)


@given(MOMENTS, st.sampled_from(GUESSES))
@proved(500)
def test_a_guess_ends_at_four_and_after_midnight_not_in_the_same_night(now: datetime, guess: Guess) -> None:
    end = guess_end(guess, now)
    if end is None:
        assert guess == "open"
        return
    then = local(end, now + timedelta(days=30))
    assert then.timetz().replace(tzinfo=None) == DAY_ENDS
    assert end > ms_of(now)
    assert not (guess == "this_evening" and now.time() < DAY_ENDS and then.date() == now.date())


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
@proved(500)
def test_a_part_of_the_day_never_reads_younger_as_time_passes(then: datetime, gap: timedelta) -> None:
    ages = {"morning": 0, "afternoon": 0, "evening": 0, "night": 0, "yesterday": 1, "days": 2}
    soon, later = then + gap / 2, then + gap
    ms = ms_of(then)
    assert ages[part_of(ms, then)] == 0
    assert ages[part_of(ms, soon)] <= ages[part_of(ms, later)]
    assert same_day(ms, later) == (ages[part_of(ms, later)] == 0)
