"""``letter`` at a command line: the second journey, opening by choice, and what stands in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command.people import Couple, Person
from tests.home.couple import recording

ENTRY = {"id": str, "state": str, "text": str, "written": str, "changed": str, "ask": bool}


def listed(person: Person) -> list[dict[str, Any]]:
    """The letters that are here; each entry has exactly the fields of the contract."""
    found: list[dict[str, Any]] = person.ask("letter", "list")
    for each in found:
        assert set(each) == set(ENTRY)
        assert all(isinstance(each[name], shape) for name, shape in ENTRY.items()), each
    return found


def write(person: Person, text: str) -> str:
    made = person.ask("letter", "write", "--text", text)
    assert (made["done"], made["state"]) == (True, "held")
    return str(made["id"])


def test_a_letter_is_shown_whole(linked: Couple) -> None:
    jon, text = linked.jon, "Dear Mia,\n\nthe kettle is on.\n\nJon"
    name = write(jon, text)
    assert jon.ask("letter", "show", name) == next(each for each in listed(jon) if each["id"] == name)
    assert jon.call("letter", "show", name[:5]).out == f"{text}\n"
    assert jon.refused("letter", "show", "nope") == "No letter has this id here."


def test_anxious_waiting(linked: Couple) -> None:
    """Five letters, and the folder doesn't change; after the return one is sent and four are let go."""
    mia, jon, world = linked.mia, linked.jon, linked.world
    mia.ask("rest")
    jon.ask("sync")
    before = recording(linked.shared)
    five = [write(jon, f"Dear Mia, this is number {number}, marguerite.") for number in range(5)]
    assert jon.ask("letter", "change", five[2], "--text", "I found the photo.")["state"] == "held"
    assert jon.ask("status")["letters"] == {"held": 5, "arrived_unopened": 0}
    assert jon.ask("status")["may"]["letter"]
    assert recording(linked.shared) == before
    assert jon.refused("letter", "send", five[2]) == "Mia is resting. The letter can wait for Mia’s return."
    assert [each["ask"] for each in listed(jon)] == [False] * 5
    world.pass_time(hours=14)
    mia.ask("back")
    assert [each["ask"] for each in listed(jon)] == [True] * 5
    told = "What you wrote can be looked at again, when you’re ready."
    assert told in jon.call("status").out
    sent = jon.ask("letter", "send", five[2])
    assert (sent["done"], sent["state"], sent["outbox"]) == (True, "sent", 0)
    for name in (*five[:2], *five[3:]):
        assert jon.ask("letter", "let-go", name)["state"] == "let_go"
    assert listed(jon) == []
    assert jon.ask("status")["letters"] == {"held": 0, "arrived_unopened": 0}
    assert mia.ask("sync")["changed"] == []
    assert mia.ask("status")["letters"] == {"held": 0, "arrived_unopened": 1}
    (came,) = mia.ask("letter", "received")
    assert (came["text"], came["from"], came["came"]) == ("I found the photo.", "Jon", "morning")
    (went,) = jon.ask("letter", "sent")
    assert went["text"] == "I found the photo."
    assert went["sent"].startswith("2026-11-21T09:30")


