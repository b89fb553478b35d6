"""Two devices of a person remove a third one, each before it hears of the other: all hold the same then."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, Rename, Rest
from stillhere.core.post import letters_of
from stillhere.core.records.bodies import MAX_KNOWN, DeviceAdded, DeviceRemoved, Status
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import Knock, PersonNamed
from stillhere.core.state.model import State, cuts, devices, devices_of, last, members
from stillhere.core.state.when import ms_of
from stillhere.home.flow.cutting import heard
from stillhere.home.flow.linking import read_back
from stillhere.home.rooms.bundles import Bundles
from stillhere.home.rooms.devices import Devices
from stillhere.seal.keys import further_device
from tests.home.couple import Side, World
from tests.home.hands import Hand, hand, id_of
from tests.home.test_devices import brought_in, device, rounds
from tests.simulation.invariants import meaning


def speak(side: Side, text: str, world: World) -> None:
    """Says `text` in every way: as a name, with a rest, in a letter."""
    home = side.home
    for act in (Rename(text), Back(), Rest(Details(line=text))):
        world.pass_time(minutes=1)
        if not isinstance(act, Back) or home.look().me.status.state == "resting":
            home.do(act)
    letter = LetterSent(letter=(text + "aaaaaaaaaa")[:10], text=text, said_ms=ms_of(world.clock()))
    with home.store.transaction():
        home.rounds.author().say(letter, ms_of(world.clock()))


def state_of(side: Side) -> State:
    """What holds at `side`."""
    return side.home.memory.state()


def said(side: Side, person: str) -> tuple[str, str, list[str]]:
    """What holds of `person` at `side`: name, line, letters."""
    state, store = state_of(side), side.home.store
    shown = side.home.look()
    mine = side.home.mine().person == person
    of = shown.me if mine else shown.partner
    assert of is not None
    found = [store.kept.record(record) for record, _ in letters_of(state, person)]
    bodies = [read_back(each).body for each in found if each is not None]
    return of.name, of.status.line, [body.text for body in bodies if isinstance(body, LetterSent)]


def knocks(side: Side, rest: str) -> None:
    """`side`'s person says "here too" to the partner's `rest`."""
    with side.home.store.transaction():
        side.home.rounds.author().say(Knock(rest=rest), ms_of(side.home.clock()))


@pytest.mark.parametrize("heard_first", ["laptop", "tablet"])
@pytest.mark.parametrize("knows_more", ["laptop", "tablet"])
def test_the_same_cut_off_counts_whichever_was_heard_first(
    knows_more: str, heard_first: str, tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The laptop came before the tablet, so its word goes first, also where it cuts off more."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    rounds(mia, phone, tablet, jon)
    speak(phone, "early", world)
    rounds(phone, mia, tablet, jon)
    speak(phone, "late", world)
    rounds(phone, mia if knows_more == "laptop" else tablet, jon)
    for side in (tablet, mia):
        world.pass_time(minutes=1)
        Devices(side.home).remove(device(phone))
    for side in (mia, tablet) if heard_first == "laptop" else (tablet, mia):
        side.round()
        jon.round()
    rounds(mia, tablet, jon)
    kept = ["early", "late"] if knows_more == "laptop" else ["early"]
    for side in (mia, tablet, jon):
        assert said(side, mia.home.mine().person) == (kept[-1], kept[-1], kept)
    assert meaning(state_of(mia)) == meaning(state_of(tablet))
    assert meaning(state_of(mia)) == meaning(state_of(jon))
    assert [side.home.troubles() for side in (mia, tablet, jon)] == [(), (), ()]


@pytest.mark.parametrize("heard_first", ["laptop", "tablet"])
def test_whom_only_what_counts_no_more_brought_in_says_nothing_anywhere(
    heard_first: str, tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The laptop never heard that the phone brought in the tablet; Jon did, and heard what it says."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    tablet = brought_in(phone, tmp_path / "tablet", world, "Tablet")
    rounds(phone, tablet, jon)
    speak(tablet, "tablet", world)
    rounds(tablet, jon)
    person = mia.home.mine().person
    assert said(jon, person) == ("tablet", "tablet", ["tablet"])
    Devices(mia.home).remove(device(phone))
    Devices(tablet.home).remove(device(phone))
    for side in (mia, tablet) if heard_first == "laptop" else (tablet, mia):
        side.round()
        jon.round()
    rounds(mia, jon)
    assert device(tablet) not in devices(state_of(jon))
    assert said(mia, person) == said(jon, person) == ("Mia", "", [])
    assert state_of(mia) == state_of(jon)


def test_two_that_remove_each_other_are_told_apart_alike_in_any_order(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The phone came before the tablet, so its word goes first; Mia's laptop and two of Jon's hear of it."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    jons = brought_in(jon, tmp_path / "jons", world, "Jon's phone")
    rounds(mia, phone, tablet, jon, jons)
    shared = tmp_path / "shared"
    for one, other in ((phone, tablet), (tablet, phone)):
        Devices(one.home).remove(device(other))
    _publish(tablet, jon)  # Jon's laptop hears the tablet first, and refuses the phone's words
    assert device(phone) in cuts(state_of(jon))
    speak(phone, "after", world)
    apart = _taken_out(shared, tablet)
    _publish(phone, jons)  # Jon's phone hears the phone first
    assert device(tablet) in cuts(state_of(jons))
    apart()
    rounds(jon, jons, mia, phone)
    person = mia.home.mine().person
    for side in (mia, phone, jon, jons):
        assert list(cuts(state_of(side))) == [device(tablet)]
        assert said(side, person) == ("after", "after", ["after"])
        assert meaning(state_of(side)) == meaning(state_of(mia))
        assert side.home.troubles() == ()


@pytest.mark.parametrize("heard_first", ["watch", "tablet"])
def test_whom_a_later_cut_off_casts_out_is_heard_where_its_own_goes_before(
    heard_first: str, tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The phone brought in the tablet, of which the watch doesn't know; both remove the phone.

    The tablet comes before the watch: its cut-off counts. Whoever hears the watch first doesn't let the
    tablet speak, and learns all the same that it does.
    """
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    second = brought_in(mia, tmp_path / "second", world, "Second")
    jons = brought_in(jon, tmp_path / "jons", world, "Jon's phone")
    watch = brought_in(second, tmp_path / "watch", world, "Watch")
    rounds(mia, phone, second, watch, jon, jons)
    speak(phone, "late", world)
    phone.round()
    tablet = brought_in(phone, tmp_path / "tablet", world, "Tablet")
    for side in (watch, tablet):
        world.pass_time(minutes=1)
        Devices(side.home).remove(device(phone))
    speak(tablet, "tablet", world)
    first, then = (watch, tablet) if heard_first == "watch" else (tablet, watch)
    _publish(first, jon)
    assert (device(tablet) in devices(state_of(jon))) == (heard_first == "tablet")
    _publish(then, jon)
    rounds(jons, mia, watch, tablet, jon, second)
    watch.home.do(Rename("Mia"))  # by which the tablet gets the key that the watch made
    rounds(watch, tablet, jons, mia, jon, second)
    person = mia.home.mine().person
    for side in (mia, second, watch, tablet, jon, jons):
        assert device(tablet) in devices(state_of(side))
        assert said(side, person) == ("Mia", "tablet", ["late", "tablet"])
        assert meaning(state_of(side)) == meaning(state_of(tablet))
        assert side.home.troubles() == ()


