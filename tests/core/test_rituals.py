"""What was agreed as it belongs to the moment: steps into rest and on return, and what Today shows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Back, PartlyBack, PutOff, Rest, Undo
from stillhere.core.agreements.acts import Offer, Pause, Yes
from stillhere.core.records.record import PersonLeft
from stillhere.core.records.terms import Words
from stillhere.core.state.standing import between
from stillhere.core.state.when import day_number
from tests.core.making import BERLIN, JONS, NOW, record
from tests.core.parties import KNOCK, TEA, Party, parties, tell, wait
from tests.core.test_agreed import agreeing, words

TEA_FIRST = words("before_rest", steps=("Put the kettle on", "Goodnight"))
WALK = words("on_return", steps=("Coats on", "Twenty minutes"))
ITEMS = words("handover", items=("Bins", "The simple supper"))
RING = words("urgent", channel="Ring twice in a row")


def steps(side: Party) -> list[tuple[str, ...]]:
    """The steps that `side` is shown now."""
    shown = side.look().ritual
    return [] if shown is None else [sheet.lines for sheet in shown.sheets]


def today(side: Party) -> list[str]:
    """The kinds of what Today shows `side`."""
    return [sheet.kind for sheet in side.look().agreed]


# --- Steps -----------------------------------------------------------------------------------------------


def test_the_way_into_rest_shows_its_steps_to_the_one_who_goes() -> None:
    mia, jon = agreeing(TEA_FIRST, WALK)
    assert steps(mia) == []
    jon.take(mia.do(Rest()))
    assert steps(mia) == [("Put the kettle on", "Goodnight")]
    assert steps(jon) == []


def test_the_way_into_rest_ends_by_itself_and_the_rest_does_not() -> None:
    mia, _ = agreeing(TEA_FIRST)
    mia.do(Rest())
    wait(mia, hours=2)
    assert steps(mia) != []
    wait(mia, seconds=1)
    assert steps(mia) == []
    assert mia.look().me.status.state == "resting"


def test_a_return_offers_its_steps_to_both_for_two_days() -> None:
    mia, jon = agreeing(WALK)
    jon.take(mia.do(Rest()))
    assert steps(mia) == steps(jon) == []
    wait(mia, jon, hours=3)
    jon.take(mia.do(Back()))
    assert steps(mia) == steps(jon) == [("Coats on", "Twenty minutes")]
    wait(mia, jon, hours=48)
    assert steps(mia) == steps(jon) != []
    wait(mia, jon, seconds=1)
    assert steps(mia) == steps(jon) == []


def test_who_was_never_away_has_no_return() -> None:
    mia, jon = agreeing(WALK)
    assert steps(mia) == steps(jon) == []
    mia.do(Rest())
    mia.do(Undo())
    assert steps(mia) == []


def test_a_little_bit_back_is_no_return_and_while_one_rests_none_is_offered() -> None:
    mia, jon = agreeing(WALK)
    jon.take(mia.do(Rest()))
    jon.take(mia.do(PartlyBack("company")))
    assert steps(mia) == steps(jon) == []
    mia.take(jon.do(Rest()))
    jon.take(mia.do(Back()))
    assert steps(mia) == steps(jon) == []


@pytest.mark.parametrize("agreed", [TEA_FIRST, WALK], ids=["before_rest", "on_return"])
def test_either_leaves_the_steps_out_and_nothing_is_said_by_it(agreed: Words) -> None:
    mia, jon = agreeing(agreed)
    jon.take(mia.do(Rest()))
    if agreed == WALK:
        jon.take(mia.do(Back()))
    before, theirs = list(mia.said), steps(jon)
    assert steps(mia) != []
    assert mia.try_to(PutOff()) is None
    assert steps(mia) == []
    assert (mia.said, steps(jon)) == (before, theirs)


def test_the_next_rest_has_its_steps_again() -> None:
    mia, _ = agreeing(TEA_FIRST)
    mia.do(Rest())
    mia.try_to(PutOff())
    wait(mia, hours=1)
    mia.do(Back())
    mia.do(Rest())
    assert steps(mia) != []


def test_without_steps_there_is_nothing_to_put_off() -> None:
    mia, _ = agreeing(TEA)
    assert mia.try_to(PutOff()) is None
    mia.do(Rest())
    assert (mia.look().ritual, mia.mine.put_off) == (None, "")


def test_several_about_one_moment_are_shown_together() -> None:
    mia, _ = agreeing(TEA_FIRST, words("before_rest", steps=("One warm sentence",)))
    mia.do(Rest())
    assert sorted(steps(mia)) == [("One warm sentence",), ("Put the kettle on", "Goodnight")]


def test_a_paused_ritual_shows_nothing() -> None:
    mia, jon = agreeing(TEA_FIRST)
    (one,) = between(jon.state)
    tell(jon, mia, Pause(one.agreement))
    mia.do(Rest())
    assert steps(mia) == []


def test_a_clock_that_was_wrong_by_days_shows_no_return_for_days() -> None:
    mia, jon = agreeing(WALK)
    wait(jon, days=3)
    jon.do(Rest())
    mia.take(jon.do(Back()))
    assert steps(mia) == []
    wait(mia, days=2, seconds=1)
    assert steps(mia) != []


def test_one_alone_has_no_rituals() -> None:
    mia, _ = parties()
    mia.do(Rest())
    mia.do(Back())
    assert mia.look().ritual is None


# --- Today -----------------------------------------------------------------------------------------------


def test_while_nobody_rests_it_is_one_agreement_and_another_one_each_day() -> None:
    mia, _ = agreeing(TEA, KNOCK, TEA_FIRST)
    shown = []
    for _ in range(3):
        assert today(mia) == today(mia)
        shown += today(mia)
        wait(mia, days=1)
    assert sorted(shown) == ["before_rest", "check_ins", "own_words"]


def test_what_stands_there_as_steps_is_not_shown_a_second_time() -> None:
    mia, jon = agreeing(WALK)
    jon.take(mia.do(Rest()))
    jon.take(mia.do(Back()))
    assert steps(jon) == [("Coats on", "Twenty minutes")]
    assert today(jon) == []
    jon.try_to(PutOff())
    assert today(jon) == ["on_return"]
    assert today(mia) == []


def test_beside_the_steps_another_agreement_is_shown() -> None:
    mia, jon = agreeing(WALK, TEA)
    jon.take(mia.do(Rest()))
    jon.take(mia.do(Back()))
    for _ in range(2):
        assert steps(jon)
        assert today(jon) == ["own_words"]
        wait(jon, days=1)


def test_a_day_is_one_as_people_live_it_also_when_the_hour_changes() -> None:
    night = NOW.replace(month=10, day=25, hour=0)
    numbers = [day_number((night + timedelta(hours=hour)).astimezone(BERLIN)) for hour in (0, 2, 3)]
    assert len(set(numbers)) == 1
    assert day_number(night.replace(hour=4)) == numbers[0] + 1


def test_the_one_who_waits_sees_what_helps_waiting() -> None:
    mia, jon = agreeing(TEA, KNOCK, RING, ITEMS, WALK)
    jon.take(mia.do(Rest()))
    assert today(jon) == ["handover", "urgent", "check_ins"]
    assert today(mia) == ["handover", "urgent"]


def test_practical_things_only_go_before_a_knock() -> None:
    mia, jon = agreeing(KNOCK, words("low_contact", practical_only=True))
    jon.take(mia.do(Rest()))
    assert today(jon) == ["low_contact"]


def test_without_agreements_today_shows_none() -> None:
    mia, jon = parties()
    assert today(mia) == []
    jon.take(mia.do(Rest()))
    assert today(jon) == []


def test_an_offer_is_mentioned_until_the_first_word_and_to_the_other_alone() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    assert (mia.look().offered, jon.look().offered) == (False, True)
    tell(jon, mia, Yes(revision))
    assert (mia.look().offered, jon.look().offered) == (False, False)


def test_a_review_that_is_due_is_mentioned_to_both() -> None:
    mia, jon = agreeing(replace(TEA, review_days=7))
    assert (mia.look().review_due, jon.look().review_due) == (False, False)
    wait(mia, jon, days=7)
    assert (mia.look().review_due, jon.look().review_due) == (True, True)


def test_after_one_left_nothing_of_it_is_shown() -> None:
    mia, _ = agreeing(TEA, WALK)
    mia.take(record(PersonLeft(), JONS, n=9))
    assert (today(mia), steps(mia), mia.look().offered) == ([], [], False)
