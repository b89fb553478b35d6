"""What can be done about agreements, by whom, what is said by it; and the reason where it can't be."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from msgspec.structs import fields, replace

from stillhere.core.acts import Refused
from stillhere.core.agreeing import agree
from stillhere.core.agreements.acts import (
    AgreementAct,
    End,
    NotNow,
    Offer,
    Pause,
    PutAway,
    Renew,
    Resume,
    Suggest,
    TakeBack,
    Yes,
)
from stillhere.core.agreements.drawer import Draft, Drawer
from stillhere.core.agreements.rules import Doing
from stillhere.core.records.record import PersonLeft
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Renewed, Words
from stillhere.core.state.when import ms_of
from stillhere.words import agreements as agreements_words
from tests.core.making import ALONE, JONS, MIA, MIAS, NOW, folded, record
from tests.core.parties import KNOCK, TEA, Party, agreed_to, both, parties, tell, wait

OTHER = replace(TEA, text="Five minutes at the kitchen table.")
THIRD = replace(TEA, text="Twenty minutes at the kitchen table.")


# --- Offering --------------------------------------------------------------------------------------------


def test_an_offer_is_said_with_its_words_and_nothing_is_in_force() -> None:
    mia, jon = parties()
    said = mia.agree(Offer(TEA))
    assert [one.body for one in said] == [
        Offered(agreement="freshmiaab", words=TEA, replaces=(), said_ms=ms_of(NOW))
    ]
    jon.take(*said)
    assert mia.holds() == jon.holds() == []


def test_an_offer_takes_the_place_of_its_draft() -> None:
    mia, _ = parties()
    draft = Draft(id="draftdraft", kind="own_words", title="Tea", text=TEA.text)
    said = mia.agree(Offer(TEA, draft=draft.id))
    assert isinstance(said[0].body, Offered)
    assert said[0].body.agreement == "draftdraft"
    assert mia.drawer == Drawer()


def test_an_offer_of_a_draft_that_was_offered_is_another_one() -> None:
    mia, _ = parties()
    mia.agree(Offer(TEA, draft="draftdraft"))
    (said,) = mia.agree(Offer(KNOCK, draft="draftdraft"))
    assert isinstance(said.body, Offered)
    assert said.body.agreement != "draftdraft"


def test_words_are_offered_clean_and_with_every_setting_of_their_kind() -> None:
    mia, _ = parties()
    body = mia.agree(Offer(Words(kind="check_ins", title=" One\u202e knock ", settings={"after_hours": 2})))[
        0
    ].body
    assert isinstance(body, Offered)
    assert body.words.title == "One knock"
    assert body.words.settings == {"who": "either", "form": "knock", "per_rest": 1, "after_hours": 2}


UNFIT: dict[str, tuple[Words, str]] = {
    "no title": (replace(TEA, title=" \u200b"), "title"),
    "a long title": (replace(TEA, title="a" * 81), "title_long"),
    "a long text": (replace(TEA, text="a" * 4001), "text_long"),
    "own words without words": (replace(TEA, text=" "), "text"),
    "no setting": (Words(kind="guess", title="A guess"), "settings"),
    "a setting of another kind": (replace(KNOCK, settings={"guess": "open"}), "settings"),
    "two knocks": (replace(KNOCK, settings={"per_rest": 2}), "settings"),
    "a day that isn't there": (
        Words(kind="quiet_hours", title="Q", settings={"from": "22:00", "to": "07:00", "days": ("xyz",)}),
        "settings",
    ),
    "an hour that isn't there": (
        Words(kind="quiet_hours", title="Q", settings={"from": "24:00", "to": "07:00", "days": ("mon",)}),
        "settings",
    ),
    "a kind of a later version": (replace(TEA, kind="weather"), "settings"),
    "a setting with a blank in its name": (replace(TEA, settings={"a b": 1}), "settings"),
    "a review after no day": (replace(TEA, review_days=0), "review"),
    "a review after years": (replace(TEA, review_days=367), "review"),
}


@pytest.mark.parametrize(("words", "why"), UNFIT.values(), ids=UNFIT)
def test_words_that_do_not_fit_are_refused_and_nothing_is_cut_off(words: Words, why: str) -> None:
    mia, jon = parties()
    assert mia.why(Offer(words)) == f"why.agreement.{why}"
    revision = tell(jon, mia, Offer(TEA))
    assert mia.why(Suggest(revision, words)) == f"why.agreement.{why}"


# --- One offer per topic a week --------------------------------------------------------------------------


def test_one_offer_about_a_topic_in_a_week() -> None:
    mia, jon = parties()
    revision = mia.offer()
    mia.wait(days=7, seconds=-1)
    assert mia.why(Offer(OTHER)) == "why.agreement.week"
    assert mia.why(Offer(KNOCK)) == ""
    assert jon.why(Offer(OTHER)) == ""
    mia.agree(TakeBack(revision))
    assert mia.why(Offer(OTHER)) == "why.agreement.week"
    mia.wait(seconds=1)
    assert mia.why(Offer(OTHER)) == ""


def test_an_offer_can_be_answered_by_other_words_at_any_time() -> None:
    mia, jon = parties()
    revision, words = tell(mia, jon, Offer(TEA)), TEA
    for number in range(6):
        answers, hears = (jon, mia) if number % 2 == 0 else (mia, jon)
        words = replace(words, text=f"{number} minutes at the kitchen table.")
        revision = tell(answers, hears, Suggest(revision, words))
    assert [one.words.text for one in map(mia.wording, [revision])] == ["5 minutes at the kitchen table."]


def test_own_words_can_be_set_right_until_the_other_says_a_word() -> None:
    mia, jon = parties()
    first = tell(mia, jon, Offer(TEA))
    second = tell(mia, jon, Suggest(first, OTHER))
    tell(jon, mia, NotNow(second))
    # To ask again in other words is another offer.
    assert mia.why(Suggest(second, THIRD)) == "why.agreement.week"
    mia.wait(days=7)
    assert mia.why(Suggest(second, THIRD)) == ""


def test_a_change_of_what_holds_is_an_offer_about_its_topic() -> None:
    mia, jon, revision = both()
    assert mia.why(Suggest(revision, OTHER)) == "why.agreement.week"
    change = tell(jon, mia, Suggest(revision, OTHER))
    tell(mia, jon, Yes(change))
    assert jon.why(Suggest(change, THIRD)) == "why.agreement.week"
    wait(mia, jon, days=7)
    assert mia.why(Suggest(change, THIRD)) == jon.why(Suggest(change, THIRD)) == ""


# --- Suggesting other words ------------------------------------------------------------------------------


def test_an_answer_by_other_words_closes_the_ones_that_were_offered() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    agreement = mia.wording(revision).agreement
    said = jon.agree(Suggest(revision, OTHER))
    assert [one.body for one in said] == [
        Ended(agreement=agreement, revisions=(revision,)),
        Offered(agreement=agreement, words=OTHER, replaces=(revision,), said_ms=ms_of(NOW)),
    ]
    mia.take(*said)
    assert jon.why(Yes(revision)) == "why.agreement.gone"
    tell(mia, jon, Yes(said[-1].id))
    assert mia.holds() == jon.holds() == ["Tea"]


def test_when_one_edits_an_offer_both_yeses_clear() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    reworded = mia.agree(Suggest(revision, OTHER))
    yes = jon.agree(Yes(revision))  # Jon's app has not heard of the other words yet
    mia.take(*yes)
    jon.take(*reworded)
    assert mia.holds() == jon.holds() == []
    assert mia.stand(revision) == jon.stand(revision) == "ended"
    tell(jon, mia, Yes(reworded[-1].id))
    assert mia.holds() == ["Tea"]


def test_a_change_leaves_what_holds_in_force_until_both_said_yes() -> None:
    mia, jon, revision = both()
    said = jon.agree(Suggest(revision, OTHER))
    assert [one.header.kind for one in said] == ["agreement.offered"]
    mia.take(*said)
    assert mia.stand(revision) == jon.stand(revision) == "in_force"
    tell(mia, jon, Yes(said[-1].id))
    assert (mia.stand(revision), mia.stand(said[-1].id)) == ("replaced", "in_force")


def test_nobody_has_two_wordings_of_one_agreement_open() -> None:
    mia, jon, revision = both()
    first = tell(jon, mia, Suggest(revision, OTHER))
    second = tell(jon, mia, Suggest(first, THIRD))
    assert jon.stand(first) == "replaced"
    assert jon.wording(second).replaces == (first, revision)
    wait(mia, jon, days=7)
    again = tell(jon, mia, Suggest(revision, replace(TEA, text="Half an hour.")))
    assert (jon.stand(second), jon.stand(again), jon.stand(revision)) == ("replaced", "offered", "in_force")


def test_two_suggestions_at_once_stand_side_by_side() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    mias, jons = mia.agree(Suggest(revision, OTHER)), jon.agree(Suggest(revision, THIRD))
    mia.take(*jons)
    jon.take(*mias)
    for side in (mia, jon):
        assert [side.stand(said[-1].id) for said in (mias, jons)] == ["offered", "offered"]
    tell(mia, jon, Yes(jons[-1].id))
    # Words that were offered in place of others than hold now wait for nobody any more.
    assert jon.why(Yes(mias[-1].id)) == "why.agreement.gone"


def test_a_change_replaces_both_where_two_hold_side_by_side() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    mias, jons = mia.agree(Suggest(revision, OTHER)), jon.agree(Suggest(revision, THIRD))
    mia.take(*jons)
    jon.take(*mias)
    yes, also = mia.agree(Yes(jons[-1].id)), jon.agree(Yes(mias[-1].id))
    mia.take(*also)
    jon.take(*yes)
    assert mia.holds() == jon.holds() == ["Tea", "Tea"]
    wait(mia, jon, days=7)
    one = tell(mia, jon, Suggest(jons[-1].id, replace(TEA, text="Half an hour.")))
    tell(jon, mia, Yes(one))
    assert mia.holds() == jon.holds() == ["Tea"]


def test_a_change_keeps_its_topic_and_changes_something() -> None:
    mia, jon, revision = both()
    assert jon.why(Suggest(revision, KNOCK)) == "why.agreement.kind"
    assert jon.why(Suggest(revision, replace(TEA, title=" Tea "))) == "why.agreement.same"
    assert jon.why(Suggest(revision, replace(TEA, review_days=7))) == ""
    wait(mia, jon, days=35)
    assert jon.why(Suggest(revision, TEA)) == ""  # what rests can be offered as it was


def test_a_suggestion_takes_the_place_of_its_draft() -> None:
    _, jon, revision = both()
    said = jon.agree(Suggest(revision, OTHER, draft="draftdraft"))
    assert isinstance(said[-1].body, Offered)
    assert said[-1].body.agreement == jon.wording(revision).agreement


# --- Answers ---------------------------------------------------------------------------------------------


def test_yes_names_the_words_and_is_said_once() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    said = jon.agree(Yes(revision))
    assert [one.body for one in said] == [Answered(revision=revision, says="yes", said_ms=ms_of(NOW))]
    assert jon.why(Yes(revision)) == jon.why(NotNow(revision)) == "why.agreement.agreed"
    assert jon.holds() == ["Tea"]


def test_not_now_is_said_once_and_a_yes_can_follow() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    assert len(jon.agree(NotNow(revision))) == 1
    assert jon.agree(NotNow(revision)) == []
    assert jon.holds() == []
    tell(jon, mia, Yes(revision))
    assert mia.holds() == ["Tea"]
    mia.take(*jon.said)  # the not now is on its way longer
    assert mia.holds() == ["Tea"]


def test_nobody_says_yes_to_what_their_app_does_not_understand() -> None:
    mia, jon = parties()
    later = replace(TEA, kind="weather")
    offer = record(Offered(agreement="agreementa", words=later, said_ms=ms_of(NOW)), MIAS, n=9)
    jon.take(offer)
    assert jon.why(Yes(offer.id)) == "why.agreement.newer"
    assert jon.why(NotNow(offer.id)) == ""
    assert mia.why(Yes(offer.id)) == "why.agreement.unknown"


# --- Taking back, pausing, ending ------------------------------------------------------------------------


def test_what_is_taken_back_is_a_draft_again() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(KNOCK))
    tell(mia, jon, TakeBack(revision))
    (draft,) = mia.drawer.drafts.values()
    assert (draft.kind, draft.title, draft.settings) == ("check_ins", "One knock", KNOCK.settings)
    assert jon.drawer == Drawer()
    assert jon.why(Yes(revision)) == "why.agreement.gone"


def test_a_change_that_is_taken_back_leaves_what_holds() -> None:
    mia, jon, revision = both()
    change = tell(jon, mia, Suggest(revision, OTHER))
    tell(jon, mia, TakeBack(change))
    assert mia.holds() == ["Tea"]
    assert mia.why(Yes(change)) == "why.agreement.gone"


@pytest.mark.parametrize("by_founder", [True, False])
def test_either_ends_alone_at_once_and_for_good(by_founder: bool) -> None:
    mia, jon, revision = both()
    one, other = (mia, jon) if by_founder else (jon, mia)
    change = tell(other, one, Suggest(revision, OTHER)) if other is jon else ""
    agreement = one.wording(revision).agreement
    assert [each.body for each in one.agree(End(agreement))] == [Ended(agreement=agreement)]
    assert one.holds() == []
    other.take(one.said[-1])
    assert other.holds() == []
    for side in (one, other):
        assert side.why(End(agreement)) == "why.agreement.gone"
        assert side.why(Pause(agreement)) == side.why(Resume(agreement)) == "why.agreement.gone"
        assert side.why(Renew(revision)) == "why.agreement.gone"
        assert side.why(Yes(revision)) == "why.agreement.gone"
    if change:
        assert one.why(Yes(change)) == "why.agreement.gone"


def test_ending_what_nobody_answered_takes_it_back() -> None:
    mia, jon = parties()
    agreement = mia.wording(tell(mia, jon, Offer(TEA))).agreement
    assert jon.why(End(agreement)) == "why.agreement.gone"
    tell(mia, jon, End(agreement))
    assert [draft.title for draft in mia.drawer.drafts.values()] == ["Tea"]


def test_a_pause_is_said_and_lifted_by_its_own_person() -> None:
    mia, jon, revision = both()
    agreement = mia.wording(revision).agreement
    assert [one.body for one in mia.agree(Pause(agreement))] == [Paused(agreement=agreement, paused=True)]
    jon.take(mia.said[-1])
    assert mia.why(Pause(agreement)) == "why.agreement.paused"
    assert jon.why(Resume(agreement)) == "why.agreement.not_paused"
    assert jon.why(Pause(agreement)) == ""
    tell(mia, jon, Resume(agreement))
    assert jon.holds() == ["Tea"]


def test_going_on_names_the_review_and_is_said_once() -> None:
    mia, jon, revision = both()
    assert mia.why(Renew(revision)) == "why.agreement.not_due"
    wait(mia, jon, days=28)
    assert [one.body for one in mia.agree(Renew(revision))] == [
        Renewed(revision=revision, review=1, said_ms=ms_of(mia.now))
    ]
    assert mia.why(Renew(revision)) == "why.agreement.renewed"


# --- Every act where it can't be done --------------------------------------------------------------------


def test_what_is_not_there_can_not_be_done_anything_about() -> None:
    mia, _ = parties()
    nowhere = "z" * 52
    acts: list[AgreementAct] = [
        Suggest(nowhere, TEA), Yes(nowhere), NotNow(nowhere), TakeBack(nowhere), Renew(nowhere),
        Pause("nowhereaaa"), Resume("nowhereaaa"), End("nowhereaaa"), PutAway("nowhereaaa"),
    ]  # fmt: skip
    assert {mia.why(act) for act in acts} == {"why.agreement.unknown"}


def every(revision: str, agreement: str) -> dict[Doing, AgreementAct]:
    return {
        "yes": Yes(revision),
        "suggest": Suggest(revision, THIRD),
        "not_now": NotNow(revision),
        "take_back": TakeBack(revision),
        "pause": Pause(agreement),
        "resume": Resume(agreement),
        "renew": Renew(revision),
        "end": End(agreement),
    }


def offered_by_the_other() -> tuple[Party, str]:
    mia, jon = parties()
    return jon, tell(mia, jon, Offer(TEA))


def offered_by_oneself() -> tuple[Party, str]:
    mia, jon = parties()
    return mia, tell(mia, jon, Offer(TEA))


def faded() -> tuple[Party, str]:
    jon, revision = offered_by_the_other()
    jon.wait(days=30)
    return jon, revision


def held() -> tuple[Party, str]:
    _, jon, revision = both()
    return jon, revision


def rested() -> tuple[Party, str]:
    mia, jon, revision = both()
    wait(mia, jon, days=40)
    return jon, revision


def ended() -> tuple[Party, str]:
    mia, jon, revision = both()
    tell(mia, jon, End(mia.wording(revision).agreement))
    return jon, revision


NOTHING = dict.fromkeys(get_args(Doing), "gone")
SITUATIONS: dict[Callable[[], tuple[Party, str]], dict[Doing, str]] = {
    offered_by_the_other: {
        "take_back": "theirs", "pause": "not_agreed", "resume": "not_agreed", "renew": "not_agreed",
        "end": "gone",
    },
    offered_by_oneself: {
        "yes": "own", "not_now": "own", "pause": "not_agreed", "resume": "not_agreed", "renew": "not_agreed",
    },
    faded: {
        "yes": "faded", "not_now": "faded", "suggest": "faded", "take_back": "theirs", "pause": "not_agreed",
        "resume": "not_agreed", "renew": "not_agreed", "end": "gone",
    },
    held: {
        "yes": "agreed", "not_now": "agreed", "take_back": "theirs", "resume": "not_paused",
        "renew": "not_due",
    },
    rested: {
        "yes": "agreed", "not_now": "agreed", "take_back": "theirs", "pause": "resting",
        "resume": "not_paused",
    },
    ended: {**NOTHING, "take_back": "theirs"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("situation", "why_not"), SITUATIONS.items(), ids=lambda value: getattr(value, "__name__", "")
)
def test_what_can_be_done(situation: Callable[[], tuple[Party, str]], why_not: dict[Doing, str]) -> None:
    side, revision = situation()
    acts = every(revision, side.wording(revision).agreement)
    found = {doing: side.why(act) for doing, act in acts.items()}
    assert found == {doing: f"why.agreement.{why_not[doing]}" if doing in why_not else "" for doing in acts}


def test_own_words_that_both_said_yes_to_are_not_taken_back_but_ended() -> None:
    mia, _, revision = both()
    assert mia.why(TakeBack(revision)) == "why.agreement.agreed"
    mia.agree(End(mia.wording(revision).agreement))
    assert mia.why(TakeBack(revision)) == "why.agreement.gone"


# --- Alone, after leaving, before an update --------------------------------------------------------------


def test_alone_there_are_no_offers() -> None:
    mia = Party(MIA, MIAS, state=ALONE)
    assert mia.why(Offer(TEA)) == "why.agreement.alone"


def test_after_one_left_nothing_can_be_agreed() -> None:
    mia, jon, revision = both()
    mia.take(record(PersonLeft(), JONS, n=30))
    jon.state = folded([record(PersonLeft(), JONS, n=30)], jon.state)
    for act in (Offer(KNOCK), Suggest(revision, OTHER), Renew(revision)):
        assert mia.why(act) == "why.agreement.left"
        assert jon.why(act) == "why.left"
    assert mia.why(End(mia.wording(revision).agreement)) == "why.agreement.gone"


def test_while_an_update_is_needed_one_can_only_take_back() -> None:
    mia, jon, revision = both()
    agreement = mia.wording(revision).agreement
    later = record(None, JONS, n=30, kind="tomorrow.kind")
    mia.take(replace(later, header=replace(later.header, crit=True)))
    assert mia.why(Offer(KNOCK)) == mia.why(Yes(revision)) == "why.agreement.update"
    assert mia.why(Pause(agreement)) == mia.why(End(agreement)) == ""
    assert jon.why(Offer(KNOCK)) == ""


# --- One's own copy --------------------------------------------------------------------------------------


def test_what_is_over_can_be_put_away_by_its_owner() -> None:
    mia, jon, revision = both()
    agreement = mia.wording(revision).agreement
    assert mia.why(PutAway(agreement)) == "why.agreement.live"
    tell(jon, mia, End(agreement))
    assert mia.agree(PutAway(agreement)) == []
    assert mia.drawer.put_away == (agreement,)
    assert jon.drawer.put_away == ()


# --- Laws ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", get_args(AgreementAct), ids=lambda shape: shape.__name__)
def test_no_act_has_a_reason_or_names_a_person(shape: type) -> None:
    names = {field.name for field in fields(shape)}
    assert not names & {"reason", "why", "person", "device", "who", "to", "by", "deadline", "due"}


def test_an_act_says_its_own_kind_and_no_more() -> None:
    mia, jon, _ = both()
    assert {one.header.kind for one in [*mia.said, *jon.said]} == {"agreement.offered", "agreement.answered"}
    assert {one.header.device for one in mia.said} == {MIAS}


def test_what_was_agreed_holds_alike_for_both() -> None:
    mia, jon = parties()
    agreed_to(mia, jon, KNOCK)
    agreed_to(jon, mia, TEA)
    assert mia.agreed() == jon.agreed()


def test_every_reason_is_given_by_a_test_or_a_rule() -> None:
    reasons = {
        key.removeprefix("why.agreement.")
        for key in agreements_words.WORDS
        if key.startswith("why.agreement.")
    }
    unfit = {why for _, why in UNFIT.values()}
    told = {why for why_not in SITUATIONS.values() for why in why_not.values()}
    others = {
        "alone",
        "left",
        "update",
        "unknown",
        "week",
        "newer",
        "paused",
        "renewed",
        "kind",
        "same",
        "live",
    }
    assert reasons == unfit | told | others


def test_a_refusal_is_the_same_exception_everywhere() -> None:
    mia, _ = parties()
    with pytest.raises(Refused, match=r"why\.agreement\.unknown"):
        agree(mia.state, mia.mine, mia.drawer, Yes("z" * 52), NOW, fresh="freshfresh")
