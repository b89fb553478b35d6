"""Records become a state: the order in which they come never matters, nor how often they do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.records.posted import LetterPace
from stillhere.core.records.record import (
    Body,
    Knock,
    PersonJoined,
    PersonLeft,
    PersonNamed,
    Pulse,
    Record,
    SpaceFounded,
)
from stillhere.core.state.fold import fold
from stillhere.core.state.model import Member, Said
from tests.core.histories import records
from tests.core.making import (
    ALONE,
    COUPLE,
    EVE,
    EVES,
    FOUNDED,
    JOINED,
    JON,
    JONS,
    MIA,
    MIAS,
    R1,
    SPACE,
    folded,
    keys,
    proved,
    record,
    resting,
)

SAID: dict[str, Body] = {
    "status": resting(),
    "pulse": Pulse(rest=R1, said_ms=1),
    "knock": Knock(rest=R1),
    "named": PersonNamed(name="Jo"),
    "left": PersonLeft(),
    "paces": LetterPace(pace="none"),
}


@pytest.mark.parametrize("field", SAID)
def test_what_was_said_is_kept_under_its_device(field: str) -> None:
    one = record(SAID[field], JONS, n=3, at=(7, 1))
    state = fold(COUPLE, one)
    assert getattr(state, field) == {JONS: Said(3, (7, 1), one.id, SAID[field])}
    assert replace(state, **{field: {}}) == COUPLE


@pytest.mark.parametrize("field", SAID)
def test_of_one_device_the_highest_number_counts_whatever_the_stamps_say(field: str) -> None:
    old = record(SAID[field], JONS, n=1, at=(9, 9))
    new = record(SAID[field], JONS, n=2, at=(1, 0))
    assert folded([new, old], COUPLE) == folded([old, new], COUPLE) == folded([new], COUPLE)


@pytest.mark.parametrize("field", SAID)
def test_of_two_records_with_one_number_the_same_one_counts_everywhere(field: str) -> None:
    one, other = record(SAID[field], JONS, at=(1, 0)), record(SAID[field], JONS, at=(2, 0))
    greater = max(one, other, key=lambda item: item.id)
    assert folded([one, other], COUPLE) == folded([other, one], COUPLE) == folded([greater], COUPLE)


@pytest.mark.parametrize("field", SAID)
def test_a_record_of_another_space_changes_nothing(field: str) -> None:
    assert fold(COUPLE, record(SAID[field], JONS, space="otherspace")) is COUPLE


def test_a_kind_of_a_later_version_changes_nothing() -> None:
    assert fold(COUPLE, record(None, JONS)) is COUPLE


def test_a_space_begins_with_its_own_founding_record() -> None:
    founder = ALONE.founder
    assert founder is not None
    assert (founder.id, founder.n, founder.person.id, founder.keys) == (FOUNDED.id, 1, MIA, keys(MIAS))


#: A founding record's id that begins like the space's own and would go before it.
ALIKE = SPACE + "2" * 42


def founded_by(person: str, device: str, *, by: str, space: str = "") -> Record:
    body = SpaceFounded(person=person, name="Eve", recipient=keys(device).recipient, keys=keys(device))
    return record(body, by, space=space)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(founded_by(EVE, EVES, by=EVES), id="of another space"),
        pytest.param(
            replace(founded_by(EVE, EVES, by=EVES, space=SPACE), id=ALIKE),
            id="written inside this space",
        ),
        pytest.param(replace(founded_by(EVE, EVES, by=MIAS), id=ALIKE), id="for somebody else's device"),
    ],
)
def test_no_other_founding_record_counts(other: Record) -> None:
    assert fold(COUPLE, other) is COUPLE


def test_should_two_founding_records_begin_alike_the_same_one_counts_everywhere() -> None:
    twin = replace(founded_by(EVE, EVES, by=EVES), id=ALIKE)
    assert folded([FOUNDED, twin]) == folded([twin, FOUNDED]) == folded([twin])


def joined(person: str, device: str, *, n: int, by: str = MIAS) -> Record:
    body = PersonJoined(
        person=person, name="Eve", recipient=keys(device).recipient, keys=keys(device), join=FOUNDED.id
    )
    return record(body, by, n=n)


def test_of_several_confirmations_the_first_one_counts() -> None:
    later = joined(EVE, EVES, n=3)
    assert folded([JOINED, later], ALONE) == folded([later, JOINED], ALONE) == COUPLE


def test_a_confirmation_by_another_device_is_kept_apart() -> None:
    state = fold(COUPLE, joined(EVE, EVES, n=1, by=JONS))
    assert set(state.joins) == {MIAS, JONS}
    assert isinstance(state.joins[MIAS], Member)
    assert state.joins[MIAS].person.id == JON


histories = st.lists(records, max_size=8).flatmap(
    lambda drawn: st.tuples(
        st.permutations([FOUNDED, JOINED, *drawn]), st.permutations([FOUNDED, JOINED, *drawn, *drawn])
    )
)


@given(histories)
@proved(400)
def test_two_devices_that_saw_the_same_records_hold_the_same_state(
    orders: tuple[list[Record], list[Record]],
) -> None:
    one, other = orders
    assert folded(one) == folded(other)


@given(st.lists(records, max_size=8))
@proved(300)
def test_taking_everything_in_again_changes_nothing(drawn: list[Record]) -> None:
    once = folded([FOUNDED, *drawn])
    assert all(fold(once, one) == once for one in [FOUNDED, *drawn])


@given(st.lists(records, min_size=1, max_size=8))
@proved(300)
def test_of_each_device_and_subject_one_word_is_kept_and_no_history(drawn: list[Record]) -> None:
    state = folded([FOUNDED, JOINED, *drawn])
    devices = {one.header.device for one in drawn}
    for kept in (state.status, state.pulse, state.knock, state.named, state.left):
        assert set(kept) <= devices
