"""Years of kept records lie in few files, and a body that its owner erased lies in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Rename
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import PersonNamed, RecordErased, Status
from stillhere.core.state.model import members
from stillhere.home.flow import parts as in_parts
from stillhere.home.flow import segments
from stillhere.home.flow.author import Author
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.linking import signed_of, stored
from stillhere.home.flow.parts import parts
from stillhere.home.flow.pen import Pen
from stillhere.home.flow.segments import MERGE_AT, PACK_AT
from stillhere.home.folder.folder import Folder
from stillhere.home.store import Stored
from stillhere.seal import envelope
from stillhere.seal.guard import MAX_SEGMENT
from tests.home.couple import Side, World, another
from tests.home.hands import Hand, hand, id_of
from tests.seal.making import random_from


def rename(side: Side, count: int) -> None:
    """Says `count` names, and publishes them."""
    with side.home.store.transaction():
        for number in range(count):
            side.home.do(Rename(f"Mia {number}"))
    side.home.publish()


def files(hand: Hand) -> set[str]:
    return {path.name for path in hand.place.iterdir()}


def kinds(hand: Hand) -> dict[str, int]:
    """How many files of each kind this device keeps in the folder."""
    found: dict[str, int] = {}
    for out in hand.home.store.outbox.published():
        found[out.kind] = found.get(out.kind, 0) + 1
    return found


def test_enough_small_files_become_one_and_go_a_day_later(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, jon = two
    rename(mia, PACK_AT - 3)  # with those of the beginning there is one too few
    assert "segment" not in kinds(mias)
    rename(mia, 1)
    assert kinds(mias)["segment"] == 1
    assert len(files(mias)) == PACK_AT + 1
    jon.round()
    world.pass_time(hours=23)
    mia.home.flip()
    mia.round()
    assert len(files(mias)) == PACK_AT + 2
    world.pass_time(hours=2)
    mia.round()
    jon.round()
    assert len(files(mias)) == PACK_AT + 2
    mia.home.flip()
    mia.round()
    # The segment, and the status.
    assert len(files(mias)) == 2
    assert jon.round() != []
    assert jon.home.troubles() == mia.home.troubles() == ()
    assert mia.home.memory.state() == jon.home.memory.state()


def test_who_comes_later_reads_the_segment(
    two: tuple[Side, Side], mias: Hand, world: World, tmp_path: Path
) -> None:
    mia, jon = two
    rename(mia, PACK_AT)
    mia.round()
    world.pass_time(hours=25)
    mia.home.flip()
    mia.round()
    assert len(files(mias)) < 10
    known = jon.home.store.records
    jon.round()
    chain = jon.home.store.kept.chain(mias.device.device)
    assert chain == mia.home.store.kept.chain(mias.device.device)
    assert (chain.n, chain.gap, chain.fork) == (PACK_AT + 2, False, None)
    assert known.count() == mia.home.store.records.count()
    assert jon.home.partner_name() == f"Mia {PACK_AT - 1}"


def test_a_segment_that_vanished_comes_back_and_the_small_files_stay_until_it_lies(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, _ = two
    rename(mia, PACK_AT)
    mia.round()
    (segment,) = [out for out in mia.home.store.outbox.published() if out.kind == "segment"]
    (mias.place / segment.name).unlink()
    world.pass_time(hours=25)
    mia.home.flip()
    mia.round()
    assert segment.name in files(mias)
    assert len(files(mias)) > PACK_AT
    mia.home.flip()
    mia.round()
    assert len(files(mias)) < 10


def said(own: Hand, count: int, length: int = 10) -> list[Stored]:
    """So many letters of a device in one line, of `length` letters each, as a store keeps them."""
    (n, prev), made = own.end(), []
    for number in range(n + 1, n + count + 1):
        signed = own.sign(LetterSent(letter="letteraaaa", text="x" * length, said_ms=1), n=number, prev=prev)
        made.append(stored(signed, envelope.open_record(signed, own.device.keys.sign)))
        prev = made[-1].id
    return made


def spoilt(one: Stored) -> Stored:
    """It as who can read it could hand it on: with a signature that is none."""
    return one._replace(signature=b"x" * 64)


def test_records_that_are_too_much_for_one_file_become_several(mias: Hand) -> None:
    key, big = mias.device.keys.sign, said(mias, 99, 40_000)
    made = list(parts(big, key))
    assert [each for part in made for each in part] == big
    assert len(made) == 4
    for part in made:
        text = envelope.write(*map(signed_of, part))
        assert len(envelope.seal(text, [mias.device.identity.recipient])) <= MAX_SEGMENT
    assert list(parts([], key)) == []


def test_a_file_ends_where_all_that_it_holds_is_signed(mias: Hand) -> None:
    key, big = mias.device.keys.sign, said(mias, 60, 40_000)
    whole = len(next(parts(big, key)))
    hostile = [*big[: whole - 3], *map(spoilt, big[whole - 3 : whole + 2]), *big[whole + 2 :]]
    made = list(parts(hostile, key))
    assert [each for part in made for each in part] == hostile
    assert len(made[0]) == whole - 3
    # What nobody signed, not even by a later word, nobody would believe.
    assert list(parts(map(spoilt, big[:5]), key)) == []
    assert list(parts([*big[:2], spoilt(big[2])], key)) == [big[:2]]
    # Of two histories each word is signed by the one that goes on from it, wherever that stands.
    n, prev = mias.end()
    other = mias.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev)
    fork = stored(other, envelope.open_record(other, key))
    assert list(parts([spoilt(big[0]), fork, big[1]], key)) == [[spoilt(big[0]), fork, big[1]]]
    assert list(parts([big[0], spoilt(fork), big[1]], key)) == [[big[0]], [big[1]]]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files are packed, and few segments fit into one."""
    monkeypatch.setattr(segments, "PACK_AT", 6)
    monkeypatch.setattr(in_parts, "LARGEST", 4096 + 16 * 1024)


