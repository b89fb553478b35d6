"""One more device by twelve words and a yes, one less with a cut-off: seen from both sides, with real age."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from secrets import token_bytes

import pytest

from stillhere.core.acts import Details, PartlyBack, Refused, Rename, Rest, StillHere
from stillhere.core.notices import Notice
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import PersonNamed, RecordErased, Status
from stillhere.core.state.model import devices, members
from stillhere.core.state.when import ms_of
from stillhere.home.errors import FolderError, HomeError
from stillhere.home.flow.healing import path_of
from stillhere.home.flow.keyholder import MOST
from stillhere.home.flow.linking import signed_of
from stillhere.home.flow.troubles import Trouble
from stillhere.home.folder.folder import Folder
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.invited import answered
from stillhere.seal.envelope import unseal
from stillhere.seal.errors import NotForMe, WordsError
from stillhere.seal.keyring import Keyring, write_keyring
from stillhere.seal.keys import new_identity
from tests.home.couple import Side, World, fresh, recording, restored, snapshot
from tests.home.hands import hand, id_of


@pytest.fixture
def three(tmp_path: Path, world: World, two: tuple[Side, Side]) -> tuple[Side, Side, Side]:
    """Mia's laptop, Mia's phone, and Jon."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    return mia, phone, jon


def rounds(*sides: Side, times: int = 3) -> None:
    for _ in range(times):
        for side in sides:
            side.round()


def brought_in(side: Side, folder: Path, world: World, name: str = "Phone") -> Side:
    """A further device of `side`'s person, which has moved in."""
    root = side.home.settings().folder
    assert root is not None
    new = fresh(folder, world)
    words = Devices(side.home).invite()
    assert Devices(new.home).join(root, words, name) == side.home.look().me.name
    side.round()
    Devices(side.home).confirm()
    rounds(side, new, times=2)
    return new


def device(side: Side) -> str:
    return side.home.mine().device


def texts(side: Side) -> list[str]:
    """Every kept record that a home knows, by kind."""
    return sorted(record.kind for record in side.home.store.records.all("kept"))


def send_letter(side: Side, letter: str) -> str:
    """A letter of `side`, which goes out with the next round: the id of its record."""
    now_ms = ms_of(side.home.clock())
    with side.home.store.transaction():
        sent = LetterSent(letter=letter, text="A letter", said_ms=now_ms)
        return side.home.rounds.author().say(sent, now_ms).id


