"""The specification in the help, held against the program: a reader that was written from it alone.

Both look at the same folders: those of two people who use the program, and those of somebody who writes
whatever the format allows, in any order, with forks and gaps. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Act, Back, Details, PartlyBack, Refused, Rename, Rest, SoftKnock, StillHere
from stillhere.core.agreements import acts as agreeing
from stillhere.core.records.bodies import (
    Body,
    DeviceAdded,
    DeviceNamed,
    DeviceRemoved,
    KitSet,
    Knock,
    PersonKey,
    PersonNamed,
    Pulse,
    RecordErased,
    Status,
)
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Words
from stillhere.core.state.model import members
from stillhere.core.state.standing import between
from stillhere.core.state.when import ms_of
from stillhere.home.rooms.bundles import Bundles
from stillhere.home.rooms.devices import Devices
from stillhere.seal.keys import further_device, new_identity
from stillhere.seal.kit import new_kit
from tests.home.couple import Side, World, another, side
from tests.home.hands import Hand, hand, id_of
from tests.spec import reader
from tests.spec.both import apart, by_the_pages, by_the_program

Two = tuple[Side, Side]


def alike(two: Two, shared: Path) -> None:
    """Both of the program's homes and both readers make the same of the folder."""
    for _ in range(2):
        for each in two:
            each.round()
    for each in two:
        assert apart(by_the_pages(each, shared), by_the_program(each)) == []


def test_a_space_of_two_who_said_nothing_yet(two: Two, tmp_path: Path) -> None:
    alike(two, tmp_path / "shared")
    assert [person["name"] for person in by_the_pages(two[0], tmp_path / "shared")["people"].values()] == [
        "Mia", "Jon",
    ]  # fmt: skip


def test_a_stranger_reads_nothing(two: Two, tmp_path: Path, world: World) -> None:
    two[0].home.do(Rest())
    two[0].round()
    stranger = side(tmp_path / "eve", "Eve", world)
    keys = [each.text for each in stranger.home.memory.person().identities]
    stranger.home.close()
    assert all(reader.opened(data, keys) is None for data in reader.files(tmp_path / "shared"))


def test_statuses_and_a_knock(two: Two, tmp_path: Path, world: World) -> None:
    mia, jon = two
    mia.home.do(
        Rest(
            Details(line="Near,  but\tquiet", looks=("fewer_words",), guess="tomorrow", checkins="one_knock")
        )
    )
    alike(two, tmp_path / "shared")
    jon.home.do(SoftKnock())
    mia.home.do(StillHere())
    alike(two, tmp_path / "shared")
    world.pass_time(hours=30)
    mia.home.do(PartlyBack("company"))
    jon.home.do(Rename("Jon  Ole"))
    alike(two, tmp_path / "shared")
    mia.home.do(Back())
    alike(two, tmp_path / "shared")


def test_agreements_from_the_offer_to_the_end(two: Two, tmp_path: Path, world: World) -> None:
    mia, jon = two
    mia.home.do(agreeing.Offer(Words(kind="own_words", title="Tea", text="At four.\nWith cake.")))
    alike(two, tmp_path / "shared")
    (one,) = between(jon.home.memory.state())
    jon.home.do(agreeing.Yes(one.id))
    alike(two, tmp_path / "shared")
    assert by_the_pages(mia, tmp_path / "shared")["revisions"][one.id]["agreed"]
    jon.home.do(agreeing.Pause(one.agreement))
    alike(two, tmp_path / "shared")
    world.pass_time(days=8)
    jon.home.do(agreeing.Suggest(one.id, Words(kind="own_words", title="Tea", text="At five.")))
    alike(two, tmp_path / "shared")
    newer = next(each for each in between(mia.home.memory.state()) if each.id != one.id)
    mia.home.do(agreeing.Yes(newer.id))
    alike(two, tmp_path / "shared")
    assert by_the_pages(jon, tmp_path / "shared")["revisions"][one.id]["replaced"]
    mia.home.do(agreeing.End(newer.agreement))
    alike(two, tmp_path / "shared")


