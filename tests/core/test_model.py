"""Who is in the space, and what holds for each of them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.record import PersonJoined, PersonLeft, PersonNamed, Record
from stillhere.core.state.model import (
    HERE,
    Said,
    State,
    devices,
    devices_of,
    has_left,
    last,
    members,
    name_of,
    partner_of,
    status_of,
    status_stamp,
)
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
    R2,
    folded,
    keys,
    proved,
    record,
    resting,
)


def names(state: State) -> list[str]:
    return [member.person.name for member in members(state)]


def joined(person: str, device: str, by: str) -> Record:
    body = PersonJoined(
        person=person, name="Eve", recipient=keys(device).recipient, keys=keys(device), join=FOUNDED.id
    )
    return record(body, by)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(State(), [], id="nobody has begun"),
        pytest.param(ALONE, ["Mia"], id="alone"),
        pytest.param(COUPLE, ["Mia", "Jon"], id="two"),
        pytest.param(folded([JOINED]), [], id="a confirmation before the founding record"),
        pytest.param(folded([joined(EVE, EVES, by=EVES)], ALONE), ["Mia"], id="a stranger confirms Eve"),
        pytest.param(folded([joined(EVE, EVES, by=JONS)], COUPLE), ["Mia", "Jon"], id="Jon confirms a third"),
        pytest.param(folded([joined(MIA, EVES, by=MIAS)], ALONE), ["Mia"], id="Mia confirms herself"),
        pytest.param(folded([joined(EVE, MIAS, by=MIAS)], ALONE), ["Mia"], id="Mia confirms her own device"),
    ],
)
def test_members(state: State, expected: list[str]) -> None:
    assert names(state) == expected


def test_each_is_the_others_partner() -> None:
    mia, jon = partner_of(COUPLE, JON), partner_of(COUPLE, MIA)
    assert mia is not None
    assert jon is not None
    assert (mia.id, mia.audience) == (MIA, f"{MIA}.1")
    assert (jon.id, jon.audience) == (JON, f"{JON}.1")
    assert partner_of(ALONE, MIA) is None


def test_a_device_belongs_to_the_one_who_came_with_it() -> None:
    assert devices(COUPLE)[MIAS].person == MIA
    assert EVES not in devices(COUPLE)
    assert devices_of(COUPLE, JON) == (JONS,)
    assert devices_of(COUPLE, EVE) == ()


def test_a_name_is_the_latest_that_its_person_gave() -> None:
    state = folded([record(PersonNamed(name="Jo"), JONS), record(PersonNamed(name="X"), EVES)], COUPLE)
    assert [name_of(state, person) for person in (MIA, JON, EVE)] == ["Mia", "Jo", ""]


def test_who_said_nothing_is_here() -> None:
    assert status_of(COUPLE, JON) is HERE
    assert status_of(COUPLE, EVE) is HERE
    assert status_stamp(COUPLE, EVE) == (0, 0)


def test_only_the_one_who_says_so_has_left() -> None:
    state = folded([record(PersonLeft(), JONS)], COUPLE)
    assert has_left(state, JON)
    assert not has_left(state, MIA)


def test_of_several_devices_the_latest_word_counts() -> None:
    said = {
        "lapdevicea": Said(9, (5, 0), "x", "laptop"),
        "phonedevic": Said(1, (5, 1), "y", "phone"),
        "olddevicee": Said(4, (3, 7), "z", "old"),
    }
    for order in itertools.permutations([*said, "silentdevi"]):
        assert last(said, order) == said["phonedevic"]
    assert last(said, ("silentdevi",)) is None


def test_equal_stamps_of_two_devices_are_settled_the_same_way_everywhere() -> None:
    said = {"a": Said(1, (5, 0), "x", "one"), "b": Said(1, (5, 0), "w", "other")}
    assert last(said, ("a", "b")) == last(said, ("b", "a")) == said["b"]


@given(st.lists(records, max_size=8))
@proved(300)
def test_there_is_never_a_third_and_nobody_takes_a_place_that_is_taken(drawn: list[Record]) -> None:
    state = folded([FOUNDED, JOINED, *drawn])
    assert names(state)[0] == "Mia"
    assert len(members(state)) <= 2
    assert len({member.person.id for member in members(state)}) == len(members(state))
    assert len({member.keys.device for member in members(state)}) == len(members(state))


@given(st.lists(records, max_size=8))
@proved(300)
def test_what_a_stranger_says_holds_for_nobody(drawn: list[Record]) -> None:
    strangers = [one for one in drawn if one.header.device == EVES]
    state = folded(strangers, COUPLE)
    for person in (MIA, JON):
        assert status_of(state, person) is HERE
        assert name_of(state, person) == name_of(COUPLE, person)
        assert not has_left(state, person)


def test_a_status_by_anothers_device_is_that_others() -> None:
    state = folded([record(resting(R2), JONS)], COUPLE)
    assert status_of(state, MIA) is HERE
    assert status_of(state, JON) == resting(R2)
