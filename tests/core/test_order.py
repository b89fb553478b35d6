"""The hybrid logical clock: later acts get later stamps, whatever the clocks do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.order import MAX_INT, PARTNER_LEAD_MS, ZERO, Stamp, observe, shown_ms, tick
from tests.core.making import proved

MINUTE = 60 * 1000
YEAR = 365 * 24 * 60 * MINUTE
T = 1_790_000_000_000


@pytest.mark.parametrize(
    ("last", "now_ms", "expected"),
    [
        pytest.param(ZERO, T, Stamp(T, 0), id="the first act has the time"),
        pytest.param(Stamp(T, 0), T + 5, Stamp(T + 5, 0), id="time went on"),
        pytest.param(Stamp(T, 0), T, Stamp(T, 1), id="two acts in one millisecond"),
        pytest.param(Stamp(T, 3), T - YEAR, Stamp(T, 4), id="the clock was set back a year"),
        pytest.param(Stamp(T, MAX_INT), T, Stamp(T + 1, 0), id="the counter left no room"),
    ],
)
def test_tick(last: Stamp, now_ms: int, expected: Stamp) -> None:
    assert tick(last, now_ms) == expected


@pytest.mark.parametrize(
    ("seen", "own", "expected"),
    [
        pytest.param(Stamp(T - 5, 9), False, Stamp(T, 0), id="an earlier one changes nothing"),
        pytest.param(Stamp(T + MINUTE, 2), False, Stamp(T + MINUTE, 2), id="a partner's clock is fast"),
        pytest.param(
            Stamp(T + PARTNER_LEAD_MS, 0), False, Stamp(T + PARTNER_LEAD_MS, 0), id="as fast as believed"
        ),
        pytest.param(Stamp(T + PARTNER_LEAD_MS + 1, 0), False, Stamp(T, 0), id="a partner's clock in 2099"),
        pytest.param(Stamp(T + 70 * YEAR, 0), True, Stamp(T + 70 * YEAR, 0), id="my other device in 2099"),
        pytest.param(Stamp(MAX_INT, 0), True, Stamp(T, 0), id="the last millisecond there is"),
    ],
)
def test_observe(seen: Stamp, own: bool, expected: Stamp) -> None:
    assert observe(Stamp(T, 0), seen, T, own=own) == expected


@pytest.mark.parametrize(("stamp", "now", "expected"), [(5, 9, 5), (9, 9, 9), (10, 9, 9)])
def test_nothing_is_shown_as_lying_in_the_future(stamp: int, now: int, expected: int) -> None:
    assert shown_ms(stamp, now) == expected


COUNTS = st.one_of(st.integers(0, 3), st.integers(MAX_INT - 2, MAX_INT), st.integers(0, MAX_INT))
TIMES = st.integers(0, 253_402_300_799_999)  # up to the year 9999, which is as far as a clock goes


@given(st.lists(st.tuples(COUNTS, COUNTS, st.booleans(), TIMES), max_size=6), TIMES)
@proved(500)
def test_after_any_hostile_stamps_an_act_is_later_than_all_before_and_fits_a_header(
    seen: list[tuple[int, int, bool, int]], now_ms: int
) -> None:
    clock = ZERO
    for ms, counter, own, at in seen:
        clock = observe(clock, Stamp(ms, counter), at, own=own)
    stamp = tick(clock, now_ms)
    assert stamp > clock
    assert 0 <= stamp.ms <= MAX_INT
    assert 0 <= stamp.counter <= MAX_INT
