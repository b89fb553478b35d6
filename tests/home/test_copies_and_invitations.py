"""An invitation outlives its computer: a store that came back from a backup goes on with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Rename
from stillhere.core.state.model import devices, members
from stillhere.home.errors import HomeError
from stillhere.home.rooms.devices import Devices
from stillhere.seal.invite import LIFETIME_MS
from tests.home.couple import Side, World, fresh, restored, side, snapshot


def rounds(*sides: Side, times: int = 3) -> None:
    for _ in range(times):
        for each in sides:
            each.round()


def files_of(side: Side, device: str, shared: Path) -> set[str]:
    """The names of what lies in the place of one of a person's devices."""
    place = shared / "Still Here" / "v1" / side.home.memory.state().space / device
    return {path.name for path in place.glob("*.age")}


def came_back(side: Side, backup: Path, folder: Path) -> Side:
    """`side`'s computer breaks; another one goes on with its backup, and has become a device of its own."""
    old = side.home.mine().device
    new = restored(side, backup, folder)
    new.round()
    new.home.do(Rename("Mimi"))
    new.round()
    assert new.home.mine().device != old
    return new


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return tmp_path / "shared"


@pytest.fixture
def copied(tmp_path: Path, shared: Path, world: World, two: tuple[Side, Side]) -> tuple[Side, Side, Side]:
    """Mia's computer made of a backup in which an invitation is open, her phone that answered it, and Jon."""
    mia, jon = two
    words = Devices(mia.home).invite()
    backup = snapshot(mia, tmp_path / "backup")
    mia.home.do(Rename("Mia M."))
    mia.round()
    new = came_back(mia, backup, tmp_path / "new")
    phone = fresh(tmp_path / "phone", world)
    Devices(phone.home).join(shared, words, "Phone")
    return new, phone, jon


def test_a_device_comes_in_by_the_words_that_an_earlier_self_of_the_other_one_said(
    copied: tuple[Side, Side, Side],
) -> None:
    mia, phone, jon = copied
    mia.round()
    asking = Devices(mia.home).asking()
    assert asking is not None
    assert asking.asks == "Phone"
    Devices(mia.home).confirm()
    rounds(mia, phone, jon)
    assert mia.home.memory.state() == phone.home.memory.state() == jon.home.memory.state()
    assert phone.home.memory.person() == mia.home.memory.person()
    assert phone.home.sharing().waits_for is None
    assert mia.home.troubles() == phone.home.troubles() == jon.home.troubles() == ()


def test_the_words_count_for_a_device_that_became_another_one_twice(
    tmp_path: Path, copied: tuple[Side, Side, Side]
) -> None:
    mia, phone, _ = copied
    backup = snapshot(mia, tmp_path / "second backup")
    mia.home.do(Rename("Mia"))
    mia.round()
    again = came_back(mia, backup, tmp_path / "third")
    again.round()
    Devices(again.home).confirm()
    rounds(again, phone)
    assert phone.home.sharing().waits_for is None


def test_an_invitation_that_was_carried_over_goes_out_of_the_folder_when_it_is_withdrawn(
    shared: Path, copied: tuple[Side, Side, Side]
) -> None:
    mia, _, _ = copied
    invitation = mia.home.memory.device_invitation()
    assert invitation is not None
    (place,) = [path.parent for path in shared.rglob(invitation.file)]
    assert place.name != mia.home.mine().device
    Devices(mia.home).withdraw()
    rounds(mia)
    assert not [*shared.rglob(invitation.file)]
    mia.home.do(Rename("Mia"))
    rounds(mia)
    assert not [*shared.rglob(invitation.file)]
    assert Devices(mia.home).asking() is None


def test_after_its_end_a_carried_invitation_opens_no_answer(
    world: World, copied: tuple[Side, Side, Side]
) -> None:
    mia, _, _ = copied
    world.pass_time(seconds=LIFETIME_MS / 1000 + 1)
    mia.round()
    asking = Devices(mia.home).asking()
    assert asking is None or asking.asks is None
    with pytest.raises(HomeError, match="no_device_asks"):
        Devices(mia.home).confirm()


