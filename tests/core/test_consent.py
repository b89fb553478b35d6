"""Consent: both said yes to the same words, in whatever order and by whichever clock; and over is over."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.record import DeviceAdded, PersonLeft, Record
from stillhere.core.records.terms import Answered, Body, Ended, Offered, Paused, Renewed
from stillhere.core.state import consent
from stillhere.core.state.consent import Wording
from stillhere.core.state.model import State
from stillhere.core.state.standing import between, in_force, standing
from tests.core.making import ALONE, COUPLE, EVES, JON, JONS, MIA, MIAS, folded, keys, proved, record
from tests.core.parties import AGREEMENTS, TEA, Step, lived, said_in_any_case, steps

A, B = AGREEMENTS
OWNER = {MIAS: MIA, JONS: JON}
#: Times at which somebody may look: before everything, now, in a year, and when a clock is wrong.
NOW = st.sampled_from([0, 10**12, 1_795_000_000_000, 1_830_000_000_000, 2**53])


def offered(device: str = MIAS, *, n: int = 1, agreement: str = A, replaces: tuple[str, ...] = ()) -> Record:
    return record(Offered(agreement=agreement, words=TEA, replaces=replaces, said_ms=n), device, n=n)


def yes(revision: Record | str, device: str = JONS, *, n: int = 20) -> Record:
    name = revision if isinstance(revision, str) else revision.id
    return record(Answered(revision=name, says="yes", said_ms=n), device, n=n)


def of(*records: Record, state: State = COUPLE) -> dict[str, Wording]:
    """What is between the two, by the revision's id."""
    return {one.id: one for one in between(folded(records, state))}


def held(*records: Record, state: State = COUPLE) -> set[str]:
    """The revisions that are in force a moment after everything was said."""
    return {one.id for one in in_force(between(folded(records, state)), 100)}


FIRST = offered()


# --- Yes -------------------------------------------------------------------------------------------------


def test_an_offer_and_a_yes_of_the_other_are_in_force() -> None:
    assert held(FIRST) == set()
    assert held(FIRST, yes(FIRST)) == {FIRST.id}


def test_a_yes_may_come_before_the_words_it_is_about() -> None:
    assert held(yes(FIRST), FIRST) == {FIRST.id}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(yes(FIRST, MIAS), id="by the one who offered it"),
        pytest.param(yes(FIRST, EVES), id="by a stranger"),
        pytest.param(yes("b" * 52), id="to other words"),
        pytest.param(record(Answered(revision=FIRST.id, says="not_now"), JONS, n=20), id="that says not now"),
        pytest.param(record(Renewed(revision=FIRST.id, review=1), JONS, n=20), id="to going on"),
        pytest.param(record(Paused(agreement=A, paused=False), JONS, n=20), id="to lifting a pause"),
        pytest.param(record(yes(FIRST).body, JONS, n=20, space="otherspace"), id="in another space"),
    ],
)
def test_nothing_else_is_a_yes(answer: Record) -> None:
    assert held(FIRST, answer) == set()


def test_a_strangers_offer_is_no_offer() -> None:
    stranger = offered(EVES)
    assert of(stranger, yes(stranger)) == {}


def test_a_yes_of_the_same_person_at_another_device_is_none() -> None:
    laptop = record(DeviceAdded(keys=keys(EVES)), MIAS, n=3)
    assert held(laptop, FIRST, yes(FIRST, EVES)) == set()
    assert held(laptop, FIRST, yes(FIRST)) == {FIRST.id}


def test_either_device_of_a_person_can_say_yes() -> None:
    laptop = record(DeviceAdded(keys=keys(EVES)), JONS, n=3)
    assert held(laptop, FIRST, yes(FIRST, EVES)) == {FIRST.id}


def test_alone_nothing_is_agreed() -> None:
    assert of(FIRST, yes(FIRST, MIAS), state=ALONE) == {}


def test_a_yes_after_not_now_counts() -> None:
    not_now = record(Answered(revision=FIRST.id, says="not_now", said_ms=5), JONS, n=19)
    assert of(FIRST, not_now)[FIRST.id].not_now_ms == 5
    assert held(FIRST, not_now, yes(FIRST)) == held(yes(FIRST), FIRST, not_now) == {FIRST.id}


# --- Other words -----------------------------------------------------------------------------------------


def test_a_yes_to_earlier_words_is_none_to_the_new_ones() -> None:
    other = offered(JONS, n=2, replaces=(FIRST.id,))
    assert held(FIRST, yes(FIRST), other) == {FIRST.id}
    assert held(FIRST, yes(FIRST), other, yes(other, MIAS)) == {other.id}