def segments_of(hand: Hand) -> list[tuple[int, int]]:
    """First and last number of each segment that lies in the folder, those that are to go soon too."""
    lying = files(hand)
    return [(each.first, each.last) for each in hand.home.store.packed.all() if each.name in lying]


def said_for_days(side: Side, world: World, *, days: int) -> None:
    """Enough for a segment on each day."""
    for _ in range(days):
        rename(side, 6)
        side.round()
        world.pass_time(hours=25)


def until_merged(side: Side, hand: Hand, world: World) -> tuple[int, int]:
    """Enough days until several segments became one: the numbers of that one. It lies with what it holds."""
    while True:
        said_for_days(side, world, days=1)
        wide = [(first, last) for first, last in segments_of(hand) if last - first > 2 * 6]
        if wide:
            return wide[0]


@pytest.mark.usefixtures("small")
def test_neighbours_become_one_and_go_a_day_after_it_lay_there(
    two: tuple[Side, Side], mias: Hand, world: World, tmp_path: Path
) -> None:
    mia, jon = two
    wide = until_merged(mia, mias, world)
    others = [each for each in segments_of(mias) if each != wide]
    inside = [each for each in others if wide[0] <= each[0] and each[1] <= wide[1]]
    assert len(inside) >= MERGE_AT  # they lie for a day longer
    assert sum(last - first + 1 for first, last in inside) == wide[1] - wide[0] + 1
    mia.home.flip()
    mia.round()
    assert wide in segments_of(mias)
    assert not set(inside) & set(segments_of(mias))
    said_for_days(mia, world, days=30)
    assert len(segments_of(mias)) < 30 // MERGE_AT + 8
    fresh = another(mia, tmp_path / "fresh")
    for side in (mia, fresh, jon):
        side.round()
    assert fresh.home.memory.state() == jon.home.memory.state() == mia.home.memory.state()
    assert [side.home.troubles() for side in (mia, jon, fresh)] == [(), (), ()]


@pytest.mark.usefixtures("small")
def test_no_record_is_moved_again_and_again(two: tuple[Side, Side], mias: Hand, world: World) -> None:
    """What comes to lie in a segment is written once more at most, into one that is full."""
    mia, _ = two
    written: dict[int, int] = {}
    known: set[str] = set()
    for _ in range(40):
        said_for_days(mia, world, days=1)
        for each in mia.home.store.packed.all():
            for number in range(each.first, each.last + 1) if each.name not in known else ():
                written[number] = written.get(number, 0) + 1
            known.add(each.name)
    assert max(written.values()) == 2
    assert mia.home.troubles() == ()


@pytest.mark.usefixtures("small")
def test_a_wide_segment_that_vanished_comes_back_before_what_it_holds_goes(
    two: tuple[Side, Side], mias: Hand, world: World
) -> None:
    mia, jon = two
    numbers = until_merged(mia, mias, world)
    (wide,) = [e.name for e in mia.home.store.packed.all() if (e.first, e.last) == numbers]
    count = len(segments_of(mias))
    (mias.place / wide).unlink()
    mia.home.flip()
    mia.round()
    assert wide in files(mias)
    assert len(segments_of(mias)) == count  # those that it holds are there
    mia.home.flip()
    mia.round()
    assert len(segments_of(mias)) <= count - MERGE_AT
    assert mia.home.troubles() == jon.home.troubles() == ()