def test_letters_pages_and_what_is_taken_away_again(two: Two, tmp_path: Path) -> None:
    mia, _ = two
    sent = _say(mia, LetterSent(letter="aaaaaaaaaa", text="Dear Jon,\n\nhello.", said_ms=5))
    page = _say(
        mia, PageShared(page="bbbbbbbbbb", form="mine_yours", question="Whose?", parts=("mine", "yours"))
    )
    _say(mia, LetterPace(pace="one_at_a_time"))
    alike(two, tmp_path / "shared")
    assert by_the_pages(mia, tmp_path / "shared")["posted"][sent] == "Dear Jon,\n\nhello."
    _say(mia, RecordErased(record=page))
    alike(two, tmp_path / "shared")
    assert page not in by_the_pages(mia, tmp_path / "shared")["posted"]
    assert len(by_the_pages(mia, tmp_path / "shared")["posted"]) == 1


def test_what_somebody_has_seen_is_known_to_exist(two: Two, tmp_path: Path) -> None:
    mia, jon = two
    jon.home.do(Rename("Jo"))
    alike(two, tmp_path / "shared")
    pen, theirs = hand(mia, tmp_path / "shared"), jon.home.mine().device
    n, prev = pen.end()
    words = Offered(agreement="aaaaaaaaaa", words=Words(kind="own_words", title="Tea"))
    pen.put(pen.sign(words, n=n + 1, prev=prev, seen={theirs: 7, "zzzzzzzzzz": 9}))
    alike(two, tmp_path / "shared")
    assert by_the_pages(mia, tmp_path / "shared")["tops"] == {theirs: 7}


def test_a_segment_says_the_same_as_its_records(two: Two, tmp_path: Path, world: World) -> None:
    mia, _ = two
    for number in range(260):
        mia.home.do(Rename(f"Mia {number}"))
    alike(two, tmp_path / "shared")
    world.pass_time(hours=25)
    mia.home.do(Rename("Mia"))
    alike(two, tmp_path / "shared")
    assert len(list(reader.files(tmp_path / "shared"))) < 50


@pytest.mark.parametrize("spoilt", range(4))
def test_of_a_run_the_last_signature_counts(two: Two, tmp_path: Path, spoilt: int) -> None:
    writer, prev, file = hand(two[0], tmp_path / "shared"), "", []
    n, prev = writer.end()
    for number in range(1, 5):
        signed = writer.sign(PersonNamed(name=f"Mia {number}"), n=n + number, prev=prev)
        prev = id_of(signed)
        file.append(replace(signed, signature=b"?" * 64) if number - 1 == spoilt else signed)
    writer.put(*file)
    alike((two[1], two[1]), tmp_path / "shared")
    names = [person["name"] for person in by_the_pages(two[1], tmp_path / "shared")["people"].values()]
    assert names == [("Mia" if spoilt == 3 else "Mia 4"), "Jon"]


def test_a_bundle_says_what_the_folder_says(two: Two, tmp_path: Path) -> None:
    mia, jon = two
    mia.home.do(Rest(Details(line="a quiet word")))
    jon.home.do(agreeing.Offer(Words(kind="own_words", title="Tea", text="At four.")))
    alike(two, tmp_path / "shared")
    Bundles(mia.home).out(tmp_path / "words.bundle")
    data = (tmp_path / "words.bundle").read_bytes()
    for each in two:
        told = by_the_pages(each, tmp_path / "shared", reader.bundle(data))
        assert apart(told, by_the_program(each)) == []
    parts = list(reader.bundle(data))
    assert list(reader.bundle(data[:-1])) == parts[:-1]
    assert list(reader.bundle(data + b"and more\n")) == parts


