"""What histories once showed to be wrong, each as the shortest story that shows it, and run for ever.

A seed says nothing any more once there are other steps: these tell by themselves what has to happen.
Others of these stories are `tests/home/test_segments_and_devices.py` (whose packed files are whose, a segment
that begins with the founding record), `test_clones.py` (two histories are told), `test_healing.py` (an own
file that was changed with equal size) and `test_sealed_anew.py` (a thief's key or note is heard before the
removal; a line that a thief replaced, where a later word was taken back unseen).
"""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from stillhere.core.acts import Back, Details, Rename, Rest, Undo
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import RecordErased
from stillhere.core.state.model import cuts, devices
from stillhere.home.flow import segments
from stillhere.home.store.packed import KIND
from tests.simulation import households, invariants
from tests.simulation.computers import Computer
from tests.simulation.run import simulated
from tests.simulation.world import World


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with simulated():
        yield


def copied(world: World, computer: Computer) -> Computer:
    """A second computer that begins with the present store and folder of one that goes on."""
    before = list(world.computers)
    world.backups = [(computer, computer.disk.copy(), computer.replica.copy())]
    world.run("clone")
    (copy,) = [one for one in world.computers if one not in before]
    world.all_is_carried()
    return copy


def ends_well(world: World) -> None:
    """Everybody does one more thing, and everything holds that has to."""
    world.settle()
    invariants.check(world)


def letter(number: int) -> LetterSent:
    """A letter; `number` tells it from others."""
    return LetterSent(
        letter="abcdefghij"[: 9 - number] + "a" * (1 + number), text=f"Letter {number}", said_ms=1
    )


def test_what_a_copy_took_back_unseen_does_not_stand_alone_for_what_was_said_before() -> None:
    world = World("taken back", crashes=False)
    mia, _ = world.computers
    assert mia.do(Rest(Details(line="before"))) == "done"
    mia.round()
    world.all_is_carried()
    copy = copied(world, mia)
    mia.replica.reachable = False
    assert [mia.do(Back()), mia.do(Undo())] == ["done", "done"]
    assert mia.home.memory.unsaid()
    assert [copy.do(Back()), copy.do(Rename("Mimi"))] == ["done", "done"]
    copy.round()
    world.settle_down_all()
    assert {one.home.look().me.status.state for one in (mia, copy)} == {"here"}
    ends_well(world)


def test_what_was_erased_before_a_copy_said_it_anew_takes_no_other_words_away() -> None:
    world = World("erased", crashes=False)
    mia, _ = world.computers
    copy = copied(world, mia)
    mia.replica.reachable = False
    was = mia.device
    n = mia.home.store.kept.chain(mia.device).n + 1
    mia.say(letter(1))
    (mine,) = [each for each in mia.home.store.kept.records(mia.device) if each.n == n]
    mia.say(RecordErased(record=mine.id))
    assert copy.do(Rest()) == "done"
    copy.round()
    ends_well(world)
    # Its last word as the device that both were has the number that the erased letter had.
    (last,) = [each for each in mia.home.store.kept.records(was) if each.n == n]
    assert (last.kind, mia.device != was) == ("device.added", True)


def test_a_copy_takes_nothing_back_that_the_other_one_packed_meanwhile() -> None:
    world = World("packed", crashes=False)
    mia, jon = world.computers
    mia.replica.reachable = False
    for number in range(4):
        mia.say(letter(number))
    copy = copied(world, mia)
    with patch.object(segments, "PACK_AT", 3):
        for _ in range(3):
            copy.say(letter(5))
            copy.round()
            world.run("day")
            world.all_is_carried()
        assert any(out.kind == KIND for out in copy.home.store.outbox.published())
        world.settle_down_all()
        ends_well(world)
    texts = [text for record in invariants.kept_records(jon).values() for text in invariants.texts(record)]
    assert [texts.count(f"Letter {number}") for number in range(4)] == [1, 1, 1, 1]


def brought_in(world: World, host: Computer) -> Computer:
    """A further computer of a person, which `host` says yes to. Nobody else looks meanwhile."""
    new = world.newcomer(host.name)
    words, _ = host.invite_device()
    for _ in range(3):
        world.all_is_carried()
        if not new.knows_itself():
            assert new.join_as_device(words) == "done"
        new.round()
        world.all_is_carried()
        host.round()
        if host.asked():
            assert host.confirm_device() == "done"
            host.round()
    assert new.ready()
    world.computers.append(new)
    return new


def test_whom_two_remove_apart_takes_along_whom_it_brought_in_beyond_the_cut_off_that_counts() -> None:
    world = World("removed apart", crashes=False)
    mia, jon = world.computers
    phone = brought_in(world, mia)
    tablet = brought_in(world, phone)
    assert [tablet.say(letter(1)), tablet.do(Rename("Mimi"))] == ["done", "done"]
    tablet.round()
    world.all_is_carried()
    jon.round()
    assert households.removes(world, tablet, phone.device).endswith(": done")
    tablet.round()
    world.all_is_carried()
    jon.round()
    assert households.removes(world, mia, phone.device).endswith(", too: done")
    assert tablet not in world.computers
    ends_well(world)
    assert not jon.state.letters


def test_whose_cut_off_goes_before_is_heard_though_the_other_one_cast_it_out_first() -> None:
    world = World("cast out first", crashes=False)
    mia, jon = world.computers
    phone, second = brought_in(world, mia), brought_in(world, mia)
    watch = brought_in(world, second)
    assert phone.do(Rename("Mimi")) == "done"
    tablet = brought_in(world, phone)
    assert tablet.device not in devices(watch.state)
    assert households.removes(world, tablet, phone.device).endswith(": done")
    tablet.round()
    world.collect()
    assert households.removes(world, watch, phone.device).endswith(", too: done")
    watch.round()
    world.collect()
    world.carrier.hurry({jon}, watch.device)
    jon.round()
    assert phone.device in cuts(jon.state)
    assert tablet.device not in devices(jon.state)
    ends_well(world)
    assert tablet.device in devices(jon.state)
