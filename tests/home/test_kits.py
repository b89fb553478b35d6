"""Where every computer is lost, the sheet of paper and the folder bring one back; so does age alone."""

from __future__ import annotations

import shutil
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, Refused, Rename, Rest
from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.notices import Notice
from stillhere.core.records.terms import Words
from stillhere.core.state.model import keys_of
from stillhere.home.errors import HomeError
from stillhere.home.flow import segments
from stillhere.home.flow.troubles import Trouble
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits, Sheet
from stillhere.seal.kit import Kit, read_kit
from tests.home.couple import Side, World, fresh, recording
from tests.home.test_devices import brought_in, device, rounds
from tests.waiting import LIMIT

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")


def written(side: Side, to: Path) -> Kit:
    """A kit of `side`'s person, as it stands on paper."""
    Kits(side.home).write(to)
    side.round()
    return read_kit(to.read_text("utf-8"))


def test_a_lost_person_comes_back_with_kit_and_folder(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    assert Kits(mia.home).there()
    assert Notice("kit_set", "Mia") in jon.round()
    mia.home.do(Rename("Mimi"))
    mia.home.do(Rest(Details(line="before it was lost")))
    rounds(mia, jon)
    lost = mia.home.memory.state()
    new = fresh(tmp_path / "new", world)
    assert Kits(new.home).restore(kit, tmp_path / "shared", "New laptop") == "Mimi"
    assert new.home.look().headline == "you_rest"
    assert new.home.look().me.status.line == "before it was lost"
    assert Notice("device_added", "Mimi") in jon.round()
    rounds(new, jon)
    assert new.home.memory.state() == jon.home.memory.state()
    assert set(new.home.memory.state().status) == set(lost.status)
    assert new.home.troubles() == jon.home.troubles() == ()
    assert new.home.sharing().set_aside == jon.home.sharing().set_aside == 0
    shown = {one.name: (one.this, one.kit) for one in Devices(new.home).all() if one.mine}
    assert shown["New laptop"] == (True, False)
    # It speaks, removes what was lost, and goes on with a key of its own.
    Devices(new.home).remove(device(mia))
    new.home.flip()
    rounds(new, jon)
    assert jon.home.look().headline == "both_here"
    jon.home.do(Rest(Details(line="welcome back")))
    rounds(jon, new)
    assert new.home.look().partner.status.line == "welcome back"  # type: ignore[union-attr]


@pytest.mark.parametrize("hours", [0, -5])
def test_whoever_came_back_has_the_last_word_whatever_the_new_clock_says(
    hours: int, tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    for _ in range(3):
        mia.home.do(Rest(Details(line="before it was lost")))
        mia.home.do(Back())
    mia.home.do(Rest(Details(line="before it was lost")))
    rounds(mia, jon)
    new = fresh(tmp_path / "new", World(world.now + timedelta(hours=hours)))
    Kits(new.home).restore(kit, tmp_path / "shared", "New")
    new.home.do(Back())
    rounds(new, jon)
    assert jon.home.look().headline == new.home.look().headline == "both_here"


def test_whoever_came_back_knows_what_is_withheld_though_nothing_later_came(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Mia's device said that it has seen a word of Jon's, and the carrier keeps that word back."""
    mia, jon = two
    before = set((tmp_path / "shared").rglob("*.age"))
    jon.home.do(Rename("Jonathan"))
    jon.round()
    (withheld,) = set((tmp_path / "shared").rglob("*.age")) - before
    mia.round()
    kit = written(mia, tmp_path / "kit.txt")
    withheld.unlink()
    new = fresh(tmp_path / "new", world)
    Kits(new.home).restore(kit, tmp_path / "shared", "New")
    world.pass_time(hours=2)
    new.round()
    assert new.home.troubles() == (Trouble("gap", "Jon"),)


def test_the_kit_still_holds_after_a_device_was_removed(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    phone = brought_in(mia, tmp_path / "phone", world)
    Devices(mia.home).remove(device(phone))
    mia.home.do(Rest(Details(line="after the removal")))
    rounds(mia, jon)
    new = fresh(tmp_path / "new", world)
    Kits(new.home).restore(kit, tmp_path / "shared", "New")
    assert new.home.look().me.status.line == "after the removal"
    rounds(new, jon)
    assert new.home.memory.state() == jon.home.memory.state()


def test_after_years_everything_comes_back_to_whoever_joined_too(
    tmp_path: Path, world: World, two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to last lies in segments alone, and what was agreed to holds on the new computer."""
    monkeypatch.setattr(segments, "PACK_AT", 6)
    mia, jon = two
    mia.home.do(Offer(Words(kind="own_words", title="Tea", text="Tea before quiet.")))
    rounds(mia, jon)
    jon.home.do(Yes(jon.home.agreements()[0].revision))
    kit = written(jon, tmp_path / "kit.txt")
    for side in two:
        for number in range(6):
            side.home.do(Rename(f"{side.home.look().me.name[:3]} {number}"))
        side.round()
        world.pass_time(hours=25)
        side.home.flip()
        side.round()
    rounds(mia, jon)
    assert sorted({out.kind for out in jon.home.store.outbox.published()}) == ["keys", "segment", "status"]
    new = fresh(tmp_path / "new", world)
    assert Kits(new.home).restore(kit, tmp_path / "shared", "New") == "Jon 5"
    rounds(new, mia)
    assert new.home.memory.state() == mia.home.memory.state()
    assert [one.state for one in new.home.agreements()] == ["in_force"]
    assert new.home.look().headline == "both_rest"
    assert new.home.troubles() == mia.home.troubles() == ()


def test_a_kit_brings_back_more_than_once(tmp_path: Path, world: World, two: tuple[Side, Side]) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    for name in ("first", "second"):
        side = fresh(tmp_path / name, world)
        Kits(side.home).restore(kit, tmp_path / "shared", name)
        rounds(side, jon)
        assert side.home.memory.state() == jon.home.memory.state()
    assert jon.home.troubles() == ()
    assert {one.name for one in Devices(jon.home).all()} >= {"first", "second"}


def test_a_new_kit_ends_the_one_before(tmp_path: Path, world: World, two: tuple[Side, Side]) -> None:
    mia, jon = two
    old = written(mia, tmp_path / "old.txt")
    before = {path: path.read_bytes() for path in (tmp_path / "shared").rglob("*.age")}
    new = written(mia, tmp_path / "new.txt")
    rounds(mia, jon)
    assert [one.kit for one in Devices(jon.home).all() if not one.removed and one.kit] == [True]
    late = fresh(tmp_path / "late", world)
    with pytest.raises(HomeError, match="kit_unknown"):
        Kits(late.home).restore(old, tmp_path / "shared", "Late")
    for path, data in before.items():
        path.write_bytes(data)  # a carrier that brings old files back helps no old kit
    with pytest.raises(HomeError, match="kit_over"):
        Kits(late.home).restore(old, tmp_path / "shared", "Late")
    right = fresh(tmp_path / "right", world)
    assert Kits(right.home).restore(new, tmp_path / "shared", "Right") == "Mia"


def test_whoever_comes_back_by_the_kit_that_lacks_the_present_key_hears_what_is_said_from_then_on(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Two of Mia's computers write a new kit at the same time, each with a key of its own for it.

    Both are lost before either said more, so nobody gave the one kit the key that the other computer made.
    """
    mia, jon = two
    written(mia, tmp_path / "first.txt")
    phone = brought_in(mia, tmp_path / "phone", world)
    for side in (mia, phone):
        Kits(side.home).write(tmp_path / f"{device(side)}.txt")
    made = [(side.home.memory.person().recipient, device(side)) for side in (mia, phone)]
    rounds(mia, phone, jon)
    present = keys_of(jon.home.memory.state(), mia.home.mine().person)[-1].recipient
    (lacking,) = [writer for recipient, writer in made if recipient != present]
    new = fresh(tmp_path / "new", world)
    kit = read_kit((tmp_path / f"{lacking}.txt").read_text("utf-8"))
    assert Kits(new.home).restore(kit, tmp_path / "shared", "New") == "Mia"
    rounds(new, jon)
    jon.home.do(Rest(Details(line="welcome back")))
    rounds(jon, new)
    assert new.home.look().partner.status.line == "welcome back"  # type: ignore[union-attr]
    new.home.do(Rest(Details(line="here again")))
    rounds(new, jon)
    assert jon.home.look().headline == new.home.look().headline == "both_rest"


def test_a_folder_on_its_way_is_waited_for(tmp_path: Path, world: World, two: tuple[Side, Side]) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    rounds(mia, jon)
    kept = {out.name for out in mia.home.store.outbox.published("keys")}
    hidden = {
        path: path.read_bytes() for path in (tmp_path / "shared").rglob("*.age") if path.name not in kept
    }
    for path in hidden:
        path.unlink()
    new = fresh(tmp_path / "new", world)
    with pytest.raises(HomeError, match="kit_incomplete"):
        Kits(new.home).restore(kit, tmp_path / "shared", "New")
    assert new.home.look().link == "alone"
    for path, data in hidden.items():
        path.write_bytes(data)
    assert Kits(new.home).restore(kit, tmp_path / "shared", "New") == "Mia"
    rounds(new, jon)
    assert new.home.memory.state() == jon.home.memory.state()


def test_what_can_not_be_restored_says_why_and_begins_nothing(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    (tmp_path / "other").mkdir()
    new = fresh(tmp_path / "new", world)
    with pytest.raises(HomeError, match="folder_unknown"):
        Kits(new.home).restore(kit, tmp_path / "nowhere", "New")
    with pytest.raises(HomeError):
        Kits(new.home).restore(kit, tmp_path / "other", "New")
    assert not new.home.memory.begun()
    with pytest.raises(HomeError, match="linked_already"):
        Kits(jon.home).restore(kit, tmp_path / "shared", "New")
    alone = fresh(tmp_path / "alone", world)
    alone.home.begin("Mia")
    with pytest.raises(Refused, match=r"why\.device\.alone"):
        Kits(alone.home).write(tmp_path / "none.txt")
    assert not (tmp_path / "none.txt").exists()


def test_the_sheet_is_written_whole_for_its_person_alone_and_over_nothing(
    tmp_path: Path, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    place = tmp_path / "kit.txt"
    Kits(mia.home).write(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    text = place.read_text("utf-8")
    with pytest.raises(HomeError, match="kit_exists"):
        Kits(mia.home).write(place)
    assert place.read_text("utf-8") == text
    with pytest.raises(HomeError, match="kit_denied"):
        Kits(mia.home).write(tmp_path / "nowhere" / "kit.txt")

    def torn(sheet: Sheet, to: Path) -> None:
        to.write_text("half", "utf-8")
        raise OSError(28, "full")

    state = mia.home.memory.state()
    with pytest.raises(HomeError, match="disk_full"):
        Kits(mia.home).write(tmp_path / "torn.txt", torn)
    assert mia.home.memory.state() == state
    assert {path.name for path in tmp_path.iterdir()} == {"kit.txt", "mia", "jon", "shared"}


def test_the_secret_is_on_paper_and_nowhere_else(tmp_path: Path, two: tuple[Side, Side]) -> None:
    mia, jon = two
    kit = written(mia, tmp_path / "kit.txt")
    drawn: list[Sheet] = []
    Kits(mia.home).write(tmp_path / "again.pdf", lambda sheet, _: drawn.append(sheet))
    assert "AGE-SECRET-KEY" not in repr(drawn)
    rounds(mia, jon)
    secrets = (kit.identity.secret, kit.identity.text.encode())
    mia.home.store.checkpoint()
    for side in two:
        for name in ("device", "person", "state", "keys.unproved", "keys.written"):
            value = side.home.store.get(name) or b""
            assert not any(secret in value for secret in secrets)
    log = mia.home.paths.log
    assert not log.exists() or b"AGE-SECRET" not in log.read_bytes()
    for _, _, _, data in recording(tmp_path / "shared").values():
        assert not any(secret in data for secret in secrets)


@needs_age
def test_all_lost_with_the_printed_text_and_age_alone_where_age_is_installed(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The rehearsal: no Still Here, no key but the paper, and the two commands that stand on it."""
    mia, jon = two
    Kits(mia.home).write(tmp_path / "printed.txt")
    phone = brought_in(mia, tmp_path / "phone", world)
    Devices(mia.home).remove(device(phone))
    mia.home.do(Rest(Details(line="words that outlive the app")))
    jon.home.do(Rename("Jonathan"))
    rounds(mia, jon)
    printed = (tmp_path / "printed.txt").read_text("utf-8")
    desk = tmp_path / "desk"
    shutil.copytree(tmp_path / "shared" / "Still Here" / "v1", desk / "v1")
    lines = printed.splitlines()
    first = lines.index("# still-here/1 kit")
    (desk / "kit.txt").write_text("\n".join(lines[first : first + 5]) + "\n", "utf-8")
    keys, read = (line.removeprefix("#     ") for line in lines if line.startswith("#     age "))
    files = sorted((desk / "v1").rglob("*.age"))
    for path in files:
        shell(keys.replace("KEYS.age", str(path)), desk)
    texts = [shell(read.replace("RECORD.age", str(path)), desk) for path in files]
    everything = b"".join(texts)
    for words in (
        b"words that outlive the app",
        b"Jonathan",
        b'"kind":"space.founded"',
        b'"kind":"person.key"',
    ):
        assert words in everything
    # All that is unread are the invitations, the answers, and the keys files themselves.
    assert sum(not text for text in texts) <= 6
    assert sum(text.startswith(b"still-here/1\n") for text in texts) >= 8


def shell(command: str, place: Path) -> bytes:
    done = subprocess.run(command, shell=True, cwd=place, capture_output=True, check=False, timeout=LIMIT)
    return done.stdout
