"""Whose device it is: each person's own devices introduce further ones, and nobody introduces the other's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stillhere.core.notices import Notice, notices
from stillhere.core.records.record import (
    DeviceAdded,
    PersonJoined,
    PersonLeft,
    PersonNamed,
    Record,
    RecordErased,
    decode_body,
    encode_body,
    erasable,
)
from stillhere.core.records.roster import MAX_DEVICES
from stillhere.core.state.fold import fold, parted
from stillhere.core.state.model import (
    devices,
    devices_of,
    is_erased,
    members,
    name_of,
    status_of,
    update_needed,
)
from tests.core.histories import records
from tests.core.making import (
    ALONE,
    COUPLE,
    EVES,
    FOUNDED,
    JOINED,
    JON,
    JONS,
    MIA,
    MIAS,
    R1,
    SALT,
    folded,
    keys,
    proved,
    record,
    resting,
)

PHONE, TABLET = "miasphonea", "miastablet"


def adding(device: str, by: str, n: int = 3, name: str = "") -> Record:
    return record(DeviceAdded(keys=keys(device), name=name), by, n=n)


def test_a_device_introduces_another_one_of_its_person_and_that_one_a_third() -> None:
    steps = [adding(PHONE, MIAS, name="Phone"), adding(TABLET, PHONE, n=1)]
    state = folded(steps, COUPLE)
    assert state == folded(reversed(steps), COUPLE)
    assert devices_of(state, MIA) == (MIAS, PHONE, TABLET)
    assert devices_of(state, JON) == (JONS,)
    assert [(facts.by, facts.name) for facts in devices(state).values()] == [
        ("", ""), ("", ""), (MIAS, "Phone"), (PHONE, ""),
    ]  # fmt: skip


def test_a_word_of_any_device_is_its_persons() -> None:
    said = [record(resting(), PHONE), record(PersonNamed(name="Mimi"), PHONE)]
    state = folded([adding(PHONE, MIAS), *said], COUPLE)
    assert status_of(state, MIA) == resting()
    assert name_of(state, MIA) == "Mimi"


def test_nobody_introduces_a_device_for_the_other_or_takes_one_over() -> None:
    state = folded([adding(MIAS, JONS), adding(JONS, MIAS), adding(PHONE, MIAS), adding(PHONE, JONS)], COUPLE)
    assert devices_of(state, MIA) == (MIAS, PHONE)
    assert devices_of(state, JON) == (JONS,)
    assert members(state) == members(COUPLE)


def test_a_device_that_a_stranger_introduces_is_a_strangers() -> None:
    state = folded([adding(PHONE, EVES)], COUPLE)
    assert PHONE not in devices(state)


def test_a_device_is_introduced_once() -> None:
    first, again = adding(PHONE, MIAS, name="Phone"), adding(PHONE, MIAS, n=4, name="Other")
    assert folded([first, again], COUPLE) == folded([again, first], COUPLE) == folded([first], COUPLE)


def test_the_founder_confirms_by_any_device() -> None:
    joined = PersonJoined(
        person=JON, name="Jon", recipient=keys(JONS).recipient, keys=keys(JONS), join=FOUNDED.id
    )
    state = folded([adding(PHONE, MIAS), record(joined, PHONE)], ALONE)
    assert [member.person.id for member in members(state)] == [MIA, JON]


def test_a_person_has_so_many_devices_and_no_more() -> None:
    many = [adding(f"device{place}", MIAS, n=n) for n, place in enumerate("abcdefghijklmnopqrst", 2)]
    state = folded(many, COUPLE)
    assert len(devices_of(state, MIA)) == MAX_DEVICES
    assert state == folded(reversed(many), COUPLE)


def test_both_are_told_of_a_further_device() -> None:
    state = folded([adding(PHONE, MIAS)], COUPLE)
    for person in (MIA, JON):
        assert notices(COUPLE, state, person) == (Notice("device_added", "Mia"),)
    assert notices(state, state, JON) == ()
    assert notices(ALONE, folded([JOINED], state), MIA) == (Notice("linked", "Jon"),)


def test_both_are_told_of_two_histories_once() -> None:
    forked = parted(COUPLE, JONS, 4)
    for person in (MIA, JON):
        assert notices(COUPLE, forked, person) == (Notice("two_histories", "Jon"),)
    assert notices(forked, parted(forked, JONS, 2), MIA) == ()
    assert notices(COUPLE, parted(COUPLE, EVES, 1), MIA) == ()
    gone = folded([record(PersonLeft(), JONS)], forked)
    assert notices(COUPLE, gone, JON) == ()


def test_of_several_forks_of_a_device_the_first_one_counts() -> None:
    assert parted(parted(COUPLE, MIAS, 7), MIAS, 3) == parted(parted(COUPLE, MIAS, 3), MIAS, 7)
    assert parted(COUPLE, MIAS, 3).forks == {MIAS: 3}


def test_each_persons_devices_erase_that_persons_records_alone() -> None:
    one = RecordErased(record=FOUNDED.id)
    state = folded([adding(PHONE, MIAS), record(one, PHONE), record(one, EVES)], COUPLE)
    assert state == folded([record(one, PHONE, n=2)], state)
    assert is_erased(state, FOUNDED.id, MIA)
    assert not is_erased(state, FOUNDED.id, JON)
    assert not is_erased(state, JOINED.id, MIA)


@pytest.mark.parametrize(
    ("kind", "may"),
    [("letter.sent", True), ("page.shared", True), ("person.joined", False), ("agreement.accepted", False)],
)
def test_a_letter_can_be_erased_and_what_the_space_stands_on_can_not(kind: str, may: bool) -> None:
    assert erasable(kind) == may


def critical(by: str, kind: str = "tomorrow.kind") -> Record:
    one = record(None, by, kind=kind)
    return replace(one, header=replace(one.header, crit=True))


def test_what_needs_a_later_version_is_said() -> None:
    assert not update_needed(COUPLE)
    assert update_needed(folded([critical(JONS)], COUPLE))
    assert folded([critical(JONS), critical(JONS)], COUPLE) == folded([critical(JONS)], COUPLE)


def test_a_stranger_and_an_erased_body_need_no_later_version() -> None:
    assert not update_needed(folded([critical(EVES)], COUPLE))
    assert fold(COUPLE, critical(JONS, "person.named")) is COUPLE


def test_a_devices_name_comes_in_without_disguises() -> None:
    said = DeviceAdded(keys=keys(PHONE), name="Pho\u202ene\n")
    assert decode_body("device.added", encode_body(said, SALT)) == DeviceAdded(keys=keys(PHONE), name="Phone")


more = st.builds(
    record,
    st.one_of(
        st.builds(
            DeviceAdded, keys=st.sampled_from([keys(MIAS), keys(JONS), keys(EVES), keys(PHONE), keys(TABLET)])
        ),
        st.builds(RecordErased, record=st.sampled_from([FOUNDED.id, JOINED.id])),
        st.just(resting(R1)),
    ),
    st.sampled_from([MIAS, JONS, EVES, PHONE, TABLET]),
    n=st.integers(1, 3),
)


@given(st.lists(st.one_of(more, more, records), max_size=9).flatmap(lambda drawn: st.tuples(
    st.permutations([FOUNDED, JOINED, *drawn]), st.permutations([FOUNDED, JOINED, *drawn, *drawn])
)))  # fmt: skip
@proved(300)
def test_the_order_of_introductions_never_matters(orders: tuple[list[Record], list[Record]]) -> None:
    one, other = (folded(order) for order in orders)
    assert one == other
    assert list(devices(one)) == list(devices(other))


@given(st.lists(more, max_size=9))
@proved(300)
def test_everybody_keeps_the_device_they_came_with(drawn: list[Record]) -> None:
    state = folded(drawn, COUPLE)
    found = devices(state)
    assert (found[MIAS].person, found[JONS].person) == (MIA, JON)
    assert {facts.person for facts in found.values()} == {MIA, JON}
    assert all(found[facts.by].person == facts.person for facts in found.values() if facts.by)
