"""Rubbish of every kind lies in the folder, and comes while people use it: the click still arrives, once.

Law: nothing of the rubbish is opened as what it pretends to be, waited for, or changed.
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.home.couple import recording
from tests.home.ground import name_of
from tests.journeys.people import Pair

RESTS, BACK = "Mia is resting, still here.", "Mia is back. Take your time."
FLOOD = 5_000

Rubbish = Callable[[Path, random.Random], None]


def _noise(place: Path, random: random.Random) -> None:
    for size in (0, 1, 199, 200, 5_000, 70_000, 1_100_000):
        data = random.randbytes(size)
        (place / name_of(data)).write_bytes(data)
        (place / f"noise {size}.age").write_bytes(data)


def _headers(place: Path, random: random.Random) -> None:
    """Headers of a megabyte: many stanzas, one endless stanza, and one that never ends."""
    line = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    first = b"age-encryption.org/v1\n"
    stanzas = first + line * 10_000
    bodies = first + b"-> grease a\n" + (b"C" * 64 + b"\n") * 15_000
    for data in (stanzas, bodies, first + b"-> " + b"x" * 1_000_000):
        (place / name_of(data)).write_bytes(data)


def _links(place: Path, random: random.Random) -> None:
    (place / "link.age").symlink_to("/etc/passwd")
    (place / "loop.age").symlink_to("loop.age")
    (place.parent / f"to {place.name}").symlink_to("/etc")
    (place.parent.parent / f"back to {place.name}").symlink_to(place.parent, target_is_directory=True)


def _no_files(place: Path, random: random.Random) -> None:
    os.mkfifo(place / "pipe.age")
    (place / "x.age").mkdir()
    (place / "x.age" / "deep.age").mkdir()
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(place):
        server.bind("s.age")


def _names(place: Path, random: random.Random) -> None:
    data = random.randbytes(700)
    for name in ("a\nb.age", "\u202eega.txt.age", "ä" * 60 + ".age", ".age", "~$x.age", "-rf.age", "a b.AGE"):
        (place / name).write_bytes(data)
    (place / os.fsdecode(b"\xff\xfe.age")).write_bytes(data)


def _copies(place: Path, random: random.Random) -> None:
    """Conflict copies as carriers make them, and the partner's own files cut short or filled with zeros."""
    for path in [each for each in place.iterdir() if each.suffix == ".age" and each.is_file()]:
        data = path.read_bytes()
        stem = path.with_suffix("")
        for ending, copy in (
            (" (1).age", data),
            (".sync-conflict-20261122-093612-ABCDEFG.age", data),
            (" (Mia's conflicted copy 2026-11-22).age", data[: len(data) // 2]),
            (" 2.age", bytes(len(data))),
        ):
            Path(f"{stem}{ending}").write_bytes(copy)


def _flood(place: Path, random: random.Random) -> None:
    for number in range(FLOOD // 3):
        data = random.randbytes(random.choice((20, 600)))
        (place / (name_of(data) if number % 2 else f"{number}.age")).write_bytes(data)


def _of_every_kind(place: Path, random: random.Random) -> None:
    for kind in (_noise, _headers, _links, _no_files, _names):
        kind(place, random)


def _places(shared: Path) -> list[Path]:
    """The directories of both devices, and one of a stranger."""
    top = shared / "Still Here" / "v1"
    found = list(top.glob("*/*"))
    assert len(found) == 2
    stranger = top / "zzzzzzzzzz" / "yyyyyyyyyy"
    stranger.mkdir(parents=True)
    return [*found, stranger]


@pytest.mark.parametrize(
    ("rubbish", "set_aside"), [(_of_every_kind, 3 * 18), (_copies, 0), (_flood, FLOOD // 2)]
)
def test_a_click_arrives_through_rubbish(pair: Pair, rubbish: Rubbish, set_aside: int) -> None:
    mia, jon, shared = pair
    places, seeded = _places(shared), random.Random(20261122)
    before = recording(shared)
    for place in places:
        rubbish(place, seeded)
    planted = {path: facts for path, facts in recording(shared).items() if path not in before}
    mia.host.press()
    jon.told(RESTS)
    jon.host.press()
    mia.told("Jon is resting, still here.")
    mia.host.click("I’m back")
    jon.told(BACK)
    for each in (mia, jon):
        assert each.person.ask("status")["set_aside"] >= set_aside
    after = recording(shared)
    assert {path: after.get(path) for path in planted} == planted
    assert jon.titles_of("Mia") == [RESTS, BACK]
    assert mia.titles_of("Jon") == ["Jon is resting, still here."]
