"""What vanished from the folder comes back with the next deliberate act, and never before."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Rename, Undo
from stillhere.core.records.record import Status
from stillhere.home.errors import FolderError
from stillhere.home.flow.troubles import Trouble
from tests.home.couple import Side, World, another, recording
from tests.home.hands import Hand

MISSING = Trouble("files_missing")


@pytest.fixture
def two(two: tuple[Side, Side]) -> tuple[Side, Side]:
    mia, jon = two
    mia.home.do(Rename("Mimi"))
    mia.home.flip()
    for side in (mia, jon, mia):
        side.round()
    return two


def files(hand: Hand) -> dict[str, bytes]:
    """What lies in the device's place."""
    return {path.name: path.read_bytes() for path in hand.place.iterdir()}


def belonging(hand: Hand) -> set[str]:
    """What this device keeps of its own in the folder."""
    return {out.name for out in hand.home.store.outbox.published()}


def test_files_that_vanished_come_back_with_the_next_act_and_not_before(
    tmp_path: Path, two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, jon = two
    whole = files(mias)
    assert len(whole) >= 4
    for name in whole:
        (mias.place / name).unlink()
    before = recording(tmp_path / "shared")
    for _ in range(3):
        world.pass_time(hours=5)
        mia.round()
        jon.round()
    assert recording(tmp_path / "shared") == before
    assert mia.home.troubles() == (MISSING,)
    mia.home.flip()
    mia.round()
    assert mia.home.troubles() == ()
    assert set(files(mias)) == belonging(mias)
    kept = {name: data for name, data in whole.items() if name in files(mias)}
    assert len(kept) == len(whole) - 1
    assert all(files(mias)[name] == data for name, data in kept.items())


def test_the_place_itself_comes_back(two: tuple[Side, Side], mias: Hand) -> None:
    mia, _ = two
    for path in list(mias.place.iterdir()):
        path.unlink()
    mias.place.rmdir()
    mias.place.parent.joinpath("other").mkdir()
    mia.home.flip()
    mia.round()
    assert set(files(mias)) == belonging(mias)


def test_a_whole_folder_that_is_gone_is_left_alone(tmp_path: Path, two: tuple[Side, Side]) -> None:
    mia, _ = two
    (tmp_path / "shared" / "Still Here").rename(tmp_path / "elsewhere")
    mia.home.flip()
    with pytest.raises(FolderError, match="folder_emptied"):
        mia.home.publish()
    assert list((tmp_path / "shared").iterdir()) == []
    assert mia.home.troubles() == ()


def test_a_folder_that_was_made_again_by_hand_is_filled_by_the_next_words(
    tmp_path: Path, two: tuple[Side, Side], mias: Hand
) -> None:
    mia, jon = two
    place = tmp_path / "shared" / "Still Here"
    before = files(mias)
    place.rename(tmp_path / "elsewhere")
    place.mkdir()
    for each in two:
        each.home.flip()
        each.round()
    for each in two:
        each.round()
        assert each.home.troubles() == ()
    assert set(files(mias)) == belonging(mias)
    assert len(files(mias)) >= len(before) - 1
    further = another(mia, tmp_path / "further")
    for each in (mia, further, jon):
        each.round()
    assert further.home.memory.state() == mia.home.memory.state() == jon.home.memory.state()
    further.home.close()


@pytest.mark.parametrize("known", ["known to be whole", "just written"])
@pytest.mark.parametrize("harm", ["cut short", "zero-filled", "empty", "another's"])
def test_a_file_that_isnt_whole_any_more_comes_back(
    harm: str, known: str, two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, jon = two
    whole = files(mias)
    lasting = {out.name for out in mia.home.store.outbox.published() if out.lane == "kept"}
    name = min(lasting & set(whole))
    harmed = {
        "cut short": whole[name][:-100],
        "zero-filled": bytes(len(whole[name])),
        "empty": b"",
        "another's": b"x" * len(whole[name]),
    }
    if known == "just written":
        with mia.home.store.transaction():
            mia.home.store.seen.forget_verdicts("taken")
    (mias.place / name).write_bytes(harmed[harm])
    # One of the same size may be on its way still, where it was never seen whole: ten minutes tell.
    mia.round()
    world.pass_time(minutes=11)
    mia.round()
    assert files(mias)[name] == harmed[harm], "a look writes nothing"
    mia.home.flip()
    mia.round()
    assert files(mias)[name] == whole[name]
    jon.round()
    assert jon.home.look().headline == mia.home.look().headline.replace("you_rest", "partner_rests")


def test_what_a_newer_word_replaced_goes_when_a_carrier_brings_it_back(
    two: tuple[Side, Side], mias: Hand
) -> None:
    mia, jon = two
    before = files(mias)
    mia.home.flip()
    mia.round()
    (gone,) = set(before) - set(files(mias))
    (mias.place / gone).write_bytes(before[gone])
    (mias.place / f"{gone[:-4]} (1).age").write_bytes(before[gone])
    (mias.place / "notes.age").write_bytes(b"somebody else's" * 30)
    jon.round()
    for _ in range(2):
        mia.round()
        assert jon.round() == []
    assert gone in files(mias)
    mia.home.flip()
    mia.round()
    assert set(files(mias)) == belonging(mias) | {"notes.age"}


def test_a_copy_of_what_still_holds_stays_until_it_holds_no_more(two: tuple[Side, Side], mias: Hand) -> None:
    mia, _ = two
    (status,) = [out for out in mia.home.store.outbox.published() if out.kind == "status"]
    copy = f"{status.name[:-4]}.sync-conflict-20261122-093612-ABCDEFG.age"
    (mias.place / copy).write_bytes(files(mias)[status.name])
    mia.home.do(Rename("Mia"))
    mia.round()
    assert copy in files(mias)
    mia.home.flip()
    mia.round()
    assert set(files(mias)) == belonging(mias)


def test_a_word_of_the_other_in_the_own_place_is_left_alone(two: tuple[Side, Side], mias: Hand) -> None:
    mia, jon = two
    jons = Hand(jon.home, mias.shared, jon.home.memory.device())
    word = jons.sign(Status(state="here", since_ms=1), n=1, lane="now")
    lying = jons.put(word)
    lying.rename(mias.place / lying.name)
    mia.home.flip()
    mia.round()
    assert lying.name in files(mias)


def test_an_act_that_nobody_saw_changes_nothing_that_lies_there(
    tmp_path: Path, two: tuple[Side, Side], world: World
) -> None:
    mia, _ = two
    before = recording(tmp_path / "shared")
    for _ in range(3):
        mia.home.flip()
        mia.home.do(Undo())
        mia.round()
    assert recording(tmp_path / "shared") == before
    assert mia.home.troubles() == ()