def test_a_bundle_tells_of_the_cut_off_that_goes_before_what_was_heard_first(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Jon's laptop heard the watch alone; his phone heard everything, and the bundle is read once."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    second = brought_in(mia, tmp_path / "second", world, "Second")
    jons = brought_in(jon, tmp_path / "jons", world, "Jon's phone")
    watch = brought_in(second, tmp_path / "watch", world, "Watch")
    rounds(mia, phone, second, watch, jon, jons)
    speak(phone, "late", world)
    phone.round()
    tablet = brought_in(phone, tmp_path / "tablet", world, "Tablet")
    for side in (watch, tablet):
        Devices(side.home).remove(device(phone))
    _publish(watch, jon)
    person, before = mia.home.mine().person, len(said(jon, mia.home.mine().person)[2])
    _publish(tablet, jons)
    Bundles(jons.home).out(tmp_path / "words.bundle")
    Bundles(jon.home).take_in(tmp_path / "words.bundle")
    assert (before, said(jon, person)) == (0, ("late", "late", ["late"]))
    assert device(tablet) in devices(state_of(jon))
    assert meaning(state_of(jon)) == meaning(state_of(jons))


def test_of_what_a_removed_device_goes_on_to_say_nothing_is_kept_to_be_read(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Its place in the chain is, and what tells who takes part. People hear that it goes on writing."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    Devices(mia.home).remove(device(phone))
    speak(phone, "stolen", world)
    tablet = brought_in(phone, tmp_path / "tablet", world, "Tablet")
    speak(tablet, "stolentoo", world)
    tablet.round()
    apart = [_taken_out(tmp_path / "shared", one) for one in (phone, tablet)]
    rounds(mia, jon)
    for put_back in apart:
        put_back()
    rounds(jon, mia)
    for side in (mia, jon):
        store = side.home.store
        assert store.kept.record(store.kept.chain(device(tablet)).id)
        assert not any(b"stolen" in each.body for each in store.records.all())
        assert {aside.reason for aside in store.seen.set_aside()} == {"removed"}
        assert device(tablet) not in devices(state_of(side))
        assert side.home.troubles() == ()


def test_a_removed_device_that_brings_in_a_hundred_weighs_as_much_as_a_person_can_have(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Each of its records is known by header and signature; what is worked out of them stays small.

    Another one that was removed after it is heard out all the same.
    """
    mia, jon = two
    phone, second = (brought_in(mia, tmp_path / name, world) for name in ("phone", "second"))
    rounds(mia, phone, second, jon)
    stolen, other = (hand(each, tmp_path / "shared") for each in (phone, second))
    for each in (phone, second):
        Devices(mia.home).remove(device(each))
    rounds(mia, jon)
    before, n = state_of(jon), stolen.end()[0]
    _brings_in(stolen, 100)
    [late] = _brings_in(other, 1)
    jon.round()
    assert jon.home.store.kept.chain(device(phone)).n == n + 100
    known = heard(jon.home.store, state_of(jon))
    assert len(known) == len(devices(before)) + MAX_KNOWN + 1
    assert late in known
    assert state_of(jon) == before
    assert jon.home.troubles() == ()


def test_whom_the_history_brought_in_that_does_not_count_is_heard_too(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The removed phone shows two histories: the one that its cut-off leaves out brings in a tablet."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    stolen = hand(phone, tmp_path / "shared")
    n, prev = stolen.end()
    stolen.put(stolen.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev))
    rounds(mia, jon)
    Devices(mia.home).remove(device(phone))
    rounds(mia, jon)
    [tablet] = _brings_in(stolen, 1)
    rounds(jon, mia)
    for side in (mia, jon):
        assert cuts(state_of(side))[device(phone)].n == n + 1
        assert tablet in heard(side.home.store, state_of(side)).keys() - devices(state_of(side)).keys()
        assert side.home.troubles() == ()


def _brings_in(stolen: Hand, many: int) -> list[str]:
    """The ids of so `many` devices that a removed one brings in, after all that its own home knows of it."""
    person, (n, prev), found = stolen.home.mine().person, stolen.end(), list[str]()
    for number in range(1, many + 1):
        fresh = further_device(stolen.home.memory.state().space, person, secrets.token_bytes)
        signed = stolen.sign(DeviceAdded(keys=fresh.keys), n=n + number, prev=prev)
        prev = id_of(signed)
        stolen.put(signed)
        found.append(fresh.device)
    return found


def _publish(one: Side, other: Side) -> None:
    """`one` says what it has to say, without hearing anybody; then the `other` one hears it."""
    root = one.home.settings().folder
    assert root is not None
    one.home.rounds.publish(root, ms_of(one.home.clock()))
    other.round()


def _taken_out(shared: Path, one: Side) -> Callable[[], None]:
    """Takes out of the folder what `one` wrote; gives what puts it back."""
    place = shared / "Still Here" / "v1" / state_of(one).space / device(one)
    away = shared.parent / f"away {device(one)}"
    place.rename(away)

    def put_back() -> None:
        away.rename(place)

    return put_back


def test_a_knock_holds_though_the_removed_device_took_its_file_away_for_another_one(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Jon heard only the one beyond the cut-off: the one before it was gone from the folder by then."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    knocks(phone, "a" * 10)
    rounds(phone, mia)
    world.pass_time(minutes=1)
    knocks(phone, "b" * 10)
    rounds(phone, jon)
    Devices(mia.home).remove(device(phone))
    rounds(mia, jon)
    person = mia.home.mine().person
    found = [last(state.knock, devices_of(state, person)) for state in map(state_of, (mia, jon))]
    assert [knock and knock.what.rest for knock in found] == ["a" * 10] * 2


def test_a_status_that_a_cut_off_names_holds_though_a_later_one_was_heard_before(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Both lie in the folder. Jon passed the earlier one over, as ever, until he heard that it counts."""
    mia, jon = two
    phone = brought_in(mia, tmp_path / "phone", world)
    rounds(mia, phone, jon)
    stolen, mias, now_ms = (*(hand(one, tmp_path / "shared") for one in (phone, mia)), ms_of(world.clock()))
    late, early = (
        stolen.sign(Status(state="resting", since_ms=now_ms, line=line), n=n, lane="now", at=(now_ms + n, 0))
        for n, line in ((51, "late"), (50, "early"))
    )
    for each in (late, early):
        stolen.put(each)
        jon.round()
    assert said(jon, mia.home.mine().person)[1] == "late"
    (known, last_id), (n, prev) = stolen.end(), mias.end()
    removed = DeviceRemoved(device=device(phone), n=known, id=last_id, now=(id_of(early),))
    mias.put(mias.sign(removed, n=n + 1, prev=prev))
    jon.round()
    assert said(jon, mia.home.mine().person)[1] == "early"


def test_what_is_sealed_to_a_key_that_counts_no_more_is_read_by_whoever_has_it(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Mia's laptop removes the phone that gave her tablet the next key; Jon has yet to hear of that."""
    mia, jon = two
    phone, tablet, lost = (brought_in(mia, tmp_path / name, world) for name in ("phone", "tablet", "lost"))
    rounds(mia, phone, tablet, jon)
    before = members(state_of(jon))[0].person.recipient
    Devices(phone.home).remove(device(lost))
    rounds(phone, tablet, jon)
    given = tablet.home.memory.person().recipient
    assert members(state_of(jon))[0].person.recipient == given != before
    Devices(mia.home).remove(device(phone))
    rounds(mia, tablet)
    jons = hand(jon, tmp_path / "shared")
    n, prev = jons.end()
    jons.put(jons.sign(PersonNamed(name="John"), n=n + 1, prev=prev, at=(1 << 40, 0)))
    rounds(tablet)
    assert tablet.home.partner_name() == "John"
    assert given not in {one.recipient for one in tablet.home.memory.person().identities}


def test_a_key_that_came_after_it_was_brought_in_reaches_a_device_too(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """The phone, which doesn't know of the tablet, gave its key to the laptop alone, and is removed then."""
    mia, jon = two
    phone, lost = (brought_in(mia, tmp_path / name, world) for name in ("phone", "lost"))
    rounds(mia, phone, jon)
    Devices(phone.home).remove(device(lost))
    tablet = brought_in(mia, tmp_path / "tablet", world, "Tablet")
    Devices(mia.home).remove(device(phone))
    _publish(phone, jon)
    jon.home.do(Rename("John"))
    rounds(jon, mia)
    assert mia.home.partner_name() == "John"
    mia.home.do(Rename("Mimi"))
    rounds(mia, tablet)
    assert tablet.home.partner_name() == "John"
    published = mia.home.store.outbox.published("keys")
    mia.home.do(Rename("Mia"))
    rounds(mia, tablet)
    assert mia.home.store.outbox.published("keys") == published


def test_a_device_that_comes_later_reads_what_is_sealed_to_a_key_that_counts_no_more(
    tmp_path: Path, world: World, two: tuple[Side, Side]
) -> None:
    """Jon speaks to the key that the phone gave, and nobody says it anew: his computer is gone then."""
    mia, jon = two
    phone, lost = (brought_in(mia, tmp_path / name, world) for name in ("phone", "lost"))
    rounds(mia, phone, jon)
    Devices(phone.home).remove(device(lost))
    rounds(phone, jon)
    jon.home.do(Rename("John"))
    rounds(jon)
    Devices(mia.home).remove(device(phone))
    rounds(mia)
    assert mia.home.partner_name() == "John"
    later = brought_in(mia, tmp_path / "later", world, "Later")
    rounds(mia, later)
    assert later.home.partner_name() == "John"
    assert later.home.memory.person() == mia.home.memory.person()
