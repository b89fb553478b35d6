"""A thief's words are heard before the removal: what was sealed by them is sealed anew, once that is known.

The words lie beyond the thief's cut-off. A carrier that brings them first makes them count for a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes
from unittest.mock import patch

import pytest

from stillhere.core.acts import Back, Details, Refused, Rename, Rest, StillHere, Undo
from stillhere.core.notices import Notice
from stillhere.core.records.bodies import PersonKey
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import Body, PersonLeft
from stillhere.core.state.model import keys_of
from stillhere.core.state.when import ms_of
from stillhere.home.flow import segments
from stillhere.home.flow.linking import read_back
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits
from stillhere.home.store.packed import KIND
from stillhere.seal.envelope import Opener
from stillhere.seal.errors import SealError
from stillhere.seal.keyring import read_keyring
from stillhere.seal.keys import Identity, new_identity
from stillhere.seal.kit import read_kit
from tests.home.couple import Side, World, fresh, recording
from tests.home.hands import Hand, hand, id_of
from tests.home.test_devices import brought_in, device, rounds
from tests.home.test_kits import written

LETTER = LetterSent(letter="a" * 10, text="Take all the time there is.", said_ms=1)


class Theft:
    """Mia removed her phone on her laptop, which nobody heard yet; a thief has its keys."""

    def __init__(self, mia: Side, phone: Side, jon: Side, shared: Path) -> None:
        self.mia, self.phone, self.jon, self.shared = mia, phone, jon, shared
        self.hand: Hand = hand(phone, shared)
        self.key: Identity = new_identity(token_bytes)
        self.end = self.hand.end()
        self.said: list[Path] = []
        Devices(mia.home).remove(device(phone))

    def says(self, *bodies: Body) -> None:
        """The thief says more, beyond the cut-off."""
        for body in bodies:
            n, last = self.end
            signed = self.hand.sign(body, n=n + 1, prev=last)
            self.said.append(self.hand.put(signed))
            self.end = n + 1, id_of(signed)

    def says_key(self) -> None:
        """The thief gives Mia a next key, which the thief alone has."""
        self.says(PersonKey(epoch=2, recipient=self.key.recipient))

    def opens(self, by: Side) -> list[Path]:
        """What lies in the place of a side's device that opens with the thief's key."""
        place, opener = hand(by, self.shared).place, Opener.of([self.key])
        return [path for path in sorted(place.glob("*.age")) if _opens(opener, path.read_bytes())]


def _opens(opener: Opener, data: bytes) -> bool:
    try:
        opener.unseal(data)
    except SealError:
        return False
    return True


@pytest.fixture
def theft(two: tuple[Side, Side], tmp_path: Path, world: World) -> Iterator[Theft]:
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    yield Theft(mia, phone, jon, tmp_path / "shared")
    phone.home.close()


def say(side: Side, body: Body) -> None:
    with side.home.store.transaction():
        side.home.rounds.author().say(body, 1)


def letters(side: Side) -> list[str]:
    """The letters that a home has, in the order in which they were said."""
    found = [read_back(each) for each in side.home.store.records.all("kept")]
    said = sorted((one.header.at, one.body) for one in found if isinstance(one.body, LetterSent))
    return [body.text for _, body in said]


def line(side: Side) -> str:
    partner = side.home.look().partner
    assert partner is not None
    return partner.status.line


def numbered(text: str, number: int) -> LetterSent:
    return LetterSent(letter="abcdefghij"[number] * 10, text=f"{text} {number}", said_ms=1)


def test_what_was_sealed_to_the_thiefs_key_is_read_in_the_end(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says_key()
    jon.round()
    jon.home.do(Rest(Details(line="a long week")))
    say(jon, numbered("first", 1))
    say(jon, numbered("second", 2))
    jon.round()
    assert len(theft.opens(jon)) == 3
    told = mia.round() + mia.round()
    assert told == []
    assert (line(mia), letters(mia)) == ("", [])

    jon.round()
    before = recording(theft.shared)
    for _ in range(3):
        world.pass_time(hours=1)
        jon.round()
    # Hearing of the removal writes nothing: it would tell when Jon looked.
    assert recording(theft.shared) == before
    world.pass_time(hours=1)
    jon.home.do(Rename("Jonathan"))
    jon.round()
    told = [notice for _ in range(3) for notice in mia.round()]
    assert (line(mia), letters(mia)) == ("a long week", ["first 1", "second 2"])
    assert sorted(notice.kind for notice in told) == ["resting"]
    assert theft.opens(jon) == []
    assert mia.home.memory.state() == jon.home.memory.state()
    assert mia.home.troubles() == jon.home.troubles() == ()


def test_it_is_done_once(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says_key()
    jon.round()
    say(jon, LETTER)
    rounds(jon, mia)
    jon.home.do(Rename("Jonathan"))
    rounds(jon, mia)
    before = {path: path.read_bytes() for path in theft.shared.rglob("*.age")}
    jon.home.do(Rest())
    rounds(jon, mia)
    after = {path: path.read_bytes() for path in theft.shared.rglob("*.age")}
    assert len(after.keys() - before.keys()) == 1
    assert before.keys() <= after.keys()
    assert letters(mia) == [LETTER.text]


def test_a_new_key_after_a_removal_has_nothing_be_sealed_anew(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    say(jon, LETTER)
    jon.home.do(Rest(Details(line="before")))
    jon.round()
    before = set(hand(jon, theft.shared).place.glob("*.age"))
    rounds(mia, jon)
    jon.home.do(Rename("Jonathan"))
    rounds(jon, mia)
    after = set(hand(jon, theft.shared).place.glob("*.age"))
    assert before <= after
    assert len(after - before) == 1


def test_what_waits_goes_out_for_those_who_are_to_read_it(theft: Theft, world: World) -> None:
    """The folder is away while Jon writes, and once it is back Jon hears of the removal first."""
    mia, jon = theft.mia, theft.jon
    theft.says_key()
    jon.round()
    folder = jon.home.settings().folder
    jon.home.change_settings(folder=None)
    jon.home.do(Rest(Details(line="a long week")))
    say(jon, LETTER)
    mia.round()
    jon.home.change_settings(folder=folder)
    jon.home.take_in()
    jon.round()
    assert theft.opens(jon) == []
    mia.round()
    assert (line(mia), letters(mia)) == ("a long week", [LETTER.text])


def test_what_waits_can_still_be_taken_back_unseen(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says_key()
    jon.round()
    jon.home.change_settings(folder=None)
    jon.home.flip()
    mia.round()
    jon.home.change_settings(folder=theft.shared)
    jon.home.take_in()
    jon.home.do(Undo())
    rounds(jon, mia)
    assert mia.home.look().headline == "both_here"


def test_a_note_of_the_thief_is_taken_back_and_nothing_said_is_lost(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says(PersonLeft())
    assert jon.round() == [Notice("left", "Mia")]
    assert jon.home.look().headline == "partner_left"
    jon.home.do(Rest(Details(line="a long week")))
    jon.home.do(Rename("Jonathan"))
    say(jon, LETTER)
    jon.round()
    rounds(mia, jon)
    assert jon.home.look().headline == "you_rest"
    assert (line(mia), letters(mia)) == ("", [])
    before = recording(theft.shared)
    rounds(jon, mia)
    assert recording(theft.shared) == before
    world.pass_time(hours=2)
    say(jon, numbered("later", 2))
    rounds(jon, mia)
    assert mia.home.partner_name() == "Jonathan"
    assert (line(mia), letters(mia)) == ("a long week", [LETTER.text, "later 2"])
    assert mia.home.memory.state() == jon.home.memory.state()
    assert mia.home.troubles() == jon.home.troubles() == ()


def test_nothing_waits_for_who_left_and_it_waits_again_for_who_did_not(theft: Theft, world: World) -> None:
    """Jon's words wait for the folder when the thief's note comes, and still do when it counts no more."""
    mia, jon = theft.mia, theft.jon
    jon.home.do(Rest(Details(line="a long week")))
    say(jon, LETTER)
    theft.says(PersonLeft())
    jon.home.take_in()
    jon.round()
    assert jon.home.store.outbox.published("status") == ()
    rounds(mia, jon)
    jon.home.do(Rename("Jonathan"))
    rounds(jon, mia)
    assert (line(mia), letters(mia)) == ("a long week", [LETTER.text])
    assert mia.home.memory.state() == jon.home.memory.state()


def test_a_word_about_now_that_was_replaced_meanwhile_stays_away(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says_key()
    jon.round()
    jon.home.do(Rest(Details(line="first")))
    jon.round()
    rounds(mia, jon)
    jon.home.do(Rest(Details(line="then")))
    rounds(jon, mia)
    assert line(mia) == "then"
    assert theft.opens(jon) == []
    assert len(jon.home.store.outbox.published("status")) == 1


@pytest.mark.parametrize("left", [False, True])
def test_what_was_packed_meanwhile_is_packed_anew(theft: Theft, world: World, left: bool) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says(PersonLeft()) if left else theft.says_key()
    jon.round()
    with patch.object(segments, "PACK_AT", 4):
        for number in range(6):
            say(jon, numbered("letter", number))
            jon.round()
        world.pass_time(hours=25)
        say(jon, numbered("letter", 6))
        jon.round()
        (packed,) = jon.home.store.outbox.published(KIND)
        assert len(jon.home.store.outbox.published_small()) < 6
        rounds(mia, jon)
        assert letters(mia) == []
        jon.home.do(Rename("Jonathan"))
        rounds(jon, mia)
        assert letters(mia) == [f"letter {number}" for number in range(7)]
        assert theft.opens(jon) == []
        assert packed.name not in {out.name for out in jon.home.store.outbox.published(KIND)}
        world.pass_time(hours=25)
        jon.home.do(Rest())
        rounds(jon, mia)
    assert mia.home.troubles() == jon.home.troubles() == ()
    assert mia.home.memory.state() == jon.home.memory.state()
    lying = {path.name for path in hand(jon, theft.shared).place.glob("*.age")}
    assert lying == {out.name for out in jon.home.store.outbox.published()}


def test_old_files_that_a_carrier_brings_back_go_again(theft: Theft, world: World) -> None:
    mia, jon = theft.mia, theft.jon
    theft.says_key()
    jon.round()
    say(jon, LETTER)
    jon.round()
    wrong = {path: path.read_bytes() for path in theft.opens(jon)}
    rounds(mia, jon)
    jon.home.do(Rename("Jonathan"))
    rounds(jon, mia)
    for path, data in wrong.items():
        path.write_bytes(data)
    jon.home.do(Rest())
    rounds(jon, mia)
    assert theft.opens(jon) == []
    assert letters(mia) == [LETTER.text]


def test_a_further_device_that_believed_the_thief_speaks_to_all_in_the_end(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    theft = Theft(mia, phone, jon, tmp_path / "shared")
    theft.says_key()
    with patch.object(segments, "PACK_AT", 2):
        rounds(tablet, jon)
        tablet.home.do(Rest(Details(line="from the tablet")))
        for number in range(3):
            say(tablet, numbered("letter", number))
            tablet.round()
        rounds(tablet, jon)
        assert letters(jon) == ["letter 0", "letter 1", "letter 2"]
        rounds(mia, tablet, jon)
        assert letters(mia) == []
        tablet.home.do(StillHere())
        rounds(tablet, mia, jon)
    assert letters(mia) == ["letter 0", "letter 1", "letter 2"]
    assert mia.home.look().me.status.line == line(jon) == "from the tablet"
    assert theft.opens(tablet) == []
    assert mia.home.memory.state() == tablet.home.memory.state() == jon.home.memory.state()
    phone.home.close()
    tablet.home.close()


def test_a_further_device_that_heard_the_thiefs_note_hears_that_it_was_none(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    theft = Theft(mia, phone, jon, tmp_path / "shared")
    theft.says(PersonLeft())
    rounds(tablet)
    with pytest.raises(Refused, match=r"why\.left"):
        tablet.home.do(Rest())
    rounds(mia, tablet, jon)
    tablet.home.do(Rest(Details(line="from the tablet")))
    rounds(tablet, mia, jon)
    assert line(jon) == mia.home.look().me.status.line == "from the tablet"
    assert tablet.home.troubles() == ()
    phone.home.close()
    tablet.home.close()


def test_what_was_sealed_to_a_key_that_was_lost_is_read_by_whoever_came_back(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    """Two of Mia's computers write a kit at one time. Both are lost, and one kit lacks the present key."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    say(jon, numbered("before", 1))
    jon.round()
    written(mia, tmp_path / "first.txt")
    rounds(mia, phone, jon)
    made = {}
    for side in (mia, phone):
        Kits(side.home).write(tmp_path / f"{device(side)}.txt")
        made[side.home.memory.person().recipient] = device(side)
    rounds(mia, phone, jon)
    present = keys_of(jon.home.memory.state(), mia.home.mine().person)[-1].recipient
    (lacking,) = made.keys() - {present}
    say(jon, numbered("meanwhile", 2))
    jon.home.do(Rest(Details(line="a long week")))
    jon.round()
    before = set(hand(jon, tmp_path / "shared").place.glob("*.age"))

    new = fresh(tmp_path / "new", world)
    kit = read_kit((tmp_path / f"{made[lacking]}.txt").read_text("utf-8"))
    assert Kits(new.home).restore(kit, tmp_path / "shared", "New") == "Mia"
    rounds(new, jon)
    assert letters(new) == ["before 1"]
    quiet = recording(tmp_path / "shared")
    rounds(new, jon)
    assert recording(tmp_path / "shared") == quiet
    world.pass_time(hours=1)
    jon.home.do(Rename("Jonathan"))
    rounds(jon, new)
    assert (line(new), letters(new)) == ("a long week", ["before 1", "meanwhile 2"])
    gone = before - set(hand(jon, tmp_path / "shared").place.glob("*.age"))
    assert len(gone) == 2  # the letter and the line, and nothing that was sealed before
    phone.home.close()
    new.home.close()


