"""Attacks 10, 15 and 18: a stolen laptop, an invitation in the wrong hands, and a curious partner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Details, Rest
from stillhere.core.letters import Post
from stillhere.core.records.bodies import DeviceAdded, DeviceRemoved, PersonJoined, PersonNamed, Status
from stillhere.core.state.model import HERE, devices, last, members, status_of
from stillhere.home.errors import HomeError
from stillhere.seal.errors import SealError
from stillhere.seal.keys import further_device
from tests.attacks.ground import Attack
from tests.core.making import NOW, resting
from tests.home.couple import Side, World, recording, side
from tests.home.hands import Hand, id_of
from tests.seal.making import random_from


def test_attack_10_a_stolen_laptop_says_nothing_after_its_cut_off(attack: Attack) -> None:
    """What it said before counts, and what it says later doesn't, whatever number or time it names."""
    state, person = attack.states()[0], attack.mia.home.mine().person
    laptop = Hand(attack.mia.home, attack.shared, further_device(state.space, person, random_from("laptop")))
    n, prev = attack.mias.end()
    added = attack.mias.sign(DeviceAdded(keys=laptop.device.keys, name="laptop"), n=n + 1, prev=prev)
    attack.mias.put(added)
    before = laptop.sign(PersonNamed(name="Mimi"), n=1, at=(1, 0))
    laptop.put(before)
    attack.rounds()
    assert attack.jon.home.partner_name() == "Mimi"
    cut = DeviceRemoved(device=laptop.device.device, n=1, id=id_of(before))
    attack.mias.put(attack.mias.sign(cut, n=n + 2, prev=id_of(added)))
    attack.rounds()
    late = [
        laptop.sign(PersonNamed(name="A thief"), n=2, prev=id_of(before), at=(2**50, 0)),
        laptop.sign(Status(state="resting", since_ms=1, line="a thief"), n=7, lane="now", at=(2**50, 0)),
        laptop.sign(DeviceRemoved(device=attack.mias.device.device, n=n), n=2, prev=id_of(before)),
    ]
    friend = further_device(state.space, person, random_from("friend of the thief"))
    late.append(laptop.sign(DeviceAdded(keys=friend.keys), n=2, prev=id_of(before)))
    for signed in late:
        laptop.put(signed)
    attack.rounds(3)
    for held in attack.states():
        assert devices(held)[laptop.device.device].cut is not None
        assert friend.device not in devices(held)
        assert devices(held)[attack.mias.device.device].cut is None
        assert status_of(held, person) == HERE
        named = last(held.named, (laptop.device.device,))
        assert named is not None
        assert named.what.name == "Mimi"


def test_attack_10_a_removed_laptop_says_nothing_under_the_id_of_a_device_that_is_yet_to_come(
    attack: Attack,
) -> None:
    """Whose word beyond a cut-off is known brings nobody in whose id doesn't follow from the key."""
    state, person = attack.states()[0], attack.mia.home.mine().person
    laptop = Hand(attack.mia.home, attack.shared, further_device(state.space, person, random_from("laptop")))
    n, prev = attack.mias.end()
    added = attack.mias.sign(DeviceAdded(keys=laptop.device.keys, name="laptop"), n=n + 1, prev=prev)
    cut = DeviceRemoved(device=laptop.device.device, n=0)
    attack.mias.put(added)
    attack.mias.put(attack.mias.sign(cut, n=n + 2, prev=id_of(added)))
    attack.rounds()
    his = attack.jon.home.mine().person
    tablet = Hand(attack.jon.home, attack.shared, further_device(state.space, his, random_from("tablet")))
    thief = further_device(state.space, person, random_from("thief"))
    false = Hand(attack.mia.home, attack.shared, replace(thief, device=tablet.device.device))
    joined = PersonJoined(
        person=his,
        name="Jon",
        recipient=members(state)[1].person.recipient,
        keys=replace(thief.keys, device=tablet.device.device),
        join="a" * 52,
    )
    laptop.put(laptop.sign(joined, n=1))
    false.put(false.sign(PersonNamed(name="A thief"), n=1))
    attack.rounds()
    first = tablet.sign(PersonNamed(name="John"), n=1, at=(2, 0))
    tablet.put(first)
    attack.rounds()
    n, prev = attack.jons.end()
    attack.jons.put(attack.jons.sign(DeviceAdded(keys=tablet.device.keys), n=n + 1, prev=prev))
    attack.rounds(3)
    for held in attack.states():
        assert not held.forks
        named = last(held.named, (tablet.device.device,))
        assert named is not None
        assert named.what.name == "John"