def test_a_further_device_and_its_removal(two: Two, tmp_path: Path, world: World) -> None:
    mia, jon = two
    second = another(mia, tmp_path / "second")
    shared = tmp_path / "shared"
    for each in (mia, second, jon):
        each.round()
    second.home.do(Rest())
    second.round()
    alike(two, shared)
    gone = second.home.memory.mine().device
    Devices(mia.home).remove(gone)
    mia.round()
    second.home.close()
    alike(two, shared)
    told = by_the_pages(jon, shared)
    assert [device for device, facts in told["devices"].items() if facts[4] is not None] == [gone]
    assert {person["epoch"] for person in told["people"].values()} == {1, 2}


@pytest.mark.parametrize("heard_first", ["laptop", "tablet"])
def test_a_device_that_two_remove_apart(two: Two, tmp_path: Path, world: World, heard_first: str) -> None:
    """The laptop doesn't know of the tablet, which the phone brought in beyond its cut-off."""
    (mia, jon), shared = two, tmp_path / "shared"
    phone = another(mia, tmp_path / "phone")
    for each in (mia, phone, jon):
        each.round()
    tablet = another(phone, tmp_path / "tablet")
    for each in (phone, tablet):
        each.round()
    tablet.home.do(Rename("Mimi"))
    for each in (tablet, jon):
        each.round()
    assert jon.home.partner_name() == "Mimi"
    gone = phone.home.memory.mine().device
    Devices(tablet.home).remove(gone)
    Devices(mia.home).remove(gone)
    for each in (mia, tablet) if heard_first == "laptop" else (tablet, mia):
        each.round()
        jon.round()
    mia.round()
    told = by_the_pages(jon, shared)
    assert tablet.home.memory.mine().device not in told["devices"]
    assert [told["devices"][each][4] is None for each in (mia.home.memory.mine().device, gone)] == [
        True,
        False,
    ]
    assert apart(told, by_the_program(jon)) == []


@pytest.mark.parametrize("heard_first", ["watch", "tablet"])
def test_a_device_that_one_removes_whom_the_other_cut_off_casts_out(
    two: Two, tmp_path: Path, world: World, heard_first: str
) -> None:
    """The watch doesn't know that the phone brought in the tablet, whose word goes before the watch's."""
    (mia, jon), shared = two, tmp_path / "shared"
    phone, second = another(mia, tmp_path / "phone"), another(mia, tmp_path / "second")
    for each in (mia, phone, second):
        each.round()
    watch = another(second, tmp_path / "watch")
    for each in (second, watch, jon):
        each.round()
    phone.home.do(Rename("Mimi"))
    tablet = another(phone, tmp_path / "tablet")
    for each in (phone, tablet):
        each.round()
    gone = phone.home.memory.mine().device
    for each in (tablet, watch):
        Devices(each.home).remove(gone)
    for each in (watch, tablet) if heard_first == "watch" else (tablet, watch):
        each.home.rounds.publish(shared, ms_of(world.clock()))
        jon.round()
    jon.round()
    told = by_the_pages(jon, shared)
    assert told["devices"][tablet.home.memory.mine().device][4] is None
    assert told["devices"][gone][4] is not None
    assert jon.home.partner_name() == "Mimi"
    assert apart(told, by_the_program(jon)) == []


def test_devices_that_remove_each_other_in_a_circle(two: Two, tmp_path: Path, world: World) -> None:
    (mia, jon), shared = two, tmp_path / "shared"
    phone, tablet = another(mia, tmp_path / "phone"), another(mia, tmp_path / "tablet")
    for each in (mia, phone, tablet, jon):
        each.round()
    devices = [each.home.memory.mine().device for each in (mia, phone, tablet)]
    for each, gone in zip((mia, phone, tablet), (*devices[1:], devices[0]), strict=True):
        Devices(each.home).remove(gone)
        each.home.do(Rename(f"Mia {gone}"))
    for each in (tablet, phone, mia):
        each.home.rounds.publish(shared, ms_of(world.clock()))
        jon.round()
    told = by_the_pages(jon, shared)
    assert [told["devices"][one][4] is not None for one in devices] == [True, True, False]
    assert jon.home.partner_name() == f"Mia {devices[0]}"
    assert apart(told, by_the_program(jon)) == []


