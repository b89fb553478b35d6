"""Attacks 1, 2 and 4 to 7: what whoever carries the folder can do. They can hide and destroy, and no more."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from stillhere.core.acts import Back, Details, Rename, Rest
from stillhere.core.agreements.acts import End, Yes
from stillhere.core.notices import Notice
from stillhere.home.flow.intake import ARRIVING_MS
from stillhere.home.flow.troubles import Trouble
from stillhere.seal.envelope import Opener
from stillhere.seal.padding import padded_length
from tests.attacks.ground import Attack
from tests.home.couple import Side, another, recording

FILE = re.compile(r"[a-z2-7]{10}/[a-z2-7]{10}/[a-z2-7]{32}\.age")
STEMS = ("{0} (1)", "{0}.sync-conflict-20261122-093612-ABCDEFG", "{0} 2", "{0}-LAPTOP-safeBackup-0001")


def test_attack_1_the_provider_reads_no_word_and_learns_sizes_in_steps_alone(attack: Attack) -> None:
    # With their quotes, as records have them: three letters stand in any ciphertext or name by chance.
    names = ['"Mia"', '"Jon"']
    words = [*names, "hollyhock", "Ten minutes", "resting", "status", "agreement", "still-here/1"]
    for line in ("hollyhock", "hollyhock and marguerite and some more words"):
        attack.mia.home.do(Rest(Details(line=line)))
        attack.rounds()
        attack.mia.home.do(Back())
    attack.agree()
    opener = Opener.of(attack.jon.home.memory.person().identities)
    for path, data in attack.files().items():
        assert FILE.fullmatch(path)
        assert [word for word in words if word.encode() in data or word.lower() in path] == []
        plain = opener.unseal(data)
        assert len(plain) == padded_length(len(plain)) >= 512


def test_attack_2_the_provider_forges_nothing(attack: Attack) -> None:
    """It knows every file, and no key: it moves, renames, cuts and joins what it has."""
    attack.agree()
    attack.mia.home.flip()
    attack.rounds()
    before, told = attack.states(), []
    seeded, files = random.Random(2), attack.files()
    places = sorted({path.rpartition("/")[0] for path in files} | {"aaaaaaaaaa/bbbbbbbbbb"})
    made = {}
    for path, data in files.items():
        other = seeded.choice(sorted(files.values()))
        header = data.index(b"\n--- ") + 48
        for number, forged in enumerate(
            (data, data[:header] + other[header:], data[:-1] + b"\0", data + other)
        ):
            name = path.rpartition("/")[2][:-4]
            made[f"{seeded.choice(places)}/{name[::-1][number:]}{'a' * number}.age"] = forged
    attack.lay(made | files)
    told = attack.rounds(3)
    assert (attack.states(), told) == (before, [])
    assert attack.set_aside() == [0, 0], "what isn't whole may still be arriving"
    attack.world.now += timedelta(milliseconds=ARRIVING_MS + 1000)
    attack.rounds()
    assert min(attack.set_aside()) >= len(files)
    assert attack.states() == before


def test_attack_4_old_files_that_are_put_back_bring_nothing_back(attack: Attack) -> None:
    revision = attack.agree()
    old: dict[str, bytes] = {}
    for number in range(4):
        attack.mia.home.do(Rest(Details(line=f"line {number}")))
        attack.rounds()
        old |= attack.files()
        attack.mia.home.do(Back())
        attack.rounds()
        old |= attack.files()
    (agreement,) = [each.id for each in attack.jon.home.agreements() if each.revision == revision]
    attack.jon.home.do(End(agreement))
    attack.rounds()
    now, before = attack.files(), attack.states()
    copies = {f"{path[:-4]}{STEMS[0].format('')}.age": data for path, data in old.items()}
    attack.lay(now | old | copies)
    assert attack.rounds(3) == []
    assert attack.states() == before
    assert attack.in_force() == (False, False)
    for side in (attack.mia, attack.jon):
        side.home.do(Rename(side.home.look().me.name))
    attack.rounds()
    assert attack.files().keys() & (old.keys() - now.keys()) == set(), "an act puts the own place in order"


def test_attack_4_a_whole_folder_rewound_is_told_and_mended(attack: Attack) -> None:
    rewound = attack.files()
    attack.agree()
    attack.mia.home.flip()
    attack.rounds()
    before, now = attack.states(), attack.files()
    attack.lay(rewound)
    assert attack.rounds() == []
    assert attack.states() == before
    for side in (attack.mia, attack.jon):
        assert side.home.troubles() == (Trouble("files_missing"),)
        side.home.do(Rename(side.home.look().me.name))
    attack.rounds()
    assert now.keys() <= attack.files().keys()
    assert [side.home.troubles() for side in (attack.mia, attack.jon)] == [(), ()]


def test_attack_5_deleted_files_are_published_again_at_the_next_deliberate_write(attack: Attack) -> None:
    attack.agree()
    attack.mia.home.flip()
    attack.rounds()
    before, whole = attack.states(), attack.files()
    attack.lay({})
    emptied = recording(attack.shared)
    assert attack.rounds(3) == []
    assert attack.states() == before, "absence never means deletion"
    assert recording(attack.shared) == emptied, "a look writes nothing"
    for side in (attack.mia, attack.jon):
        side.home.do(Rename(side.home.look().me.name))
    attack.rounds()
    assert whole.items() <= attack.files().items()
    fresh = another(attack.jon, attack.place / "fresh")
    attack.rounds()
    fresh.round()
    assert fresh.home.memory.state() == attack.states()[0]


def test_attack_6_withheld_files_are_no_news_and_never_a_yes(attack: Attack) -> None:
    revision = attack.offer()
    before = attack.files()
    attack.jon.home.do(Yes(revision))
    attack.jon.round()
    (yes,) = attack.files().keys() - before.keys()
    answer = attack.files()[yes]
    attack.lay(before)
    attack.mia.round()
    attack.world.pass_time(days=20)
    assert attack.mia.round() == []
    assert attack.in_force()[0] is False
    assert attack.mia.home.troubles() == ()
    # As soon as anything later comes through, the gap shows itself, and what binds waits.
    attack.lay(attack.files() | {yes: answer})
    attack.jon.home.do(Rename("Jonathan"))
    attack.jon.round()
    attack.lay({path: data for path, data in attack.files().items() if path != yes})
    attack.mia.round()
    attack.world.pass_time(hours=2)
    attack.mia.round()
    assert attack.mia.home.troubles() == (Trouble("gap", "Jonathan"),)
    assert attack.in_force()[0] is False
    attack.lay(attack.files() | {yes: answer})
    attack.mia.round()
    assert attack.in_force()[0] is True
    assert attack.mia.home.troubles() == ()


def truncated(data: bytes, other: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def zero_filled(data: bytes, other: bytes) -> bytes:
    return data[:300] + bytes(len(data) - 300)


def all_zeros(data: bytes, other: bytes) -> bytes:
    return bytes(len(data))


def mixed(data: bytes, other: bytes) -> bytes:
    return data[:400] + other[400:]


def empty(data: bytes, other: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("patience", ["brought soon", "brought after hours"])
@pytest.mark.parametrize("harm", [truncated, zero_filled, all_zeros, mixed, empty])
def test_attack_7_a_file_that_is_not_whole_says_nothing_until_it_is(
    harm: Callable[[bytes, bytes], bytes], patience: str, attack: Attack
) -> None:
    before = attack.files()
    attack.mia.home.flip()
    attack.mia.round()
    whole = attack.files()
    (path,) = whole.keys() - before.keys()
    attack.lay(whole | {path: harm(whole[path], next(iter(before.values())))})
    assert attack.jon.round() == []
    if patience == "brought after hours":
        attack.world.pass_time(hours=5)
        assert attack.jon.round() == []
        assert attack.jon.home.sharing().set_aside == 1
    attack.lay(whole)
    assert attack.jon.round() == [Notice("resting", "Mia")]
    assert attack.jon.home.sharing().set_aside == 0


def rests(side: Side) -> list[str]:
    return [line for line in (side.home.look().headline,) if line != "both_here"]


def test_attack_7_one_bad_file_stops_none_of_the_others(attack: Attack) -> None:
    seeded = random.Random(7)
    place = next(iter(attack.files())).rpartition("/")[0]
    rubbish = {f"{place}/{number:032}.age": seeded.randbytes(200 + number * 37) for number in range(60)}
    attack.lay(attack.files() | rubbish)
    attack.mia.home.flip()
    attack.rounds()
    assert rests(attack.jon) == ["partner_rests"]
    assert rests(attack.mia) == ["you_rest"]
