"""Attacks 11, 12 and 14: files made to exhaust, to hang or to mislead a reader. What is read is bounded.

Law: nothing here measures time. What is bounded is counted: bytes read, files opened, memory held.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stillhere.core.notices import Notice
from stillhere.home import files
from stillhere.home.flow.troubles import Trouble
from stillhere.home.folder.scan import BUDGET
from stillhere.seal import age, envelope, guard
from tests.attacks.ground import Attack
from tests.home.couple import Side, another
from tests.home.ground import child, settled

MEGABYTE = 1024 * 1024
VERSION = b"age-encryption.org/v1\n"
#: 32 bytes as the format spells them: a share, a wrapped key, the header's own proof.
SPELLED = b"B" * 42 + b"E"
LINE = b"-> X25519 " + SPELLED + b"\n" + SPELLED + b"\n"
END = b"--- " + SPELLED + b"\n" + bytes(300)
#: The first two are whole and well-formed: the library would work on them for seconds, and for hours.
BOMBS = {
    "800 stanzas": VERSION + LINE * 800 + END,
    "a megabyte of stanzas": VERSION + LINE * 10_500 + END,
    "one endless stanza": VERSION + b"-> x-grease a\n" + (b"C" * 64 + b"\n") * 16_000,
    "an endless argument": VERSION + b"-> " + b"x" * 1_000_000,
    "an endless version": b"age-encryption.org/v" + b"1" * 1_000_000,
    "no end of lines": VERSION + b"\n" * 1_000_000,
    "passphrases": VERSION
    + b"-> scrypt "
    + b"A" * 22
    + b" 30\n"
    + b"B" * 43
    + b"\n--- "
    + b"C" * 43
    + b"\n"
    + bytes(200),
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes were read of each file that was opened in the folder."""
    found: list[int] = []
    real = files.read_up_to

    def counted(handle: int, limit: int) -> bytes:
        data = real(handle, limit)
        found.append(len(data))
        return data

    monkeypatch.setattr(files, "read_up_to", counted)
    return found


#: Looks once into the folder with a given home, and says how much memory that took beyond its start (bytes).
_LOOK = """
import resource, sys
from pathlib import Path
from typing import Any
from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.store import Store
import stillhere.home.flow.intake, stillhere.seal.age
paths = paths_for(Path(sys.argv[1]), {})
key = bytes.fromhex(sys.argv[2])
with Home(paths, Store.open(paths.store, key), key) as home:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    looked = home.take_in()
    print(looked, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def look(side: Side, home: Path) -> tuple[int, int]:
    """A fresh process looks once: how many files it looked into, and how much memory that took (bytes)."""
    with child(_LOOK, str(home), side.home._key.hex()) as process:
        said, _ = process.communicate()
    looked, memory = map(int, said.split())
    return looked, memory


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_attack_11_a_header_bomb_never_reaches_the_age_library(
    bomb: bytes, attack: Attack, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    real = age.decrypt

    def noted(data: bytes, keys: Sequence[Any]) -> bytes:
        seen.append(guard.check(data))
        return real(data, keys)

    monkeypatch.setattr(age, "decrypt", noted)
    attack.mias.lay(bomb)
    attack.mia.home.flip()
    attack.mia.round()
    read.clear()
    assert attack.jon.round() == [Notice("resting", "Mia")]
    assert max(seen) <= guard.MAX_HEADER
    assert sum(read) <= len(bomb) + 16 * 1024
    assert attack.jon.home.sharing().set_aside == 1
    read.clear()
    attack.jon.round()
    assert read == [], "once is enough"


@pytest.mark.parametrize("size", [MEGABYTE + 1, 64 * MEGABYTE, 1 << 40])
def test_attack_11_a_huge_file_is_not_even_opened(size: int, attack: Attack, read: list[int]) -> None:
    path = attack.mias.lay(b"")
    with path.open("wb") as file:
        file.truncate(size)  # a hole: it takes no room
    attack.mia.home.flip()
    attack.mia.round()
    read.clear()
    assert attack.jon.round() == [Notice("resting", "Mia")]
    assert sum(read) < 16 * 1024
    assert [verdict.reason for verdict in attack.jon.home.store.seen.set_aside()] == ["too_large"]


def test_attack_11_a_file_that_grows_while_it_is_read_is_read_to_its_limit(
    attack: Attack, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = attack.mias.lay(b"x" * 500)
    real = os.fstat

    def growing(handle: int) -> os.stat_result:
        found = real(handle)
        if found.st_size == 500:
            os.truncate(path, 64 * MEGABYTE)
        return found

    monkeypatch.setattr(os, "fstat", growing)
    attack.jon.round()
    assert max(read) <= MEGABYTE + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes none of these without rights")
def test_attack_12_links_pipes_sockets_and_directories_are_never_followed(attack: Attack) -> None:
    """A record of Mia's that counts lies behind each way in; none is taken."""
    attack.mia.home.flip()
    attack.mia.round()
    (status,) = [out for out in attack.mia.home.store.outbox.published() if out.kind == "status"]
    place = attack.mias.place
    real, hidden = place / status.name, attack.place / "hidden"
    hidden.mkdir()
    real.rename(hidden / status.name)
    real.symlink_to(hidden / status.name)
    (place / "away").symlink_to(hidden, target_is_directory=True)
    (place.parent / "bbbbbbbbbb").symlink_to(hidden, target_is_directory=True)
    (attack.top / "cccccccccc").symlink_to(hidden.parent, target_is_directory=True)
    os.mkfifo(place / "pipe.age")
    (place / "x.age").mkdir()
    (place / "device.age").symlink_to("/dev/zero")
    (place / "loop.age").symlink_to("loop.age")
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(place):
        server.bind("s.age")
    assert attack.jon.round() == []
    assert attack.jon.home.look().headline == "both_here"
    assert {verdict.reason for verdict in attack.jon.home.store.seen.set_aside()} >= {"link", "not_regular"}
    real.unlink()
    (hidden / status.name).rename(real)
    assert attack.jon.round() == [Notice("resting", "Mia")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no link without rights")
def test_attack_12_a_link_in_place_of_the_own_directory_is_never_written_through(attack: Attack) -> None:
    place, elsewhere = attack.mias.place, attack.place / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere, target_is_directory=True)
    before = sorted(elsewhere.iterdir())
    attack.mia.home.flip()
    attack.mia.round()
    assert sorted(elsewhere.iterdir()) == before
    assert attack.mia.home.store.outbox.count() == 1, "it waits, and is not lost"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere ru_maxrss counts other units, or isn't there")