def test_one_that_was_over_is_not_carried_over(tmp_path: Path, world: World, two: tuple[Side, Side]) -> None:
    mia, _ = two
    Devices(mia.home).invite()
    backup = snapshot(mia, tmp_path / "backup")
    mia.home.do(Rename("Mia M."))
    mia.round()
    world.pass_time(seconds=LIFETIME_MS / 1000 + 1)
    new = came_back(mia, backup, tmp_path / "new")
    invitation = new.home.memory.device_invitation()
    assert invitation is None or not invitation.opens


def test_an_answer_that_had_its_yes_is_asked_about_no_more(
    tmp_path: Path, shared: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The yes was said after the backup: the words count once, whoever of the two copies heard the answer."""
    mia, jon = two
    words = Devices(mia.home).invite()
    file = mia.home.memory.device_invitation()
    assert file is not None
    backup = snapshot(mia, tmp_path / "backup")
    phone = fresh(tmp_path / "phone", world)
    Devices(phone.home).join(shared, words, "Phone")
    mia.round()
    Devices(mia.home).confirm()
    mia.round()
    new = restored(mia, backup, tmp_path / "new")
    new.round()
    assert Devices(new.home).asking() is None
    new.home.do(Rename("Mimi"))
    rounds(new, phone, jon)
    assert not [*shared.rglob(file.file)], "the invitation is back"
    assert phone.home.memory.state() == new.home.memory.state() == jon.home.memory.state()
    assert len([one for one in devices(jon.home.memory.state()).values() if one.live]) == 3


def test_a_yes_said_on_one_copy_ends_the_invitation_on_the_other(
    tmp_path: Path, shared: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    words = Devices(mia.home).invite()
    copy = restored(mia, snapshot(mia, tmp_path / "backup"), tmp_path / "new")
    mia.home.do(Rename("Mia M."))
    mia.round()
    copy.round()
    copy.home.do(Rename("Mimi"))
    phone = fresh(tmp_path / "phone", world)
    Devices(phone.home).join(shared, words, "Phone")
    rounds(copy, mia, times=1)
    asking = [Devices(one.home).asking() for one in (mia, copy)]
    assert [each is not None and each.asks for each in asking] == ["Phone", "Phone"]
    Devices(copy.home).confirm()
    rounds(copy, mia, phone, jon)
    assert Devices(mia.home).asking() is None
    assert phone.home.sharing().waits_for is None


def test_a_partner_who_came_in_is_not_asked_about_again(tmp_path: Path, shared: Path, world: World) -> None:
    """Mia's computer breaks after her yes; the backup knows the invitation, and perhaps who asked."""
    shared.mkdir()
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    words = mia.home.invite(shared)
    invitation = mia.home.memory.invitation()
    assert invitation is not None
    jon.home.join(shared, words)
    mia.round()
    backup = snapshot(mia, tmp_path / "backup")
    mia.home.confirm()
    mia.round()
    jon.round()
    new = restored(mia, backup, tmp_path / "new")
    assert new.home.sharing().asks == "Jon"
    told = new.round()
    assert "asks_to_join" not in {notice.kind for notice in told}
    sharing = new.home.sharing()
    assert (sharing.asks, sharing.expires_ms, new.home.invitation()) == (None, None, None)
    with pytest.raises(HomeError, match="nobody_asks"):
        new.home.confirm()
    new.home.do(Rename("Mimi"))
    rounds(new, jon)
    assert not [*shared.rglob(invitation.name)], "the invitation is back"
    assert len(members(jon.home.memory.state())) == 2
    assert jon.home.memory.state() == new.home.memory.state()
    assert new.home.troubles() == jon.home.troubles() == ()


def test_an_invitation_is_withdrawn_while_its_folder_is_out_of_reach(
    tmp_path: Path, shared: Path, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    Devices(mia.home).invite()
    invitation = mia.home.memory.device_invitation()
    assert invitation is not None
    shared.rename(tmp_path / "away")
    Devices(mia.home).withdraw()
    mia.round()
    (tmp_path / "away").rename(shared)
    assert [*shared.rglob(invitation.file)]
    mia.round()
    assert not [*shared.rglob(invitation.file)]
