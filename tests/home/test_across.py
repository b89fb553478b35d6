"""Private pages on two devices of one person, over one folder that is shared with a partner."""

from __future__ import annotations

from tests.home.across_life import Three, own_files, settled
from tests.home.couple import World, recording


def test_a_page_appears_on_the_other_device(on: Three, world: World) -> None:
    laptop, phone, jon = on
    page = laptop.write("what I need")
    settled(world, laptop, phone, others=[jon])
    assert phone.texts() == {page: ("what I need",)}
    assert [each.heading.id for each in phone.private.pages.search("need")] == [page]


def test_edits_go_both_ways(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    for desk, text in ((phone, "two"), (laptop, "three"), (phone, "four")):
        settled(world, laptop, phone)
        desk.change(page, text)
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("four",)}


def test_what_was_there_before_comes_across_when_it_is_turned_on(desks: Three, world: World) -> None:
    laptop, phone, _ = desks
    mine, theirs = laptop.write("older here"), phone.write("older there")
    words = laptop.across.turn_on()
    settled(world, laptop)
    assert phone.across.join(words) == 1
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {mine: ("older here",), theirs: ("older there",)}


def test_pages_written_apart_both_stay(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("common")
    settled(world, laptop, phone)
    laptop.change(page, "from the laptop")
    world.pass_time(minutes=1)
    phone.change(page, "from the phone")
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts()
    assert laptop.texts()[page] == ("from the phone",)
    assert laptop.said() == ["from the laptop", "from the phone"]


def test_a_page_beside_another_is_a_page_like_any_other(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("common")
    settled(world, laptop, phone)
    laptop.change(page, "a")
    world.pass_time(minutes=1)
    phone.change(page, "b")
    settled(world, laptop, phone)
    (beside,) = set(laptop.texts()) - {page}
    laptop.change(beside, "a, later")
    phone.change(page, "b, later")
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("b, later",), beside: ("a, later",)}
    phone.delete(beside)
    phone.across.now()
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("b, later",)}


def test_a_deletion_goes_across(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page, other = laptop.write("gone soon"), laptop.write("stays")
    settled(world, laptop, phone)
    phone.delete(page)
    phone.across.now()
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {other: ("stays",)}


def test_words_that_a_deletion_did_not_know_stay(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("common")
    settled(world, laptop, phone)
    laptop.change(page, "written on")
    world.pass_time(minutes=1)
    phone.delete(page)
    phone.across.now()
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts() == {page: ("written on",)}


def test_a_page_that_is_written_here_is_not_taken_from_under_its_writer(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("common")
    settled(world, laptop, phone)
    laptop.private.pages.save(page, ["common, and typing goes on"])
    phone.change(page, "meanwhile elsewhere")
    settled(world, laptop, phone)
    assert laptop.texts()[page] == ("common, and typing goes on",)
    assert laptop.said() == ["common, and typing goes on", "meanwhile elsewhere"]
    laptop.across.leave(page)
    settled(world, laptop, phone)
    assert laptop.texts() == phone.texts()
    assert phone.said() == ["common, and typing goes on", "meanwhile elsewhere"]


def test_a_page_that_stands_open_waits(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("common")
    settled(world, laptop, phone)
    laptop.private.across.opened(page, laptop.now_ms)
    phone.change(page, "newer")
    settled(world, laptop, phone)
    assert laptop.texts() == {page: ("common",)}
    laptop.private.across.closed()
    settled(world, laptop, phone)
    assert laptop.texts() == {page: ("newer",)}


def test_the_partner_sees_no_gap_and_no_trouble(on: Three, world: World) -> None:
    laptop, phone, jon = on
    for number in range(5):
        laptop.write(f"page {number}")
    settled(world, laptop, phone, others=[jon])
    assert jon.home.troubles() == () == laptop.side.home.troubles()
    assert jon.home.store.seen.set_aside() == () == laptop.side.home.store.seen.set_aside()
    assert jon.home.store.seen.for_others() >= 5
    assert jon.home.memory.state() == laptop.side.home.memory.state()


def test_only_deliberate_acts_write_to_the_folder(on: Three, world: World) -> None:
    laptop, phone, jon = on
    page = laptop.write("common")
    settled(world, laptop, phone, others=[jon])
    root = laptop.side.home.settings().folder
    assert root is not None
    before = recording(root)
    laptop.private.pages.save(page, ["typed, and not left"])
    laptop.private.pages.write(["another, typed"])
    phone.delete(page)
    settled(world, laptop, phone, others=[jon])
    laptop.reopen()
    phone.reopen()
    settled(world, laptop, phone, others=[jon])
    assert recording(root) == before
    assert laptop.across.standing().waiting == 2
    laptop.across.now()
    settled(world, laptop, phone, others=[jon])
    assert recording(root) != before


def test_superseded_files_go(on: Three, world: World) -> None:
    laptop, phone, _ = on
    page = laptop.write("one")
    settled(world, laptop, phone)
    first = own_files(laptop.side)
    laptop.change(page, "two")
    settled(world, laptop, phone)
    assert len(own_files(laptop.side)) == 1
    assert not own_files(laptop.side) & first
    assert phone.texts() == {page: ("two",)}


def test_what_was_deleted_is_in_no_file(on: Three, world: World) -> None:
    laptop, phone, _ = on
    laptop.across.off(remove=True)
    pages = [laptop.private.pages.write([f"page {number}"]) for number in range(9)]
    laptop.across.turn_on()
    settled(world, laptop, phone)
    before = own_files(laptop.side)
    assert len(before) == 1
    laptop.delete(pages[4])
    laptop.across.now()
    settled(world, laptop, phone)
    assert not own_files(laptop.side) & before
    assert len(phone.texts()) == 8
