"""Agreements through two homes and one folder: consent, limits, what is private, what altered apps write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Details, Refused, Rest, SoftKnock, StillHere
from stillhere.core.agreements.acts import (
    DropDraft,
    End,
    KeepDraft,
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
from stillhere.core.agreements.drawer import Draft
from stillhere.core.agreements.view import AgreementView
from stillhere.core.notices import Notice
from stillhere.core.records.record import PersonLeft
from stillhere.core.records.terms import Answered, Ended, Offered, Words
from stillhere.home.rooms.drafts import Drafts
from tests.home.couple import Side, World, another, recording, restart
from tests.home.hands import Hand, hand, id_of

TEA = Words(kind="own_words", title="Tea before quiet", text="Ten minutes at the kitchen table.")
OTHER = replace(TEA, text="Five minutes at the kitchen table.")
KNOCK = Words(kind="check_ins", title="One knock", settings={"per_rest": 1})
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUIET = Words(kind="quiet_hours", title="Quiet", settings={"from": "22:00", "to": "07:00", "days": EVERY_DAY})
SECRET = "the garden door"


def meet(*sides: Side) -> list[Notice]:
    """Everything that was said reaches everybody: what was told."""
    return [notice for _ in range(2) for side in sides for notice in side.round()]


def only(side: Side, state: str = "") -> AgreementView:
    """The one agreement that the side sees (in this state)."""
    (shown,) = [each for each in side.home.agreements() if state in {"", each.state}]
    return shown


@contextmanager
def drafts_of(side: Side) -> Iterator[Drafts]:
    """The drafts of a side, open."""
    with side.home.door().open(None) as private:
        yield Drafts(side.home, private)


def agreed_to(one: Side, other: Side, words: Words) -> AgreementView:
    """What the two agreed to, offered by the first."""
    one.home.do(Offer(words))
    meet(one, other)
    offered = next(each for each in other.home.agreements() if each.to_answer)
    other.home.do(Yes(offered.revision))
    meet(one, other)
    return next(each for each in one.home.agreements() if each.revision == offered.revision)


def why(side: Side, what: object) -> str:
    """Why the act is refused; "" where it was done."""
    try:
        side.home.do(what)  # type: ignore[type-var]
    except Refused as refused:
        return refused.why
    return ""


# --- Journeys --------------------------------------------------------------------------------------------


def test_consent(two: tuple[Side, Side]) -> None:
    mia, jon = two
    mia.home.do(Offer(TEA))
    assert meet(mia, jon) == []
    assert (only(jon).state, only(jon).to_answer) == ("offered", True)
    # Jon edits the offer: both yeses clear.
    jon.home.do(Suggest(only(jon).revision, OTHER))
    assert meet(mia, jon) == []
    assert (only(mia).words.text, only(mia).mine, only(mia).my_answer) == (OTHER.text, False, None)
    # Mia says not now: nothing is in force.
    mia.home.do(NotNow(only(mia).revision))
    meet(mia, jon)
    assert [side.home.agreed().own_words for side in two] == [(), ()]
    assert only(jon).their_answer == "not_now"
    # Later Mia says yes, and later still ends it alone; Jon's app obeys as soon as it hears.
    mia.home.do(Yes(only(mia).revision))
    meet(mia, jon)
    assert [side.home.agreed().own_words[0].text for side in two] == [OTHER.text, OTHER.text]
    mia.home.do(End(only(mia).id))
    assert mia.home.agreed().own_words == ()
    assert jon.home.agreed().own_words != ()
    meet(mia, jon)
    assert jon.home.agreed().own_words == ()
    assert [only(side).state for side in two] == ["ended", "ended"]


def test_a_limit_on_check_ins(two: tuple[Side, Side]) -> None:
    mia, jon = two
    agreed_to(mia, jon, KNOCK)
    mia.home.flip()
    meet(mia, jon)
    jon.home.do(SoftKnock())
    assert [Notice("knock", "Jon")] == meet(jon, mia)
    assert jon.home.look().may.why_not["knock"] == "why.knock.once"
    assert why(jon, SoftKnock()) == "why.knock.once"
    mia.home.do(Rest(Details(checkins="not_now")))
    meet(mia, jon)
    assert jon.home.look().may.why_not["knock"] == why(jon, SoftKnock()) == "why.knock.not_now"


def test_offline_two_changes_at_once_stand_side_by_side(two: tuple[Side, Side], world: World) -> None:
    mia, jon = two
    revision = agreed_to(mia, jon, TEA).revision
    world.pass_time(days=8)
    mia.home.do(Suggest(revision, OTHER))
    jon.home.do(Suggest(revision, replace(TEA, text="Half an hour.")))
    meet(mia, jon)
    for side in two:
        assert sorted(each.state for each in side.home.agreements()) == ["in_force", "offered", "offered"]
        assert side.home.agreed().own_words[0].text == TEA.text


# --- What each app keeps its person to -------------------------------------------------------------------


def test_in_a_quiet_hour_nothing_is_told_and_afterwards_what_still_holds(
    two: tuple[Side, Side], world: World
) -> None:
    mia, jon = two
    agreed_to(mia, jon, QUIET)
    world.pass_time(hours=3)
    mia.home.do(Rest(Details(checkins="one_knock")))
    assert meet(mia, jon) == []
    assert jon.home.look().headline == "partner_rests"
    assert why(jon, SoftKnock()) == "why.knock.quiet"
    mia.home.do(StillHere())
    assert meet(mia, jon) == []
    world.pass_time(hours=9)
    assert jon.round() == [Notice("resting", "Mia"), Notice("still_here", "Mia")]
    assert jon.round() == []


def test_what_changed_in_a_quiet_hour_is_told_as_it_is_afterwards(
    two: tuple[Side, Side], world: World
) -> None:
    mia, jon = two
    agreed_to(mia, jon, QUIET)
    world.pass_time(hours=3)
    for _ in range(3):
        mia.home.flip()
        meet(mia, jon)
    world.pass_time(hours=9)
    assert jon.round() == [Notice("resting", "Mia")]


def test_a_review_is_recalled_once_whoever_keeps(two: tuple[Side, Side], world: World) -> None:
    mia, jon = two
    shown = agreed_to(mia, jon, TEA)
    before = recording(mia.home.settings().folder or Path())
    world.pass_time(days=28)
    assert mia.round() == [Notice("review")]
    assert Side(mia.home.twin()).round() == []
    restart(mia)
    assert mia.round() == []
    assert recording(mia.home.settings().folder or Path()) == before
    mia.home.do(Renew(shown.revision))
    meet(mia, jon)
    # Who said so already isn't asked, and who didn't was asked once.
    assert only(jon).their_renewal
    jon.home.do(Renew(shown.revision))
    meet(mia, jon)
    assert [(only(side).review_due, only(side).in_force) for side in two] == [(False, True)] * 2


def test_a_still_here_is_recalled_to_the_one_who_rests(two: tuple[Side, Side], world: World) -> None:
    mia, jon = two
    agreed_to(mia, jon, Words(kind="still_here_rhythm", title="Every day", settings={"every_days": 1}))
    mia.home.flip()
    assert meet(mia, jon) == [Notice("resting", "Mia")]
    world.pass_time(days=1)
    assert meet(mia, jon) == [Notice("rhythm")]
    world.pass_time(hours=23)
    assert meet(mia, jon) == []
    world.pass_time(hours=1)
    assert meet(mia, jon) == [Notice("rhythm")]


# --- Private things --------------------------------------------------------------------------------------


def test_a_draft_changes_no_byte_in_the_folder_and_survives_a_restart(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    before = recording(tmp_path / "shared")
    with drafts_of(mia) as drafts:
        for text in (SECRET[:4], SECRET):
            drafts.do(KeepDraft(Draft(id="draftdraft", kind="own_words", title="Mine", text=text)))
    meet(mia, jon)
    assert recording(tmp_path / "shared") == before
    restart(mia)
    with drafts_of(mia) as drafts:
        assert [draft.words.text for draft in drafts.shown()] == [SECRET]
        assert jon.home.agreements() == ()
        drafts.do(DropDraft("draftdraft"))
        assert drafts.shown() == ()
    assert recording(tmp_path / "shared") == before


def test_no_text_of_an_offer_is_told_and_nothing_is_said_of_its_reading(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    mia.home.do(Offer(replace(TEA, text=SECRET)))
    mia.round()
    before = recording(tmp_path / "shared")
    assert jon.round() == []
    assert only(jon).words.text == SECRET
    assert jon.round() == []
    assert recording(tmp_path / "shared") == before


def test_what_both_said_yes_to_stays_with_each_until_its_owner_erases_it(two: tuple[Side, Side]) -> None:
    mia, jon = two
    shown = agreed_to(mia, jon, TEA)
    jon.home.do(End(shown.id))
    meet(mia, jon)
    assert [copy.words for copy in mia.home.own_copies()] == [TEA]
    jon.home.do(PutAway(shown.id))
    meet(mia, jon)
    assert (jon.home.own_copies(), jon.home.agreements()) == ((), ())
    assert [copy.words for copy in mia.home.own_copies()] == [TEA]


def test_after_one_left_the_other_has_the_copy_and_nothing_holds(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    agreed_to(mia, jon, KNOCK)
    mias = hand(mia, tmp_path / "shared")
    n, prev = mias.end()
    mias.put(mias.sign(PersonLeft(), n=n + 1, prev=prev))
    jon.round()
    assert jon.home.agreed().knocks is None
    assert [(copy.words.title, copy.in_force) for copy in jon.home.own_copies()] == [("One knock", False)]
    assert why(jon, Offer(TEA)) == "why.agreement.left"


# --- The offline way, several devices --------------------------------------------------------------------


def test_what_is_said_offline_waits_and_counts_when_it_arrives(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    mia.home.do(Offer(TEA))
    meet(mia, jon)
    away = tmp_path / "away"
    (tmp_path / "shared").rename(away)
    jon.home.do(Yes(only(jon).revision))
    world.pass_time(days=3)
    meet(mia, jon)
    assert (only(jon).in_force, only(mia).in_force) == (True, False)
    away.rename(tmp_path / "shared")
    meet(jon, mia)
    assert only(mia).in_force


def test_what_one_device_of_a_person_says_holds_for_the_other(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    laptop = another(mia, tmp_path / "laptop")
    mia.home.do(Offer(TEA))
    meet(mia, jon, laptop)
    assert (only(laptop).mine, why(laptop, Yes(only(laptop).revision))) == (True, "why.agreement.own")
    jon.home.do(Yes(only(jon).revision))
    meet(jon, laptop, mia)
    assert only(laptop).in_force
    laptop.home.do(Pause(only(laptop).id))
    meet(laptop, jon, mia)
    assert [only(side).state for side in (mia, jon, laptop)] == ["paused"] * 3
    assert why(jon, Resume(only(jon).id)) == "why.agreement.not_paused"
    mia.home.do(Resume(only(mia).id))
    meet(mia, jon, laptop)
    assert all(only(side).in_force for side in (mia, jon, laptop))


# --- Altered apps and carriers ---------------------------------------------------------------------------


@pytest.fixture
def jons(tmp_path: Path, two: tuple[Side, Side]) -> Hand:
    return hand(two[1], tmp_path / "shared")


def test_the_partner_can_not_say_the_others_yes(two: tuple[Side, Side], jons: Hand) -> None:
    mia, jon = two
    jon.home.do(Offer(TEA))
    meet(jon, mia)
    revision = only(mia).revision
    n, prev = jons.end()
    # By Jon's own device, as if Mia had said it.
    jons.put(jons.sign(Answered(revision=revision, says="yes"), n=n + 1, prev=prev))
    # In the name of Mia's device, signed with Jon's key.
    mias = mia.home.memory.device()
    forger = replace_device(jons, mias.device)
    forger.put(forger.sign(Answered(revision=revision, says="yes"), n=9, prev="a" * 52))
    meet(mia, jon)
    assert [only(side).state for side in two] == ["offered", "offered"]
    assert [len(side.home.store.seen.set_aside()) for side in two] == [1, 1]


def replace_device(hand: Hand, device: str) -> Hand:
    """The same keys, under another device's name."""

    class Forger:
        def __init__(self) -> None:
            self.device = device

        def sign(self, data: bytes) -> bytes:
            return hand.device.sign(data)

    return Hand(hand.home, hand.shared, Forger())  # type: ignore[arg-type]


