"""The kept lane as it comes in: a gap is noticed and holds back what it must; two histories are told once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stillhere.core.acts import Rename, Rest
from stillhere.core.notices import Notice
from stillhere.core.records.record import DeviceAdded, PersonNamed, Status
from stillhere.core.records.roster import MAX_DEVICES
from stillhere.core.records.terms import Offered, Words
from stillhere.core.state.fold import EDITION
from stillhere.core.state.model import devices_of, name_of
from stillhere.core.state.when import ms_of
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.linking import read_back
from stillhere.home.flow.troubles import Trouble
from stillhere.seal.envelope import Signed, open_record
from tests.home.couple import Side, World, link, side
from tests.home.hands import Hand, further, id_of

GAP, FORK = Trouble("gap", "Mia"), Trouble("two_histories", "Mia")


def row(hand: Hand, count: int, first: str = "Mia") -> list[Signed]:
    """`count` new names of Mia in a row, after all that she said."""
    n, prev = hand.end()
    made = []
    for number in range(1, count + 1):
        made.append(hand.sign(PersonNamed(name=f"{first} {number}"), n=n + number, prev=prev))
        prev = id_of(made[-1])
    return made


def phone(hand: Hand, n: int, prev: str, seen: dict[str, int] | None = None) -> tuple[str, Signed]:
    """The introduction of a phone of Mia's, and its id."""
    device = further(hand.home, "phone")
    return device.device, hand.sign(DeviceAdded(keys=device.keys), n=n, prev=prev, seen=seen)