def test_history_arrives_whole_on_the_new_device(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    mia.home.do(Rename("Mimi"))
    jon.home.do(Rest(Details(line="soon")))
    mia.home.do(Rest(Details(line="a long week", checkins="one_knock")))
    rounds(mia, jon)
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    assert mia.home.memory.state() == phone.home.memory.state() == jon.home.memory.state()
    assert texts(mia) == texts(phone) == texts(jon)
    shown = phone.home.look()
    assert (shown.headline, shown.me.name, shown.me.status.line) == ("both_rest", "Mimi", "a long week")
    assert phone.home.memory.person() == mia.home.memory.person()
    assert all(side.home.troubles() == () for side in (mia, phone, jon))
    assert all(side.home.sharing().set_aside == 0 for side in (mia, phone, jon))
    assert phone.home.sharing().waits_for is None


def test_both_see_it_and_nothing_odd(three: tuple[Side, Side, Side], tmp_path: Path, world: World) -> None:
    mia, phone, jon = three
    assert mia.home.safety_number() == phone.home.safety_number() == jon.home.safety_number()
    shown = [(one.name, one.person, one.mine, one.this) for one in Devices(jon.home).all()]
    assert shown == [("", "Jon", True, True), ("", "Mia", False, False), ("Phone", "Mia", False, False)]
    tablet = brought_in(jon, tmp_path / "tablet", world, "Tablet")
    assert Notice("device_added", "Jon") in mia.round()
    tablet.home.flip()
    rounds(tablet, mia, jon)
    assert mia.home.look().headline == "partner_rests"
    assert jon.home.look().headline == "you_rest"


def test_a_device_is_there_at_its_first_look_after_the_yes(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """What it looked at in vain while it waited is read as soon as the keys are."""
    mia, jon = two
    jon.home.do(Rename("Jonny"))
    rounds(jon, mia)
    phone = fresh(tmp_path / "phone", world)
    Devices(phone.home).join(tmp_path / "shared", Devices(mia.home).invite(), "Phone")
    rounds(phone, mia)
    Devices(mia.home).confirm()
    mia.round()
    phone.round()
    assert phone.home.sharing().waits_for is None
    assert phone.home.memory.state() == mia.home.memory.state()


def test_a_device_that_turns_back_leaves_nothing_in_the_folder(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    shared = tmp_path / "shared"
    phone, words = fresh(tmp_path / "phone", world), Devices(mia.home).invite()
    before = set(shared.rglob("*"))
    Devices(phone.home).join(shared, words, "Phone")
    shared.rename(tmp_path / "away")
    phone.home.turn_back()
    phone.round()
    (tmp_path / "away").rename(shared)
    phone.round()
    assert set(shared.rglob("*")) == before


def test_what_a_carrier_keeps_in_the_place_of_one_that_turns_back_stays(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    shared = tmp_path / "shared"
    phone, words = fresh(tmp_path / "phone", world), Devices(mia.home).invite()
    before = set(shared.rglob("*"))
    Devices(phone.home).join(shared, words, "Phone")
    (answer,) = set(shared.rglob("*.age")) - before
    (answer.parent / "desktop.ini").write_text("its own", "utf-8")
    phone.home.turn_back()
    phone.round()
    assert set(shared.rglob("*")) - before == {answer.parent, answer.parent / "desktop.ini"}
    assert phone.home.troubles() == ()


def test_only_what_the_partner_said_is_news_of_the_partner(
    world: World, three: tuple[Side, Side, Side]
) -> None:
    mia, phone, jon = three
    before = mia.home.memory.heard_ms()
    world.pass_time(hours=1)
    mia.home.do(Rest())
    rounds(mia, phone)
    phone.home.do(PartlyBack("company"))
    rounds(phone, mia)
    assert mia.home.memory.heard_ms() == before
    jon.home.do(Rest())
    rounds(jon, mia)
    assert mia.home.memory.heard_ms() == ms_of(world.now)


def test_each_device_speaks_for_its_person_and_the_latest_word_counts(
    three: tuple[Side, Side, Side], world: World
) -> None:
    mia, phone, jon = three
    phone.home.do(Rest(Details(line="from the phone")))
    rounds(phone, mia, jon)
    world.pass_time(minutes=5)
    mia.home.do(PartlyBack("company"))
    rounds(mia, phone, jon)
    assert phone.home.look().headline == "you_partly"
    assert jon.home.look().headline == "partner_partly"


@pytest.mark.parametrize("hours", [0, -5])
def test_a_new_device_has_the_last_word_whatever_its_clock_says(
    hours: int, tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    for _ in range(3):
        mia.home.flip()
    mia.round()
    assert mia.home.look().headline == "you_rest"
    phone = brought_in(mia, tmp_path / "phone", World(world.now + timedelta(hours=hours)))
    phone.home.flip()
    rounds(phone, mia, jon)
    for side in (phone, mia, jon):
        assert side.home.look().headline == "both_here"


def test_a_third_device_comes_in_by_the_second(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    tablet = brought_in(phone, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    assert tablet.home.memory.state() == jon.home.memory.state() == mia.home.memory.state()
    assert [one.name for one in Devices(mia.home).all() if one.mine] == ["", "Phone", "Tablet"]


def test_without_the_yes_the_new_device_reads_nothing(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    new = fresh(tmp_path / "phone", world)
    words = Devices(mia.home).invite()
    assert Devices(mia.home).words() == words
    Devices(new.home).join(tmp_path / "shared", words, "Phone")
    assert new.home.sharing().waits_for == "your other device"
    rounds(mia, jon, new)
    asking = Devices(mia.home).asking()
    assert asking is not None
    assert asking.asks == "Phone"
    assert new.home.look().link == "alone"
    assert len(members(new.home.memory.joining().state)) == 1  # type: ignore[union-attr]
    Devices(mia.home).withdraw()
    rounds(mia, jon, new)
    assert Devices(mia.home).asking() is None
    with pytest.raises(HomeError, match="no_device_asks"):
        Devices(mia.home).confirm()
    with pytest.raises(HomeError, match="invite_unknown"):
        Devices(fresh(tmp_path / "late", world).home).join(tmp_path / "shared", words, "Late")


def test_words_are_refused_where_they_are_not_right(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    words, new = Devices(mia.home).invite(), fresh(tmp_path / "phone", world)
    with pytest.raises(WordsError):
        Devices(new.home).join(tmp_path / "shared", ["abandon"] * 11, "Phone")
    with pytest.raises(HomeError, match="folder_unknown"):
        Devices(new.home).join(tmp_path / "nowhere", words, "Phone")
    with pytest.raises(HomeError, match="linked_already"):
        Devices(jon.home).join(tmp_path / "shared", words, "Phone")
    world.pass_time(days=8)
    with pytest.raises(HomeError, match="invite_expired"):
        Devices(new.home).join(tmp_path / "shared", words, "Phone")
    assert not new.home.memory.begun()


def test_a_partners_invitation_brings_in_no_device_and_the_other_way_round(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, _ = two
    words, eve = Devices(mia.home).invite(), fresh(tmp_path / "eve", world)
    eve.home.begin("Eve")
    with pytest.raises(HomeError, match="invite_unknown"):
        eve.home.join(tmp_path / "shared", words)


def test_the_usual_way_to_join_takes_the_words_of_a_device_too(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    words, new = Devices(mia.home).invite(), fresh(tmp_path / "new", world)
    new.home.begin("Mia")
    with pytest.raises(HomeError, match="invite_unknown"):
        answered(new.home, tmp_path / "shared", ["abandon"] * 11 + ["about"])
    with pytest.raises(HomeError, match="linked_already"):
        answered(jon.home, tmp_path / "shared", words)
    assert answered(new.home, tmp_path / "shared", words) == "Mia"
    mia.round()
    Devices(mia.home).confirm()
    rounds(mia, new, jon)
    assert new.home.memory.state() == jon.home.memory.state()
    assert new.home.look().link == "linked"


def test_who_shares_with_nobody_has_no_further_device(tmp_path: Path, world: World) -> None:
    alone = fresh(tmp_path / "alone", world)
    alone.home.begin("Mia")
    with pytest.raises(HomeError, match="no_folder"):
        Devices(alone.home).invite()
    alone.home.change_settings(folder=tmp_path)
    with pytest.raises(Refused, match=r"why\.device\.alone"):
        Devices(alone.home).invite()


def test_a_name_is_given_from_any_device_and_seen_on_all(
    three: tuple[Side, Side, Side], world: World
) -> None:
    mia, phone, jon = three
    Devices(phone.home).rename(device(mia), "Laptop")
    world.pass_time(minutes=1)
    Devices(mia.home).rename(device(phone), "Old phone")
    rounds(phone, mia, jon)
    for side in three:
        assert {one.name for one in Devices(side.home).all()} == {"", "Laptop", "Old phone"}
    with pytest.raises(Refused, match=r"why\.device\.unknown"):
        Devices(mia.home).rename(device(jon), "Mine")


def test_what_a_removed_device_says_afterwards_counts_nowhere(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    phone.home.do(Rename("Mimi"))
    phone.home.do(Rest(Details(line="from the phone")))
    rounds(phone, mia, jon)
    stolen = hand(phone, tmp_path / "shared")
    n, last = stolen.end()
    Devices(mia.home).remove(device(phone))
    mia.round()
    assert jon.round() == [Notice("device_removed", "Mimi")]
    before = jon.home.memory.state()
    stolen.put(stolen.sign(PersonNamed(name="Somebody"), n=n + 1, prev=last, at=(1 << 50, 0)))
    stolen.put(stolen.sign(Status(state="here", since_ms=1), n=99, lane="now", at=(1 << 50, 0)))
    # Another history below the cut-off counts no more than one beyond it.
    stolen.put(stolen.sign(PersonNamed(name="Nobody"), n=n, prev="a" * 52, at=(1 << 50, 0)))
    told = jon.round()
    rounds(mia, jon)
    assert told == []
    for side in (mia, jon):
        shown = side.home.look()
        person = shown.me if side is mia else shown.partner
        assert person is not None
        assert (person.name, person.status.state, person.status.line) == ("Mimi", "resting", "from the phone")
    assert jon.home.memory.state().named == before.named
    assert {aside.reason for aside in jon.home.store.seen.set_aside()} == {"removed"}


def test_what_a_removed_device_packs_counts_up_to_its_cut_off(
    three: tuple[Side, Side, Side], tmp_path: Path
) -> None:
    """Its small files may be gone: who comes later reads them in the segment, and nothing that follows."""
    mia, phone, jon = three
    phone.home.do(Rename("Mimi"))
    rounds(phone, mia)
    stolen = hand(phone, tmp_path / "shared")
    Devices(mia.home).remove(device(phone))
    mia.round()
    for path in stolen.place.iterdir():
        path.unlink()
    jon.round()
    assert jon.home.partner_name() == "Mia"
    n, last = stolen.end()
    own = [signed_of(each) for each in phone.home.store.kept.records(device(phone))]
    beyond = stolen.sign(PersonNamed(name="Somebody"), n=n + 1, prev=last, at=(1 << 50, 0))
    segment = stolen.put(*own, beyond)
    jon.round()
    assert jon.home.partner_name() == "Mimi"
    assert jon.home.store.kept.chain(device(phone)).n == mia.home.store.kept.chain(device(phone)).n + 1
    assert not jon.home.store.kept.has_body(id_of(beyond))
    [aside] = jon.home.store.seen.set_aside()
    assert (aside.path.rpartition("/")[2], aside.reason) == (segment.name, "removed")
    assert not jon.home.troubles()


def test_it_does_not_matter_what_came_first(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    """The removed device's words beyond the cut-off come before the removal: they count until it comes."""
    mia, phone, jon = three
    stolen = hand(phone, tmp_path / "shared")
    n, last = stolen.end()
    Devices(mia.home).remove(device(phone))
    stolen.put(stolen.sign(PersonNamed(name="Somebody"), n=n + 1, prev=last))
    stolen.put(stolen.sign(Status(state="resting", since_ms=1, rest="a" * 10), n=99, lane="now"))
    jon.round()
    assert jon.home.partner_name() == "Somebody"
    rounds(mia, jon)
    assert jon.home.partner_name() == "Mia"
    assert jon.home.look().headline == "both_here"
    assert jon.home.memory.state() == mia.home.memory.state()


def test_what_is_said_after_the_removal_the_removed_device_can_not_read(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    had = phone.home.memory
    mine, own = had.person().identities, had.device().identity
    known = {path_of(out) for side in three for out in side.home.store.outbox.published()}
    Devices(mia.home).remove(device(phone))
    rounds(mia, jon)
    mia.home.do(Rest(Details(line="only for the two of us")))
    jon.home.do(Rename("Jonathan"))
    rounds(mia, jon)
    shared = tmp_path / "shared" / "Still Here" / "v1"
    new = {
        str(path.relative_to(shared)): path.read_bytes()
        for path in shared.rglob("*.age")
        if str(path.relative_to(shared)) not in known
    }
    readable = []
    for name, data in new.items():
        try:
            readable.append((name, unseal(data, [*mine, own])))
        except NotForMe:
            continue
    # The one thing that it can read is that it was removed.
    assert [b'"kind":"device.removed"' in plain for _, plain in readable] == [True]
    assert len(new) >= 4
    assert jon.home.look().partner.status.line == "only for the two of us"  # type: ignore[union-attr]
    assert members(jon.home.memory.state())[0].person.epoch == 2
    phone.round()
    assert phone.home.look().me.status.line == ""
    assert phone.home.look().partner.name == "Jon"  # type: ignore[union-attr]


def test_a_removed_device_knows_it_and_says_nothing_more(
    three: tuple[Side, Side, Side], tmp_path: Path
) -> None:
    mia, phone, jon = three
    Devices(mia.home).remove(device(phone))
    rounds(mia, phone, jon)
    before = recording(tmp_path / "shared")
    with pytest.raises(Refused, match=r"why\.device\.removed"):
        phone.home.flip()
    with pytest.raises(Refused, match=r"why\.device\.removed"):
        Devices(phone.home).remove(device(mia))
    phone.round()
    assert recording(tmp_path / "shared") == before
    assert phone.home.troubles() == (Trouble("removed"),)


def test_who_stays_gets_the_next_key_and_history_goes_on(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    Devices(mia.home).remove(device(phone))
    rounds(mia, tablet, jon)
    jon.home.do(Rest(Details(line="for you both")))
    rounds(jon, mia, tablet)
    assert tablet.home.look().partner.status.line == "for you both"  # type: ignore[union-attr]
    assert tablet.home.memory.state() == mia.home.memory.state() == jon.home.memory.state()
    tablet.home.do(Rest())
    rounds(tablet, jon, mia)
    assert jon.home.look().headline == mia.home.look().headline == "both_rest"
    # One more that comes in later reads everything, from before and after.
    later = brought_in(tablet, tmp_path / "later", world, "Later")
    rounds(mia, tablet, later, jon)
    assert later.home.memory.state() == jon.home.memory.state()
    assert later.home.troubles() == tablet.home.troubles() == jon.home.troubles() == ()


def test_a_removal_changes_nothing_of_what_is_so(three: tuple[Side, Side, Side], world: World) -> None:
    mia, phone, jon = three
    phone.home.do(Rest(Details(line="from the phone", checkins="one_knock")))
    phone.home.do(StillHere())
    rounds(phone, mia, jon)
    before = jon.home.look()
    Devices(mia.home).remove(device(phone))
    mia.round()
    assert [notice.kind for notice in jon.round()] == ["device_removed"]
    assert jon.home.look().partner == before.partner
    assert "still_here" not in mia.home.look().may


def test_two_devices_that_remove_at_the_same_time_leave_no_removed_one_the_key(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    fourth = brought_in(mia, tmp_path / "fourth", world, "Fourth")
    rounds(mia, phone, tablet, fourth, jon)
    Devices(mia.home).remove(device(tablet))
    Devices(phone.home).remove(device(fourth))
    rounds(mia, phone, jon)
    # The next word of whoever removed one makes a key that neither has.
    world.pass_time(minutes=1)
    mia.home.do(Rest())
    rounds(mia, phone, jon)
    state = jon.home.memory.state()
    assert state == mia.home.memory.state() == phone.home.memory.state()
    present = members(state)[0].person.recipient
    for gone in (tablet, fourth):
        gone.round()
        assert present not in {one.recipient for one in gone.home.memory.person().identities}
        assert devices(state)[device(gone)].cut is not None
    phone.home.do(PartlyBack("talk"))
    rounds(phone, mia, jon)
    assert jon.home.look().headline == "partner_partly"
    assert mia.home.memory.person().recipient == phone.home.memory.person().recipient == present


def test_a_device_that_comes_in_while_another_one_goes_gets_the_next_key(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    new = fresh(tmp_path / "new", world)
    words = Devices(mia.home).invite()
    Devices(new.home).join(tmp_path / "shared", words, "New")
    mia.round()
    Devices(mia.home).confirm()
    Devices(phone.home).remove(device(tablet))  # the phone doesn't know of the new one
    rounds(mia, phone, new, jon)
    world.pass_time(minutes=1)
    mia.home.do(Rest())
    rounds(mia, phone, new, jon)
    assert new.home.memory.state() == mia.home.memory.state() == phone.home.memory.state()
    assert new.home.memory.person().recipient == mia.home.memory.person().recipient


def test_keys_that_a_partner_makes_up_are_tried_and_never_kept(
    three: tuple[Side, Side, Side], tmp_path: Path, world: World
) -> None:
    mia, phone, jon = three
    state, person = mia.home.memory.state(), mia.home.mine().person
    made_up = tuple(new_identity(token_bytes) for _ in range(100))
    for ring in (
        Keyring(state.space, person, made_up),
        Keyring("otherspace", person, made_up),
        Keyring(state.space, jon.home.mine().person, jon.home.memory.person().identities),
    ):
        recipients = [each.home.memory.device().identity.recipient for each in (mia, phone)]
        hand(jon, tmp_path / "shared").lay(write_keyring(ring, recipients, token_bytes))
    before = mia.home.memory.person()
    rounds(mia, phone, jon)
    assert mia.home.memory.person() == phone.home.memory.person() == before
    assert len(mia.home.memory.unproved()) == MOST
    # The keys that are the person's own come through all the same.
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    Devices(mia.home).remove(device(tablet))
    rounds(mia, phone, jon)
    assert phone.home.memory.person() == mia.home.memory.person() != before
    assert phone.home.memory.state() == jon.home.memory.state()


def test_reading_and_waiting_write_nothing(three: tuple[Side, Side, Side], tmp_path: Path) -> None:
    mia, _, jon = three
    Devices(mia.home).remove(device(three[1]))
    rounds(mia)
    before = recording(tmp_path / "shared")
    rounds(jon, mia, jon)
    assert recording(tmp_path / "shared") == before
    assert jon.home.store.outbox.count() == 0


def test_a_removal_that_its_own_devices_removal_undid_silences_nobody(
    tmp_path: Path, world: World, three: tuple[Side, Side, Side]
) -> None:
    """Mia's phone removes her tablet; her laptop, which hasn't heard of that, removes the phone.

    Jon hears of the first removal, then of what the tablet says, and of the second removal last.
    """
    mia, phone, jon = three
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    mia.home.do(Rest(Details(line="from the laptop")))
    rounds(mia, tablet, jon)
    tablet.home.do(Rest(Details(line="from the tablet")))
    Devices(phone.home).remove(device(tablet))
    Devices(mia.home).remove(device(phone))
    for side in (phone, jon, tablet, jon):
        side.round()
    assert jon.home.look().partner.status.line == "from the laptop"  # type: ignore[union-attr]
    mia.round()
    jon.round()
    assert jon.home.look().partner.status.line == "from the tablet"  # type: ignore[union-attr]
    rounds(mia, tablet, jon)
    assert mia.home.memory.state() == tablet.home.memory.state() == jon.home.memory.state()


def test_what_a_removed_device_took_away_beyond_its_cut_off_comes_back(
    tmp_path: Path, world: World, three: tuple[Side, Side, Side]
) -> None:
    """Jon and Mia's tablet hear the phone take letters away before they hear that her laptop removed it."""
    mia, phone, jon = three
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    letters = [send_letter(side, letter * 10) for side, letter in ((mia, "a"), (tablet, "b"))]
    rounds(mia, tablet, jon)
    stolen = hand(phone, tmp_path / "shared")
    n, last = stolen.end()
    Devices(mia.home).remove(device(phone))
    for letter in letters:
        n += 1
        erased = stolen.sign(RecordErased(record=letter), n=n, prev=last)
        last = id_of(erased)
        stolen.put(erased)
    for side in (tablet, jon):
        side.round()
        assert not any(map(side.home.store.kept.has_body, letters))
    rounds(mia, tablet, jon)
    tablet.home.do(Rename("Mimi"))
    fourth = brought_in(mia, tmp_path / "fourth", world, "Fourth")  # by which all is folded anew
    rounds(mia, tablet, jon, fourth)
    for side in (mia, tablet, jon, fourth):
        assert all(map(side.home.store.kept.has_body, letters))
        assert side.home.memory.state() == mia.home.memory.state()
    assert jon.home.troubles() == tablet.home.troubles() == ()


def test_an_invitation_whose_writing_was_cut_off_does_not_go_out_once_it_is_taken_back(
    world: World, two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, _ = two
    with monkeypatch.context() as broken:
        broken.setattr(Folder, "publish", cut_off)
        with pytest.raises(FolderError):
            Devices(mia.home).invite()
    assert [(out.kind, out.state) for out in mia.home.store.outbox.waiting()] == [("invite", "claimed")]
    Devices(mia.home).withdraw()
    mia.round()
    assert mia.home.store.outbox.waiting() == mia.home.store.outbox.published("invite") == ()


def test_an_invitation_by_a_computer_that_came_back_from_a_backup_is_answered_and_heard(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    mia, jon = two
    backup = snapshot(mia, tmp_path / "backup")
    mia.home.do(Rename("Mimi"))
    mia.round()
    again = restored(mia, backup, tmp_path / "again")
    again.round()
    assert again.home.memory.restored()
    words, phone = Devices(again.home).invite(), fresh(tmp_path / "phone", world)
    again.home.flip()  # with its next word at the latest a copy becomes another device
    Devices(phone.home).join(tmp_path / "shared", words, "Phone")
    again.round()
    Devices(again.home).confirm()
    rounds(again, phone, jon)
    assert phone.home.look().me.name == "Mimi"
    assert phone.home.memory.state() == again.home.memory.state() == jon.home.memory.state()


def cut_off(*_: object) -> None:
    raise FolderError("folder_full")
