"""Kind by kind: what an agreement in force allows, limits, fills in and shows; and nothing once it isn't."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from stillhere.core.acts import Back, Details, Refused, Rest, SoftKnock
from stillhere.core.agreements.acts import End, Pause, Resume
from stillhere.core.agreements.agreed import Agreed, Sheet, is_quiet
from stillhere.core.agreements.keeping import CHECKINS
from stillhere.core.records.record import CheckIns, Guess
from stillhere.core.records.terms import Answered, Day, Offered, QuietHours, Value, Words
from stillhere.core.state.model import status_of
from stillhere.core.state.standing import between
from stillhere.core.state.when import ms_of
from stillhere.words import say
from tests.core.making import BERLIN, JONS, MIA, MIAS, NOW, record
from tests.core.parties import KNOCK, TEA, Party, agreed_to, parties, tell, wait

EVERY_DAY: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def words(kind: str, **settings: Value) -> Words:
    return Words(kind=kind, title=kind.replace("_", " "), text="Both needs have a place.", settings=settings)


def quiet(start: str, end: str, *days: Day) -> Words:
    return replace(words("quiet_hours"), settings={"from": start, "to": end, "days": days or EVERY_DAY})


def knocks(per_rest: int = 1, after_hours: int = 0) -> Words:
    return replace(KNOCK, settings={**KNOCK.settings, "per_rest": per_rest, "after_hours": after_hours})


def agreeing(*agreed: Words) -> tuple[Party, Party]:
    """Mia and Jon, who agreed to all of these; one of them offered the first, the other the second."""
    mia, jon = parties()
    for number, each in enumerate(agreed):
        one, other = (jon, mia) if number % 2 else (mia, jon)
        agreed_to(one, other, each)
    return mia, jon


def resting(mia: Party, jon: Party, checkins: CheckIns | None = None) -> None:
    """Mia rests with these check-ins, and Jon hears of it."""
    jon.take(mia.do(Rest(Details(checkins=checkins))))


def test_without_agreements_nothing_is_limited() -> None:
    mia, jon = parties()
    assert mia.agreed() == jon.agreed() == Agreed()
    mia.offer(KNOCK)
    assert mia.agreed() == Agreed()


def test_it_holds_for_both_alike() -> None:
    mia, jon = agreeing(knocks(0), quiet("14:00", "16:00"), words("guess", guess="tomorrow"))
    assert mia.agreed() == jon.agreed() != Agreed()


def test_what_a_later_version_sets_sets_nothing_here() -> None:
    mia, _ = parties()
    offer = record(Offered(agreement="agreementa", words=words("weather"), said_ms=ms_of(NOW)), MIAS, n=8)
    mia.take(offer, record(Answered(revision=offer.id, says="yes", said_ms=ms_of(NOW)), JONS, n=9))
    assert [one.agreed for one in between(mia.state)] == [True]
    assert mia.agreed() == Agreed()


# --- Check-ins -------------------------------------------------------------------------------------------


def test_a_knock_is_welcome_by_agreement_where_the_rester_has_chosen_nothing() -> None:
    mia, jon = agreeing(KNOCK)
    resting(mia, jon)
    assert status_of(jon.state, MIA).checkins == "one_knock"
    mia.take(jon.do(SoftKnock()))
    assert jon.why_not(SoftKnock()) == "why.knock.once"
    assert say("why.knock.once", name="Mia") == "Mia welcomes one knock, and yours is at the door."


@pytest.mark.parametrize("checkins", ["not_now", "practical"])
def test_what_the_rester_wishes_for_this_rest_counts_first(checkins: CheckIns) -> None:
    mia, jon = agreeing(KNOCK)
    resting(mia, jon, checkins)
    assert jon.why_not(SoftKnock()) == f"why.knock.{checkins}"


def test_what_the_rester_chose_once_no_agreement_chooses() -> None:
    mia, jon = agreeing(KNOCK)
    resting(mia, jon, "not_now")
    jon.take(mia.do(Back()))
    resting(mia, jon)
    assert status_of(jon.state, MIA).checkins == "not_now"


def test_what_an_agreement_filled_in_is_no_choice() -> None:
    mia, jon = agreeing(KNOCK, words("guess", guess="tomorrow"))
    resting(mia, jon)
    assert mia.mine.preset.checkins == "not_now"
    assert mia.mine.preset.guess is None
    jon.take(mia.do(Back()))
    for agreement in {one.agreement for one in between(mia.state)}:
        tell(mia, jon, End(agreement))
    resting(mia, jon)
    status = status_of(jon.state, MIA)
    assert (status.checkins, status.guess) == (UNSET, None)


def test_no_knock_by_agreement_forbids_one_that_is_welcome() -> None:
    mia, jon = agreeing(knocks(0))
    resting(mia, jon)
    assert status_of(jon.state, MIA).checkins is UNSET
    assert jon.why_not(SoftKnock()) == "why.knock.agreed"
    mia, jon = parties()
    resting(mia, jon, "one_knock")
    agreed_to(mia, jon, knocks(0))
    assert jon.why_not(SoftKnock()) == "why.knock.agreed"


def test_a_rest_can_begin_with_hours_without_a_knock() -> None:
    mia, jon = agreeing(knocks(after_hours=24))
    resting(mia, jon)
    jon.wait(hours=24, seconds=-1)
    assert jon.why_not(SoftKnock()) == "why.knock.early"
    jon.wait(seconds=1)
    assert jon.why_not(SoftKnock()) == ""


def test_of_two_about_check_ins_the_more_careful_one_limits() -> None:
    mia, jon = agreeing(knocks(after_hours=2), knocks(after_hours=24))
    resting(mia, jon)
    jon.wait(hours=3)
    assert jon.why_not(SoftKnock()) == "why.knock.early"
    mia, jon = agreeing(knocks(1), knocks(0))
    assert jon.agreed().knocks == 0


# --- Quiet hours -----------------------------------------------------------------------------------------

SUNDAY = datetime(2026, 11, 22, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("start", "end", "days", "day", "clock", "expected"),
    [
        pytest.param("09:00", "17:00", ("mon",), 1, "09:00", True, id="at its beginning"),
        pytest.param("09:00", "17:00", ("mon",), 1, "08:59", False, id="before it"),
        pytest.param("09:00", "17:00", ("mon",), 1, "17:00", False, id="at its end"),
        pytest.param("09:00", "17:00", ("mon",), 0, "12:00", False, id="on another day"),
        pytest.param("22:00", "07:00", ("sun",), 0, "23:30", True, id="before midnight"),
        pytest.param("22:00", "07:00", ("sun",), 1, "06:59", True, id="after midnight, of the day before"),
        pytest.param("22:00", "07:00", ("sun",), 0, "06:59", False, id="after midnight, of no such day"),
        pytest.param("22:00", "07:00", ("sun",), 1, "07:00", False, id="at its end after midnight"),
        pytest.param("22:00", "07:00", ("sun",), 1, "23:00", False, id="the evening after"),
        pytest.param("08:00", "08:00", ("sun",), 0, "20:00", True, id="all day"),
        pytest.param("08:00", "08:00", ("sun",), 1, "07:59", True, id="all day, until the next"),
        pytest.param("08:00", "08:00", ("sun",), 1, "08:00", False, id="all day, and over"),
    ],
)
def test_quiet_hours(
    start: str, end: str, days: tuple[Day, ...], day: int, clock: str, expected: bool
) -> None:
    hours, minutes = clock.split(":")
    moment = SUNDAY + timedelta(days=day, hours=int(hours), minutes=int(minutes))
    assert is_quiet(QuietHours(start=start, end=end, days=days), moment) is expected


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN)]
)
def test_quiet_hours_go_by_the_clock_on_the_wall_when_the_hour_changes(night: datetime) -> None:
    hours = QuietHours(start="22:00", end="07:00", days=("sat",))
    for number in range(24 * 60):
        moment = (night.astimezone(UTC) + timedelta(minutes=number)).astimezone(BERLIN)
        assert is_quiet(hours, moment) is (moment.hour < 7 and moment.day == night.day), moment


def test_quiet_hours_are_those_of_the_place_where_somebody_is() -> None:
    mia, jon = agreeing(quiet("22:00", "07:00"))
    late = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    mia.now, jon.now = late.astimezone(BERLIN), late.astimezone(timezone(timedelta(hours=-5)))
    assert (mia.agreed().quiet, jon.agreed().quiet) == (True, False)


def test_quiet_hours_hold_an_own_knock() -> None:
    mia, jon = agreeing(quiet("14:00", "16:00"))
    resting(mia, jon, "one_knock")
    assert jon.why_not(SoftKnock()) == "why.knock.quiet"
    jon.wait(hours=1)
    assert jon.why_not(SoftKnock()) == ""


def test_of_two_quiet_hours_both_are_quiet() -> None:
    mia, _ = agreeing(quiet("14:00", "16:00"), quiet("20:00", "21:00"))
    assert mia.agreed().quiet
    mia.wait(hours=2)
    assert not mia.agreed().quiet
    mia.wait(hours=3)
    assert mia.agreed().quiet


# --- Guess -----------------------------------------------------------------------------------------------


def test_a_guess_is_filled_in_where_nothing_was_chosen() -> None:
    mia, jon = agreeing(words("guess", guess="tomorrow"))
    resting(mia, jon)
    status = status_of(jon.state, MIA)
    assert status.guess == "tomorrow"
    assert status.until_ms == ms_of(datetime(2026, 11, 24, 4, tzinfo=BERLIN))


@pytest.mark.parametrize(("chosen", "said"), [("open", "open"), ("none", None)])
def test_a_guess_of_ones_own_goes_before(chosen: str, said: Guess | None) -> None:
    mia, jon = agreeing(words("guess", guess="tomorrow"))
    jon.take(mia.do(Rest(Details(guess=chosen))))  # type: ignore[arg-type]
    assert status_of(jon.state, MIA).guess == said


def test_a_guess_of_the_last_rest_goes_before() -> None:
    mia, jon = agreeing(words("guess", guess="tomorrow"))
    jon.take(mia.do(Rest(Details(guess="few_days"))))
    jon.take(mia.do(Back()))
    resting(mia, jon)
    assert status_of(jon.state, MIA).guess == "few_days"


def test_of_two_guesses_the_one_that_promises_less() -> None:
    mia, _ = agreeing(words("guess", guess="few_days"), words("guess", guess="this_evening"))
    assert mia.agreed().guess == "few_days"


# --- Letters, low contact --------------------------------------------------------------------------------


def test_letters_have_a_pace_and_a_form() -> None:
    mia, _ = agreeing(words("letters", pace="one_at_a_time", form="short"))
    assert (mia.agreed().pace, mia.agreed().short) == ("one_at_a_time", True)


def test_of_two_about_letters_the_more_careful_of_each() -> None:
    mia, _ = agreeing(words("letters", pace="none"), words("letters", pace="any", form="short"))
    assert (mia.agreed().pace, mia.agreed().short) == ("none", True)
    mia, _ = agreeing(words("letters", pace="any"), words("letters", pace="one_at_a_time"))
    assert (mia.agreed().pace, mia.agreed().short) == ("one_at_a_time", False)


def test_low_contact_turns_knocks_and_letters_off() -> None:
    mia, jon = agreeing(words("low_contact", practical_only=True), KNOCK)
    assert (mia.agreed().low_contact, mia.agreed().pace) == (True, "none")
    resting(mia, jon)
    assert status_of(jon.state, MIA).checkins is UNSET
    assert jon.why_not(SoftKnock()) == "why.knock.low_contact"


NONE_BY_AGREEMENT = [words("low_contact", practical_only=True), knocks(0)]


@pytest.mark.parametrize("none", NONE_BY_AGREEMENT, ids=lambda each: each.kind)
def test_a_knock_that_an_agreement_disables_is_no_choice_of_the_rester(none: Words) -> None:
    mia, jon = agreeing(none)
    for side in (mia, jon):
        assert side.look().may.checkins == ("not_now", "practical")
        assert (side.look().may.no_knocks, side.look().why_no_knocks) == (none.title, "no_knocks.agreed")
    resting(mia, jon, "practical")
    with pytest.raises(Refused) as refused:
        mia.do(Rest(Details(checkins="one_knock")))
    assert say(refused.value.why, **refused.value.fields) == say("why.checkins.agreed", title=none.title)
    assert status_of(mia.state, MIA).checkins == "practical"
    (agreement,) = {one.agreement for one in between(mia.state)}
    tell(mia, jon, Pause(agreement))
    assert mia.look().may.checkins == CHECKINS
    assert (mia.look().may.no_knocks, mia.look().why_no_knocks) == (None, None)
    jon.take(mia.do(Rest(Details(checkins="one_knock"))))
    jon.do(SoftKnock())


@pytest.mark.parametrize("none", NONE_BY_AGREEMENT, ids=lambda each: each.kind)
def test_a_rest_begins_whatever_is_wished_and_without_what_an_agreement_disables(none: Words) -> None:
    mia, jon = agreeing(none)
    jon.take(mia.do(Rest(Details(checkins="one_knock", guess="tomorrow"))))
    status = status_of(jon.state, MIA)
    assert (status.state, status.checkins, status.guess) == ("resting", UNSET, "tomorrow")
    assert not mia.mine.chosen


def test_what_was_chosen_before_an_agreement_is_said_as_it_is_and_comes_back_after_it() -> None:
    mia, jon = parties()
    resting(mia, jon, "one_knock")
    agreed_to(mia, jon, words("low_contact", practical_only=True))
    assert mia.look().me.status.checkins == "one_knock"
    assert mia.look().why_no_knocks == "no_knocks.chosen"
    assert jon.why_not(SoftKnock()) == "why.knock.low_contact"
    jon.take(mia.do(Rest(Details(guess="tomorrow"))))  # another detail leaves it as it was
    assert status_of(jon.state, MIA).checkins == "one_knock"
    jon.take(mia.do(Back()))
    resting(mia, jon)
    assert status_of(jon.state, MIA).checkins is UNSET
    (agreement,) = {one.agreement for one in between(mia.state)}
    tell(mia, jon, End(agreement))
    jon.take(mia.do(Back()))
    resting(mia, jon)
    assert status_of(jon.state, MIA).checkins == "one_knock"
    jon.do(SoftKnock())


def test_of_two_that_disable_the_knock_low_contact_is_named() -> None:
    low = words("low_contact", practical_only=True)
    mia, jon = agreeing(knocks(0), low)
    assert mia.look().may.no_knocks == low.title
    resting(mia, jon)
    assert jon.why_not(SoftKnock()) == "why.knock.low_contact"


# --- What is shown ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["before_rest", "on_return"])
def test_a_ritual_shows_its_steps_and_blocks_nothing(kind: str) -> None:
    mia, jon = agreeing(words(kind, steps=("Put the kettle on", "Goodnight")))
    shown = getattr(mia.agreed(), kind)
    assert [(sheet.title, sheet.lines) for sheet in shown] == [
        (kind.replace("_", " "), ("Put the kettle on", "Goodnight"))
    ]
    resting(mia, jon)
    jon.take(mia.do(Back()))


def test_the_handover_is_shown_while_one_of_the_two_rests() -> None:
    mia, jon = agreeing(words("handover", items=("Bins", "The simple supper")))
    assert mia.agreed().handover == ()
    resting(mia, jon)
    for side in (mia, jon):
        assert [sheet.lines for sheet in side.agreed().handover] == [("Bins", "The simple supper")]
    jon.take(mia.do(Back()))
    assert jon.agreed().handover == ()


def test_the_channel_for_urgent_things_is_shown() -> None:
    mia, _ = agreeing(words("urgent", channel="Ring twice in a row"))
    assert [sheet.lines for sheet in mia.agreed().urgent] == [("Ring twice in a row",)]


def test_own_words_are_shown() -> None:
    mia, _ = agreeing(TEA)
    (one,) = between(mia.state)
    assert mia.agreed().own_words == (
        Sheet(agreement=one.agreement, kind="own_words", title="Tea", text=TEA.text),
    )


def test_several_are_shown_the_one_agreed_to_first_coming_first() -> None:
    mia, jon = parties()
    agreed_to(mia, jon, words("urgent", channel="Ring"))
    wait(mia, jon, hours=1)
    agreed_to(jon, mia, words("urgent", channel="Knock on wood"))
    assert [sheet.lines for sheet in mia.agreed().urgent] == [("Ring",), ("Knock on wood",)]


def test_a_rhythm_has_its_days_and_of_two_the_quieter_one() -> None:
    mia, _ = agreeing(words("still_here_rhythm", every_days=1), words("still_here_rhythm", every_days=3))
    assert mia.agreed().rhythm_days == 3


# --- Once it isn't in force ------------------------------------------------------------------------------

KINDS = [
    KNOCK, knocks(0), TEA, quiet("14:00", "16:00"), words("guess", guess="open"),
    words("letters", pace="none"), words("low_contact", practical_only=True), words("urgent", channel="Ring"),
    words("before_rest", steps=("a",)), words("on_return", steps=("a",)),
    words("still_here_rhythm", every_days=1), words("handover", items=("Bins",)),
]  # fmt: skip


@pytest.mark.parametrize("agreed", KINDS, ids=lambda agreed: agreed.kind)
def test_paused_ended_or_at_rest_it_says_nothing(agreed: Words) -> None:
    mia, jon = agreeing(agreed)
    jon.take(mia.do(Rest()))
    agreement = between(mia.state)[0].agreement
    before = mia.agreed()
    assert before != Agreed()
    tell(mia, jon, Pause(agreement))
    assert mia.agreed() == jon.agreed() == Agreed()
    tell(mia, jon, Resume(agreement))
    assert mia.agreed() == jon.agreed() == before
    tell(jon, mia, End(agreement))
    assert mia.agreed() == jon.agreed() == Agreed()
    rested, other = agreeing(agreed)
    wait(rested, other, days=35)
    assert rested.agreed() == Agreed()