@pytest.mark.parametrize("seed", range(6))
def test_histories_of_people_who_use_the_program(two: Two, tmp_path: Path, world: World, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(25):
        who = dice.choice(two)
        try:
            _act(dice, who, dice.choice(two))
        except Refused:
            continue
        world.pass_time(minutes=dice.randrange(1, 4000))
        if dice.random() < 0.4:
            who.round()
        if dice.random() < 0.2:
            alike(two, tmp_path / "shared")
    alike(two, tmp_path / "shared")


@pytest.mark.parametrize("seed", range(10))
def test_whatever_somebody_with_the_keys_of_two_devices_writes(
    two: Two, tmp_path: Path, world: World, seed: int
) -> None:
    dice, shared = random.Random(seed), tmp_path / "shared"
    hands = []
    for number, each in enumerate(two):
        further = another(each, tmp_path / f"further{number}")
        each.round()
        hands.append(Hand(each.home, shared, further.home.memory.device()))
        further.home.close()
    for each in (*two, *two):
        each.round()
    _scribble(dice, hands, two)
    for each in two:
        each.home.take_in()
    for each in two:
        assert apart(by_the_pages(each, shared), by_the_program(each)) == []


def _scribble(dice: random.Random, hands: list[Hand], two: Two) -> None:
    """Records of all kinds, chained well and badly, in files of one and of several, put down in any order."""
    ids: list[str] = ["a" * 52]
    agreements = ["agreementa", "agreementb"]
    ends = {each.device.device: (0, "") for each in hands}
    written = []
    for number in range(40):
        writer = dice.choice(hands)
        n, last = ends[writer.device.device]
        said = _body(dice, ids, agreements, hands, two)
        lane = "now" if isinstance(said, Status | Pulse | Knock | LetterPace) else "kept"
        at = (dice.randrange(1, 9), dice.randrange(3))
        if lane == "now":
            signed = writer.sign(said, n=dice.randrange(1, 12), lane="now", at=at)
        else:
            apart = dice.random()
            number_said = n + 1 if apart < 0.9 else max(1, n + dice.choice((-1, 0, 2)))
            prev = last if apart < 0.95 else dice.choice(ids)
            prev = prev if dice.random() < 0.9 else dice.choice(("", "c" * 52))
            signed = writer.sign(said, n=number_said, prev=prev, at=at, crit=dice.random() < 0.05)
            ends[writer.device.device] = (number_said, id_of(signed))
            if dice.random() < 0.08:
                continue  # it never arrives
        ids.append(id_of(signed))
        written.append((writer, signed))
        if number % 3 == 0:
            agreements.append(f"agreement{chr(ord('c') + number // 3)}")
    dice.shuffle(written)
    while written:
        writer, signed = written.pop()
        more = [each for by, each in written[-4:] if by is writer and dice.random() < 0.4]
        written = [pair for pair in written if pair[1] not in more]
        file = sorted([signed, *more], key=lambda each: json.loads(each.header)["n"])
        writer.put(*(replace(each, signature=b"?" * 64) if dice.random() < 0.1 else each for each in file))


def _body(
    dice: random.Random, ids: list[str], agreements: list[str], hands: list[Hand], two: Two
) -> Body | tuple[str, bytes]:
    person = two[0].home.memory.mine().person
    space = two[0].home.memory.state().space
    device = dice.choice([each.device.device for each in hands] + [two[0].home.memory.mine().device])
    fresh = further_device(
        space, dice.choice([each.home.memory.mine().person for each in two]), dice.randbytes
    )
    founder = members(two[0].home.memory.state())[0].id
    kit = new_kit(founder, person, dice.randbytes)
    words = Words(kind="own_words", title=f"Words {dice.randrange(9)}", text="a\nb")
    makers: list[Callable[[], Body | tuple[str, bytes]]] = [
        lambda: Status(state=dice.choice(("here", "resting")), since_ms=dice.randrange(9), line="x  y"),
        lambda: Pulse(rest="a" * 10, said_ms=1),
        lambda: Knock(rest="b" * 10),
        lambda: LetterPace(pace=dice.choice(("any", "none"))),
        lambda: PersonNamed(name=f"Name {dice.randrange(9)}"),
        lambda: LetterSent(letter="a" * 10, text="one\ntwo", said_ms=2),
        lambda: PageShared(page="b" * 10, form="free", question="", parts=("words",)),
        lambda: RecordErased(record=dice.choice(ids)),
        lambda: Offered(
            agreement=dice.choice(agreements), words=words, replaces=tuple(dice.sample(ids, min(2, len(ids))))
        ),
        lambda: Offered(agreement=dice.choice(agreements), words=words, replaces=(dice.choice(ids),)),
        lambda: Answered(revision=dice.choice(ids), says=dice.choice(("yes", "yes", "not_now"))),
        lambda: Answered(revision=ids[-1], says="yes"),
        lambda: Paused(agreement=dice.choice(agreements), paused=dice.random() < 0.6),
        lambda: Ended(
            agreement=dice.choice(agreements), revisions=tuple(dice.sample(ids, dice.randrange(2)))
        ),
        lambda: DeviceAdded(keys=fresh.keys, name="Attic", instead=dice.random() < 0.1),
        lambda: DeviceNamed(device=device, name="Kitchen"),
        lambda: DeviceRemoved(device=device, n=dice.randrange(3), id=dice.choice(("", dice.choice(ids)))),
        lambda: KitSet(keys=kit.secrets.keys),
        lambda: PersonKey(epoch=dice.randrange(2, 4), recipient=new_identity(dice.randbytes).recipient),
        lambda: ("letter.read_aloud", b'{"salt":"x","by":"nobody"}'),
    ]
    return dice.choice(makers)()


def _act(dice: random.Random, who: Side, other: Side) -> None:
    found = [(one.id, one.agreement) for one in between(who.home.memory.state())]
    one, agreement = dice.choice(found or [("a" * 52, "a" * 10)])
    words = Words(kind="own_words", title="Tea", text=f"At {dice.randrange(9)}")
    acts: list[Act | agreeing.AgreementAct] = [
        Rest(Details(line=f"line {dice.randrange(9)}", checkins="one_knock")),
        Back(),
        PartlyBack("talk"),
        StillHere(),
        SoftKnock(),
        Rename(f"{dice.choice(('Mia', 'Jon'))} {dice.randrange(9)}"),
        agreeing.Offer(words),
        agreeing.Suggest(one, words),
        agreeing.Yes(one),
        agreeing.Yes(one),
        agreeing.NotNow(one),
        agreeing.Pause(agreement),
        agreeing.Resume(agreement),
        agreeing.End(agreement),
    ]
    who.home.do(dice.choice(acts))


def _say(who: Side, body: Body) -> str:
    with who.home.store.transaction():
        return who.home.rounds.author().say(body, ms_of(who.home.clock())).id


# By hand, with the ordinary program


@pytest.mark.skipif(shutil.which("age") is None, reason="the program age isn't installed")
def test_the_ordinary_age_program_opens_what_the_pages_say(two: Two, tmp_path: Path) -> None:
    mia, _ = two
    mia.home.do(Rest(Details(line="a quiet word")))
    mia.round()
    key = tmp_path / "key.txt"
    key.write_text(mia.home.memory.person().identities[0].text + "\n")
    said = []
    for data in reader.files(tmp_path / "shared"):
        done = subprocess.run(["age", "-d", "-i", str(key)], input=data, capture_output=True, check=False)
        if done.returncode == 0:
            said += [raw.body for raw in reader.records(reader.unpadded(done.stdout)) if raw.body]
    assert any(body.get("line") == "a quiet word" for body in said)