def test_a_gap_holds_nothing_back_that_needs_no_chain(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    _, jon = two
    first, second, third = row(mias, 3)
    mias.put(first)
    mias.put(third)
    jon.round()
    assert jon.home.partner_name() == "Mia 3"
    assert jon.home.troubles() == ()
    world.pass_time(minutes=59)
    jon.round()
    assert jon.home.troubles() == ()
    world.pass_time(minutes=1)
    assert jon.home.troubles() == (Trouble("gap", "Mia 3"),)
    mias.put(second)
    jon.round()
    assert jon.home.troubles() == ()
    assert jon.home.store.kept.chain(mias.device.device).n == mias.end()[0] + 3


def test_a_gap_holds_a_new_device_back_until_it_is_filled(two: tuple[Side, Side], mias: Hand) -> None:
    mia, jon = two
    (first,) = row(mias, 1)
    device, added = phone(mias, mias.end()[0] + 2, id_of(first))
    mias.put(added)
    assert jon.round() == []
    assert device not in devices_of(jon.home.memory.state(), mia.home.mine().person)
    mias.put(first)
    assert jon.round() == [Notice("device_added", "Mia 1")]
    assert device in devices_of(jon.home.memory.state(), mia.home.mine().person)


def test_a_status_goes_on_over_a_gap(two: tuple[Side, Side], mias: Hand) -> None:
    mia, jon = two
    mias.put(row(mias, 2)[1])
    mia.home.do(Rest())
    mia.round()
    assert Notice("resting", "Mia 2") in jon.round()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_two_histories_are_told_to_both_once_whatever_came_first(
    order: tuple[int, ...], two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, jon = two
    one, other = row(mias, 2), row(mias, 1, "Mimi")
    device, added = phone(mias, mias.end()[0] + 2, id_of(other[0]))
    files = [one, other, [added]]
    told = []
    for place in order:
        mias.put(*files[place])
        told += jon.round()
    assert [notice for notice in told if notice.kind == "two_histories"] == [
        Notice("two_histories", name_of(jon.home.memory.state(), mia.home.mine().person))
    ]
    assert [trouble.kind for trouble in jon.home.troubles()] == ["two_histories"]
    fork = mias.home.store.kept.chain(mias.device.device).n + 1
    assert jon.home.memory.state().forks == {mias.device.device: fork}
    # The evidence is kept, and who was introduced stays in.
    assert all(jon.home.store.records.has(id_of(each)) for part in files for each in part)
    assert device in devices_of(jon.home.memory.state(), mia.home.mine().person)
    assert "two_histories" in [notice.kind for notice in mia.round()]
    before = (jon.home.memory.state(), mia.home.memory.state().forks)
    jon.round()
    mia.round()
    assert (jon.home.memory.state(), mia.home.memory.state().forks) == before


def test_a_record_that_names_another_one_before_it_than_the_known_is_a_fork(
    two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    n, _ = mias.end()
    mias.put(*row(mias, 1))
    mias.put(mias.sign(PersonNamed(name="Mimi"), n=n + 2, prev="a" * 52))
    assert "two_histories" in [notice.kind for notice in jon.round()]


def test_two_words_about_now_with_one_number_are_no_fork_and_settled_alike(
    two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    words = [
        mias.sign(Status(state="resting", since_ms=1, rest="a" * 10, line=line), n=70, lane="now")
        for line in ("one", "other")
    ]
    for one in sorted(words, key=id_of):
        mias.put(one)
        jon.round()
    assert jon.home.memory.state().forks == {}
    last = max(words, key=id_of)
    assert jon.home.memory.state().status[mias.device.device].id == id_of(last)


def test_an_older_word_about_now_is_not_even_kept(two: tuple[Side, Side], mias: Hand) -> None:
    mia, jon = two
    mia.home.flip()
    mia.round()
    old = next(path for path in mias.place.iterdir() if path.stat().st_mtime_ns == max(
        each.stat().st_mtime_ns for each in mias.place.iterdir()
    ))  # fmt: skip
    data = old.read_bytes()
    jon.round()
    mia.home.flip()
    mia.round()
    jon.round()
    count = jon.home.store.records.count()
    mias.lay(data)
    assert jon.round() == []
    assert jon.home.store.records.count() == count
    assert jon.home.look().headline == "both_here"


def test_what_another_device_has_seen_and_this_one_not_is_missing(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, jon = two
    jons = jon.home.mine().device
    n, prev = mias.end()
    _, added = phone(mias, n + 1, prev, seen={jons: 7, "zzzzzzzzzz": 9})
    mias.put(added)
    mia.round()
    world.pass_time(hours=1)
    assert mia.home.troubles() == (Trouble("gap", "Jon"), Trouble("restored"))
    jon.round()
    world.pass_time(hours=2)
    # Jon knows best what Jon's own device said: the partner isn't believed in it.
    assert jon.home.troubles() == ()
    assert not jon.home.memory.restored()


def test_what_was_seen_of_a_device_that_came_with_the_same_look_is_missing(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    _, jon = two
    n, prev = mias.end()
    device, added = phone(mias, n + 1, prev)
    words = Offered(agreement="aaaaaaaaaa", words=Words(kind="own_words", title="Tea"))
    mias.put(added, mias.sign(words, n=n + 2, prev=id_of(added), seen={device: 3, "zzzzzzzzzz": 9}))
    jon.round()
    world.pass_time(hours=1)
    assert jon.home.troubles() == (Trouble("gap", "Mia"),)
    assert [gap.device for gap in jon.home.store.kept.gaps()] == [device]


def test_what_was_seen_of_a_device_that_is_introduced_later_is_missing_then(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    _, jon = two
    n, prev = mias.end()
    device, added = phone(mias, n + 1, prev)
    words = Offered(agreement="aaaaaaaaaa", words=Words(kind="own_words", title="Tea"))
    mias.put(mias.sign(words, n=n + 2, prev=id_of(added), seen={device: 3}))
    jon.round()
    mias.put(added)
    jon.round()
    world.pass_time(hours=1)
    assert [gap.device for gap in jon.home.store.kept.gaps()] == [device]


def test_a_further_device_that_came_with_its_words_is_heard_as_an_own_one(
    two: tuple[Side, Side], mias: Hand
) -> None:
    mia, _ = two
    n, prev = mias.end()
    mine, later = mia.home.memory, ms_of(mia.home.clock()) + 10**9
    secrets = further(mia.home, "phone")
    theirs = Hand(mias.home, mias.shared, secrets)
    added = mias.sign(DeviceAdded(keys=secrets.keys), n=n + 1, prev=prev)
    said = theirs.sign(PersonNamed(name="Mimi"), n=1, at=(later, 0))
    pairs = [(each, open_record(each, by.device.keys.sign)) for each, by in ((added, mias), (said, theirs))]
    with mia.home.store.transaction():
        Ledger(mia.home.store, mine).take(pairs, ms_of(mia.home.clock()))
    assert mine.clock() == (later, 0)


def test_own_records_tell_what_was_seen_of_the_other(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    jon.home.do(Rename("Jo"))
    jon.round()
    mia.round()
    device = further(mia.home, "phone")
    with mia.home.store.transaction():
        said = mia.home.rounds.author().say(DeviceAdded(keys=device.keys), 1)
    assert said.header.seen == {jon.home.mine().device: 1}
    mia.home.do(Rename("Mimi"))
    newest = mia.home.store.kept.records(mia.home.mine().device)[-1]
    assert b'"seen"' not in newest.header


@pytest.mark.parametrize("owner", ["Jon's person", "Jon's key"])
def test_a_device_that_is_not_named_by_its_own_person_and_key_is_set_aside(
    owner: str, two: tuple[Side, Side], mias: Hand
) -> None:
    mia, jon = two
    device = further(jon.home if owner == "Jon's person" else mia.home, "phone").keys
    if owner == "Jon's key":
        device = type(device)(
            device=device.device, sign=jon.home.memory.device().keys.sign, recipient=device.recipient
        )
    n, prev = mias.end()
    mias.put(mias.sign(DeviceAdded(keys=device), n=n + 1, prev=prev))
    assert jon.round() == []
    assert [verdict.reason for verdict in jon.home.store.seen.set_aside()] == ["device"]


def test_what_was_said_alone_goes_on_after_the_confirmation(tmp_path: Path, world: World) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    mia.home.do(Rename("Mimi"))
    mia.home.do(Rename("Mia Maria"))
    link(mia, jon, shared)
    assert jon.home.partner_name() == mia.home.look().me.name == "Mia Maria"
    assert jon.home.store.seen.set_aside() == ()
    world.pass_time(hours=2)
    assert jon.home.troubles() == mia.home.troubles() == ()
    chains = [home.store.kept.chain(mia.home.mine().device) for home in (mia.home, jon.home)]
    assert chains[0] == chains[1]
    assert chains[0].n == 4


def test_what_needs_a_later_version_is_kept_and_said(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    _, jon = two
    n, prev = mias.end()
    plain = mias.sign(("tomorrow.kind", b'{"salt":"x","new":[1,2]}'), n=n + 1, prev=prev)
    mias.put(plain)
    assert jon.round() == []
    assert jon.home.troubles() == ()
    assert jon.home.store.records.has(id_of(plain))
    needed = mias.sign(("tomorrow.kind", b"{}"), n=n + 2, prev=id_of(plain), crit=True)
    mias.put(needed)
    jon.round()
    assert jon.home.troubles() == (Trouble("update_needed"),)
    assert jon.home.store.kept.chain(mias.device.device).n == n + 2


def test_a_later_version_folds_what_an_earlier_one_only_kept(two: tuple[Side, Side], mias: Hand) -> None:
    _, jon = two
    n, prev = mias.end()
    mias.put(mias.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev))
    jon.round()
    folded = jon.home.memory.state()
    with jon.home.store.transaction():
        # What an earlier version, to which a name meant nothing, would have left here.
        jon.home.memory.keep_state(
            type(folded)(space=folded.space, founder=folded.founder, joins=folded.joins)
        )
        jon.home.memory.keep_edition("0")
    assert jon.home.partner_name() == "Mia"
    jon.round()
    assert jon.home.partner_name() == "Mimi"
    assert jon.home.memory.edition() == EDITION


def test_a_record_that_a_later_version_no_longer_reads_stays_and_says_nothing(
    two: tuple[Side, Side], mias: Hand
) -> None:
    found = two[1].home.store.kept.records(mias.device.device)[0]
    assert read_back(found).body is not None
    assert read_back(found._replace(body=b"{}")).body is None


def test_who_has_to_make_room_says_nothing_that_counts_any_more(two: tuple[Side, Side], mias: Hand) -> None:
    """Jon hears a device that a phone of Mia's brought in before he hears of those that go before it."""
    mia, jon = two
    n, prev = mias.end()
    one, *others = [further(mia.home, f"device {number}") for number in range(MAX_DEVICES - 1)]
    last = further(mia.home, "last")
    second, spare = (replace(mias, device=secrets) for secrets in (one, last))
    made = [mias.sign(DeviceAdded(keys=one.keys), n=n + 1, prev=prev)]
    mias.put(*made)
    second.put(second.sign(DeviceAdded(keys=last.keys), n=1))
    spare.put(spare.sign(PersonNamed(name="Mimi"), n=1, at=(1 << 40, 0)))
    jon.round()
    assert jon.home.partner_name() == "Mimi"
    for number, each in enumerate(others, n + 2):
        made.append(mias.sign(DeviceAdded(keys=each.keys), n=number, prev=id_of(made[-1])))
    mias.put(*made)
    jon.round()
    after = jon.home.memory.state()
    assert last.device not in devices_of(after, mia.home.mine().person)
    assert jon.home.partner_name() == "Mia"
    assert last.device not in after.named
