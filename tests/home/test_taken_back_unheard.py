"""What was taken back before anybody could see it: the word before it goes out, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, Rest, Undo
from stillhere.core.notices import Notice
from stillhere.home.errors import FolderError
from tests.home.couple import World, couple


def test_the_word_before_one_that_was_taken_back_offline_is_heard(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    mia.home.flip()
    mia.round()
    assert jon.round() == [Notice("resting", "Mia")]
    shared, away = tmp_path / "shared", tmp_path / "away"
    shared.rename(away)
    for act in (Back(), Rest()):
        mia.home.do(act)
        with pytest.raises(FolderError):
            mia.home.publish()
    mia.home.do(Undo())
    assert mia.home.look().headline == "both_here"
    away.rename(shared)
    mia.round()
    assert jon.round() == [Notice("back", "Mia")]
    assert jon.home.look().headline == mia.home.look().headline
    assert mia.home.store.outbox.count() == 0


def test_of_what_was_said_offline_only_the_last_goes_out(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    shared, away = tmp_path / "shared", tmp_path / "away"
    shared.rename(away)
    for _ in range(3):
        mia.home.flip()
        with pytest.raises(FolderError):
            mia.home.publish()
    away.rename(shared)
    mia.round()
    statuses = [out for out in mia.home.store.outbox.published() if out.kind == "status"]
    assert [out.n for out in statuses] == [3]
    assert mia.home.store.outbox.count() == 0
    assert jon.round() == [Notice("resting", "Mia")]


def test_a_rest_taken_back_unseen_goes_with_the_details_that_were_added_to_it(tmp_path: Path) -> None:
    """Jon never hears of that rest, and of the details as little."""
    mia, jon = couple(tmp_path, World())
    mia.home.flip()
    mia.home.do(Rest(Details(line="soup in the fridge")))
    mia.home.do(Undo())
    assert mia.home.look().headline == "both_here"
    mia.round()
    assert jon.round() == []
    assert jon.home.look().headline == mia.home.look().headline == "both_here"
    assert mia.home.store.outbox.count() == 0
    assert "status" not in {out.kind for out in mia.home.store.outbox.published()}


def test_a_rest_that_was_heard_is_taken_back_aloud_when_its_details_wait(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    mia.home.flip()
    mia.round()
    assert jon.round() == [Notice("resting", "Mia")]
    mia.home.do(Rest(Details(line="soup in the fridge")))
    mia.home.do(Undo())
    mia.round()
    jon.round()
    assert jon.home.look().headline == mia.home.look().headline == "both_here"


def test_a_rest_whose_details_were_heard_is_taken_back_aloud(tmp_path: Path) -> None:
    mia, jon = couple(tmp_path, World())
    mia.home.flip()
    mia.home.do(Rest(Details(line="soup in the fridge")))
    mia.round()
    assert jon.round() == [Notice("resting", "Mia")]
    mia.home.do(Undo())
    mia.round()
    jon.round()
    assert jon.home.look().headline == mia.home.look().headline == "both_here"
