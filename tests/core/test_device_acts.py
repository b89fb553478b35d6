"""What a person may say of their own devices, and that nothing else changes by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.device_acts import add, in_hand, in_use, kits, must_share, remove, rename, set_kit
from stillhere.core.notices import notices
from stillhere.core.records.bodies import Body, DeviceAdded, DeviceNamed, DeviceRemoved, KitSet, Status
from stillhere.core.records.posted import LetterPace
from stillhere.core.records.record import Knock, PersonLeft, Pulse
from stillhere.core.records.roster import MAX_DEVICES, Cut
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, cuts, status_of
from tests.core.making import ALONE, COUPLE, FOUNDED, JON, JONS, MIA, MIAS, R1, folded, keys, record, resting

PHONE, KIT, TABLET = "miasphonea", "miaskitkit", "miastablet"
MINE = Mine(person=MIA, device=MIAS)
TWO = folded([record(DeviceAdded(keys=keys(PHONE), name="Phone"), n=3)], COUPLE)
WITH_KIT = folded([record(KitSet(keys=keys(KIT)), n=4)], TWO)
CUT = Cut(3, FOUNDED.id, (FOUNDED.id,))
MORE = [f"device{one}aaa" for one in "abcdefghijklm"]
MANY = folded([record(DeviceAdded(keys=keys(one)), n=n) for n, one in enumerate(MORE, 5)], COUPLE)


def why_not(act: Callable[..., object], *given: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*given)
    return refused.value.why


def said(bodies: tuple[Body, ...], state: State, n: int = 9) -> State:
    """`state` after Mia's laptop said this."""
    return folded([record(body, MIAS, n=at, at=(99, at)) for at, body in enumerate(bodies, n)], state)


def test_a_further_device_comes_in_with_a_name_without_disguises() -> None:
    body = add(COUPLE, MINE, keys(PHONE), "Pho\u202ene " + "x" * 50)
    assert body.keys == keys(PHONE)
    assert body.name.startswith("Phone x")
    assert len(body.name) == 40
    assert in_use(said((body,), COUPLE), MIA) == (MIAS, PHONE)


def test_there_is_room_for_so_many() -> None:
    assert len(in_use(MANY, MIA)) == MAX_DEVICES
    assert why_not(add, MANY, MINE, keys(PHONE), "") == "why.device.many"
    assert why_not(set_kit, MANY, MINE, keys(KIT), {}) == "why.device.many"


def test_a_device_is_renamed_by_any_of_its_persons_and_by_nobody_else() -> None:
    assert rename(TWO, MINE, PHONE, " Old phone ") == DeviceNamed(device=PHONE, name="Old phone")
    assert rename(TWO, Mine(person=MIA, device=PHONE), MIAS, "Laptop").device == MIAS
    for device in (JONS, TABLET, KIT):
        assert why_not(rename, WITH_KIT, MINE, device, "Mine") == "why.device.unknown"
    for name in ("", " \u200b", "x" * 41):
        assert why_not(rename, TWO, MINE, PHONE, name) == "why.device.name"


def test_who_shares_with_nobody_who_left_and_who_was_removed_says_nothing_of_devices() -> None:
    gone = said((DeviceRemoved(device=PHONE, n=0),), TWO)
    left = folded([record(PersonLeft(), MIAS, n=5)], TWO)
    assert why_not(must_share, ALONE, MINE) == "why.device.alone"
    assert why_not(must_share, left, MINE) == "why.left"
    assert why_not(must_share, gone, Mine(person=MIA, device=PHONE)) == "why.device.removed"
    assert why_not(must_share, ALONE, Mine(person=MIA, device=PHONE)) == "why.device.alone"
    must_share(gone, MINE)


def test_a_removed_device_is_cut_off_where_it_stands() -> None:
    bodies = remove(TWO, MINE, PHONE, CUT)
    assert bodies == (DeviceRemoved(device=PHONE, n=3, id=FOUNDED.id, now=(FOUNDED.id,)),)
    assert cuts(said(bodies, TWO)) == {PHONE: CUT}
    assert in_use(said(bodies, TWO), MIA) == (MIAS,)


def test_nobody_removes_this_device_a_strangers_or_one_that_is_gone() -> None:
    assert why_not(remove, TWO, MINE, MIAS, CUT) == "why.device.this"
    gone = said(remove(TWO, MINE, PHONE, CUT), TWO)
    for state, device in ((TWO, JONS), (TWO, TABLET), (gone, PHONE)):
        why = why_not(remove, state, MINE, device, CUT)
        assert why == "why.device.unknown"


def test_what_was_last_said_on_it_is_said_anew_and_nobody_is_told_anything_else() -> None:
    rest, words = replace(resting(R1), undoes=7), (Pulse(rest=R1, said_ms=1), Knock(rest=R1))
    pace = LetterPace(pace="none")
    state = folded([record(one, PHONE, n=5, at=(5, 0)) for one in (rest, *words, pace)], TWO)
    bodies = remove(state, MINE, PHONE, CUT)
    assert bodies[:-1] == (replace(rest, undoes=0), *words, pace)
    after = said(bodies, state)
    assert status_of(after, MIA) == resting(R1)
    assert [notice.kind for notice in notices(state, after, JON)] == ["device_removed"]


def test_what_another_device_said_later_is_not_said_anew() -> None:
    here = record(Status(state="here", since_ms=1), MIAS, n=2, at=(6, 0))
    state = folded([record(resting(), PHONE, at=(5, 0)), here], TWO)
    assert len(remove(state, MINE, PHONE, CUT)) == 1


def test_a_new_kit_is_the_only_one() -> None:
    bodies = set_kit(WITH_KIT, MINE, keys(TABLET), {KIT: CUT})
    after = said(bodies, WITH_KIT)
    assert kits(after, MIA) == (TABLET,)
    assert kits(after, JON) == ()
    assert in_hand(after, MIA) == (MIAS, PHONE)
    assert cuts(after) == {KIT: CUT}
    assert set_kit(TWO, MINE, keys(KIT), {}) == (KitSet(keys=keys(KIT)),)
