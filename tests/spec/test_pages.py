"""Private pages on several devices: the reader written from the help page alone, against the program."""

from __future__ import annotations

import random

import pytest

from stillhere.home.rooms.devices import Devices
from stillhere.seal.across import pages_identity
from stillhere.seal.words import secret_of
from tests.home.across_life import Desk, Three, settled
from tests.home.couple import World
from tests.spec import meaning, pages, reader
from tests.spec.pages import Words


def by_the_reader(desk: Desk, words: str) -> dict[str, Words]:
    """What the independent reader makes of the folder."""
    home = desk.side.home
    folder = home.settings().folder
    assert folder is not None
    space, person = home.memory.state().space, home.mine().person
    secrets = [identity.text for identity in home.memory.person().identities]
    found = meaning.read(reader.files(folder), secrets, space, person)
    return pages.read(reader.files(folder), words, space, person, found.devices)


def by_the_program(desk: Desk) -> dict[str, Words]:
    """What lies in the private store."""
    return {page.id: (page.form, page.prompt, page.question, page.parts) for page in desk.private.pages.all()}


def words_of(desk: Desk) -> str:
    """The twelve words."""
    return " ".join(desk.across.words() or ())


def test_the_key_of_the_words_is_as_told() -> None:
    words = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    assert pages.key_of(words) == pages_identity(secret_of(words)).text


def test_pages_of_every_form_read_the_same(on: Three, world: World) -> None:
    laptop, phone, jon = on
    laptop.write("a line\nand “another” – ✓")
    form = laptop.private.pages.write(
        ["saw", "", "know"], form="seen_told_known", prompt="waiting.stories.1", question="What?"
    )
    laptop.across.leave(form)
    phone.write("from the phone")
    settled(world, laptop, phone, others=[jon])
    assert by_the_reader(laptop, words_of(laptop)) == by_the_program(laptop) == by_the_program(phone)


def test_without_the_words_nothing_is_read(on: Three, world: World) -> None:
    laptop, phone, _ = on
    laptop.write("mine")
    settled(world, laptop, phone)
    other = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    assert by_the_reader(laptop, other) == {}


@pytest.mark.parametrize("seed", range(6))
def test_what_was_written_apart_stands_the_same(on: Three, world: World, seed: int) -> None:
    laptop, phone, jon = on
    dice = random.Random(seed)
    for number in range(12):
        desk = dice.choice([laptop, phone])
        known = sorted(desk.texts())
        match dice.choice(["write", "change", "change", "delete", "meet"]):
            case "change" if known:
                desk.change(dice.choice(known), f"changed {number}")
            case "delete" if known:
                desk.delete(dice.choice(known))
                desk.across.now()
            case "meet":
                settled(world, laptop, phone, others=[jon])
            case _:
                desk.write(f"new {number}")
        world.pass_time(minutes=1)
        for each in (laptop, phone):
            each.side.round()
        assert by_the_reader(desk, words_of(desk)) == taken(desk)
    settled(world, laptop, phone, others=[jon])
    assert by_the_reader(phone, words_of(phone)) == by_the_program(laptop) == by_the_program(phone)


def taken(desk: Desk) -> dict[str, Words]:
    """What the program makes of the same folder."""
    desk.across.take_in()
    return by_the_program(desk)


def test_a_removed_device_says_the_same_to_both(on: Three, world: World) -> None:
    laptop, phone, jon = on
    laptop.write("mine")
    phone.write("only there so far")
    phone.side.round()
    laptop.side.round()
    Devices(laptop.side.home).remove(phone.side.home.mine().device)
    settled(world, laptop, others=[jon])
    assert by_the_reader(laptop, words_of(laptop)) == by_the_program(laptop)
    assert len(by_the_program(laptop)) == 2