def test_a_line_that_a_thief_replaced_is_there_though_something_was_taken_back_since(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    """What took back Mia's return on the laptop is as old as her phone's line, and never goes out."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    world.pass_time(hours=1)
    phone.home.do(Rest(Details(line="from the phone")))
    phone.round()
    mia.round()
    world.pass_time(hours=1)
    mia.home.do(Back())
    mia.home.do(Undo())
    Devices(mia.home).remove(device(phone))
    phone.home.do(Rest(Details(line="from a thief")))
    phone.round()
    rounds(mia, jon)
    assert line(jon) == mia.home.look().me.status.line == "from the phone"
    phone.home.close()


class Again(Exception):
    """Not as the story needs it."""


def test_a_key_that_was_given_to_a_removed_device_meanwhile_is_followed_by_a_next_one(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    """Mia's fourth device hears that her phone was removed and makes a next key; her tablet hears of the key.

    It has yet to hear of the removal, and hands the key on to all her devices that it knows.
    """
    mia, jon = two
    shared = tmp_path / "shared"
    phone = brought_in(mia, tmp_path / "phone", world)
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    fourth = brought_in(tablet, tmp_path / "fourth", world, "Fourth")
    sides = (mia, tablet, fourth, jon)
    rounds(phone, *sides)
    thief = Opener.of([phone.home.memory.device().identity])
    before = set(shared.rglob("*.age"))
    Devices(mia.home).remove(device(phone))
    mia.round()
    withheld = {path: path.read_bytes() for path in set(shared.rglob("*.age")) - before}
    (made,) = [each.id for each in mia.home.store.records.all("kept") if each.kind == "person.key"]
    for path, data in withheld.items():
        if not _opens(thief, data) and not _opens(_own(phone), data):
            path.unlink()  # the next key comes later than the removal
    fourth.round()
    while not _renews(fourth, made):
        pass
    for path in withheld:
        path.unlink(missing_ok=True)
    fourth.round()
    tablet.round()
    tablet.home.do(Rest())
    tablet.round()
    given = {path: path.read_bytes() for path in shared.rglob("*.age")}
    for path, data in withheld.items():
        path.write_bytes(data)
    rounds(*sides)
    world.pass_time(hours=1)
    tablet.home.do(Rename("Mia Maria"))
    rounds(*sides)
    present = {keys_of(side.home.memory.state(), mia.home.mine().person)[-1].recipient for side in sides}
    assert len(present) == 1
    given |= {path: path.read_bytes() for path in shared.rglob("*.age")}
    opened = [read_keyring(thief.unseal(data)) for data in given.values() if _opens(thief, data)]
    had = {identity.recipient for keyring in opened for identity in keyring.identities}
    assert len(had) == 2
    assert not present & had
    assert jon.home.memory.state() == tablet.home.memory.state()
    for side in (phone, tablet, fourth):
        side.home.close()


def _own(side: Side) -> Opener:
    return Opener.of(side.home.memory.person().identities)


def _renews(side: Side, other: str) -> bool:
    """Makes a next key; whether it counts before the one that the record `other` gave."""
    home = side.home
    with suppress(Again), home.store.transaction():
        home.rounds.author().renew_keys(ms_of(home.clock()))
        (made,) = [each.id for each in home.store.records.all("kept") if each.kind == "person.key"]
        if made < other:
            raise Again
        return True
    return False
