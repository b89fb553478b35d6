"""Private reminders: of a review once, of "still here" as often as was agreed, and none in a quiet hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from stillhere.core.acts import Back, Rest, StillHere
from stillhere.core.agreements.acts import End, Pause, Renew
from stillhere.core.agreements.reminding import Reminder, next_reminder_ms, reminded, reminders
from stillhere.core.records.terms import Words
from stillhere.core.state.when import ms_of
from tests.core.making import BERLIN, NOW
from tests.core.parties import TEA, Party, agreed_to, both, parties, tell, wait

EVERY_OTHER_DAY = Words(kind="still_here_rhythm", title="Every other day", settings={"every_days": 2})
QUIET = Words(
    kind="quiet_hours",
    title="Quiet",
    settings={"from": "14:00", "to": "16:00", "days": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
)
RHYTHM = Reminder("rhythm")


def due(side: Party) -> tuple[Reminder, ...]:
    """What the side is to be reminded of."""
    return reminders(side.state, side.mine, side.drawer, side.now)


def remind(side: Party) -> tuple[Reminder, ...]:
    """Reminds the side: of what."""
    given = due(side)
    side.drawer = reminded(side.drawer, given, side.now)
    return given


def test_a_review_is_reminded_of_once_by_each_app() -> None:
    mia, jon, revision = both()
    assert due(mia) == ()
    wait(mia, jon, days=28)
    assert remind(mia) == remind(jon) == (Reminder("review", revision, 1),)
    wait(mia, jon, days=1)
    assert due(mia) == due(jon) == ()


def test_the_next_review_has_its_own_reminder() -> None:
    mia, jon, revision = both()
    for number in (1, 2):
        wait(mia, jon, days=28)
        assert remind(mia) == (Reminder("review", revision, number),)
        tell(mia, jon, Renew(revision))
        tell(jon, mia, Renew(revision))


def test_who_said_yes_to_going_on_is_not_reminded() -> None:
    mia, jon, revision = both()
    wait(mia, jon, days=28)
    tell(mia, jon, Renew(revision))
    assert due(mia) == ()
    assert due(jon) == (Reminder("review", revision, 1),)


def test_what_is_paused_ended_or_at_rest_reminds_nobody() -> None:
    for after in (Pause, End, None):
        mia, jon, revision = both()
        wait(mia, jon, days=28 if after else 35)
        if after is not None:
            tell(jon, mia, after(mia.wording(revision).agreement))
        assert due(mia) == ()


def resting() -> tuple[Party, Party]:
    """Mia rests, and both agreed to a reminder every other day."""
    mia, jon = parties()
    agreed_to(mia, jon, EVERY_OTHER_DAY)
    jon.take(mia.do(Rest()))
    return mia, jon


def test_the_one_who_rests_is_reminded_after_as_many_days_as_were_agreed() -> None:
    mia, jon = resting()
    assert next_reminder_ms(mia.state, mia.mine, mia.drawer, mia.now) == ms_of(NOW + timedelta(days=2))
    wait(mia, jon, days=2, seconds=-1)
    assert due(mia) == ()
    wait(mia, jon, seconds=1)
    assert due(mia) == (RHYTHM,)
    assert due(jon) == ()


def test_a_still_here_begins_the_days_anew() -> None:
    mia, jon = resting()
    wait(mia, jon, days=1)
    jon.take(mia.do(StillHere()))
    wait(mia, jon, days=1)
    assert due(mia) == ()
    wait(mia, jon, days=1)
    assert due(mia) == (RHYTHM,)


def test_a_reminder_that_was_given_comes_again_only_after_as_many_days() -> None:
    mia, jon = resting()
    wait(mia, jon, days=2)
    assert remind(mia) == (RHYTHM,)
    wait(mia, jon, days=1)
    assert due(mia) == ()
    wait(mia, jon, days=1)
    assert remind(mia) == (RHYTHM,)


def test_nobody_is_reminded_of_what_was_said_today_also_on_a_day_of_25_hours() -> None:
    mia, jon = parties()
    mia.now = jon.now = datetime(2026, 10, 24, 3, 30, tzinfo=BERLIN)
    agreed_to(mia, jon, replace(EVERY_OTHER_DAY, settings={"every_days": 1}))
    jon.take(mia.do(Rest()))
    mia.now = datetime(2026, 10, 24, 4, 0, tzinfo=BERLIN)
    jon.take(mia.do(StillHere()))
    mia.now = datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN)
    assert due(mia) == ()
    mia.now = datetime(2026, 10, 25, 4, 0, tzinfo=BERLIN)
    assert due(mia) == (RHYTHM,)


def test_who_is_here_or_partly_back_is_not_reminded_nor_without_an_agreement() -> None:
    mia, jon = resting()
    jon.take(mia.do(Back()))
    wait(mia, jon, days=9)
    assert next_reminder_ms(mia.state, mia.mine, mia.drawer, mia.now) is None
    alone, _ = parties()
    alone.do(Rest())
    assert next_reminder_ms(alone.state, alone.mine, alone.drawer, alone.now) is None


def test_a_still_here_of_an_earlier_rest_is_not_counted() -> None:
    mia, jon = resting()
    jon.take(mia.do(StillHere()))
    jon.take(mia.do(Back()))
    wait(mia, jon, days=1)
    jon.take(mia.do(Rest()))
    expected = ms_of(NOW + timedelta(days=3))
    assert next_reminder_ms(mia.state, mia.mine, mia.drawer, mia.now) == expected


def test_a_quiet_hour_is_waited_out() -> None:
    mia, jon = resting()
    agreed_to(mia, jon, QUIET)
    wait(mia, jon, days=2)
    assert due(mia) == ()
    wait(mia, jon, hours=1)
    assert due(mia) == (RHYTHM,)


def test_a_clock_that_was_wrong_silences_nothing_for_years() -> None:
    mia, jon = resting()
    mia.drawer = replace(mia.drawer, rhythm_ms=ms_of(NOW.replace(year=2099)))
    wait(mia, jon, days=2)
    assert due(mia) == (RHYTHM,)


def test_a_reminder_of_one_kind_forgets_nothing_of_the_other() -> None:
    mia, jon = resting()
    revision = agreed_to(mia, jon, replace(TEA, review_days=1))
    wait(mia, jon, days=2)
    assert set(remind(mia)) == {Reminder("review", revision, 1), RHYTHM}
    assert mia.drawer.reviews == {revision: 1}
    wait(mia, jon, days=3)
    assert remind(mia) == (RHYTHM,)
    assert mia.drawer.reviews == {revision: 1}
