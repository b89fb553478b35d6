"""Two homes and one folder, from the invitation to the knock: what each side sees and hears."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, PartlyBack, Refused, Rest, SoftKnock, StillHere, Undo
from stillhere.core.notices import Notice
from stillhere.core.view import Shown
from stillhere.home.errors import StoreError
from stillhere.home.flow import safety
from tests.home.couple import Side, World, couple, recording, side


def partner(side: Side) -> Shown:
    """The other person, as `side` sees them."""
    shown = side.home.look().partner
    assert shown is not None
    return shown


def test_an_invitation_that_is_over_is_open_no_more_and_a_new_one_is_made(
    tmp_path: Path, world: World
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    mia = side(tmp_path / "mia", "Mia", world)
    mia.home.invite(shared)
    world.pass_time(days=7, minutes=-1)
    assert mia.home.look().link == "invited"
    world.pass_time(minutes=2)
    assert mia.home.look().link == "alone"
    assert mia.home.sharing().expires_ms is not None
    mia.home.invite(shared)
    assert mia.home.look().link == "invited"


def test_inviting_joining_and_confirming_links_the_two(tmp_path: Path, world: World) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    words = mia.home.invite(shared)
    assert len(words) == 12
    assert mia.home.look().link == "invited"
    assert jon.home.join(shared, words) == "Mia"
    assert jon.home.sharing().waits_for == "Mia"
    assert mia.round() == [Notice("asks_to_join", "Jon")]
    assert mia.home.sharing().asks == "Jon"
    mia.home.confirm()
    assert mia.round() == []
    assert jon.round() == [Notice("linked", "Mia")]
    assert jon.home.look().link == mia.home.look().link == "linked"
    assert partner(jon).name == "Mia"
    assert partner(mia).name == "Jon"
    assert mia.home.safety_number() == jon.home.safety_number()


def test_an_invitation_after_one_that_was_declined_is_answered_like_the_first(
    tmp_path: Path, world: World
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    for _ in range(2):
        jon.home.join(shared, mia.home.invite(shared))
        assert mia.round() == [Notice("asks_to_join", "Jon")]
        mia.home.decline()
        assert jon.round() == []
    jon.home.join(shared, mia.home.invite(shared))
    mia.round()
    mia.home.confirm()
    mia.round()
    assert jon.round() == [Notice("linked", "Mia")]
    assert partner(mia).name == "Jon"


def test_an_answer_that_is_taken_back_leaves_no_file_and_no_one_waits(tmp_path: Path, world: World) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    mia, jon = side(tmp_path / "mia", "Mia", world), side(tmp_path / "jon", "Jon", world)
    words = mia.home.invite(shared)
    before = set(shared.rglob("*"))
    jon.home.join(shared, words)
    assert set(shared.rglob("*.age")) > {path for path in before if path.suffix == ".age"}
    jon.home.turn_back()
    assert jon.home.sharing().waits_for is None
    assert jon.round() == []
    assert set(shared.rglob("*")) == before, "something of Jon's stays in the folder"
    assert mia.round() == []
    assert mia.home.sharing().asks is None
    jon.home.turn_back()  # nobody is waited for any more: nothing happens

    # The words are good for another answer. What was read before it is taken back stays read, and a yes to
    # it brings in nobody.
    jon.home.join(shared, words)
    assert mia.round() == [Notice("asks_to_join", "Jon")]
    jon.home.turn_back()
    assert jon.round() == []
    mia.home.confirm()
    mia.round()
    assert jon.round() == []
    assert jon.home.look().link == "alone"


def test_the_safety_number_is_made_once_and_looking_at_it_says_nothing(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, _ = couple(tmp_path, world)
    number, generation = mia.home.safety_number(), mia.home.generation()
    made: list[bytes] = []
    monkeypatch.setattr(safety, "digits_of", made.append)
    with mia.home.twin() as again:
        assert again.safety_number() == mia.home.safety_number() == number
    assert (made, mia.home.generation()) == ([], generation)


def test_the_safety_number_is_shown_where_nothing_can_be_kept(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = couple(tmp_path, world)

    def full(*_: object) -> None:
        raise StoreError("disk_full")

    monkeypatch.setattr(mia.home.store, "put", full)
    assert mia.home.safety_number() == mia.home.safety_number() == jon.home.safety_number()


def test_a_click_here_a_gentle_notice_there(tmp_path: Path, world: World) -> None:
    mia, jon = couple(tmp_path, world)
    mia.home.flip()
    assert mia.round() == []
    assert jon.round() == [Notice("resting", "Mia")]
    assert jon.home.look().headline == "partner_rests"
    mia.home.do(Rest(Details(looks=("fewer_words",), line="Long week. It isn’t you.", checkins="one_knock")))
    mia.round()
    assert jon.round() == []
    assert partner(jon).status.line == "Long week. It isn’t you."
    jon.home.do(SoftKnock())
    jon.round()
    assert mia.round() == [Notice("knock", "Jon")]
    with pytest.raises(Refused):
        jon.home.do(SoftKnock())
    mia.home.do(StillHere())
    mia.round()
    assert jon.round() == [Notice("still_here", "Mia")]
    mia.home.do(PartlyBack("company"))
    mia.round()
    assert jon.round() == [Notice("partly", "Mia")]
    mia.home.flip()
    mia.round()
    assert jon.round() == [Notice("back", "Mia")]
    assert jon.home.look().headline == "both_here"


def test_reading_and_waiting_change_nothing_in_the_folder(tmp_path: Path, world: World) -> None:
    mia, jon = couple(tmp_path, world)
    mia.home.flip()
    mia.round()
    before = recording(tmp_path / "shared")
    for _ in range(12):
        jon.round()
        mia.round()
        jon.home.look()
        jon.home.sharing()
        world.pass_time(minutes=5)
    assert recording(tmp_path / "shared") == before


def test_an_undone_flip_that_nobody_saw_never_reaches_the_folder(tmp_path: Path, world: World) -> None:
    mia, jon = couple(tmp_path, world)
    before = recording(tmp_path / "shared")
    mia.home.flip()
    world.pass_time(seconds=5)
    mia.home.do(Undo())
    mia.round()
    assert recording(tmp_path / "shared") == before
    assert jon.round() == []
    assert mia.home.look().headline == "both_here"


def test_an_undone_flip_that_was_published_withdraws_its_notification(tmp_path: Path, world: World) -> None:
    mia, jon = couple(tmp_path, world)
    mia.home.flip()
    mia.round()
    assert jon.round() == [Notice("resting", "Mia")]
    mia.home.do(Undo())
    mia.round()
    assert jon.round() == [Notice("withdraw", "Mia")]
    assert jon.home.look().headline == "both_here"


def test_undoing_while_offline_leaves_the_word_before_it_waiting(tmp_path: Path, world: World) -> None:
    mia, jon = couple(tmp_path, world)
    mia.home.flip()
    mia.home.do(Back())
    mia.home.do(Undo())
    mia.round()
    assert jon.round() == [Notice("resting", "Mia")]


def test_a_flip_leaves_as_many_files_as_before(tmp_path: Path, world: World) -> None:
    mia, _ = couple(tmp_path, world)
    mia.home.flip()
    mia.round()
    before = sum(path.is_file() for path in (tmp_path / "shared").rglob("*"))
    for _ in range(10):
        world.pass_time(minutes=1)
        mia.home.flip()
        mia.round()
    assert sum(path.is_file() for path in (tmp_path / "shared").rglob("*")) == before