@dataclass
class Meeting:
    """Mia invites; Jon is meant, and Eve heard the words."""

    world: World
    shared: Path
    mia: Side
    jon: Side
    eve: Side
    words: tuple[str, ...]


@pytest.fixture
def meeting(tmp_path: Path, world: World) -> Meeting:
    shared = tmp_path / "shared"
    shared.mkdir()
    mia, jon, eve = (side(tmp_path / name, name, world) for name in ("Mia", "Jon", "Eve"))
    return Meeting(world, shared, mia, jon, eve, mia.home.invite(shared))


def no_passphrase() -> str:
    raise AssertionError("it isn't locked")


def numbers(*sides: Side) -> list[tuple[str, ...] | None]:
    return [each.home.safety_number() for each in sides]


def test_attack_15_who_used_heard_words_first_is_seen_by_name_and_by_the_safety_number(
    meeting: Meeting,
) -> None:
    """Eve, calling herself Jon, is confirmed: the numbers that Mia and Jon compare are not the same."""
    eve = side(meeting.shared.parent / "Eve as Jon", "Jon", meeting.world)
    eve.home.join(meeting.shared, meeting.words)
    meeting.mia.round()
    assert meeting.mia.home.sharing().asks == "Jon"
    meeting.mia.home.confirm()
    for each in (meeting.mia, eve, meeting.mia):
        each.round()
    with pytest.raises(HomeError, match="invite_unknown"):
        meeting.jon.home.join(meeting.shared, meeting.words)
    mia, jon = numbers(meeting.mia, meeting.jon)
    assert mia is not None
    assert mia != jon
    assert numbers(eve) == [mia]


def test_attack_15_a_second_use_of_the_words_is_none(meeting: Meeting) -> None:
    meeting.jon.home.join(meeting.shared, meeting.words)
    meeting.mia.round()
    meeting.eve.home.join(meeting.shared, meeting.words)
    meeting.mia.round()
    assert meeting.mia.home.sharing().asks == "Jon"
    meeting.mia.home.confirm()
    for each in (meeting.mia, meeting.jon, meeting.eve, meeting.mia):
        each.round()
    names = [member.person.name for member in members(meeting.mia.home.memory.state())]
    assert names == ["Mia", "Jon"]
    assert len(members(meeting.eve.home.memory.state())) == 1
    assert numbers(meeting.mia) == numbers(meeting.jon)


def test_attack_15_a_no_ends_the_words(meeting: Meeting) -> None:
    meeting.eve.home.join(meeting.shared, meeting.words)
    meeting.mia.round()
    assert meeting.mia.home.sharing().asks == "Eve"
    meeting.mia.home.decline()
    meeting.mia.round()
    with pytest.raises(HomeError, match="invite_unknown"):
        meeting.jon.home.join(meeting.shared, meeting.words)
    assert len(members(meeting.mia.home.memory.state())) == 1


def test_attack_15_old_words_open_nothing(meeting: Meeting) -> None:
    meeting.world.pass_time(days=7, minutes=1)
    with pytest.raises(HomeError, match="invite_expired"):
        meeting.eve.home.join(meeting.shared, meeting.words)


def test_attack_15_words_that_are_nearly_right_open_nothing(meeting: Meeting) -> None:
    swapped = (meeting.words[1], meeting.words[0], *meeting.words[2:])
    with pytest.raises((HomeError, SealError)):
        meeting.eve.home.join(meeting.shared, swapped)


def test_attack_15_whoever_carries_the_folder_learns_nothing_of_an_invitation_without_its_words(
    meeting: Meeting,
) -> None:
    data = b"".join(path.read_bytes() for path in meeting.shared.rglob("*.age"))
    for secret in ("Mia", *meeting.words):
        assert secret.encode() not in data


def test_attack_18_five_held_letters_leave_no_trace_in_names_sizes_or_times(attack: Attack) -> None:
    attack.mia.home.do(Rest(Details(line="now")))
    attack.rounds()
    before = recording(attack.shared)
    store = attack.jon.home.store.generation()
    with attack.jon.home.door().open(no_passphrase) as private:
        for number in range(5):
            letter = private.letters.write(f"letter {number}")
            private.letters.decide(letter.id, "hold", Post(partner=resting()), NOW)
    attack.world.pass_time(hours=30)
    attack.rounds(3)
    assert recording(attack.shared) == before
    assert attack.jon.home.store.generation() == store, "not even the store that is the truth of the folder"
    assert attack.mia.home.troubles() == ()