def test_two_changes_at_once_stand_side_by_side_until_words_replace_both() -> None:
    mias, jons = offered(MIAS, n=2, replaces=(FIRST.id,)), offered(JONS, n=3, replaces=(FIRST.id,))
    before = (FIRST, yes(FIRST), mias, jons, yes(mias), yes(jons, MIAS, n=21))
    assert held(*before) == {mias.id, jons.id}
    one = offered(MIAS, n=4, replaces=(mias.id, jons.id))
    assert held(*before, one) == {mias.id, jons.id}
    assert held(*before, one, yes(one, n=22)) == {one.id}


def test_words_replace_what_the_words_they_replace_would_have_replaced() -> None:
    second = offered(JONS, n=2, replaces=(FIRST.id,))
    third = offered(MIAS, n=3, replaces=(second.id,))
    assert of(third, second, FIRST)[third.id].line == {FIRST.id, second.id}
    assert held(FIRST, yes(FIRST), second, third, yes(third)) == {third.id}


def test_words_of_another_agreement_replace_nothing() -> None:
    other = offered(JONS, n=2, agreement=B, replaces=(FIRST.id,))
    assert held(FIRST, yes(FIRST), other, yes(other, MIAS)) == {FIRST.id, other.id}


def test_words_that_name_each_other_come_to_an_end() -> None:
    # Hashes make it impossible; what arrives need not know that.
    table = folded([FIRST, yes(FIRST)], COUPLE).agreements
    one = table.revisions[FIRST.id]
    first = Offered(agreement=A, words=TEA, replaces=(one.id,))
    looped = consent.said(table, consent.Author("b" * 52, JONS, (0, 0)), first)
    again = consent.said(
        looped, consent.Author(one.id, MIAS, (0, 0)), Offered(agreement=A, words=TEA, replaces=("b" * 52,))
    )
    found = {each.id: each for each in consent.wordings(again, OWNER)}
    assert found["b" * 52].line == {one.id}
    assert found[one.id].line == {"b" * 52}


# --- Over ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("device", [MIAS, JONS])
def test_either_ends_an_agreement_alone(device: str) -> None:
    end = record(Ended(agreement=A), device, n=30)
    assert held(FIRST, yes(FIRST), end) == held(end, yes(FIRST), FIRST) == set()
    change = offered(MIAS, n=2, replaces=(FIRST.id,))
    assert held(FIRST, yes(FIRST), end, change, yes(change)) == set()


def test_a_stranger_ends_nothing() -> None:
    end = record(Ended(agreement=A), EVES, n=30)
    close = record(Ended(agreement=A, revisions=(FIRST.id,)), EVES, n=31)
    assert held(FIRST, yes(FIRST), end, close) == {FIRST.id}


@pytest.mark.parametrize("device", [MIAS, JONS])
def test_words_that_either_closed_come_into_force_no_more(device: str) -> None:
    close = record(Ended(agreement=A, revisions=(FIRST.id, "b" * 52)), device, n=30)
    assert held(FIRST, close, yes(FIRST, n=31)) == set()
    other = offered(JONS, n=2)
    assert held(FIRST, close, other, yes(other, MIAS)) == {other.id}


def test_a_change_that_was_closed_leaves_what_held_before() -> None:
    change = offered(JONS, n=2, replaces=(FIRST.id,))
    close = record(Ended(agreement=A, revisions=(change.id,)), JONS, n=30)
    assert held(FIRST, yes(FIRST), change, close) == {FIRST.id}


def test_what_both_replaced_never_comes_back() -> None:
    change = offered(JONS, n=2, replaces=(FIRST.id,))
    close = record(Ended(agreement=A, revisions=(change.id,)), JONS, n=30)
    assert held(FIRST, yes(FIRST), change, yes(change, MIAS), close) == set()


@pytest.mark.parametrize("device", [MIAS, JONS])
def test_when_one_leaves_nothing_holds_any_more(device: str) -> None:
    assert held(FIRST, yes(FIRST), record(PersonLeft(), device, n=30)) == set()


def paused(device: str, value: bool, n: int, at: int) -> Record:
    return record(Paused(agreement=A, paused=value), device, n=n, at=(at, 0))


def test_nobody_lifts_the_others_pause() -> None:
    mine, lifted = paused(MIAS, True, 30, 1), paused(JONS, False, 31, 2)
    assert of(FIRST, yes(FIRST), mine, lifted)[FIRST.id].paused_by == {MIA}
    assert held(FIRST, yes(FIRST), mine, lifted) == set()
    assert held(FIRST, yes(FIRST), mine, paused(MIAS, False, 32, 3)) == {FIRST.id}


def test_an_older_word_on_pausing_that_comes_again_lifts_nothing() -> None:
    old, new = paused(MIAS, False, 30, 1), paused(MIAS, True, 31, 2)
    assert held(FIRST, yes(FIRST), new, old, old) == set()


