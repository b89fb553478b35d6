"""Folders that are kept equal by programs which copy: rsync one way after the other, unison both at once.

Law: each is skipped by name only where its program isn't installed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stillhere.core.acts import Back, Rest
from tests.carriers.two_folders import Carry, Two, two_folders
from tests.home.couple import recording
from tests.waiting import LIMIT

pytestmark = pytest.mark.carrier

#: Makes what carries between two folders; the third is a place of its own.
Maker = Callable[[Path, Path, Path], Carry]


def _run(*words: object, given: str = "") -> None:
    done = subprocess.run(
        [str(word) for word in words], input=given, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert done.returncode == 0, (words, done.stdout, done.stderr)


def rsync(one: Path, other: Path, place: Path) -> Carry:
    """Copies what the other side lacks, by size and time as rsync does by itself; it removes nothing."""

    def carry() -> None:
        _run("rsync", "--archive", f"{one}/", f"{other}/")
        _run("rsync", "--archive", f"{other}/", f"{one}/")

    return carry


def unison(one: Path, other: Path, place: Path) -> Carry:
    """Both sides at once, with what was removed on either; conflicts are left as they are."""

    def carry() -> None:
        _run(
            "env", f"UNISON={place / 'unison'}", f"HOME={place}",
            "unison", one, other, "-batch", "-confirmbigdel=false", "-ui", "text", "-log=false",
        )  # fmt: skip

    return carry


@contextmanager
def carried_by(maker: Maker, place: Path) -> Iterator[Two]:
    if shutil.which(maker.__name__) is None:
        pytest.skip(f"the program {maker.__name__} isn't installed")
    mias, jons = place / "mias", place / "jons"
    for each in (mias, jons):
        each.mkdir()
    with two_folders(place, mias, jons, maker(mias, jons, place)) as two:
        yield two


@pytest.mark.parametrize("maker", [rsync, unison])
def test_each_hears_of_the_other_once(tmp_path: Path, maker: Maker) -> None:
    with carried_by(maker, tmp_path) as two:
        two.flip()
        two.flip()


@pytest.mark.parametrize("maker", [rsync, unison])
def test_looking_writes_nothing_that_would_be_carried(tmp_path: Path, maker: Maker) -> None:
    with carried_by(maker, tmp_path) as two:
        two.flip()
        before = [recording(folder / "Still Here") for folder in (two.mias, two.jons)]
        for each in (two.mia, two.jon):
            each.round()
        assert [recording(folder / "Still Here") for folder in (two.mias, two.jons)] == before


def test_what_rsync_brings_back_again_and_again_is_told_once(tmp_path: Path) -> None:
    with carried_by(rsync, tmp_path) as two:
        for _ in range(3):
            two.flip()
        # What a newer word replaced was removed at one side only: each carrying brings it back to the other.
        two.carry()
        two.carry()
        assert two.both_ways() == ([], [])
        assert two.agree()


def test_a_mirror_that_removes_what_the_other_side_lacks_takes_nothing_away(tmp_path: Path) -> None:
    with carried_by(rsync, tmp_path) as two:
        two.flip()
        two.mia.home.do(Rest())
        two.mia.round()
        # Jon's folder is mirrored onto Mia's before her word was carried: her new file is gone.
        _run("rsync", "--archive", "--delete", f"{two.jons}/", f"{two.mias}/")
        assert two.both_ways() == ([], [])
        two.mia.home.do(Back())
        two.mia.home.do(Rest())
        assert two.both_ways() == ([], ["resting"])
        assert two.agree()


def test_a_removal_that_unison_carries_is_no_ones_word(tmp_path: Path) -> None:
    with carried_by(unison, tmp_path) as two:
        two.mia.home.do(Rest())
        assert two.both_ways() == ([], ["resting"])
        for file in (two.jons / "Still Here").rglob("*.age"):
            file.unlink()
        two.carry()
        assert not list((two.mias / "Still Here").rglob("*.age"))
        assert two.both_ways() == ([], [])
        assert {"files_missing"} == {each.kind for each in two.mia.home.troubles()}
        two.mia.home.do(Back())
        two.jon.home.do(Rest())
        assert two.both_ways() == (["resting"], ["back"])
        assert two.agree()
