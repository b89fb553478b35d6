"""Who keeps: a call that finds nobody takes the role for its time; otherwise the face that keeps does it."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from stillhere.command import turn
from stillhere.home.flow import intake
from stillhere.home.paths import paths_for
from stillhere.home.role import Role, holder
from stillhere.words import say
from tests.command.people import Couple, Person
from tests.home.couple import recording


@contextmanager
def _kept(person: Person, face: str) -> Iterator[Role]:
    role = Role(paths_for(person.home, {}).role, face)
    assert role.take()
    try:
        yield role
    finally:
        role.leave()


def test_where_a_face_keeps_an_act_lies_in_the_store_and_rings(linked: Couple) -> None:
    bell = paths_for(linked.mia.home, {}).bell
    bell.unlink()
    before = recording(linked.shared)
    with _kept(linked.mia, "tray"):
        done = linked.mia.call("--json", "rest")
    assert (done.code, done.json) == (0, {"done": True, "state": "resting", "outbox": 1})
    assert recording(linked.shared) == before
    assert bell.exists()


def test_where_a_face_keeps_a_sync_leaves_it_to_that_one(linked: Couple) -> None:
    linked.mia.ask("rest")
    with _kept(linked.jon, "window"):
        assert linked.jon.ask("sync") == {
            "done": True, "keeper": "window", "changed": [], "outbox": 0, "set_aside": 0,
        }  # fmt: skip
        assert linked.jon.ask("status")["partner"]["state"] == "here"
    assert linked.jon.ask("sync")["changed"] != []


def test_what_waits_is_nobodys_task_while_a_face_keeps(linked: Couple) -> None:
    with _kept(linked.mia, "tray"):
        linked.mia.ask("rest")
        asked = linked.mia.call("status")
        assert (asked.code, asked.err) == (0, "")
        assert linked.mia.ask("status")["outbox"] == 1
    # The same question, once nobody keeps any more.
    for _ in range(2):
        assert "“stillhere sync” brings it into the folder" in linked.mia.call("status").err
    with _kept(linked.mia, "command"):
        assert "“stillhere sync” brings it into the folder" in linked.mia.call("status").err


def test_afterwards_nobody_keeps(linked: Couple) -> None:
    linked.mia.ask("rest")
    assert holder(paths_for(linked.mia.home, {}).role) is None


def test_a_question_does_not_wait_for_another_calls_turn(linked: Couple) -> None:
    with _kept(linked.mia, "command"):
        assert linked.mia.ask("status")["me"]["name"] == "Mia"


def test_an_act_waits_for_another_calls_turn_and_then_publishes(linked: Couple) -> None:
    # Left to the other call, which may have published already, it could lie here until somebody keeps again.
    with _kept(linked.mia, "command") as other:
        threading.Timer(0.3, other.leave).start()
        assert linked.mia.ask("rest")["outbox"] == 0
    assert linked.jon.ask("status")["partner"]["state"] == "resting"


# What whoever did something is told on the side


def without_folder(person: Person) -> None:
    """Settings that somebody spoilt by hand name no folder."""
    paths_for(person.home, {}).settings.write_text("= nobody reads this\n")


@pytest.mark.parametrize(
    "words",
    [
        ("rest",),
        ("agreement", "offer", "--template", "guess.open"),
        ("letter", "pace", "none"),
        ("rename", "--name", "Mimi"),
    ],
)
def test_where_no_folder_is_chosen_whoever_speaks_is_told(linked: Couple, words: tuple[str, ...]) -> None:
    without_folder(linked.mia)
    done = linked.mia.call(*words)
    assert (done.code, done.err) == (0, f"{say('command.hint.no_folder')}\n")
    asked = linked.mia.call("status")
    assert (asked.code, asked.err) == (0, f"{say('command.hint.no_folder')}\n")


def test_whoever_is_alone_needs_no_folder(strangers: Couple) -> None:
    strangers.mia.ask("start", "--alone", "--name", "Mia")
    for words in (("rest",), ("status",)):
        assert strangers.mia.call(*words).err == ""


@pytest.mark.parametrize(
    "words", [("rest",), ("agreement", "offer", "--template", "guess.open"), ("letter", "pace", "none")]
)
def test_where_the_folder_is_away_whoever_speaks_is_told(linked: Couple, words: tuple[str, ...]) -> None:
    linked.shared.rename(linked.shared.with_name("away"))
    assert linked.mia.call(*words).err == f"{say('command.hint.folder_away')}\n"


def test_the_doctor_says_where_a_folder_is_chosen_anew(linked: Couple) -> None:
    without_folder(linked.mia)
    done = linked.mia.call("--json", "doctor")
    (found,) = [each for each in done.json["checks"] if each["name"] == "folder"]
    assert done.code == 3
    assert (found["state"], found["next"]) == ("trouble", say("trouble.no_folder.next"))


@pytest.mark.parametrize("terminal", [True, False])
def test_who_watches_sees_how_far_the_reading_of_a_full_folder_is(
    terminal: bool, linked: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        linked.mia.ask("rename", "--name", f"Mia {number}")
    linked.mia.ask("rest")
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: terminal)
    monkeypatch.setattr(turn, "sys", SimpleNamespace(stderr=shown))
    monkeypatch.setattr(intake, "BATCH", 1)
    assert linked.jon.ask("status")["partner"]["name"] == "Mia 2"
    lines = [say("command.taking_in", percent=percent) for percent in (25, 50, 75)]
    assert shown.getvalue() == ("\r".join([*lines, "\n"]) if terminal else "")
