"""Leaving, by two homes over one folder: what the other one sees, and that nothing is written afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Back, Details, PartlyBack, Refused, Rename, Rest, StillHere
from stillhere.core.agreements.acts import Offer
from stillhere.core.notices import Notice
from stillhere.core.view import Mark
from stillhere.home.flow.troubles import GAP_MS
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.leaving import Leaving, happens
from stillhere.seal.envelope import Opener
from stillhere.seal.errors import SealError
from stillhere.words import say
from tests.home.couple import Side, World, another, recording, restart, side
from tests.home.test_agreements import TEA

NOTE = Notice("left", "Mia")


def test_with_a_note_the_other_one_is_told_once_and_shown_kindly(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    assert Leaving(mia.home).leave(quietly=False) is True
    mia.round()
    assert jon.round() == [NOTE]
    assert jon.round() == []
    shown = jon.home.look()
    assert (shown.link, shown.headline, shown.mark) == ("left", "partner_left", Mark("here", None))
    assert mia.home.look().headline == "you_left"


def test_quietly_no_byte_and_no_time_changes_in_the_folder(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    mia.home.do(Rest())
    mia.round()
    jon.round()
    before = recording(tmp_path / "shared")
    assert Leaving(mia.home).leave(quietly=True) is False
    for _ in range(3):
        world.pass_time(days=10)
        mia.round()
    assert recording(tmp_path / "shared") == before
    assert jon.round() == []
    assert (jon.home.look().headline, jon.home.look().news) == ("partner_rests", "none")


def test_what_waits_goes_out_with_no_way_of_leaving(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    mia.home.do(Rest(Details(line="Long week.")))
    assert mia.home.store.outbox.count() == 1
    Leaving(mia.home).leave(quietly=False)
    assert [out.kind for out in mia.home.store.outbox.waiting()] == ["person.left"]
    mia.round()
    assert jon.round() == [NOTE]
    assert "Long week." not in repr(jon.home.look())


def test_what_was_begun_to_be_written_is_given_up_too(two: tuple[Side, Side]) -> None:
    mia, _ = two
    mia.home.do(Rest())
    outbox = mia.home.store.outbox
    assert outbox.claim(outbox.waiting()[0].name)
    Leaving(mia.home).leave(quietly=True)
    assert outbox.waiting() == ()


@pytest.mark.parametrize("quietly", [False, True])
def test_after_leaving_nothing_is_said_or_told_and_a_restart_changes_nothing(
    two: tuple[Side, Side], tmp_path: Path, quietly: bool
) -> None:
    mia, jon = two
    Leaving(mia.home).leave(quietly=quietly)
    mia.round()
    with pytest.raises(Refused) as refused:
        mia.home.do(Rest())
    assert refused.value.why == "why.left"
    restart(mia)
    mia.home.change_settings(folder=tmp_path / "shared")
    before = recording(tmp_path / "shared" / "Still Here")
    jon.home.do(Rest())
    jon.round()
    mine = [path for path in recording(tmp_path / "shared" / "Still Here") if path in before]
    assert mia.round() == []
    assert mia.home.look().headline == "you_left"
    assert {path: recording(tmp_path / "shared" / "Still Here")[path][3] for path in mine} == {
        path: before[path][3] for path in mine
    }


def test_what_another_room_queues_after_leaving_stays_here(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, _ = two
    Leaving(mia.home).leave(quietly=True)
    mia.home.change_settings(folder=tmp_path / "shared")
    place = {"space": "aaaaaaaaaa", "device": "bbbbbbbbbb"}
    mia.home.store.outbox.queue("c" * 32 + ".age", b"x" * 300, lane="now", kind="status", n=9, **place)
    before = recording(tmp_path / "shared")
    assert mia.home.publish() == 0
    assert recording(tmp_path / "shared") == before


def test_a_note_waits_for_a_folder_that_is_away(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    (tmp_path / "shared").rename(tmp_path / "away")
    Leaving(mia.home).leave(quietly=False)
    mia.round()
    (tmp_path / "away").rename(tmp_path / "shared")
    mia.round()
    assert jon.round() == [NOTE]


def test_what_was_not_sent_before_is_missed_by_nobody(two: tuple[Side, Side], world: World) -> None:
    from stillhere.core.acts import Rename

    mia, jon = two
    mia.home.do(Rename("Maria"))
    Leaving(mia.home).leave(quietly=False)
    mia.round()
    jon.round()
    world.pass_time(hours=2)
    jon.round()
    assert GAP_MS < 2 * 3600 * 1000
    assert jon.home.troubles() == ()


def test_who_is_left_can_leave_too_and_nobody_is_told(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    Leaving(mia.home).leave(quietly=False)
    mia.round()
    jon.round()
    before = recording(tmp_path / "shared")
    assert Leaving(jon.home).leave(quietly=False) is False
    jon.round()
    assert recording(tmp_path / "shared") == before


def test_before_leaving_it_says_what_there_is_to_know(two: tuple[Side, Side]) -> None:
    mia, _ = two
    mia.home.do(Rest())
    before = Leaving(mia.home).before()
    assert before is not None
    assert (before.name, before.waiting, before.elsewhere) == ("Jon", 1, 0)
    Leaving(mia.home).leave(quietly=True)
    assert Leaving(mia.home).before() is None


@pytest.mark.parametrize("quietly", [False, True])
def test_other_devices_hear_of_a_note_and_of_nothing_else(
    two: tuple[Side, Side], tmp_path: Path, quietly: bool
) -> None:
    mia, _ = two
    phone = another(mia, tmp_path / "phone")
    before = Leaving(mia.home).before()
    assert before is not None
    hears, goes_on = say("leave.happens.elsewhere_told"), say("leave.happens.elsewhere")
    said = happens(before, "Mia", told=not quietly)
    assert [each in said for each in (hears, goes_on)] == [not quietly, quietly]
    Leaving(mia.home).leave(quietly=quietly)
    mia.round()
    phone.round()
    assert phone.home.look().link == ("linked" if quietly else "left")


def test_where_nothing_is_shared_there_is_nothing_to_leave(tmp_path: Path, world: World) -> None:
    mia = side(tmp_path / "mia", "Mia", world)
    assert Leaving(mia.home).before() is None
    with pytest.raises(Refused) as refused:
        Leaving(mia.home).leave(quietly=True)
    assert refused.value.why == "why.leave.alone"


# --- The one who stays -----------------------------------------------------------------------------------


def left(two: tuple[Side, Side]) -> Side:
    """Mia has left with a note, and Jon has heard of it."""
    mia, jon = two
    Leaving(mia.home).leave(quietly=False)
    mia.round()
    jon.round()
    return jon


def sealed_to_mia(two: tuple[Side, Side], folder: Path, before: set[Path]) -> list[Path]:
    """What came into the folder since, and Mia can read."""
    found = set(folder.rglob("*.age")) - before
    opener = Opener.of(two[0].home.memory.person().identities)
    return [path for path in sorted(found) if _opens(opener, path.read_bytes())]


def _opens(opener: Opener, data: bytes) -> bool:
    try:
        opener.unseal(data)
    except SealError:
        return False
    return True


def test_what_the_other_says_from_then_on_stays_on_that_computer(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    jon, before = left(two), recording(tmp_path / "shared")
    for act in (Rest(Details(line="Long week.")), PartlyBack("company"), Back(), Rest()):
        jon.home.do(act)
        jon.round()
    assert recording(tmp_path / "shared") == before
    assert jon.home.store.outbox.count() == 0
    assert jon.home.look().me.status.state == "resting"
    restart(jon)
    assert jon.home.look().me.status.state == "resting"
    with pytest.raises(Refused, match=r"why\.knock\.left"):
        jon.home.do(StillHere())


def test_what_waited_when_the_news_came_goes_to_nobody(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    jon.home.do(Rest(Details(line="Long week.")))
    jon.home.do(Offer(TEA))
    Leaving(mia.home).leave(quietly=False)
    mia.round()
    before = set((tmp_path / "shared").rglob("*.age"))
    jon.home.take_in()
    jon.round()
    assert sealed_to_mia(two, tmp_path / "shared", before) == []
    assert [out.kind for out in jon.home.store.outbox.published()].count("status") == 0


def test_what_lasts_goes_on_for_further_devices_and_only_for_them(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    laptop = another(jon, tmp_path / "laptop")
    meet(mia, jon, laptop)
    before = set((tmp_path / "shared").rglob("*.age"))
    Leaving(mia.home).leave(quietly=False)
    mia.round()
    note = set((tmp_path / "shared").rglob("*.age"))
    meet(jon, laptop)
    jon.home.do(Rename("Jonathan"))
    meet(jon, laptop)
    assert laptop.home.look().me.name == "Jonathan"
    Devices(laptop.home).remove(jon.home.mine().device)
    meet(laptop, jon)
    assert set((tmp_path / "shared").rglob("*.age")) - note, "something went out"
    assert sealed_to_mia(two, tmp_path / "shared", note) == []
    assert len(note - before) == 1
    assert laptop.home.troubles() == ()


def meet(*sides: Side) -> None:
    for _ in range(2):
        for one in sides:
            one.round()
