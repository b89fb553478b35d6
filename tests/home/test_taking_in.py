"""A folder with much in it is read in parts: one sees how far it is, and it can be stopped between two."""

from __future__ import annotations

import os
import threading

import pytest

from stillhere.core.acts import Rest
from stillhere.core.records.record import PersonNamed
from stillhere.home import keeper
from stillhere.home.flow import intake
from stillhere.home.keeper import Keeper
from stillhere.home.memory import Memory
from stillhere.home.remembered import TakingIn
from stillhere.home.rooms.bundles import Bundles
from tests.home.couple import Side
from tests.home.hands import Hand, id_of
from tests.waiting import until


@pytest.fixture
def much(two: tuple[Side, Side], mias: Hand, monkeypatch: pytest.MonkeyPatch) -> tuple[Side, Side]:
    """Mia rests and gave herself a dozen names; Jon reads three files a part, and has read nothing yet."""
    mia, jon = two
    jon.round()
    mia.home.do(Rest())
    mia.home.publish()
    n, prev = mias.end()
    for number in range(n + 1, n + 13):
        signed = mias.sign(PersonNamed(name=f"Mia {number - n}"), n=number, prev=prev)
        prev = id_of(signed)
        os.utime(mias.put(signed), (number, number))
    monkeypatch.setattr(intake, "BATCH", 3)
    return mia, jon


def test_how_far_it_is_is_told_and_remembered_until_it_ends(much: tuple[Side, Side]) -> None:
    _, jon = much
    heard: list[tuple[TakingIn, TakingIn | None]] = []

    def along(at: TakingIn) -> bool:
        # Another process reads it as well: a store of its own.
        with jon.home.twin() as other:
            heard.append((at, other.sharing().taking_in))
        return True

    assert jon.home.take_in(along) == 13
    assert heard == [(TakingIn(number, 5),) * 2 for number in range(1, 5)]
    assert [at.percent for at, _ in heard] == [20, 40, 60, 80]
    assert jon.home.sharing().taking_in is None


def test_a_few_files_are_read_without_a_word(two: tuple[Side, Side]) -> None:
    mia, jon = two
    jon.round()
    mia.home.do(Rest())
    mia.home.publish()
    assert jon.home.take_in(lambda _: pytest.fail("it is short")) == 1


def test_stopped_it_keeps_what_it_has_tells_nothing_and_goes_on_with_the_rest_later(
    much: tuple[Side, Side],
) -> None:
    _, jon = much
    assert jon.home.take_in(lambda at: at.done < 2) == 13
    assert jon.home.partner_name() == "Mia 6"
    assert jon.home.sharing().taking_in == TakingIn(2, 5)
    left: list[TakingIn] = []

    def stop(at: TakingIn) -> bool:
        left.append(at)
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(intake.Intake, "_note", lambda *_: pytest.fail("told before the end"))
        jon.home.take_in(stop)
    assert left == [TakingIn(1, 3)], "what was taken in is not read again"
    assert [notice.kind for notice in jon.round()] == ["resting"]
    assert jon.home.partner_name() == "Mia 12"
    assert jon.home.sharing().taking_in is None


def test_what_lay_there_and_is_gone_leaves_nobody_waiting_for_the_rest(much: tuple[Side, Side]) -> None:
    mia, jon = much
    jon.home.take_in(lambda _: False)
    assert jon.home.sharing().taking_in is not None
    device = mia.home.memory.mine().device
    folder = jon.home.settings().folder
    assert folder is not None
    for path in folder.glob(f"v1/*/{device}/*.age"):
        path.unlink()
    jon.home.take_in()
    assert jon.home.sharing().taking_in is None


def test_a_keeper_that_is_to_stop_reads_no_further(
    much: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The face shows how far it is meanwhile."""
    _, jon = much
    monkeypatch.setattr(keeper, "READING_SECONDS", 0.0)
    shown: list[TakingIn | None] = []
    stopping = threading.Thread(target=lambda: keeping.stop())  # noqa: PLW0108 - it is made below

    def reading() -> None:
        with jon.home.twin() as own:
            shown.append(own.sharing().taking_in)
        if len(shown) == 1:
            stopping.start()
            assert until(lambda: keeping._stopping)

    told: list[object] = []
    keeping = Keeper(jon.home, told.append, lambda: None, face="window", reading=reading)
    keeping.start()
    assert until(lambda: stopping.ident is not None)
    stopping.join()
    assert shown[0] == TakingIn(1, 5)
    assert Memory(jon.home.store).taking_in() == TakingIn(1, 5), "nothing was read after it was to stop"
    assert told == []
    assert [notice.kind for notice in jon.round()] == ["resting"]


def test_a_bundle_says_itself_how_far_it_is(
    much: tuple[Side, Side], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = much
    monkeypatch.setattr(Memory, "keep_taking_in", lambda _, at: at and pytest.fail("the folder isn't read"))
    place = tmp_path_factory.mktemp("away") / "bundle"
    Bundles(mia.home).out(place)
    Bundles(jon.home).take_in(place)