# --- Properties ------------------------------------------------------------------------------------------


def proof(records: list[Record], revision: str, ends: list[Record] | None = None) -> bool:
    """Whether these records hold an offer by one, a yes to it by the other, and (of `ends`) no end of it."""
    offer = next(one for one in records if one.id == revision)
    assert isinstance(offer.body, Offered)
    other = JONS if offer.header.device == MIAS else MIAS
    said = any(
        isinstance(one.body, Answered)
        and (one.body.revision, one.body.says, one.header.device) == (revision, "yes", other)
        for one in records
    )
    ended = any(
        isinstance(one.body, Ended)
        and one.header.device in OWNER
        and (
            revision in one.body.revisions
            or (one.body.agreement == offer.body.agreement and not one.body.revisions)
        )
        for one in (records if ends is None else ends)
    )
    return offer.header.device in OWNER and said and not ended


@given(said_in_any_case(), NOW)
@proved(500)
def test_whatever_arrives_only_what_both_said_yes_to_is_in_force(records: list[Record], now_ms: int) -> None:
    for one in in_force(between(folded(records, COUPLE)), now_ms):
        assert proof(records, one.id)


@given(steps, NOW)
@proved(400)
def test_whatever_the_two_do_only_what_both_said_yes_to_is_in_force(history: list[Step], now_ms: int) -> None:
    mia, jon, said = lived(history)
    for one in in_force(between(folded(said, COUPLE)), now_ms):
        assert proof(said, one.id)
    for side in (mia, jon):
        # What the other ended and this side has not heard of, it can't know; its own it knows at once.
        for one in in_force(between(side.state), now_ms):
            assert proof(said, one.id, ends=side.said)


@given(st.sampled_from([MIAS, JONS]).flatmap(lambda device: said_in_any_case((device, EVES))), NOW)
@proved(400)
def test_nothing_that_one_person_says_alone_is_in_force(records: list[Record], now_ms: int) -> None:
    found = between(folded(records, COUPLE))
    assert not any(one.agreed for one in found)
    assert in_force(found, now_ms) == ()


@given(said_in_any_case(), st.data())
@proved(400)
def test_the_order_and_how_often_records_come_never_matter(
    records: list[Record], data: st.DataObject
) -> None:
    again = data.draw(st.permutations([*records, *records[:4]]))
    assert folded(again, COUPLE) == folded(records, COUPLE)
    once = folded(records, COUPLE)
    assert all(folded([one], once) == once for one in records)


@given(said_in_any_case(), st.data())
@proved(500)
def test_what_is_over_stays_over_whatever_comes_after(records: list[Record], data: st.DataObject) -> None:
    order = data.draw(st.permutations(records))
    over: set[str] = set()
    state = COUPLE
    for one in order:
        state = folded([one], state)
        now_over = {each.id for each in between(state) if each.over}
        assert over <= now_over
        over = now_over


@given(steps, steps)
@proved(200)
def test_what_people_ended_stays_ended_whatever_they_do_after(first: list[Step], then: list[Step]) -> None:
    _, _, before = lived(first)
    _, _, after = lived([*first, *then])
    ended = {one.id for one in between(folded(before, COUPLE)) if one.over}
    assert ended <= {one.id for one in between(folded(after, COUPLE)) if one.over}


@given(said_in_any_case(), NOW, NOW)
@proved(300)
def test_no_clock_makes_a_yes(records: list[Record], one_ms: int, other_ms: int) -> None:
    for found in between(folded(records, COUPLE)):
        if not found.agreed or found.over:
            assert {standing(found, one_ms), standing(found, other_ms)} <= {
                "offered", "faded", "replaced", "ended",
            }  # fmt: skip


def test_consent_has_no_clock() -> None:
    rules = [rule for _, rule in inspect.getmembers(consent, inspect.isfunction)]
    named = {
        name
        for rule in rules
        if rule.__module__ == consent.__name__
        for name in inspect.signature(rule).parameters
    }
    assert named
    assert not named & {"now", "now_ms", "clock", "time"}


def test_a_body_of_each_kind_is_kept_by_its_device() -> None:
    bodies: list[Body] = [
        Answered(revision=FIRST.id, says="yes", said_ms=9),
        Answered(revision=FIRST.id, says="yes", said_ms=7),
        Renewed(revision=FIRST.id, review=2, said_ms=5),
        Renewed(revision=FIRST.id, review=1, said_ms=8),
        Ended(agreement=B),
    ]
    table = folded([record(body, JONS, n=n) for n, body in enumerate(bodies, 1)], COUPLE).agreements
    assert table.yes == {FIRST.id: {JONS: 7}}
    assert table.renewals == {FIRST.id: {JONS: (2, 5)}}
    assert table.ended == {B: (JONS,)}