def test_a_yes_that_comes_again_does_nothing(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    agreed_to(mia, jon, TEA)
    kept = tmp_path / "kept"
    shutil.copytree(tmp_path / "shared", kept)
    jon.home.do(End(only(jon).id))
    meet(mia, jon)
    # The carrier rolls everything back, under names of its own.
    for path in kept.rglob("*.age"):
        shutil.copy(path, tmp_path / "shared" / path.relative_to(kept).with_stem(f"{path.stem} (1)"))
    meet(mia, jon)
    assert [only(side).state for side in two] == ["ended", "ended"]
    restart(mia)
    meet(mia, jon)
    assert only(mia).state == "ended"


def test_a_yes_is_held_back_by_a_gap_and_an_end_is_not(two: tuple[Side, Side], jons: Hand) -> None:
    mia, jon = two
    mia.home.do(Offer(TEA))
    meet(mia, jon)
    revision, agreement = only(jon).revision, only(jon).id
    n, prev = jons.end()
    first = jons.sign(Answered(revision=revision, says="not_now"), n=n + 1, prev=prev)
    second = jons.sign(Answered(revision=revision, says="yes"), n=n + 2, prev=id_of(first))
    jons.put(second)
    mia.round()
    assert only(mia).state == "offered"
    jons.put(first)
    mia.round()
    assert only(mia).in_force
    later = jons.sign(Ended(agreement=agreement), n=n + 9, prev="b" * 52)
    jons.put(later)
    mia.round()
    assert only(mia).state == "ended"


def test_a_device_with_two_histories_agrees_to_nothing_and_can_end_everything(
    two: tuple[Side, Side], jons: Hand
) -> None:
    mia, jon = two
    mia.home.do(Offer(TEA))
    meet(mia, jon)
    n, prev = jons.end()
    yes = jons.sign(Answered(revision=only(mia).revision, says="yes"), n=n + 1, prev=prev)
    no = jons.sign(Answered(revision=only(mia).revision, says="not_now"), n=n + 1, prev=prev)
    jons.put(yes)
    mia.round()
    assert only(mia).in_force
    jons.put(no)
    assert Notice("two_histories", "Jon") in mia.round()
    # Which of the two counts nobody can tell, so neither does.
    assert only(mia).state == "offered"
    jons.put(jons.sign(Ended(agreement=only(mia).id), n=n + 2, prev=id_of(yes)))
    mia.round()
    assert mia.home.agreements() == ()


def test_an_offer_of_an_unknown_kind_is_shown_and_never_said_yes_to(
    two: tuple[Side, Side], jons: Hand
) -> None:
    mia, _ = two
    n, prev = jons.end()
    words = replace(TEA, kind="weather", settings={"rain": True})
    at_ms = int(mia.home.clock().timestamp() * 1000)
    jons.put(jons.sign(Offered(agreement="agreementa", words=words, said_ms=at_ms), n=n + 1, prev=prev))
    mia.round()
    assert not only(mia).understood
    assert why(mia, Yes(only(mia).revision)) == "why.agreement.newer"


def test_hostile_words_are_shown_as_plain_text_or_not_at_all(two: tuple[Side, Side], jons: Hand) -> None:
    mia, _ = two
    n, prev = jons.end()
    at_ms = int(mia.home.clock().timestamp() * 1000)
    words = replace(TEA, title="\u202eaeT\u0007", text="<b>one</b>\u200b\ntwo")
    shown = jons.sign(Offered(agreement="agreementa", words=words, said_ms=at_ms), n=n + 1, prev=prev)
    blank = jons.sign(
        Offered(agreement="agreementb", words=replace(TEA, title="\u200b"), said_ms=at_ms),
        n=n + 2,
        prev=id_of(shown),
    )
    jons.put(shown)
    jons.put(blank)
    mia.round()
    assert (only(mia).words.title, only(mia).words.text) == ("aeT", "<b>one</b>\ntwo")
    assert len(mia.home.store.seen.set_aside()) == 1


def test_taking_back_leaves_the_words_with_their_writer(two: tuple[Side, Side]) -> None:
    mia, jon = two
    mia.home.do(Offer(replace(TEA, text=SECRET)))
    meet(mia, jon)
    mia.home.do(TakeBack(only(mia).revision))
    meet(mia, jon)
    with drafts_of(mia) as drafts:
        assert [draft.words.text for draft in drafts.shown()] == [SECRET]
    assert jon.home.agreements() == ()
