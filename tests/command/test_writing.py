"""What somebody types in an editor: nothing of it is lost, and nothing typed is nothing done."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from stillhere.words import say
from tests.command.people import Couple, Done, Person

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the editor of these tests is a shell script"),
    pytest.mark.usefixtures("at_a_terminal"),
]


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillhere.command.asking.at_terminal", lambda: True)


@pytest.fixture
def types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file; what stands in it is what the editor types."""
    words, program = tmp_path / "words", tmp_path / "editor"
    words.write_text("")
    program.write_text(f'#!/bin/sh\ncat {words} > "$1"\n')
    program.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(program))
    return words


def kept(person: Person, done: Done) -> str:
    """The one text that stays beside the home, as its person is told."""
    (place,) = person.home.glob("writing-*")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert done.err.splitlines()[-1] == say("command.hint.typed", place=place)
    return place.read_text()


def test_what_was_typed_goes_where_it_was_meant_to(linked: Couple, types: Path) -> None:
    types.write_text("The kettle is on.")
    assert linked.mia.call("letter", "write").code == 0
    assert linked.mia.call("page", "write").code == 0
    assert [each["text"] for each in linked.mia.ask("letter")] == ["The kettle is on."]
    assert not list(linked.mia.home.glob("writing-*"))


def test_words_of_an_offer_that_can_not_go_out_yet_are_kept(linked: Couple, types: Path) -> None:
    offer = ("agreement", "offer", "--kind", "own_words", "--title", "Tea")
    types.write_text("Tea at five.")
    assert linked.mia.call(*offer).code == 0
    types.write_text("Tea at six, and a walk.")
    refused = linked.mia.call(*offer)
    assert refused.code == 1
    assert kept(linked.mia, refused) == "Tea at six, and a walk."


def test_words_that_fit_no_form_are_kept(linked: Couple, types: Path) -> None:
    types.write_text("\n---\n".join("abcd"))
    wrong = linked.mia.call("--json", "page", "write", "--prompt", "waiting.stories.three_columns")
    assert (wrong.code, wrong.json["done"]) == (2, False)
    assert kept(linked.mia, wrong) == types.read_text()


def test_nothing_typed_is_nothing_done(linked: Couple, types: Path) -> None:
    types.write_text("\n \n")
    for words in (("letter", "write"), ("page", "write"), ("prompt", "add")):
        done = linked.mia.call(*words)
        assert (done.code, done.out, done.err) == (1, "", f"{say('command.ask.stayed')}\n")
    assert linked.mia.ask("letter") == linked.mia.ask("page") == []
    assert not list(linked.mia.home.glob("writing-*"))


def test_words_may_be_taken_out_of_a_letter(linked: Couple, types: Path) -> None:
    made = linked.mia.ask("letter", "write", "--text", "Too much.")
    assert linked.mia.call("letter", "change", made["id"]).code == 0
    assert [each["text"] for each in linked.mia.ask("letter")] == [""]
