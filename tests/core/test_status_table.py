"""The status table of the product, row by row: what the person sees, and what the partner gets.

Law: each test says in its name what happens, and compares whole sentences as people read them.
"""

from __future__ import annotations

import pytest

from stillhere.core.acts import Act, Back, Details, KeepResting, PartlyBack, Rest, SoftKnock, StillHere, Undo
from stillhere.core.records.record import Partly, PersonLeft
from stillhere.core.state.when import ms_of
from stillhere.core.view import NO_NEWS_MS, view
from stillhere.words import say
from tests.core.making import Side, couple, mia_rests, record, why


def test_mia_rests_with_one_click_you_are_resting_nothing_else_is_needed() -> None:
    mia, _ = couple()
    mia.do(Rest())
    assert mia.headline() == "You are resting. Nothing else is needed."


def test_jon_gets_mia_is_resting_still_here_and_the_details_only_in_the_window() -> None:
    mia, jon = couple()
    said = mia.do(Rest(Details(line="near, but quiet", looks=("fewer_words",), guess="tomorrow")))
    assert jon.take(said) == ["Mia is resting, still here."]
    assert jon.headline() == "Mia is resting, still here."
    shown = jon.look().partner
    assert shown is not None
    assert (shown.status.line, shown.status.looks, shown.status.guess) == (
        "near, but quiet",
        ("fewer_words",),
        "tomorrow",
    )
    assert shown.since == "afternoon"


def test_details_changed_tell_nothing_and_the_window_shows_them() -> None:
    mia, jon = mia_rests()
    assert jon.take(mia.do(Rest(Details(line="a little less now", checkins="one_knock")))) == []
    shown = jon.look().partner
    assert shown is not None
    assert (shown.status.line, shown.status.checkins) == ("a little less now", "one_knock")


def test_the_rester_says_still_here_said_no_answer_is_expected() -> None:
    mia, jon = mia_rests()
    assert jon.take(mia.do(StillHere())) == ["Mia: still here."]
    assert say("pulse.said") == "Said. No answer is expected."
    shown = jon.look().partner
    assert shown is not None
    assert shown.still_here


def test_still_here_at_most_once_a_day_and_again_the_next_morning() -> None:
    mia, jon = mia_rests()
    mia.wait(hours=10)  # it is one o'clock in the night
    jon.take(mia.do(StillHere()))
    assert why(mia.why_not(StillHere()), "Jon") == "You said “still here” today. That is enough for today."
    mia.wait(hours=8)
    assert jon.take(mia.do(StillHere())) == ["Mia: still here."]


def test_a_soft_knock_left_at_the_door_and_jon_is_here_too_no_reply_needed() -> None:
    mia, jon = mia_rests("one_knock")
    assert mia.take(jon.do(SoftKnock())) == ["Jon is here too. No reply needed."]
    assert jon.look().left_at_the_door
    assert mia.look().at_the_door
    assert say("knock.left") == "Left at the door."
    assert say("knock.at_the_door", name="Jon") == "Jon is here too. No reply needed."


def test_whether_a_knock_was_seen_is_never_shown() -> None:
    mia, jon = mia_rests("one_knock")
    knock = jon.do(SoftKnock())
    before = jon.look()
    mia.take(knock)
    mia.look()
    assert jon.take(*mia.said) == []
    assert jon.look() == before


def test_a_soft_knock_once_per_rest() -> None:
    mia, jon = mia_rests("one_knock")
    jon.do(SoftKnock())
    assert why(jon.why_not(SoftKnock()), "Mia") == "Mia welcomes one knock, and yours is at the door."
    jon.take(mia.do(Back()))
    jon.take(mia.do(Rest()))  # the next rest, with the same preset
    assert mia.take(jon.do(SoftKnock())) == ["Jon is here too. No reply needed."]


def test_a_knock_that_is_not_welcome_mia_asked_for_no_check_ins() -> None:
    _, jon = mia_rests("not_now")
    assert (
        why(jon.why_not(SoftKnock()), "Mia")
        == "Mia asked for no check-ins. A letter can wait for Mia’s return instead."
    )


def test_a_knock_that_is_not_welcome_mia_asked_for_practical_things_only() -> None:
    _, jon = mia_rests("practical")
    assert (
        why(jon.why_not(SoftKnock()), "Mia")
        == "Mia asked for practical things only. A letter can wait for Mia’s return instead."
    )


def test_a_knock_that_stopped_being_welcome_on_its_way_tells_nothing() -> None:
    mia, jon = mia_rests("one_knock")
    knock = jon.do(SoftKnock())
    mia.do(Rest(Details(checkins="not_now")))
    assert mia.take(knock) == []
    assert not mia.look().at_the_door


def guess_passed() -> tuple[Side, Side]:
    mia, jon = couple()
    jon.take(mia.do(Rest(Details(guess="this_evening"))))
    for side in (mia, jon):
        side.wait(hours=14)
    return mia, jon


