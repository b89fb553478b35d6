"""A store that came back from a backup becomes another device before it writes, and nothing said is lost."""

from __future__ import annotations

from pathlib import Path

from stillhere.core.acts import Back, Details, Rename, Rest, StillHere, Undo
from stillhere.core.notices import Notice
from stillhere.core.state.model import devices, devices_of
from stillhere.home.flow.troubles import Trouble
from tests.home.couple import Side, World, recording, restart, restored, snapshot


def rounds(*sides: Side, times: int = 3) -> None:
    for _ in range(times):
        for side in sides:
            side.round()


def line(text: str) -> Rest:
    return Rest(Details(line=text))


def agreed(*sides: Side) -> bool:
    """Whether all hold the same state, and nobody sees two histories."""
    states = [side.home.memory.state() for side in sides]
    return all(state == states[0] for state in states) and states[0].forks == {}


def test_a_backup_of_a_computer_goes_on_as_a_new_device(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    backup = snapshot(mia, tmp_path / "backup")
    world.pass_time(days=1)
    mia.home.do(Rename("Mimi"))
    mia.home.flip()
    mia.round()
    jon.round()
    old = mia.home.mine().device
    new = restored(mia, backup, tmp_path / "new")
    before = recording(tmp_path / "shared")
    new.round()
    # It has heard what it said itself, and opening it wrote nothing.
    assert new.home.look().me.name == "Mimi"
    assert new.home.look().headline == "you_rest"
    assert new.home.troubles() == (Trouble("restored"),)
    assert recording(tmp_path / "shared") == before
    new.home.do(Back())
    new.round()
    assert Notice("back", "Mimi") in jon.round()
    device = new.home.mine().device
    assert device != old
    assert devices_of(jon.home.memory.state(), new.home.mine().person) == (old, device)
    assert devices(jon.home.memory.state())[device].by == old
    assert new.home.troubles() == jon.home.troubles() == ()
    rounds(new, jon)
    assert agreed(new, jon)


def test_both_copies_of_a_computer_go_on_each_as_a_device_of_its_own(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    mia.home.flip()
    mia.round()
    copy = restored(mia, snapshot(mia, tmp_path / "backup"), tmp_path / "new")
    mia.home.do(Rename("Mimi"))
    mia.round()
    copy.round()
    copy.home.do(line("from the copy"))
    copy.round()
    mia.round()
    assert mia.home.memory.restored()
    mia.home.do(Back())
    rounds(mia, copy, jon)
    owned = devices_of(jon.home.memory.state(), mia.home.mine().person)
    assert len(owned) == 3
    assert {mia.home.mine().device, copy.home.mine().device} <= set(owned)
    assert jon.home.look().headline == mia.home.look().headline == "both_here"
    assert agreed(mia, copy, jon)


def test_what_was_said_before_the_folder_could_be_seen_is_said_by_the_new_device(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    backup = snapshot(mia, tmp_path / "backup")
    for name in ("Mimi", "Mia Maria"):
        mia.home.do(Rename(name))
        mia.home.flip()
        mia.round()
    jon.round()
    world.pass_time(days=1)
    new = restored(mia, backup, tmp_path / "new")
    new.home.do(Rename("Mia M."))
    new.home.do(line("a new computer"))
    new.round()
    jon.round()
    assert jon.home.partner_name() == "Mia M."
    partner = jon.home.look().partner
    assert partner is not None
    assert (partner.status.state, partner.status.line) == ("resting", "a new computer")
    rounds(new, jon)
    assert agreed(new, jon)
    assert jon.home.troubles() == new.home.troubles() == ()


def test_what_was_said_before_the_carrier_brought_the_rest_is_not_lost(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The folder of the restored computer is as old as the store: only later it shows what was said since."""
    mia, jon = two
    shared, backup = tmp_path / "shared", snapshot(mia, tmp_path / "backup")
    place = shared / "Still Here" / "v1" / mia.home.memory.state().space / mia.home.mine().device
    earlier = {path.name: path.read_bytes() for path in place.iterdir()}
    for _ in range(5):
        mia.home.flip()
        mia.round()
    jon.round()
    later = {path.name: path.read_bytes() for path in place.iterdir()}
    for path in place.iterdir():
        path.unlink()
    for name, data in earlier.items():
        (place / name).write_bytes(data)
    world.pass_time(days=1)
    new = restored(mia, backup, tmp_path / "new")
    new.home.do(Rename("Mimi"))
    new.home.do(line("a new computer"))
    new.round()
    old = new.home.mine().device
    for name, data in later.items():
        (place / name).write_bytes(data)
    rounds(new, jon)
    assert new.home.mine().device != old
    for side in (new, jon):
        shown = side.home.look()
        status = shown.me.status if side is new else shown.partner.status if shown.partner else None
        assert status is not None
        assert (status.state, status.line) == ("resting", "a new computer")
    assert jon.home.partner_name() == "Mimi"
    assert agreed(new, jon)


def test_two_histories_in_the_folder_are_told_and_the_person_goes_on(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Both copies wrote before either saw the other: that can't be mended, only told."""
    mia, jon = two
    shared = tmp_path / "shared"
    new = restored(mia, snapshot(mia, tmp_path / "backup"), tmp_path / "new")
    place = shared / "Still Here" / "v1" / mia.home.memory.state().space / mia.home.mine().device
    mia.home.do(Rename("Mimi"))
    mia.home.publish()
    hidden = {path: path.read_bytes() for path in place.iterdir()}
    for path in list(hidden):
        if path.name not in {out.name for out in new.home.store.outbox.published()}:
            path.unlink()
    new.home.do(Rename("Maria"))
    new.home.publish()
    for path, data in hidden.items():
        path.write_bytes(data)
    assert "two_histories" in {notice.kind for notice in jon.round()}
    assert "two_histories" in {notice.kind for notice in mia.round()}
    assert "two_histories" in {notice.kind for notice in new.round()}
    assert [trouble.kind for trouble in jon.home.troubles()] == ["two_histories"]
    # Both go on as devices of their own, and the old one is done with.
    mia.home.do(Rename("Mia"))
    rounds(mia, new, jon)
    new.home.do(line("here"))
    rounds(mia, new, jon)
    assert jon.home.troubles() == ()
    assert jon.home.partner_name() == "Mia"
    states = [side.home.memory.state() for side in (mia, new, jon)]
    assert states[0] == states[1] == states[2]
    assert len(devices_of(states[0], mia.home.mine().person)) == 3


def test_an_undo_does_not_reach_over_the_change_of_device(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    backup = snapshot(mia, tmp_path / "backup")
    mia.home.flip()
    mia.round()
    new = restored(mia, backup, tmp_path / "new")
    new.round()
    new.home.do(Back())
    assert "undo" in new.home.look().may
    new.home.do(Rest())
    assert new.home.mine().undo is not None


def test_a_flip_taken_back_on_a_copy_hides_nothing_that_the_other_copy_said(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Mia rested. A computer made of an older backup had not heard it as Mia flipped there and took it back.

    By the numbers of that computer its own last word is the later one, but it never went out: Mia rests.
    """
    mia, jon = two
    backup, old = snapshot(mia, tmp_path / "backup"), mia.home.mine().device
    mia.home.flip()
    mia.round()
    jon.round()
    new = restored(mia, backup, tmp_path / "new")
    new.home.flip()
    new.home.do(Undo())
    assert new.home.look().headline == "both_here"
    before = recording(tmp_path / "shared")
    rounds(new, jon)
    assert new.home.look().headline == "you_rest"
    assert new.home.troubles() == (Trouble("restored"),)
    assert agreed(new, jon)
    assert recording(tmp_path / "shared") == before
    new.home.do(Rename("Mimi"))
    rounds(new, jon)
    assert new.home.mine().device != old
    assert new.home.look().headline == "you_rest"
    assert agreed(new, jon)


def test_a_rest_said_on_a_copy_stays_the_latest_word_when_more_was_said_there_since(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The other copy's return has the higher number of both statuses, and the copy's pulses one above it."""
    mia, jon = two
    backup, old = snapshot(mia, tmp_path / "backup"), mia.home.mine().device
    for _ in range(2):
        mia.home.flip()
        mia.round()
    jon.round()
    world.pass_time(hours=3)
    new = restored(mia, backup, tmp_path / "new")
    new.home.do(line("from the copy"))
    for _ in range(2):
        world.pass_time(hours=3)
        new.home.do(StillHere())
    rounds(new, jon)
    assert new.home.mine().device != old
    partner = jon.home.look().partner
    assert partner is not None
    assert partner.status.line == new.home.look().me.status.line == "from the copy"
    assert agreed(new, jon)


def test_what_waited_in_a_backup_is_not_said_again_after_what_the_other_copy_said_later(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Mia's rest waited when the backup was made. It went out, and Mia came back: that is the latest word."""
    mia, jon = two
    mia.home.flip()
    backup = snapshot(mia, tmp_path / "backup")
    mia.round()
    jon.round()
    mia.home.do(Back())
    mia.round()
    jon.round()
    new = restored(mia, backup, tmp_path / "new")
    new.home.do(Rename("Mimi"))
    new.home.do(Back())
    new.home.do(Undo())
    assert new.home.look().headline == "you_rest"
    rounds(new, jon)
    assert jon.home.partner_name() == "Mimi"
    assert new.home.look().headline == jon.home.look().headline == "both_here"
    assert agreed(new, jon)


def test_an_older_word_that_a_carrier_brings_back_is_no_copy_after_a_flip_taken_back(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    place = tmp_path / "shared" / "Still Here" / "v1" / mia.home.memory.state().space / mia.home.mine().device
    mia.home.flip()
    mia.round()
    earlier = {path: path.read_bytes() for path in place.iterdir()}
    mia.home.do(Back())
    mia.round()
    jon.round()
    mia.home.flip()
    mia.home.do(Undo())
    gone = [path for path in earlier if not path.exists()]
    for path in gone:
        path.write_bytes(earlier[path])
    rounds(mia, jon)
    assert gone
    assert not mia.home.memory.restored()
    assert mia.home.look().headline == jon.home.look().headline == "both_here"


def test_a_restart_is_no_restore(tmp_path: Path, world: World, two: tuple[Side, Side]) -> None:
    mia, jon = two
    device = mia.home.mine().device
    for turn in range(4):
        mia.home.flip()
        mia.home.do(Rename(f"Mia {turn}"))
        if turn % 2:
            mia.round()
        restart(mia)
        mia.round()
        jon.round()
    assert mia.home.mine().device == device
    assert not mia.home.memory.restored()
    assert agreed(mia, jon)
