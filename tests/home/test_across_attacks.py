"""Pages on several devices against those who would read, forge, replay or break them, and against crashes."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from stillhere.core.across import Mark, Words
from stillhere.core.acts import Refused
from stillhere.home.errors import HomeError, StoreError
from stillhere.home.private import PrivateError, erase_private, set_lock
from stillhere.home.rooms.across import Across
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.leaving import Leaving
from stillhere.home.store.db import Db
from stillhere.home.store.outbox import Outbox
from stillhere.seal.across import Revision, Sheaf, digest_of, pages_identity, write_own
from stillhere.seal.envelope import Opener, file_name, seal
from stillhere.seal.errors import NotForMe
from stillhere.seal.guard import recipients
from stillhere.seal.keys import new_device, new_identity
from stillhere.seal.words import secret_of
from tests.home.across_life import Desk, Three, brought_in, own_files, place_of, rounds, settled
from tests.home.couple import Side, World, recording, side

TYPED = "only for me: the blue door"


def data_of(side: Side) -> list[bytes]:
    """The bytes of every file of pages that this device has in the folder."""
    return [(place_of(side) / name).read_bytes() for name in sorted(own_files(side))]


def secret(desk: Desk) -> bytes:
    """The key of the pages."""
    return secret_of(" ".join(desk.across.words() or ()))


def forged(desk: Desk, by: Side | None = None, *, page: str, text: str, ms: int) -> bytes:
    """A file of pages under the right key, signed by the device of `by`, or by one that nobody introduced."""
    home = (by or desk.side).home
    device = home.memory.device() if by else new_device(desk.side.home.mine().device, secrets.token_bytes)
    words = Words(form="free", parts=(text,), created_ms=1, changed_ms=ms)
    mark = Mark(at=(ms, 0), by=device.device, digest=digest_of(words))
    space, person = home.memory.state().space, desk.side.home.mine().person
    sheaf = Sheaf(space, person, device.device, (Revision(page=page, mark=mark, words=words),))
    return write_own(sheaf, device, pages_identity(secret(desk)), secrets.token_bytes)


def put(side: Side, data: bytes) -> Path:
    """Has a file lie in the place of a device, put there by anybody."""
    place = place_of(side)
    place.mkdir(parents=True, exist_ok=True)
    path = place / file_name(data)
    path.write_bytes(data)
    return path


def test_neither_the_partner_nor_the_keyring_opens_a_page(on: Three, world: World) -> None:
    laptop, phone, jon = on
    laptop.write(TYPED)
    settled(world, laptop, phone, others=[jon])
    for reader in (jon, laptop.side, phone.side):
        memory = reader.home.memory
        opener = Opener.of([*memory.person().identities, memory.device().identity])
        for data in data_of(laptop.side):
            with pytest.raises(NotForMe):
                opener.unseal(data)
            assert recipients(data) == 2


def test_behind_a_lock_nothing_that_the_keyring_opens_holds_the_key_or_a_page(
    on: Three, world: World, tmp_path: Path
) -> None:
    laptop, phone, jon = on
    words, key = laptop.across.words(), secret(laptop)
    home = laptop.side.home
    laptop.close()
    set_lock(home.paths, home._key, "only mine")
    laptop.passphrase = "only mine"
    laptop.private = laptop._opened()
    laptop.write(TYPED)
    settled(world, laptop, phone, others=[jon])
    assert words is not None
    held = [
        value if isinstance(value, bytes) else str(value).encode()
        for (table,) in home.store._db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for row in home.store._db.rows(f'SELECT * FROM "{table}"')
        for value in row
    ]
    identity = pages_identity(key)
    for clear in (key, identity.secret, identity.text.encode(), TYPED.encode(), " ".join(words).encode()):
        assert not any(clear in value for value in held)
        for file in home.paths.data.rglob("*"):
            assert not file.is_file() or clear not in file.read_bytes()
    with pytest.raises(PrivateError, match="private_locked"):
        home.door().open(None)
    assert phone.said() == [TYPED]


def test_a_kit_and_the_records_hold_nothing_of_the_key(on: Three, world: World) -> None:
    laptop, phone, jon = on
    before = {record.id for record in laptop.side.home.store.records.all("kept")}
    laptop.write(TYPED)
    settled(world, laptop, phone, others=[jon])
    assert {record.id for record in laptop.side.home.store.records.all("kept")} == before
    assert {record.id for record in jon.home.store.records.all("kept")} == before


def test_a_device_that_nobody_introduced_is_not_believed(on: Three, world: World) -> None:
    laptop, phone, jon = on
    page = laptop.write("mine")
    settled(world, laptop, phone)
    later = laptop.now_ms + 1000
    for by, where in ((None, laptop.side), (jon, jon), (jon, laptop.side)):
        put(where, forged(laptop, by, page=page, text="not mine", ms=later))
    settled(world, laptop, phone, others=[jon])
    assert laptop.texts() == phone.texts() == {page: ("mine",)}
    assert len(phone.across.standing().odd) == 2  # in Jon's own place nobody looks for Mia's pages
    assert phone.side.home.troubles() == ()


def test_an_older_revision_that_comes_back_changes_nothing(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    settled(world, laptop, phone)
    (old,) = data_of(laptop.side)
    laptop.change(page, "two")
    settled(world, laptop, phone)
    put(laptop.side, old)
    phone.private.across.forget_files(list(phone.private.across.judged()))
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("two",)}
    phone.delete(page)
    phone.across.now()
    settled(world, laptop, phone)
    put(laptop.side, old)
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {}


def test_a_file_that_is_cut_short_is_waited_for(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("whole")
    for _ in range(2):
        laptop.side.round()
    (name,) = own_files(laptop.side)
    path = place_of(laptop.side) / name
    data = path.read_bytes()
    path.write_bytes(data[:-20])
    phone.across.take_in()
    assert phone.texts() == {}
    assert phone.across.standing().odd == ()
    path.write_bytes(data)
    phone.across.take_in()
    assert phone.texts() == {page: ("whole",)}


def test_rubbish_under_its_own_name_is_set_aside_once(on: Three, world: World) -> None:
    laptop, phone, _ = on
    bad = put(laptop.side, b"age-encryption.org/v1\n" + b"x" * 400)
    settled(world, laptop, phone)
    (odd,) = phone.across.standing().odd
    assert odd.endswith(bad.name)
    with patch("stillhere.home.rooms.across_reading.Folder.read") as read:
        phone.across.take_in()
    assert read.call_count == 0


def test_many_files_for_others_are_looked_into_once(on: Three, world: World) -> None:
    laptop, phone, jon = on
    junk = [new_identity(secrets.token_bytes).recipient for _ in range(2)]
    for number in range(150):
        put(laptop.side, seal(f"{number}\n".encode().ljust(512), junk))
    settled(world, laptop, phone, others=[jon])
    assert phone.across.standing().other_words == 150
    assert jon.home.store.seen.for_others() >= 150
    assert phone.side.home.troubles() == jon.home.troubles() == ()
    with (
        patch("stillhere.home.rooms.across_reading.Folder.read") as across,
        patch("stillhere.home.folder.reading.read") as keeper,
    ):
        phone.across.take_in()
        jon.round()
    assert across.call_count == keeper.call_count == 0
    page = laptop.write("among them")
    settled(world, laptop, phone)
    assert phone.texts() == {page: ("among them",)}


def test_words_of_another_device_are_needed_and_others_change_nothing(desks: Three, world: World) -> None:
    laptop, phone, _ = desks
    laptop.write("here")
    laptop.across.turn_on()
    settled(world, laptop)
    other = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    with pytest.raises(HomeError, match="across_words_other"):
        phone.across.join(other.split())
    assert phone.across.words() is None
    assert own_files(phone.side) == set()


def test_after_a_device_is_removed_new_words_close_what_comes(on: Three, world: World) -> None:
    laptop, phone, jon = on
    page = laptop.write("before")
    from_phone = phone.write("written on the phone")
    settled(world, laptop, phone, others=[jon])
    old = own_files(laptop.side)
    key = pages_identity(secret(laptop))
    Devices(laptop.side.home).remove(phone.side.home.mine().device)
    laptop.across.renew()
    settled(world, laptop, phone, others=[jon])
    assert not own_files(laptop.side) & old
    assert laptop.texts() == {page: ("before",), from_phone: ("written on the phone",)}
    for data in data_of(laptop.side):
        with pytest.raises(NotForMe):
            Opener.of([key]).unseal(data)
    with pytest.raises(Refused, match=r"why\.device\.removed"):
        phone.across.now()
    assert phone.across.leave(phone.private.pages.write(["alone now"])) == 0


def test_a_removed_device_changes_and_deletes_nothing_and_loses_nothing(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("mine")
    settled(world, laptop, phone)
    unread = phone.write("only on the phone so far")
    phone.side.round()
    removed = phone.side.home.mine().device
    laptop.side.round()
    Devices(laptop.side.home).remove(removed)
    later = laptop.now_ms + 1000
    put(phone.side, forged(laptop, phone.side, page=page, text="changed by a thief", ms=later))
    settled(world, laptop)
    assert laptop.texts() == {page: ("mine",), unread: ("only on the phone so far",)}


def test_on_the_other_device_new_words_are_typed_and_nothing_is_lost(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    settled(world, laptop, phone)
    words = laptop.across.renew()
    apart = phone.write("written meanwhile")
    settled(world, laptop, phone)
    assert phone.across.standing().other_words == 1
    assert laptop.texts() == {page: ("one",)}
    phone.across.join(words)
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("one",), apart: ("written meanwhile",)}
    assert laptop.across.standing().other_words == phone.across.standing().other_words == 0


def test_nothing_is_half_done_where_the_disk_is_full(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    settled(world, laptop, phone)
    laptop.private.pages.save(page, ["two"])
    with (
        patch.object(Outbox, "queue", side_effect=StoreError("disk_full")),
        pytest.raises(PrivateError, match="disk_full"),
    ):
        laptop.across.leave(page)
    assert laptop.private.across.changed() == (page,)
    assert laptop.side.home.store.outbox.count() == 0
    settled(world, laptop, phone)
    assert phone.texts() == {page: ("one",)}
    laptop.across.leave(page)
    settled(world, laptop, phone)
    assert phone.texts() == {page: ("two",)}


def test_a_failure_at_any_step_leaves_all_or_nothing(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page, gone = laptop.write("one"), laptop.write("gone")
    settled(world, laptop, phone)
    laptop.private.pages.save(page, ["two"])
    laptop.delete(gone)
    outcomes, step = [], 0
    while True:
        step += 1
        waiting = laptop.side.home.store.outbox.count()
        with patch.object(Db, "change", failing(step)):
            try:
                laptop.across.leave(page)
            except HomeError as error:
                outcomes.append(error.what)
                assert laptop.private.across.changed() == (page,)
                assert laptop.private.across.taken_away() == (gone,)
                assert laptop.side.home.store.outbox.count() == waiting
            else:
                break
    assert len(outcomes) > 10
    assert set(outcomes) == {"disk_full"}
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("two",)}


def test_new_words_that_a_crash_cut_short_are_gone_on_with(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page, other = laptop.write("one"), laptop.write("two")
    settled(world, laptop, phone)
    with patch.object(Across, "_send", side_effect=PrivateError("disk_full")), pytest.raises(PrivateError):
        laptop.across.renew()
    laptop.reopen()
    settled(world, laptop, phone)
    assert laptop.across.standing().waiting == 2
    laptop.across.now()
    settled(world, laptop, phone)
    assert laptop.across.standing().waiting == 0
    phone.across.join(laptop.across.words() or ())
    assert laptop.texts() == phone.texts() == {page: ("one",), other: ("two",)}


def failing(at: int) -> Callable[..., int]:
    """What changes a store, until the disk is full at the call of this number."""
    real, calls = Db.change, []

    def change(self: Db, statement: str, *values: object) -> int:
        calls.append(statement)
        if len(calls) == at:
            raise StoreError("disk_full")
        return real(self, statement, *values)

    return change


def test_what_went_out_before_a_crash_is_known_again(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    settled(world, laptop, phone)
    laptop.private.pages.save(page, ["two"])
    snapshot = laptop.side.home.paths.private
    laptop.close()
    shutil.copytree(snapshot, snapshot.with_name("before"))
    laptop.private = laptop._opened()
    laptop.across.leave(page)
    laptop.close()
    shutil.rmtree(snapshot)  # the private store forgets the last step, as after a crash between the two
    snapshot.with_name("before").rename(snapshot)
    laptop.private = laptop._opened()
    assert laptop.private.across.changed() == (page,)
    settled(world, laptop, phone)
    laptop.across.now()
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("two",)}
    assert len(own_files(laptop.side)) == 1


def test_files_that_vanish_go_in_again_with_the_next_act(on: Three, world: World) -> None:
    laptop, phone, _ = on
    laptop.write("one")
    settled(world, laptop, phone)
    before = data_of(laptop.side)
    for name in own_files(laptop.side):
        (place_of(laptop.side) / name).unlink()
    rounds(laptop.side)
    assert own_files(laptop.side) == set()
    laptop.write("two")
    settled(world, laptop, phone)
    assert set(before) <= set(data_of(laptop.side))
    assert phone.said() == ["one", "two"]


def test_whoever_left_takes_nothing_across_and_erasing_takes_the_key_with_it(on: Three, world: World) -> None:
    laptop, phone, jon = on
    laptop.write("one")
    settled(world, laptop, phone, others=[jon])
    root = laptop.side.home.settings().folder
    assert root is not None
    page = laptop.private.pages.write(["typed"])
    Leaving(laptop.side.home).leave(quietly=True)
    before = recording(root)
    assert laptop.across.leave(page) == 0
    with pytest.raises(Refused, match=r"why\.left"):
        laptop.across.now()
    settled(world, laptop, others=[jon])
    assert recording(root) == before
    laptop.close()
    paths = laptop.side.home.paths
    erase_private(paths)
    assert [path.name for path in paths.private.iterdir()] == ["private.lock"]
    laptop.private = laptop._opened()
    assert laptop.across.words() is None


def test_many_pages_take_few_files(desks: Three, world: World) -> None:
    laptop, phone, _ = desks
    for number in range(300):
        laptop.private.pages.write([f"page {number} " * 20])
    words = laptop.across.turn_on()
    settled(world, laptop)
    assert len(own_files(laptop.side)) <= 4
    phone.across.join(words)
    assert phone.texts() == laptop.texts()


def test_single_files_are_packed_in_time(on: Three, world: World) -> None:
    laptop, phone, _ = on
    for number in range(70):
        laptop.write(f"page {number}")
    settled(world, laptop, phone)
    assert len(own_files(laptop.side)) <= 10
    assert phone.texts() == laptop.texts()


def test_a_page_that_is_too_long_stays_and_says_so(on: Three, world: World) -> None:
    laptop, phone, _ = on
    long = laptop.write("word " * 250_000)
    large = laptop.write("word " * 100_000)
    settled(world, laptop, phone)
    assert set(phone.texts()) == {large}
    assert laptop.across.standing().too_long == 1
    assert laptop.across.standing().waiting == 0
    laptop.change(long, "shorter")
    settled(world, laptop, phone)
    assert phone.texts() == laptop.texts()


def test_turned_off_the_files_go_or_stay_as_was_said(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    settled(world, laptop, phone)
    laptop.across.off(remove=False)
    settled(world, laptop, phone)
    assert own_files(laptop.side)
    laptop.across.off(remove=True)
    settled(world, laptop, phone)
    assert own_files(laptop.side) == set()
    assert laptop.texts() == phone.texts() == {page: ("one",)}
    with pytest.raises(Refused, match=r"why\.across\.off"):
        laptop.across.now()


def test_nothing_begins_before_two_share_a_folder(tmp_path: Path, world: World) -> None:
    alone = Desk(side(tmp_path / "alone", "Mia", world))
    with pytest.raises(Refused, match=r"why\.device\.alone"):
        alone.across.turn_on()
    assert alone.across.words() is None
    alone.close()
    alone.side.home.close()


def taken_out(laptop: Desk, phone: Desk, world: World) -> str:
    """The phone took its files out of the folder: the page that it wrote, which the laptop has."""
    laptop.write("from the laptop")
    page = phone.write("from the phone")
    settled(world, laptop, phone)
    phone.across.off(remove=True)
    settled(world, laptop, phone)
    assert own_files(phone.side) == set()
    return page


def test_what_a_device_took_out_is_not_put_in_again_for_itself(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = taken_out(laptop, phone, world)
    before = data_of(laptop.side)
    assert laptop.across.now() == 0
    settled(world, laptop, phone)
    assert data_of(laptop.side) == before
    assert laptop.texts()[page] == ("from the phone",)
    laptop.change(page, "written on by the laptop")
    settled(world, laptop, phone)
    assert len(data_of(laptop.side)) == len(before) + 1
    words = laptop.across.renew()
    settled(world, laptop)
    phone.across.join(words)
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts()


def test_what_a_device_took_out_goes_in_again_for_a_further_one(
    on: Three, world: World, tmp_path: Path
) -> None:
    laptop, phone, _ = on
    taken_out(laptop, phone, world)
    tablet = Desk(brought_in(laptop.side, tmp_path / "tablet", world, "Tablet"))
    rounds(laptop.side, phone.side, tablet.side)
    tablet.across.join(laptop.across.words() or ())
    assert tablet.said() == ["from the laptop"]
    laptop.across.now()
    settled(world, laptop, tablet)
    assert tablet.said() == ["from the laptop", "from the phone"]
    tablet.close()
    tablet.side.home.close()
