"""A folder that doesn't answer holds nobody up: it is out of reach, and what is asked of it ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.acts import Rest
from stillhere.home.errors import FolderError
from stillhere.home.flow import sharing as shared
from stillhere.home.folder import answering, patience
from stillhere.home.folder.folder import Folder
from stillhere.home.folder.patience import TooLong, within
from tests.home.couple import Side, World, couple
from tests.waiting import LIMIT, until


def answer(event: threading.Event) -> None:
    """What hung goes on, to its end."""
    event.set()
    until(lambda: not patience.hanging("look") and not patience.hanging("folder"))


@pytest.fixture
def answers() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    answer(event)


@pytest.fixture
def mia(tmp_path: Path) -> Iterator[Side]:
    mia, jon = couple(tmp_path, World())
    yield mia
    mia.home.close()
    jon.home.close()


def test_what_comes_in_time_is_given_and_what_is_raised_is_raised() -> None:
    assert within(30, lambda: 5, name="look") == 5
    assert within(30, lambda: None, name="look") is None
    with pytest.raises(ZeroDivisionError):
        within(30, lambda: 1 // 0, name="look")
    assert patience.hanging("look") == 0


def test_a_look_that_never_begins_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", none_left)
    with pytest.raises(RuntimeError):
        within(30, lambda: 5, name="look")
    assert patience.hanging("look") == 0


def test_only_so_many_wait_for_what_hangs(answers: threading.Event) -> None:
    for _ in range(3 * patience.MOST):
        with pytest.raises(TooLong):
            within(0.01, lambda: answers.wait(LIMIT), name="look")
    assert patience.hanging("look") == patience.MOST
    assert within(30, lambda: 5, name="another look") == 5


def test_a_dead_drive_is_out_of_reach_and_holds_nobody_up(
    mia: Side, answers: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mia.home.sharing().reachable
    real = Folder.reachable
    monkeypatch.setattr(Folder, "reachable", lambda folder: answers.wait(LIMIT) and real(folder))
    monkeypatch.setattr(shared, "mount_type", lambda _: "nfs4")
    monkeypatch.setattr(shared, "SECONDS", 0.05)
    for _ in range(2 * patience.MOST):
        found = mia.home.sharing()
        assert (found.reachable, found.carrier, found.link) == (False, "unknown", "linked")
    mia.home.do(Rest())
    assert mia.home.sharing().outbox == 1


def test_a_round_does_not_hang_on_a_dead_drive_and_what_is_said_waits(
    mia: Side, answers: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia.home.do(Rest())
    real = Folder.reachable
    monkeypatch.setattr(Folder, "reachable", lambda folder: answers.wait(LIMIT) and real(folder))
    monkeypatch.setattr(answering, "mount_type", lambda _: "nfs4")
    monkeypatch.setattr(answering, "SECONDS", 0.05)
    for call in (mia.home.take_in, mia.home.publish):
        with pytest.raises(FolderError) as gone:
            call()
        assert gone.value.what == "folder_missing"
    assert mia.round() == []
    assert mia.home.store.outbox.count() == 1
    answer(answers)
    monkeypatch.setattr(answering, "SECONDS", 30.0)
    mia.round()
    assert mia.home.store.outbox.count() == 0


def test_a_disk_of_this_computer_is_asked_without_a_thread(
    mia: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(*_: object) -> None:
        raise AssertionError("a thread was begun")

    monkeypatch.setattr("_thread.start_new_thread", begin)
    monkeypatch.setattr(answering, "mount_type", lambda _: "ext4")
    mia.home.take_in()
    mia.home.publish()


def test_a_drive_that_answers_again_is_there_again(
    mia: Side, answers: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "reachable", lambda _: answers.wait(LIMIT))
    monkeypatch.setattr(shared, "mount_type", lambda _: "nfs4")
    monkeypatch.setattr(shared, "SECONDS", 0.05)
    assert not mia.home.sharing().reachable
    answer(answers)
    monkeypatch.setattr(shared, "SECONDS", 30.0)
    assert mia.home.sharing().reachable
