"""0 done · 1 refused · 2 wrong usage · 3 can't · 4 set aside: each from a call that brings it about."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from stillhere.command.grammar.verbs import VERBS
from stillhere.words import say
from tests.command.people import Couple, call


@pytest.mark.parametrize(
    "words",
    [
        ("sleep",),
        ("rest", "--soon"),
        ("rest", "--looks", "tired"),
        ("rest", "--looks", "fewer_words,tired"),
        ("rest", "--guess", "soon"),
        ("rest", "--checkins", "always"),
        ("back", "--partly", "a_lot"),
        ("start", "--name", "Mia"),
        ("start", "--name", "Mia", "--alone", "--folder", "/tmp"),
        ("join", "--name", "Jon"),
        ("rename",),
        ("notifications", "loud"),
        ("window", "nowhere"),
        ("completions", "csh"),
        ("status", "now"),
        ("help",),
        ("kit", "write"),
        ("--home",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two_and_says_how_it_goes(words: tuple[str, ...]) -> None:
    done = call(*words)
    assert (done.code, done.out) == (2, "")
    verb = f"stillhere {words[0]}" if words[0] in VERBS else "stillhere"
    assert done.err.startswith(f"usage: {verb} [-h]")
    assert done.err.endswith(f"“{verb} --help” says more.\n")
    asked = call("--json", *words)
    assert (asked.code, asked.err) == (2, done.err)
    assert asked.json == {"done": False, "why": asked.json["why"], "next": f"“{verb} --help” says more."}
    assert f"\n{asked.json['why']}\n" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("rest", "--line", "Gr\udcc3\udcbc"),
        ("rename", "--name", "J\udcf6"),
        ("letter", "write", "--text", "Gr\udcc3"),
        ("agreement", "draft", "--kind", "own_words", "--title", "\udcc3", "--text", "x"),
    ],
)
def test_letters_that_the_terminal_lost_are_said_and_nothing_is_done(
    linked: Couple, words: tuple[str, ...]
) -> None:
    done = linked.mia.call(*words)
    assert (done.code, done.out) == (2, "")
    assert say("command.usage.encoding") in done.err
    assert linked.mia.ask("status")["me"]["state"] == "here"
    assert linked.mia.ask("letter") == linked.mia.ask("agreement") == []


def test_wrong_usage_makes_nothing(strangers: Couple) -> None:
    assert strangers.mia.call("start", "--name", "Mia").code == 2
    assert not strangers.mia.home.exists()


def test_before_anybody_has_begun_it_is_three_and_says_what_begins(strangers: Couple) -> None:
    done = strangers.mia.call("status")
    assert (done.code, done.out) == (3, "")
    assert "“stillhere start” begins a space" in done.err
    assert not strangers.mia.home.exists()


def test_a_wrong_passphrase_is_three(linked: Couple) -> None:
    linked.mia.passphrase.write_text("another one\n")
    done = linked.mia.call("--json", "rest")
    assert (done.code, done.json["why"]) == (3, "That isn’t the passphrase.")


def test_a_passphrase_that_nobody_can_be_asked_for_is_three(linked: Couple) -> None:
    done = linked.mia.call("status", unlock=False)
    assert (done.code, done.out) == (3, "")
    assert "--passphrase-file" in done.err


def test_without_a_keyring_and_a_passphrase_nothing_is_made(strangers: Couple) -> None:
    done = strangers.mia.call("start", "--alone", "--name", "Mia", unlock=False)
    assert done.code == 3
    assert "--passphrase-file" in done.err
    assert [path for path in strangers.mia.home.rglob("*") if path.is_file()] == []


def test_a_folder_that_is_not_there_is_three_and_nothing_is_made(strangers: Couple) -> None:
    done = strangers.mia.call("--json", "start", "--name", "Mia", "--folder", str(strangers.shared / "none"))
    assert (done.code, done.json["why"]) == (3, f"There is no folder {strangers.shared / 'none'}.")
    assert not strangers.mia.home.exists()
    assert not (strangers.shared / "none").exists()


def test_an_act_needs_no_folder_and_a_sync_does(linked: Couple, tmp_path: Path) -> None:
    linked.shared.rename(tmp_path / "elsewhere")
    rested = linked.mia.call("--json", "rest")
    assert (rested.code, rested.json) == (0, {"done": True, "state": "resting", "outbox": 1})
    assert "goes out when it is back" in rested.err.replace("the folder is back", "it is back")
    assert linked.mia.call("sync").code == 3
    assert linked.mia.ask("notifications")

    (tmp_path / "elsewhere").rename(linked.shared)
    assert linked.mia.ask("sync")["outbox"] == 0
    assert linked.jon.ask("status")["partner"]["state"] == "resting"


def test_an_emptied_folder_is_three_and_stays_empty(linked: Couple) -> None:
    shutil.rmtree(linked.shared / "Still Here")
    assert linked.mia.call("--json", "status").json["folder"]["reachable"] is False
    linked.mia.call("rest")
    done = linked.mia.call("--json", "sync")
    assert (done.code, done.json["why"]) == (3, "The shared folder is there, but “Still Here” in it isn’t.")
    assert list(linked.shared.iterdir()) == []


def _rubbish(linked: Couple) -> Path:
    place = next(path for path in (linked.shared / "Still Here" / "v1").rglob("*.age")).parent
    name = "a" * 32 + ".age"
    os.mkfifo(place / name)
    return place / name


def test_something_set_aside_is_four_and_the_rest_is_done(linked: Couple) -> None:
    linked.mia.ask("rest")
    _rubbish(linked)
    done = linked.jon.call("--json", "sync")
    assert (done.code, done.json["set_aside"]) == (4, 1)
    assert [each["kind"] for each in done.json["changed"]] == ["resting"]
    assert "doctor" in done.err
    assert linked.jon.call("--json", "sync").code == 4


def test_an_act_is_four_only_when_it_met_what_was_set_aside(linked: Couple) -> None:
    rubbish = _rubbish(linked)
    done = linked.mia.call("--json", "rest")
    assert (done.code, done.json["done"]) == (4, True)
    assert linked.mia.call("back").code == 0
    rubbish.unlink()
    assert linked.mia.ask("sync")["set_aside"] == 0


def test_a_fault_of_ours_is_three_and_the_log_has_the_place(
    linked: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("what Mia wrote")

    monkeypatch.setattr("stillhere.home.home.Home.look", broken)
    done = linked.mia.call("--json", "status")
    assert (done.code, done.json["why"]) == (3, "Something went wrong in Still Here itself.")
    log = (linked.mia.home / "log" / "stillhere.log").read_text()
    assert "command.fault ZeroDivisionError" in log
    assert "what Mia wrote" not in log + done.out + done.err