def test_attack_14_a_flood_of_20_000_files_hides_nothing_that_the_other_says(
    attack: Attack, read: list[int]
) -> None:
    """The flood lies in the partner's place, in the own one and in a stranger's; known ones come first."""
    places = [attack.top / "aaaaaaaaaa" / "bbbbbbbbbb", attack.mias.place, attack.jons.place]
    places[0].mkdir(parents=True)
    for number in range(20_000):
        (places[number % 3 if number < 3000 else 0] / f"{number:032}.age").write_bytes(b"flood" * 60)
    attack.mia.home.flip()
    attack.mia.round()
    looked, memory = look(attack.jon, attack.place / "jon")
    assert BUDGET - 10 <= looked <= BUDGET
    assert memory <= 40 * MEGABYTE
    assert attack.jon.round() == [Notice("resting", "Mia")], "what the other process took in is told"
    assert attack.jon.home.troubles() == (Trouble("flood"),)
    assert len(settled(attack.jon.home.store)) <= BUDGET
    attack.world.now = datetime.now().astimezone() + timedelta(
        minutes=11
    )  # the other process had the real time
    attack.jon.round()
    read.clear()
    attack.jon.round()
    assert read == [], "rubbish is read no more once it was judged"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere ru_maxrss counts other units, or isn't there")
def test_attack_14_a_flood_of_segments_takes_no_more_memory_than_one_part(attack: Attack) -> None:
    """Two hundred files of a megabyte, as large as may be."""
    for number in range(200):
        (attack.mias.place / f"{number:032}.age").write_bytes(VERSION + bytes(MEGABYTE - 100))
    looked, memory = look(attack.jon, attack.place / "jon")
    assert looked == 200
    assert memory <= 40 * MEGABYTE


def test_attack_14_a_flood_of_words_about_now_leaves_the_last_one(attack: Attack) -> None:
    """An altered app of the other can say much; what is so now stays one word of a kind."""
    for number in range(1, 300):
        body = b'{"salt":"x","state":"resting","since_ms":%d,"line":"%d"}' % (number, number)
        attack.mias.put(attack.mias.sign(("status", body), n=number, lane="now"))
    attack.jon.round()
    assert [record.n for record in attack.jon.home.store.records.all("now")] == [299]


def test_attack_14_a_segment_of_the_largest_size_is_read_once(attack: Attack, read: list[int]) -> None:
    n, prev = attack.mias.end()
    signed = []
    body = b'{"salt":"x","more":"' + b"y" * 40_000 + b'"}'
    for number in range(1, 20):
        signed.append(attack.mias.sign(("later.kind", body), n=n + number, prev=prev))
        prev = envelope.record_id(signed[-1].header)
    attack.mias.put(*signed)
    fresh = another(attack.jon, attack.place / "fresh")
    attack.rounds()
    fresh.round()
    assert fresh.home.store.kept.chain(attack.mias.device.device).n == n + 19
    read.clear()
    attack.jon.round()
    assert sum(read) == 0
