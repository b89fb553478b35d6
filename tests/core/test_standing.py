"""How an agreement stands as time goes by: it fades, is looked at again, rests; no clock holds it long."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.agreements.acts import End, NotNow, Offer, Pause, Renew, Resume, Suggest, TakeBack, Yes
from stillhere.core.records.record import Record
from stillhere.core.records.terms import Answered
from stillhere.core.state.standing import DAY_MS, between, in_force, renewed_by, review_ms, reviewed, standing
from stillhere.core.state.when import ms_of
from tests.core.making import JON, JONS, MIA, NOW, folded, proved, record
from tests.core.parties import TEA, Party, both, parties, said_in_any_case, tell, wait

OTHER = replace(TEA, text="Five minutes at the kitchen table.")


def test_an_offer_fades_after_four_weeks_without_a_word() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    for side in (mia, jon):
        side.wait(days=28)
        assert side.stand(revision) == "offered"
        side.wait(seconds=1)
        assert side.stand(revision) == "faded"


def test_a_not_now_is_a_word() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    wait(mia, jon, days=20)
    tell(jon, mia, NotNow(revision))
    wait(mia, jon, days=28)
    assert mia.stand(revision) == jon.stand(revision) == "offered"
    wait(mia, jon, seconds=1)
    assert mia.stand(revision) == jon.stand(revision) == "faded"


def test_a_yes_that_was_long_on_its_way_counts() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    said = jon.agree(Yes(revision))
    wait(mia, jon, days=60)
    assert mia.stand(revision) == "faded"
    mia.take(*said)
    # It was in force, and nobody renewed it meanwhile.
    assert mia.stand(revision) == jon.stand(revision) == "resting"


def test_what_holds_is_looked_at_again_and_then_rests() -> None:
    mia, jon, revision = both()
    stood = []
    for _ in range(6):
        stood.append(mia.stand(revision))
        assert jon.stand(revision) == stood[-1]
        wait(mia, jon, days=7)
    assert stood == ["in_force", "in_force", "in_force", "in_force", "review_due", "resting"]
    assert mia.holds() == []


def test_a_review_comes_when_both_chose() -> None:
    mia, jon, revision = both(replace(TEA, review_days=3))
    wait(mia, jon, days=3, seconds=-1)
    assert mia.stand(revision) == "in_force"
    wait(mia, jon, seconds=1)
    assert mia.stand(revision) == jon.stand(revision) == "review_due"
    assert mia.holds() == ["Tea"]


def test_going_on_takes_both() -> None:
    mia, jon, revision = both()
    wait(mia, jon, days=28)
    tell(mia, jon, Renew(revision))
    assert (renewed_by(jon.wording(revision), MIA), renewed_by(jon.wording(revision), JON)) == (True, False)
    assert mia.stand(revision) == jon.stand(revision) == "review_due"
    wait(mia, jon, days=7)
    assert mia.stand(revision) == "resting"
    tell(jon, mia, Renew(revision))
    assert mia.stand(revision) == jon.stand(revision) == "in_force"
    assert reviewed(mia.wording(revision)) == 1
    # The next review is counted from when the second of them said so.
    assert review_ms(mia.wording(revision), ms_of(mia.now)) == ms_of(NOW) + 63 * DAY_MS


def test_going_on_twice_is_one_yes() -> None:
    mia, jon, revision = both()
    for _ in range(2):
        wait(mia, jon, days=28)
        tell(mia, jon, Renew(revision))
        tell(jon, mia, Renew(revision))
    assert reviewed(mia.wording(revision)) == 2
    assert mia.stand(revision) == "in_force"
    assert not renewed_by(mia.wording(revision), MIA)


def test_a_pause_of_either_is_a_pause_and_each_lifts_an_own_one() -> None:
    mia, jon, revision = both()
    agreement = mia.wording(revision).agreement
    tell(mia, jon, Pause(agreement))
    tell(jon, mia, Pause(agreement))
    assert mia.stand(revision) == "paused"
    tell(mia, jon, Resume(agreement))
    assert mia.stand(revision) == jon.stand(revision) == "paused"
    tell(jon, mia, Resume(agreement))
    assert mia.stand(revision) == jon.stand(revision) == "in_force"


def test_what_is_paused_for_long_has_come_to_rest() -> None:
    mia, jon, revision = both()
    tell(mia, jon, Pause(mia.wording(revision).agreement))
    wait(mia, jon, days=34)
    assert mia.stand(revision) == "paused"
    wait(mia, jon, days=1)
    assert mia.stand(revision) == "resting"


def test_what_was_taken_back_is_no_more_and_what_was_ended_is_ended() -> None:
    mia, jon = parties()
    offer = tell(mia, jon, Offer(TEA))
    tell(mia, jon, TakeBack(offer))
    assert mia.stand(offer) == jon.stand(offer) == "replaced"
    mia, jon, revision = both()
    change = tell(jon, mia, Suggest(revision, OTHER))
    tell(mia, jon, Yes(change))
    assert (mia.stand(revision), mia.stand(change)) == ("replaced", "in_force")
    tell(jon, mia, End(jon.wording(change).agreement))
    assert (mia.stand(revision), mia.stand(change)) == ("replaced", "ended")


def test_what_was_agreed_to_first_comes_first() -> None:
    mia, jon, _ = both()
    wait(mia, jon, hours=1)
    tell(mia, jon, Yes(tell(jon, mia, Offer(replace(OTHER, title="A walk")))))
    assert mia.holds() == jon.holds() == ["Tea", "A walk"]


# --- Clocks that are wrong -------------------------------------------------------------------------------


def with_clock(side: Party, **parts: float) -> None:
    side.now = NOW + timedelta(**parts)


def test_a_yes_said_in_2099_is_looked_at_again_in_four_weeks() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    said_ms = ms_of(NOW.replace(year=2099))
    mia.take(record(Answered(revision=revision, says="yes", said_ms=said_ms), JONS, n=9, at=(said_ms, 0)))
    assert mia.stand(revision) == "in_force"
    mia.wait(days=28)
    assert mia.stand(revision) == "review_due"


def test_an_offer_from_1970_is_open_where_its_stamp_is_of_today() -> None:
    mia, jon, _ = both()
    with_clock(jon, days=-365 * 56)
    revision = tell(jon, mia, Offer(replace(TEA, title="A walk")))
    assert mia.stand(revision) == "offered"
    mia.wait(days=29)
    assert mia.stand(revision) == "faded"


def test_an_offer_from_2099_fades_by_nobodys_clock_before_then_and_forbids_nothing() -> None:
    mia, jon = parties()
    with_clock(mia, days=365 * 73)
    revision = tell(mia, jon, Offer(TEA))
    jon.wait(days=400)
    assert jon.stand(revision) == "offered"
    with_clock(mia, days=1)
    assert mia.why(Offer(TEA)) == ""


@given(said_in_any_case(), st.integers(0, 2**53), st.integers(0, 10**11))
@proved(300)
def test_time_alone_puts_nothing_in_force(records: list[Record], early_ms: int, more_ms: int) -> None:
    found = between(folded(records, parties()[0].state))
    for one in found:
        if standing(one, early_ms) in {"replaced", "ended"}:
            assert standing(one, early_ms + more_ms) == standing(one, early_ms)
        if standing(one, early_ms) == "offered":
            assert standing(one, early_ms + more_ms) in {"offered", "faded"}


def test_what_holds_is_a_part_of_what_was_agreed() -> None:
    mia, _, revision = both()
    assert [one.id for one in in_force(between(mia.state), ms_of(mia.now))] == [revision]
