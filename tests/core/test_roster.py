"""Who speaks for a person: cut-offs, kits and epochs follow from what was said, in whatever order it came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.notices import Notice, notices
from stillhere.core.records.bodies import MAX_KNOWN, DeviceNamed, DeviceRemoved, KitSet, PersonKey
from stillhere.core.records.chain import Link, within
from stillhere.core.records.record import Body, DeviceAdded, PersonJoined, Record
from stillhere.core.records.roster import MAX_DEVICES, Cut
from stillhere.core.state.fold import parted
from stillhere.core.state.model import (
    cuts,
    devices,
    devices_of,
    keys_of,
    label_of,
    members,
    readable,
    status_of,
)
from tests.core.histories import records
from tests.core.making import (
    ALONE,
    COUPLE,
    EVES,
    FOUNDED,
    JON,
    JONS,
    MIA,
    MIAS,
    folded,
    keys,
    proved,
    record,
    resting,
)

PHONE, TABLET, KIT = "miasphonea", "miastablet", "miaskitkit"
NEXT, OTHER = "age1" + "z" * 58, "age1" + "y" * 58


def adding(device: str, by: str = MIAS, n: int = 3, *, instead: bool = False) -> Record:
    return record(DeviceAdded(keys=keys(device), instead=instead), by, n=n)


def removing(device: str, by: str = MIAS, n: int = 5, *, last: int = 2, now: tuple[str, ...] = ()) -> Record:
    return record(DeviceRemoved(device=device, n=last, id=FOUNDED.id, now=now), by, n=n)


def kit(by: str = MIAS, n: int = 4) -> Record:
    return record(KitSet(keys=keys(KIT)), by, n=n)


def key(
    epoch: int,
    by: str = MIAS,
    n: int = 6,
    recipient: str = NEXT,
    without: tuple[str, ...] = (),
    knows: tuple[str, ...] = (),
) -> Record:
    return record(PersonKey(epoch=epoch, recipient=recipient, without=without, knows=knows), by, n=n)


def out(*said: Record) -> dict[str, int]:
    """Who is cut off where, after these in either order."""
    state = folded(said, COUPLE)
    assert state == folded(reversed(said), COUPLE)
    return {device: cut.n for device, cut in cuts(state).items()}


def test_a_removed_device_stays_known_and_speaks_no_more() -> None:
    state = folded([adding(PHONE), removing(PHONE, now=(FOUNDED.id,))], COUPLE)
    facts = devices(state)[PHONE]
    assert (facts.cut, facts.live) == (Cut(2, FOUNDED.id, (FOUNDED.id,)), False)
    assert devices_of(state, MIA) == (MIAS, PHONE)
    assert devices(state)[MIAS].live


def test_of_two_removals_by_one_device_the_first_counts() -> None:
    assert out(adding(PHONE), removing(PHONE, n=5, last=2), removing(PHONE, n=6, last=9)) == {PHONE: 2}


def test_nobody_removes_the_others_device_a_strangers_or_its_own() -> None:
    said = [adding(PHONE), removing(PHONE, JONS), removing(PHONE, EVES), removing(MIAS, MIAS)]
    assert out(*said, removing(EVES, MIAS, n=7)) == {}


def test_what_a_device_says_of_others_after_its_cut_off_is_void() -> None:
    said = [adding(PHONE), removing(PHONE, last=4), removing(MIAS, PHONE, n=5)]
    assert out(*said) == {PHONE: 4}
    late = folded([*said, adding(TABLET, PHONE, n=5)], COUPLE)
    assert TABLET not in devices(late)
    before = folded([*said, adding(TABLET, PHONE, n=4)], COUPLE)
    assert devices(before)[TABLET].live


def test_of_two_that_remove_each_other_the_one_that_came_first_stays() -> None:
    assert out(adding(PHONE), removing(PHONE, n=5, last=1), removing(MIAS, PHONE, n=2, last=4)) == {PHONE: 1}


def test_a_thief_of_the_first_device_cuts_off_the_later_one_that_removed_it_until_the_kit_speaks() -> None:
    """What the help page “Lost or stolen” says of it; a change of the rule changes the page."""
    struck_back = [adding(PHONE), removing(MIAS, PHONE, n=2, last=4), removing(PHONE, n=5, last=1)]
    assert out(*struck_back) == {PHONE: 1}
    by_kit = removing(MIAS, KIT, n=1, last=4)
    assert out(*struck_back, kit(), by_kit) == {MIAS: 4}
    assert out(*struck_back, kit(), by_kit, removing(KIT, n=6, last=0)) == {MIAS: 4}


def test_the_kit_that_the_first_device_wrote_goes_before_a_later_one() -> None:
    later = record(KitSet(keys=keys(TABLET)), MIAS, n=7)
    by_later, by_first = removing(KIT, TABLET, n=1, last=0), removing(MIAS, KIT, n=1, last=4)
    assert out(kit(), later, removing(KIT, n=6, last=0), by_later, by_first) == {MIAS: 4}


def test_a_kit_goes_before_every_device() -> None:
    said = [adding(PHONE), kit(), removing(MIAS, KIT, n=1, last=4), removing(PHONE, MIAS, n=5)]
    assert out(*said) == {MIAS: 4}
    assert out(*said, removing(KIT, MIAS, n=6)) == {MIAS: 4}
    assert out(adding(PHONE), kit(), removing(KIT, MIAS, n=6, last=0)) == {KIT: 0}


def test_a_kit_is_no_device_in_the_persons_hands() -> None:
    state = folded([kit(), adding(PHONE, KIT, n=1)], COUPLE)
    assert devices(state)[KIT].kit
    assert devices(state)[PHONE].by == KIT
    assert not devices(state)[PHONE].kit


def test_a_device_that_cuts_off_the_one_who_brought_it_in_stays_itself() -> None:
    state = folded(
        [adding(PHONE, n=7), adding(TABLET, PHONE, n=1), removing(MIAS, TABLET, n=1, last=3)], COUPLE
    )
    introduction = adding(PHONE, n=7)
    assert cuts(state) == {MIAS: Cut(7, introduction.id)}
    assert devices(state)[TABLET].live
    assert out(adding(PHONE, n=3), adding(TABLET, PHONE, n=1), removing(MIAS, TABLET, n=1, last=6)) == {
        MIAS: 6
    }


def test_a_partner_stays_whom_a_device_confirmed_before_its_cut_off_and_no_other() -> None:
    joined = PersonJoined(person=JON, name="Jon", recipient=NEXT, keys=keys(JONS), join=FOUNDED.id)
    for last, people in ((2, [MIA, JON]), (1, [MIA])):
        said = [adding(PHONE), record(joined, PHONE, n=2), removing(PHONE, last=last)]
        assert [one.person.id for one in members(folded(said, ALONE))] == people


def test_a_device_that_went_on_as_another_one_is_done_with_and_takes_no_place() -> None:
    said = [adding(PHONE), adding(TABLET, PHONE, n=1, instead=True)]
    state = folded(said, COUPLE)
    assert [devices(state)[one].live for one in (MIAS, PHONE, TABLET)] == [True, False, True]
    # Without the other one it speaks for itself again.
    back = folded([removing(TABLET, PHONE, n=2)], state)
    assert [devices(back)[one].live for one in (MIAS, PHONE, TABLET)] == [True, True, False]


def test_a_removed_device_makes_room_and_there_are_never_too_many_that_were() -> None:
    names = [f"{one}{two}vicedev" for one in "abcdefgh" for two in "abcdefghij"]
    many = [adding(f"de{name}"[:10], n=n) for n, name in enumerate(names, 3)]
    full = folded(many, COUPLE)
    assert len(devices_of(full, MIA)) == MAX_DEVICES
    gone = [removing(device, n=100 + n) for n, device in enumerate(devices_of(full, MIA)[1:])]
    assert len(devices_of(folded(gone, full), MIA)) == 2 * MAX_DEVICES - 1
    all_gone = [removing(f"de{name}"[:10], n=100 + n) for n, name in enumerate(names)]
    assert len(devices_of(folded([*many, *all_gone], COUPLE), MIA)) == MAX_KNOWN


def test_of_a_flood_of_introductions_and_removals_the_first_are_known_in_any_order() -> None:
    names = [f"{one}{two}vicedev{one}"[:10] for one in "abcdefgh" for two in "abcdefghijkl"]
    said = [adding(f"x{name}"[:10], PHONE, n=n) for n, name in enumerate(names, 3)]
    said += [removing(f"x{name}"[:10], PHONE, n=100 + n) for n, name in enumerate(names)]
    one, other = folded(said, COUPLE), folded(reversed(said), COUPLE)
    assert one == other == folded([*said[90:], *said], COUPLE)
    assert {each.n for each in one.added[PHONE].values()} == set(range(3, 3 + MAX_KNOWN))
    assert {each.n for each in one.removed[PHONE].values()} == set(range(100, 100 + MAX_KNOWN))


def test_epochs_follow_on_each_other() -> None:
    state = folded(
        [key(2), key(3, n=7, recipient=OTHER), key(9, n=8), key(2, JONS, n=3, recipient=OTHER)], COUPLE
    )
    mia, jon = (one.person for one in members(state))
    assert (mia.epoch, mia.recipient, mia.audience) == (3, OTHER, f"{MIA}.3")
    assert (jon.epoch, jon.recipient) == (2, OTHER)
    assert [each.epoch for each in keys_of(state, MIA)] == [1, 2, 3]
    assert keys_of(state, EVES) == ()
    assert folded([key(2), key(2)], COUPLE) == folded([key(2)], COUPLE)


def test_a_key_that_the_present_ones_writer_did_not_have_may_be_lost() -> None:
    said = [adding(PHONE), key(2, recipient=NEXT), key(2, by=PHONE, n=1, recipient=OTHER)]
    first, one, other = (each.recipient for each in keys_of(folded(said, COUPLE), MIA))
    third = "age1" + "x" * 58
    for knows, lost in [
        ((), set()),
        ((first, one, other), set()),
        ((first, one), {other}),
        ((first, other), {one}),
        ((one,), {other}),
        ((other,), set()),  # the last ones are named, and what came before these is not judged
    ]:
        state = folded([*said, key(3, n=7, recipient=third, knows=knows)], COUPLE)
        assert readable(state, MIA) == {first, one, other, third} - lost
    assert readable(COUPLE, MIA) == {first}


def test_of_two_epochs_with_one_number_the_same_one_is_present_everywhere_and_both_are_readable() -> None:
    said = [adding(PHONE), key(2), key(2, PHONE, n=1, recipient=OTHER)]
    one, other = folded(said, COUPLE), folded(reversed(said), COUPLE)
    assert one == other
    assert {each.recipient for each in keys_of(one, MIA)} > {NEXT, OTHER}
    assert members(one)[0].person.recipient in {NEXT, OTHER}


def test_a_key_that_a_device_gave_after_its_cut_off_is_nobodys() -> None:
    said = [adding(PHONE), removing(PHONE, last=2), key(2, PHONE, n=3), key(2, MIAS, n=6, recipient=OTHER)]
    assert members(folded(said, COUPLE))[0].person.recipient == OTHER
    assert len(keys_of(folded(said, COUPLE), MIA)) == 2


def test_the_latest_name_of_a_device_counts_by_whichever_of_its_persons_devices() -> None:
    def naming(by: str, n: int, at: int, name: str) -> Record:
        return record(DeviceNamed(device=PHONE, name=name), by, n=n, at=(at, 0))

    said = [
        adding(PHONE),
        naming(MIAS, 4, 1, "Old"),
        naming(MIAS, 5, 2, "Phone"),
        naming(PHONE, 1, 3, "Mine"),
    ]
    state = folded([*said, naming(JONS, 3, 9, "Nobody's"), naming(MIAS, 4, 1, "Old")], COUPLE)
    assert label_of(state, PHONE) == "Mine"
    assert label_of(state, MIAS) == label_of(state, EVES) == ""
    assert state == folded([naming(MIAS, 4, 1, "Old")], state)


def test_both_are_told_who_goes_and_of_a_kit() -> None:
    before = folded([adding(PHONE), adding(TABLET, n=4)], COUPLE)
    after = folded([removing(PHONE), kit(n=6)], before)
    for person in (MIA, JON):
        assert notices(before, after, person) == (Notice("kit_set", "Mia"), Notice("device_removed", "Mia"))
    assert notices(after, after, MIA) == ()
    assert notices(after, folded([removing(KIT, n=7)], after), MIA) == ()
    both = folded([removing(TABLET, n=7)], after)
    assert notices(after, both, JON) == (Notice("device_removed", "Mia"),)
    assert notices(COUPLE, both, JON)[-1] == Notice("device_removed", "Mia")


def test_what_never_counted_goes_without_a_fault() -> None:
    """A removed device's word beyond the cut-off came first: it is taken out, and the return is told."""
    said = [adding(PHONE), record(resting(), PHONE, n=9)]
    before, after = folded(said, COUPLE), folded([*said[:1], removing(PHONE)], COUPLE)
    assert [notice.kind for notice in notices(before, after, JON)] == ["back", "device_removed"]


