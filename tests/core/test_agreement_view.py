"""What the page of agreements shows: each wording with how it stands, who said what, and what can be done."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from msgspec.structs import replace

from stillhere.core.agreements.acts import (
    AgreementAct,
    BringBack,
    End,
    NotNow,
    Offer,
    Pause,
    PutAway,
    Renew,
    Suggest,
    TakeBack,
    Yes,
)
from stillhere.core.agreements.counts import Counts, counts
from stillhere.core.agreements.difference import Run
from stillhere.core.agreements.drawer import Draft
from stillhere.core.agreements.rules import Doing
from stillhere.core.agreements.view import AgreementView, copies
from stillhere.core.records.terms import Answered, Offered
from stillhere.core.state.standing import between
from stillhere.core.state.when import ms_of
from tests.core.making import JONS, MIAS, NOW, proved, record
from tests.core.parties import KNOCK, TEA, Party, Step, both, lived, parties, steps, tell, wait

OTHER = replace(TEA, text="Five minutes at the kitchen table.")
THIRD = replace(TEA, text="Twenty minutes at the kitchen table.")


def states(side: Party) -> list[str]:
    return [shown.state for shown in side.views()]


def only(side: Party) -> AgreementView:
    (shown,) = side.views()
    return shown


def test_an_offer_as_each_of_the_two_sees_it() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    own, theirs = only(mia), only(jon)
    assert (own.revision, own.state, own.words, own.in_force) == (revision, "offered", TEA, False)
    assert (own.mine, own.my_answer, own.their_answer, own.to_answer) == (True, "yes", None, False)
    assert (theirs.mine, theirs.my_answer, theirs.their_answer, theirs.to_answer) == (
        False,
        None,
        "yes",
        True,
    )
    assert own.id == theirs.id
    assert own.review_on is None
    assert own.difference is None
    assert "take_back" not in own.why_not
    assert set(theirs.why_not) == {"take_back", "pause", "resume", "renew", "end"}


def test_not_now_is_seen_by_both_and_asked_no_more() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    tell(jon, mia, NotNow(revision))
    assert (only(jon).my_answer, only(jon).to_answer) == ("not_now", False)
    assert only(mia).their_answer == "not_now"
    assert "yes" not in only(jon).why_not


def test_what_holds_as_each_of_the_two_sees_it() -> None:
    mia, jon, _ = both(KNOCK)
    for side in (mia, jon):
        shown = only(side)
        assert (shown.state, shown.in_force, shown.my_answer, shown.their_answer) == (
            "in_force",
            True,
            "yes",
            "yes",
        )
        assert (shown.review_on, shown.review_due, shown.app_keeps) == (date(2026, 12, 20), False, True)
    assert [side.views()[0].mine for side in (mia, jon)] == [True, False]
    assert not only(both()[0]).app_keeps


def test_a_review_that_is_due() -> None:
    mia, jon, revision = both()
    wait(mia, jon, days=28)
    tell(mia, jon, Renew(revision))
    assert (only(mia).in_force, only(mia).review_due, only(mia).review_on) == (True, True, date(2026, 12, 20))
    assert (only(mia).my_renewal, only(mia).their_renewal) == (True, False)
    assert (only(jon).my_renewal, only(jon).their_renewal) == (False, True)
    wait(mia, jon, days=7)
    assert (only(mia).state, only(mia).review_due, only(mia).review_on) == ("resting", False, None)


def test_whose_pause_it_is() -> None:
    mia, jon, _ = both()
    tell(jon, mia, Pause(only(mia).id))
    assert (only(mia).state, only(mia).paused_by_me, only(mia).paused_by_partner) == ("paused", False, True)
    assert (only(jon).paused_by_me, only(jon).paused_by_partner) == (True, False)


def test_a_change_stands_beside_what_holds_with_what_is_different() -> None:
    mia, jon, revision = both()
    change = tell(jon, mia, Suggest(revision, OTHER))
    shown = mia.views()
    assert [(each.revision, each.state) for each in shown] == [(revision, "in_force"), (change, "offered")]
    assert len({each.id for each in shown}) == 1
    found = shown[1].difference
    assert found is not None
    assert (found.before, found.title) == (TEA, (Run("kept", "Tea"),))
    assert found.text[:2] == (Run("taken", "Ten"), Run("added", "Five"))
    tell(mia, jon, Yes(change))
    assert only(mia).difference is None


def test_two_changes_at_once_stand_side_by_side() -> None:
    mia, jon = parties()
    revision = tell(mia, jon, Offer(TEA))
    mias, jons = mia.agree(Suggest(revision, OTHER)), jon.agree(Suggest(revision, THIRD))
    mia.take(*jons)
    jon.take(*mias)
    assert {each.words.text for each in mia.views()} == {OTHER.text, THIRD.text}
    assert states(mia) == states(jon) == ["offered", "offered"]
    tell(mia, jon, Yes(jons[-1].id))
    assert states(mia) == states(jon) == ["in_force"]


def test_an_offer_that_faded_is_shown_to_its_writer_alone() -> None:
    mia, jon = parties()
    tell(mia, jon, Offer(TEA))
    wait(mia, jon, days=29)
    assert states(mia) == ["faded"]
    assert states(jon) == []
    mia.agree(PutAway(only(mia).id))
    assert states(mia) == []


def test_what_was_taken_back_is_a_draft_and_nothing_else() -> None:
    mia, jon = parties()
    tell(mia, jon, TakeBack(tell(mia, jon, Offer(TEA))))
    assert states(mia) == ["draft"]
    assert states(jon) == []


def test_a_draft_is_shown_as_it_was_typed() -> None:
    mia, jon, revision = both()
    jon.draft(Draft(id="draftdraft", kind="own_words", title="Te", revision=revision))
    jon.draft(Draft(id="draftother", kind="guess", settings={"guess": "op"}))
    assert states(jon) == ["in_force", "draft", "draft"]
    change, begun = jon.views()[1:]
    assert (change.id, change.revision, change.words.title, change.mine) == ("draftdraft", "", "Te", True)
    assert change.difference is not None
    assert change.difference.title == (Run("taken", "Tea"), Run("added", "Te"))
    assert (begun.difference, begun.understood) == (None, False)
    assert states(mia) == ["in_force"]


def test_a_list_has_its_order() -> None:
    mia, jon, revision = both()
    change = tell(jon, mia, Suggest(revision, OTHER))
    wait(mia, jon, hours=1)
    tell(mia, jon, Offer(KNOCK))
    mia.draft(Draft(id="draftdraft", kind="own_words"))
    assert states(mia) == ["in_force", "offered", "offered", "draft"]
    assert [each.revision for each in mia.views()][:2] == [revision, change]


def test_words_of_a_later_version_are_shown_and_not_understood() -> None:
    _, jon = parties()
    later = replace(TEA, kind="weather")
    offer = record(Offered(agreement="agreementa", words=later, said_ms=ms_of(NOW)), MIAS, n=9)
    jon.take(offer)
    assert not only(jon).understood
    assert only(jon).why_not["yes"] == "why.agreement.newer"


def test_a_change_of_words_that_are_not_known_shows_no_difference() -> None:
    _, jon = parties()
    body = Offered(agreement="agreementa", words=TEA, replaces=("z" * 52,), said_ms=ms_of(NOW))
    jon.take(record(body, MIAS, n=9))
    assert only(jon).difference is None


# --- Counts ----------------------------------------------------------------------------------------------


def counted(side: Party) -> Counts:
    return counts(side.state, side.person, ms_of(side.now))


def test_counts() -> None:
    mia, jon, revision = both()
    assert counted(mia) == Counts(in_force=1, offered_to_me=0, offered_by_me=0, review_due=0)
    knock = tell(mia, jon, Offer(KNOCK))
    change = tell(jon, mia, Suggest(revision, OTHER))
    assert counted(mia) == Counts(in_force=1, offered_to_me=1, offered_by_me=1, review_due=0)
    tell(jon, mia, NotNow(knock))
    tell(mia, jon, NotNow(change))
    assert counted(mia) == counted(jon) == Counts(in_force=1, offered_to_me=0, offered_by_me=0, review_due=0)
    wait(mia, jon, days=28)
    assert counted(jon).review_due == 1


@given(steps)
@proved(200)
def test_both_see_the_same_once_both_have_heard_everything(history: list[Step]) -> None:
    mia, jon, said = lived(history)
    mia.take(*said)
    jon.take(*said)
    assert mia.state == jon.state
    shared = ("in_force", "paused", "offered", "resting", "ended")
    own = {(each.revision, each.state) for each in mia.views() if each.state in shared}
    assert own == {(each.revision, each.state) for each in jon.views() if each.state in shared}
    for one in mia.views():
        other = next((each for each in jon.views() if each.revision == one.revision), None)
        if other is not None and one.state in shared:
            assert (one.my_answer, one.their_answer) == (other.their_answer, other.my_answer)
            assert one.mine is not other.mine


@given(steps)
@proved(200)
def test_what_is_counted_is_what_is_shown(history: list[Step]) -> None:
    mia, jon, _ = lived(history)
    for side in (mia, jon):
        shown, found = side.views(), counted(side)
        assert found.in_force == sum(each.in_force for each in shown)
        assert found.offered_to_me == sum(each.to_answer for each in shown)
        assert found.review_due == sum(each.review_due for each in shown)


@given(steps)
@proved(200)
def test_what_is_shown_as_possible_is_possible(history: list[Step]) -> None:
    mia, jon, _ = lived(history)
    for side in (mia, jon):
        for shown in side.views():
            if shown.state == "draft":
                continue
            acts: dict[Doing, AgreementAct] = {
                "yes": Yes(shown.revision), "not_now": NotNow(shown.revision), "end": End(shown.id),
                "take_back": TakeBack(shown.revision), "renew": Renew(shown.revision),
                "suggest": Suggest(shown.revision, replace(shown.words, text="Other words.")),
            }  # fmt: skip
            for doing, act in acts.items():
                possible = doing not in shown.why_not
                partly = side.why(act) in {"", "why.agreement.same"}
                assert possible is partly, (doing, side.why(act))


# --- One's own copies ------------------------------------------------------------------------------------


def test_what_both_said_yes_to_is_kept_whatever_became_of_it() -> None:
    mia, jon, revision = both()
    tell(mia, jon, Offer(KNOCK))
    change = tell(jon, mia, Suggest(revision, OTHER))
    mia.wait(hours=1)
    jon.wait(hours=1)
    tell(mia, jon, Yes(change))
    agreement = mia.wording(change).agreement
    tell(jon, mia, End(agreement))
    for side in (mia, jon):
        kept = copies(side.state, side.drawer, side.now)
        assert [(copy.revision, copy.words, copy.in_force) for copy in kept] == [
            (revision, TEA, False),
            (change, OTHER, False),
        ]
        assert [copy.agreed_ms for copy in kept] == [ms_of(NOW), ms_of(mia.now)]
    assert states(mia) == ["offered", "ended"]


def test_a_copy_is_erased_by_its_owner_alone() -> None:
    mia, jon, _ = both()
    agreement = only(mia).id
    tell(jon, mia, End(agreement))
    jon.agree(PutAway(agreement))
    assert (states(jon), copies(jon.state, jon.drawer, jon.now)) == ([], ())
    assert states(mia) == ["ended"]
    assert len(copies(mia.state, mia.drawer, mia.now)) == 1


def test_a_copy_that_was_put_away_can_be_had_again() -> None:
    mia, jon, _ = both()
    agreement = only(mia).id
    tell(jon, mia, End(agreement))
    mia.agree(PutAway(agreement))
    mia.agree(BringBack("agreementa"))
    assert states(mia) == []
    mia.agree(BringBack(agreement))
    assert (states(mia), len(copies(mia.state, mia.drawer, mia.now))) == (["ended"], 1)


def test_a_draft_of_a_change_names_what_it_would_change() -> None:
    mia, _, revision = both()
    mia.draft(Draft(id="draftdraft", kind="own_words", revision=revision))
    assert [each.changes for each in mia.views()] == ["", revision]


def test_what_came_to_be_open_again_is_not_hidden() -> None:
    mia, jon = parties()
    tell(mia, jon, Offer(TEA))
    agreement = only(mia).id
    wait(mia, jon, days=29)
    mia.agree(PutAway(agreement))
    revision = between(mia.state)[0].id
    # A yes that was on its way for weeks: it holds, so it is shown.
    mia.take(record(Answered(revision=revision, says="yes", said_ms=ms_of(mia.now)), JONS, n=9))
    assert states(mia) == ["in_force"]
