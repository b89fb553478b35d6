"""Invitations, answers, keys files, the kit and the safety number: as the pages say them, on real folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Details, Rest
from stillhere.core.state.model import devices, members
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits
from tests.home.couple import Side, World, fresh, side
from tests.home.test_devices import brought_in, rounds
from tests.spec import invitations, reader
from tests.spec.both import apart, by_the_pages, by_the_program
from tests.spec.reader import Refused


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir(exist_ok=True)
    return place


def own_identity(who: Side) -> str:
    return who.home.memory.device().identity.text


def test_an_invitation_and_its_answer(tmp_path: Path, shared: Path, world: World) -> None:
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    words = " ".join(mia.home.invite(shared))
    found = invitations.invitation(reader.files(shared), words)
    state = mia.home.memory.state()
    assert (found.founding.id, found.whose) == (members(state)[0].id, "")
    assert found.recipient == mia.home.memory.device().keys.recipient
    assert found.until_ms == int(world.now.timestamp() * 1000) + 7 * 24 * 3600 * 1000
    jon.home.join(shared, words.split())
    answer = invitations.answer(reader.files(shared), own_identity(mia), found)
    assert (answer.name, answer.device) == ("Jon", jon.home.mine().device)
    joining = jon.home.memory.joining()
    assert joining is not None
    assert answer.hash == joining.hash
    mia.round()
    mia.home.confirm()
    rounds(mia, jon)
    for each in (mia, jon):
        assert apart(by_the_pages(each, shared), by_the_program(each)) == []
        each.home.close()


def test_other_words_open_nothing(tmp_path: Path, shared: Path, world: World) -> None:
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    mia.home.invite(shared)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    others = " ".join(jon.home.invite(elsewhere))
    for words, device in ((others, False), (others, True)):
        with pytest.raises(Refused):
            invitations.invitation(reader.files(shared), words, device=device)
    for each in (mia, jon):
        each.home.close()


def test_a_further_device_comes_in_and_gets_the_keys(
    two: tuple[Side, Side], tmp_path: Path, shared: Path, world: World
) -> None:
    mia, jon = two
    person, space = mia.home.mine().person, mia.home.memory.state().space
    words = " ".join(Devices(mia.home).invite())
    found = invitations.invitation(reader.files(shared), words, device=True)
    assert found.whose == person
    phone = fresh(tmp_path / "phone", world)
    Devices(phone.home).join(shared, tuple(words.split()), "Phone")
    answer = invitations.answer(reader.files(shared), own_identity(mia), found)
    assert answer.name == "Phone"
    mia.round()
    Devices(mia.home).confirm()
    rounds(mia, phone, jon)
    assert answer.device == phone.home.mine().device
    keys = invitations.keys(reader.files(shared), own_identity(phone), space, person)
    assert keys == [each.text for each in mia.home.memory.person().identities]
    assert {invitations.stanzas(data) for data in reader.files(shared)} == {1, 2, 12}
    phone.home.close()


def test_the_kit_alone_opens_everything_and_speaks_under_its_own_id(
    two: tuple[Side, Side], tmp_path: Path, shared: Path
) -> None:
    mia, jon = two
    paper = tmp_path / "kit.txt"
    Kits(mia.home).write(paper)
    mia.home.do(Rest(Details(line="a quiet word")))
    rounds(mia, jon)
    founding, person, own = invitations.kit(paper.read_text("utf-8"))
    keys = invitations.keys(reader.files(shared), own, founding[:10], person)
    assert keys == [each.text for each in mia.home.memory.person().identities]
    device, sign = invitations.kit_device(founding, person, own)
    known = devices(jon.home.memory.state())[device]
    assert (known.kit, known.keys.sign, known.person) == (True, sign, person)
    for each in two:
        assert apart(by_the_pages(each, shared), by_the_program(each)) == []


def test_the_safety_number_is_the_one_that_both_see(
    two: tuple[Side, Side], tmp_path: Path, shared: Path, world: World
) -> None:
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    Devices(mia.home).remove(phone.home.mine().device)
    rounds(mia, jon)
    told = by_the_pages(jon, shared)
    speaking = {device: facts for device, facts in told["devices"].items() if not (facts[3] or facts[4])}
    recipients = {device: of.keys.recipient for device, of in devices(jon.home.memory.state()).items()}
    number = invitations.safety_number(
        (
            facts["recipient"],
            [(device, of[1], recipients[device]) for device, of in speaking.items() if of[0] == who],
        )
        for who, facts in told["people"].items()
    )
    assert tuple(number) == mia.home.safety_number() == jon.home.safety_number()
    phone.home.close()
