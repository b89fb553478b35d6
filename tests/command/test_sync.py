"""What ``sync`` says to whoever reads it, beside what scripts are told."""

from __future__ import annotations

from stillhere.words import say
from tests.command.people import Couple

NOTHING = f"{say('command.sync.nothing')}\n"


def test_a_letter_that_came_is_there_and_told_once(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    jon.ask("letter", "send", jon.ask("letter", "write", "--text", "The sea was grey.")["id"])
    assert mia.call("sync").out == f"{say('letters.bundle', name='Jon')}\n"
    assert mia.call("sync").out == NOTHING


def test_a_page_that_came_is_there_and_told_once(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    page = jon.ask("page", "write", "--text", "The sea was grey.")["id"]
    jon.ask("page", "share", page)
    assert mia.call("sync").out == f"{say('command.sync.page', name='Jon')}\n"
    assert mia.call("sync").out == NOTHING
    jon.ask("page", "unshare", page)
    assert mia.call("sync").out == NOTHING


def test_who_rests_is_told_of_nothing_to_do(linked: Couple) -> None:
    mia, jon = linked.mia, linked.jon
    mia.ask("rest")
    jon.ask("page", "share", jon.ask("page", "write", "--text", "The sea was grey.")["id"])
    assert mia.call("sync").out == NOTHING


def test_scripts_are_told_of_no_letter(linked: Couple) -> None:
    jon = linked.jon
    jon.ask("letter", "send", jon.ask("letter", "write", "--text", "The sea was grey.")["id"])
    assert linked.mia.ask("sync")["changed"] == []


def test_who_left_is_told_so(linked: Couple) -> None:
    linked.mia.ask("leave", "--quietly")
    assert linked.mia.call("sync").out == f"{say('why.left')}\n"