def test_two_histories_of_a_removed_device_are_nobodys_matter_any_more() -> None:
    state = folded([adding(PHONE), removing(PHONE)], COUPLE)
    assert notices(state, parted(state, PHONE, 1), JON) == ()


def test_a_status_that_counts_stays_what_its_person_said() -> None:
    state = folded([adding(PHONE), record(resting(), PHONE), removing(PHONE)], COUPLE)
    assert status_of(state, MIA) == resting()


LINE = [Link(n, f"id{n}", f"id{n - 1}" if n > 1 else "") for n in range(1, 6)]


@pytest.mark.parametrize(
    ("links", "n", "last", "found"),
    [
        (LINE, 3, "id3", {"id1", "id2", "id3"}),
        (LINE, 0, "", set()),
        ([LINE[0], LINE[2], LINE[4]], 3, "id3", {"id1", "id3"}),
        ([*LINE, Link(3, "forged", "id2")], 3, "id3", {"id1", "id2", "id3"}),
        ([*LINE, Link(2, "forged", "other")], 4, "id4", {"id1", "id2", "id3", "id4"}),
        ([*LINE, Link(5, "forged", "id4")], 4, "id4", {"id1", "id2", "id3", "id4"}),
        (LINE, 3, "another", set()),
        ([Link(1, "forged", "")], 1, "id1", set()),
    ],
)
def test_of_a_device_that_was_cut_off_one_history_counts(
    links: list[Link], n: int, last: str, found: set[str]
) -> None:
    assert within(links, n, last) == found == within(reversed(links), n, last)