@pytest.mark.usefixtures("small")
def test_a_store_with_spoilt_signatures_neither_makes_files_with_each_act_nor_loses_one(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes], world: World, tmp_path: Path
) -> None:
    """It was mended, say, from files that somebody handed on with garbage in them."""
    mia, jon = two
    until_merged(mia, mias, world)
    until_merged(mia, mias, world)
    last = segments_of(mias)[-1][1]
    spoil = "UPDATE records SET signature = ? WHERE device = ? AND lane = 'kept' AND n BETWEEN 2 AND ?"
    mia.home.store._db.change(spoil, b"?" * 64, mias.device.device, last)
    erase(mia, erased[0])
    for _ in range(2):
        mia.home.flip()
        mia.round()
    before = segments_of(mias)
    for _ in range(3):
        mia.home.flip()
        mia.round()
    assert segments_of(mias) == before
    said_for_days(mia, world, days=4)  # a good signature stands behind them now
    fresh = another(mia, tmp_path / "fresh")
    for side in (mia, fresh, jon):
        side.round()
    assert fresh.home.memory.state() == mia.home.memory.state() == jon.home.memory.state()
    assert mia.home.troubles() == jon.home.troubles() == fresh.home.troubles() == ()


@pytest.mark.usefixtures("small")
def test_a_body_is_erased_out_of_every_segment_that_holds_it(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes], world: World
) -> None:
    mia, jon = two
    until_merged(mia, mias, world)
    assert sum(first <= 3 <= last for first, last in segments_of(mias)) == 2
    erase(mia, erased[0])
    mia.round()
    assert not holds(mias, b"not for keeping")
    said_for_days(mia, world, days=3)
    assert not holds(mias, b"not for keeping")
    jon.round()
    assert jon.home.store.kept.chain(mias.device.device) == mia.home.store.kept.chain(mias.device.device)
    assert mia.home.troubles() == jon.home.troubles() == ()


def write(side: Side, text: str) -> envelope.Signed:
    """Has `side` send a letter, whose body is its writer's to erase."""
    home = side.home
    own = hand(side, Path())
    n, prev = own.end()
    signed = own.sign(LetterSent(letter="letteraaaa", text=text, said_ms=1), n=n + 1, prev=prev)
    pair = (signed, envelope.open_record(signed, own.device.keys.sign))
    pen = Pen(home.store, home.memory, random_from("pen"))
    with home.store.transaction():
        Ledger(home.store, home.memory).take([pair], 1, act=True)
        pen.queue(*pair, [member.person for member in members(home.memory.state())])
    return signed


def erase(side: Side, record: str) -> None:
    """Has `side` take the body of a record away."""
    home = side.home
    with home.store.transaction():
        Author(home.store, home.memory, random_from(record)).say(RecordErased(record=record), 5)


@pytest.fixture
def erased(two: tuple[Side, Side], mias: Hand) -> tuple[str, bytes]:
    """A letter of Mia's that lies in the folder and in both stores: its id and its file."""
    mia, jon = two
    signed = write(mia, "not for keeping")
    mia.round()
    jon.round()
    (out,) = mia.home.store.outbox.published("letter.sent")
    return id_of(signed), (mias.place / out.name).read_bytes()


def bodies(*sides: Side, record: str) -> list[bytes]:
    found = [side.home.store.kept.record(record) for side in sides]
    return [each.body for each in found if each is not None]


def holds(hand: Hand, text: bytes) -> bool:
    """Whether any file of this device holds `text` in the clear of its owner."""
    person = hand.home.memory.person()
    return any(text in envelope.unseal(path.read_bytes(), person.identities) for path in hand.place.iterdir())


def test_an_erased_body_is_nowhere_any_more_and_the_chain_holds(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes], world: World
) -> None:
    mia, jon = two
    record, file = erased
    assert holds(mias, b"not for keeping")
    erase(mia, record)
    mia.round()
    jon.round()
    assert bodies(mia, jon, record=record) == [b"", b""]
    assert not holds(mias, b"not for keeping")
    mia.home.flip()
    mia.round()
    assert mia.home.store.packed.erasures() == ()
    assert jon.round() != []
    chains = [side.home.store.kept.chain(mias.device.device) for side in two]
    assert chains[0] == chains[1]
    assert not chains[0].gap
    # A carrier brings the file back: it stays erased, and the file goes with the next act.
    lying = mias.lay(file)
    jon.round()
    assert bodies(mia, jon, record=record) == [b"", b""]
    mia.home.flip()
    mia.round()
    assert not lying.exists()
    assert jon.home.troubles() == mia.home.troubles() == ()