def test_what_came_is_opened_by_choice_and_nothing_in_the_folder_tells_of_it(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    for text in ("first", "second"):
        jon.ask("letter", "send", write(jon, text))
    mia.ask("sync")
    before = recording(linked.shared)
    assert "It keeps until you open it." in mia.call("status").out
    closed = mia.ask("letter", "received", "--peek")
    assert [(each["opened"], each["text"]) for each in closed] == [(False, ""), (False, "")]
    assert mia.ask("status")["letters"]["arrived_unopened"] == 2
    assert "Not opened yet. It keeps." in mia.call("letter", "received", "--peek").out
    first = closed[-1]["id"]
    (opened,) = mia.ask("letter", "received", first[:8])
    assert (opened["id"], opened["text"], opened["opened"]) == (first, "first", True)
    assert mia.ask("status")["letters"]["arrived_unopened"] == 1
    assert [each["text"] for each in mia.ask("letter", "received")] == ["second", "first"]
    assert mia.ask("status")["letters"]["arrived_unopened"] == 0
    assert "From Jon, this evening" in mia.call("letter", "received").out
    jon.ask("sync")
    assert recording(linked.shared) == before
    assert jon.ask("letter", "received") == mia.ask("letter", "sent") == []


def test_each_choice_says_what_it_comes_to(linked: Couple) -> None:
    jon = linked.jon
    name = write(jon, "Dear Mia")
    said = {
        "keep": "It is yours, and will not be offered.\n",
        "hold": "It waits here, and nobody hears of it.\n",
        "send": "It goes to Mia. Nothing more is needed.\n",
    }
    for choice, sentence in said.items():
        assert jon.call("letter", choice, name).out == sentence
    assert jon.call("letter", "let-go", write(jon, "x")).out == "It is gone, and nothing of it is left.\n"
    kept = write(jon, "For me.\nAlone.")
    jon.ask("letter", "keep", kept)
    assert [(each["id"], each["state"]) for each in listed(jon)] == [(kept, "kept")]
    lines = jon.call("letter").out.splitlines()
    assert lines == [f"{kept}  For me.", "  Written this evening · kept, will not be offered"]
    assert jon.ask("status")["letters"]["held"] == 0


def test_a_wish_is_shown_said_and_heard(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    assert mia.ask("letter", "pace") == {"pace": "any"}
    assert mia.ask("letter", "pace", "none")["done"]
    assert mia.ask("letter", "pace") == {"pace": "none"}
    jon.ask("sync")
    name = write(jon, "Dear Mia")
    why = "No letters for now: that holds between you and Mia. This one can wait here."
    assert jon.refused("letter", "send", name) == why
    assert not jon.ask("status")["may"]["letter"]
    assert jon.ask("status")["why_not"]["letter"] == why
    mia.ask("letter", "pace", "one-at-a-time")
    jon.ask("letter", "send", name)
    assert jon.refused("letter", "send", write(jon, "And more")).startswith("One letter at a time")
    assert jon.ask("status")["may"]["letter"]


def test_alone_a_letter_waits(strangers: Couple) -> None:
    mia = strangers.mia
    mia.ask("start", "--name", "Mia", "--alone")
    name = write(mia, "To whoever comes")
    assert mia.refused("letter", "send", name) == "There is nobody else here yet. The letter can wait."
    assert mia.ask("status")["why_not"]["letter"] == "There is nobody else here yet. The letter can wait."
    assert "waits here" in mia.call("letter").out
    assert mia.refused("letter", "pace", "none") == "There is nobody else here yet who could hear of it."


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("letter", "send"), 2, "An id is missing. “stillhere letter list” shows them."),
        (("letter", "send", "abcdefghij"), 1, "No letter has this id here."),
        (("letter", "received", "abcdefghij"), 1, "No letter has this id here."),
        (("letter", "write"), 2, "The text is missing"),
        (("letter", "pace", "never"), 2, "any, one_at_a_time, none"),
        (("letter", "burn"), 2, ""),
        (("letter", "write", "--text", "x", "--file", "y"), 2, ""),
    ],
)
def test_what_is_asked_for_wrongly_is_said(
    words: tuple[str, ...], code: int, said: str, linked: Couple
) -> None:
    done = linked.jon.call(*words)
    assert done.code == code
    assert said in done.err


def test_an_empty_letter_and_a_long_one_stay_here(linked: Couple, tmp_path: Path) -> None:
    jon = linked.jon
    assert jon.refused("letter", "send", write(jon, "")) == "There are no words in this letter yet."
    long = tmp_path / "long.txt"
    long.write_text("word " * 10_000, encoding="utf-8")
    name = jon.ask("letter", "write", "--file", str(long))["id"]
    assert jon.refused("letter", "send", name).startswith("A letter carries about six thousand words")


def test_a_locked_letter_needs_its_passphrase(linked: Couple, tmp_path: Path) -> None:
    """What came is read without it: it isn't what the lock is for."""
    jon, lock = linked.jon, tmp_path / "lock"
    lock.write_text("two clouds\n", encoding="utf-8")
    write(jon, "Dear Mia")
    jon.ask("lock", "set", "--new-file", str(lock))
    done = jon.call("--json", "letter", "list")
    assert (done.code, done.json["done"]) == (3, False)
    assert "Dear Mia" not in done.out + done.err
    assert [each["text"] for each in jon.ask("letter", "list", "--lock-file", str(lock))] == ["Dear Mia"]
    assert jon.ask("status")["letters"] == {"held": None, "arrived_unopened": 0}
    assert jon.ask("letter", "received") == []