_who = st.sampled_from([MIAS, JONS, EVES, PHONE, TABLET, KIT])
_bodies: st.SearchStrategy[Body] = st.one_of(
    st.builds(DeviceAdded, keys=st.builds(keys, _who), instead=st.booleans()),
    st.builds(KitSet, keys=st.builds(keys, _who)),
    st.builds(DeviceRemoved, device=_who, n=st.integers(0, 4)),
    st.builds(DeviceNamed, device=_who, name=st.sampled_from(["", "Phone"])),
    st.builds(PersonKey, epoch=st.integers(2, 4), recipient=st.sampled_from([NEXT, OTHER])),
)
_membership = st.builds(record, _bodies, _who, n=st.integers(1, 5))
_drawn = st.lists(st.one_of(_membership, _membership, records), max_size=12)


@given(_drawn.flatmap(lambda some: st.tuples(st.just(some), st.permutations([*some, *some]))))
@proved(300)
def test_who_takes_part_never_depends_on_the_order(orders: tuple[list[Record], list[Record]]) -> None:
    one, other = (folded(order, COUPLE) for order in orders)
    assert one == other
    assert (devices(one), cuts(one), members(one)) == (devices(other), cuts(other), members(other))


@given(_drawn.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), st.integers(0, 12))
@proved(300)
def test_who_takes_part_never_depends_on_what_was_known_before(
    orders: tuple[list[Record], list[Record]], first: int
) -> None:
    one, other = orders
    state = folded(other[first:], folded(other[:first], COUPLE))
    assert (devices(folded(one, COUPLE)), cuts(folded(one, COUPLE))) == (devices(state), cuts(state))


@given(_drawn)
@proved(300)
def test_everybody_keeps_somebody_who_speaks_and_nobody_gets_the_others(drawn: list[Record]) -> None:
    state = folded(drawn, COUPLE)
    found = devices(state)
    assert members(state)[0].keys.device == MIAS
    for member in members(state):
        own = {one: facts for one, facts in found.items() if facts.person == member.person.id}
        assert any(facts.live for facts in own.values())
        assert sum(facts.live for facts in own.values()) <= MAX_DEVICES
        assert all(not facts.by or facts.by in own for facts in own.values())
        assert keys_of(state, member.person.id)[-1].recipient == member.person.recipient