def test_a_body_is_erased_out_of_a_segment(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes], world: World
) -> None:
    mia, jon = two
    rename(mia, PACK_AT)
    mia.round()
    world.pass_time(hours=25)
    mia.home.flip()
    mia.round()
    assert kinds(mias)["segment"] == 1
    assert holds(mias, b"not for keeping")
    erase(mia, erased[0])
    mia.round()
    assert kinds(mias)["segment"] == 1
    assert not holds(mias, b"not for keeping")
    jon.round()
    assert jon.home.store.kept.chain(mias.device.device) == mia.home.store.kept.chain(mias.device.device)
    assert mia.home.troubles() == jon.home.troubles() == ()


def test_a_file_with_an_erased_body_that_is_gone_never_comes_back(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, _ = two
    name, written, real = envelope.file_name(erased[1]), list[str](), Folder.publish

    def publish(folder: Folder, space: str, device: str, file: str, data: bytes) -> None:
        written.append(file)
        real(folder, space, device, file, data)

    # As after a kill between the removal of a file and its note.
    (mias.place / name).unlink()
    erase(mia, erased[0])
    monkeypatch.setattr(Folder, "publish", publish)
    mia.round()
    assert written
    assert name not in written
    assert "letter.sent" not in kinds(mias)


def test_a_segment_that_never_goes_out_is_forgotten(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, packer = two[0].home.store, segments.Packer(two[0].home.store, two[0].home.memory)
    rename(two[0], 3)
    monkeypatch.setattr(segments, "PACK_AT", 3)
    packer.pack()
    (waits,) = store.packed.all()
    erase(two[0], erased[0])
    packer.rewrite()
    (clean,) = store.packed.all()
    assert (clean.first, clean.last) == (waits.first, waits.last)
    assert clean.name != waits.name
    assert [out.name for out in store.outbox.waiting() if out.kind == "segment"] == [clean.name]


def test_a_body_that_nobody_saw_never_reaches_the_folder(two: tuple[Side, Side], mias: Hand) -> None:
    mia, jon = two
    n, _ = mias.end()
    erase(mia, id_of(write(mia, "not for keeping")))
    mia.round()
    assert not holds(mias, b"not for keeping")
    jon.round()
    assert jon.home.store.kept.chain(mias.device.device).n == n + 2


def test_only_its_own_person_erases_a_body(
    two: tuple[Side, Side], mias: Hand, erased: tuple[str, bytes]
) -> None:
    mia, jon = two
    erase(jon, erased[0])
    jon.round()
    mia.round()
    assert all(bodies(mia, jon, record=erased[0]))


def test_what_the_space_stands_on_is_not_erased(two: tuple[Side, Side], mias: Hand) -> None:
    mia, jon = two
    founding = mia.home.store.kept.records(mias.device.device)[0]
    erase(mia, founding.id)
    mia.round()
    jon.round()
    assert all(bodies(mia, jon, record=founding.id))


def test_who_puts_a_record_without_its_body_into_the_folder_takes_nothing_away(
    two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    n, prev = mias.end()
    letter = LetterSent(letter="letteraaaa", text="here to stay", said_ms=1)
    signed = mias.sign(letter, n=n + 1, prev=prev)
    bare = envelope.Signed(signed.header, signed.signature, b"")
    mias.put(bare)
    jon.round()
    assert bodies(jon, record=id_of(signed)) == [b""]
    mias.put(signed)
    jon.round()
    assert bodies(jon, record=id_of(signed)) == [signed.body]
    mias.put(bare, name="a" * 32 + ".age")
    jon.round()
    assert bodies(jon, record=id_of(signed)) == [signed.body]


@pytest.mark.parametrize("lane", ["now", "kept"])
def test_what_must_have_a_body_is_set_aside_without_one(
    lane: str, two: tuple[Side, Side], mias: Hand
) -> None:
    _, jon = two
    n, prev = mias.end()
    if lane == "now":
        signed = mias.sign(Status(state="here", since_ms=1), n=90, lane="now")
    else:
        signed = mias.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev)
    mias.put(envelope.Signed(signed.header, signed.signature, b""))
    jon.round()
    assert [verdict.reason for verdict in jon.home.store.seen.set_aside()] == ["body_erased"]
