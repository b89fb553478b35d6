"""Real Syncthing on a bad day: two versions of one file, killed while it carries, told to leave files out.

Law: once it carries honestly again both know the same, and nothing was told that nobody said. Skipped by name
only where no syncthing program is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

import pytest

from stillhere.core.acts import Back, Rename, Rest
from tests.carriers.carried import carry_over, files
from tests.carriers.syncthing import PROGRAM
from tests.carriers.syncthing_pair import SyncthingPair
from tests.carriers.two_folders import Two, two_folders
from tests.waiting import until

pytestmark = [
    pytest.mark.carrier,
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="the program syncthing isn't installed"),
]

MANY = 120


@contextmanager
def _carried(place: Path, carrier: SyncthingPair) -> Iterator[Two]:
    mias, jons = carrier.a.place, carrier.b.place
    with two_folders(place, mias, jons, lambda: carry_over(carrier, mias, jons)) as two:
        yield two


@pytest.fixture
def carrier(tmp_path: Path) -> Iterator[SyncthingPair]:
    with SyncthingPair(tmp_path / "mias", tmp_path / "jons") as pair:
        yield pair


def test_two_versions_of_a_file_and_a_true_copy_change_nothing_and_are_set_right(
    tmp_path: Path, carrier: SyncthingPair
) -> None:
    with _carried(tmp_path, carrier) as two:
        two.mia.home.do(Rest())
        assert two.both_ways() == ([], ["resting"])
        theirs = max((two.jons / "Still Here").rglob("*.age"), key=lambda path: path.stat().st_mtime_ns)
        inside = theirs.relative_to(two.jons)
        carrier.apart()
        until(lambda: not carrier.equal())
        whole = theirs.read_bytes()
        theirs.write_bytes(whole[: len(whole) // 2])
        (two.mias / inside).write_bytes(bytes(len(whole)))
        for each in (carrier.a, carrier.b):
            each.scan()
        carrier.together()
        until(lambda: list(theirs.parent.glob("*.sync-conflict-*.age")))
        until(carrier.equal)
        copy = next(theirs.parent.glob("*.sync-conflict-*.age"))
        copy.with_name(copy.name.replace("-conflict-2", "-conflict-1")).write_bytes(whole)
        assert two.both_ways() == ([], [])
        assert two.jon.home.look().partner is not None
        two.mia.home.do(Back())
        assert two.both_ways() == ([], ["back"])
        assert two.agree()
        # Her own place was put in order with her next word: what stood for the older one is gone.
        assert not (two.mias / inside).exists()
        two.carry()
        assert not theirs.exists()


def test_killed_while_it_carries_it_brings_the_rest_after_its_next_start(
    tmp_path: Path, carrier: SyncthingPair
) -> None:
    with _carried(tmp_path, carrier) as two:
        two.mia.home.do(Rest())
        numbers, told = count(), list[str]()
        # On a busy machine all may have arrived before it could be killed: then once more.
        while not _killed_while_it_carries(two, carrier, numbers):
            told += two.both_ways()[1]
        told += [notice.kind for notice in two.jon.round()]  # what arrived so far has gaps, and counts
        assert two.jon.home.troubles() == ()
        carrier.b.start()
        carrier.ready()
        last = two.both_ways()
        assert last[0] == []
        assert [kind for kind in (*told, *last[1]) if kind == "resting"] == ["resting"]
        assert two.agree()
        assert two.jon.home.partner_name() == f"Mia {next(numbers) - 1}"


def _killed_while_it_carries(two: Two, carrier: SyncthingPair, numbers: Iterator[int]) -> bool:
    """Whether Jon's side was killed between Mia's first new file and her last; if not, it runs."""
    for number in islice(numbers, MANY):
        two.mia.home.do(Rename(f"Mia {number}"))
    had = len(files(two.jons))
    two.mia.round()
    written = len(files(two.mias))
    assert written >= had + MANY
    carrier.a.scan()
    until(lambda: len(files(two.jons)) > had)
    carrier.b.kill()
    if len(files(two.jons)) < written:
        return True
    carrier.b.start()
    carrier.ready()
    return False


def test_one_side_stopped_for_a_while_hears_the_last_word_only(
    tmp_path: Path, carrier: SyncthingPair
) -> None:
    with _carried(tmp_path, carrier) as two:
        carrier.b.stop()
        for act in (Rest(), Back(), Rest()):
            two.mia.home.do(act)
            two.mia.round()
            carrier.a.scan()
        two.jon.home.do(Rest())
        two.jon.round()
        carrier.b.start()
        carrier.ready()
        assert two.both_ways() == (["resting"], ["resting"])
        assert two.agree()


def test_what_is_told_to_be_left_out_is_no_news_until_it_is_let_in(
    tmp_path: Path, carrier: SyncthingPair
) -> None:
    with _carried(tmp_path, carrier) as two:
        ignored = two.jons / ".stignore"
        ignored.write_text("*.age\n")
        carrier.b.scan()
        had = files(two.jons)
        two.mia.home.do(Rest())
        two.mia.round()
        carrier.a.scan()
        until(carrier.equal)
        assert files(two.jons) == had
        assert two.jon.round() == []
        assert two.jon.home.troubles() == ()
        ignored.unlink()
        assert two.both_ways() == ([], ["resting"])
        assert two.agree()