@pytest.mark.parametrize(
    "answer",
    [
        KeepResting(),
        Rest(Details(guess="tomorrow")),
        Rest(Details(guess="open")),
        Back(),
    ],
    ids=["keep resting", "another guess", "leave it open", "I'm back"],
)
def test_the_guess_passes_and_mia_is_asked_once(answer: Act) -> None:
    mia, _ = guess_passed()
    assert mia.look().ask_guess
    mia.try_to(answer)
    assert not mia.look().ask_guess
    assert mia.why_not(KeepResting()) == "why.guess.nothing"


def test_the_guess_passes_and_jon_reads_still_resting_the_time_was_a_guess() -> None:
    _, jon = guess_passed()
    shown = jon.look().partner
    assert shown is not None
    assert shown.guess_over
    assert say("their_guess.over") == "Still resting. The time was a guess."
    assert jon.take() == []


def test_keep_resting_is_said_to_nobody() -> None:
    mia, _ = guess_passed()
    assert mia.try_to(KeepResting()) is None


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("practical", "Practical things are fine."),
        ("company", "Quiet company is welcome."),
        ("talk", "A short talk is welcome."),
    ],
)
def test_mia_is_a_little_bit_back(form: Partly, words: str) -> None:
    mia, jon = mia_rests()
    assert jon.take(mia.do(PartlyBack(form))) == ["Mia is a little bit back."]
    assert jon.headline() == "Mia is a little bit back."
    assert mia.headline() == "You are a little bit back."
    shown = jon.look().partner
    assert shown is not None
    assert say(f"their_partly.{shown.status.partly}") == words


def test_mia_is_back_take_your_time() -> None:
    mia, jon = mia_rests()
    assert jon.take(mia.do(Back())) == ["Mia is back. Take your time."]
    assert mia.headline() == jon.headline() == "You are both here."


def test_mia_is_back_after_being_partly_back() -> None:
    mia, jon = mia_rests()
    jon.take(mia.do(PartlyBack("talk")))
    assert jon.take(mia.do(Back())) == ["Mia is back. Take your time."]


def test_you_are_both_resting_still_here() -> None:
    mia, jon = mia_rests()
    assert mia.take(jon.do(Rest())) == ["Jon is resting, still here."]
    assert mia.headline() == jon.headline() == "You are both resting, still here."
    shown = (mia.look().me.status.state, jon.look().me.status.state)
    assert shown == ("resting", "resting")


def test_no_news_that_is_all_it_means() -> None:
    _, jon = mia_rests()
    heard = ms_of(jon.now)
    before = jon.look()
    jon.wait(days=14)
    assert view(jon.state, jon.mine, jon.now, heard_ms=heard).news == "ok"
    jon.wait(seconds=1)
    shown = view(jon.state, jon.mine, jon.now, heard_ms=heard)
    assert shown.news == "none"
    assert ms_of(jon.now) - heard > NO_NEWS_MS
    assert say("news.none") == "No news. That is all it means."
    assert (shown.mark, shown.headline) == (before.mark, before.headline)
    assert jon.take() == []


def test_mia_leaves_with_a_note_mia_no_longer_shares_here_once() -> None:
    mia, jon = mia_rests("one_knock")
    left = record(PersonLeft(), mia.device, n=3, at=(ms_of(mia.now), 9))
    assert jon.take(left) == ["Mia no longer shares here."]
    assert jon.take(left) == []
    assert jon.headline() == "Mia no longer shares here."
    assert jon.look().link == "left"
    assert why(jon.why_not(SoftKnock()), "Mia") == "Mia no longer shares here."
    # Whatever else may still arrive from Mia's device tells nothing more.
    assert jon.take(mia.do(Back())) == []


def test_mia_leaves_quietly_and_nothing_is_told() -> None:
    _, jon = mia_rests()
    before = jon.look()
    jon.wait(hours=1)
    assert jon.take() == []
    assert jon.look() == before


def test_a_click_taken_back_within_ten_seconds_leaves_nothing_on_jons_screen() -> None:
    mia, jon = mia_rests()
    mia.wait(seconds=10)
    assert jon.take(mia.do(Undo())) == ["(withdrawn)"]
    assert mia.headline() == jon.headline() == "You are both here."


def test_a_click_taken_back_before_jon_heard_of_it_tells_nothing() -> None:
    mia, jon = couple()
    said = [mia.do(Rest()), mia.do(Undo())]
    assert jon.take(*said) == []


def test_after_ten_seconds_there_is_nothing_to_take_back() -> None:
    mia, _ = mia_rests()
    mia.wait(seconds=10, milliseconds=1)
    assert why(mia.why_not(Undo()), "Jon") == "There is nothing to take back. A click changes it again."
