"""Passphrases and words never come as arguments: from a file, from standard input, or from a prompt."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from stillhere.words import say
from tests.command.people import Couple
from tests.waiting import LIMIT

PROGRAM = (sys.executable, "-m", "stillhere")


def test_the_passphrase_comes_from_standard_input(linked: Couple) -> None:
    words = ("--passphrase-file", "-", "--json", "status")
    assert linked.mia.call(*words, unlock=False, given="Mia at home\n").json["me"]["name"] == "Mia"


def test_the_variable_stands_for_the_option(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STILLHERE_PASSPHRASE_FILE", str(linked.mia.passphrase))
    assert linked.mia.call("status", unlock=False).code == 0


def test_the_option_counts_before_the_variable(linked: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STILLHERE_PASSPHRASE_FILE", str(linked.jon.passphrase))
    assert linked.mia.call("status").code == 0


@pytest.mark.parametrize("text", ["Mia at home", "Mia at home\n", "Mia at home\r\n", "\ufeffMia at home\n"])
def test_the_end_of_the_line_is_no_part_of_it(linked: Couple, text: str) -> None:
    linked.mia.passphrase.write_text(text, encoding="utf-8", newline="")
    assert linked.mia.call("status").code == 0


def test_blanks_are_a_part_of_it(linked: Couple) -> None:
    linked.mia.passphrase.write_text("Mia at home \n")
    assert linked.mia.call("status").code == 3


def test_a_file_that_is_no_text_is_wrong_usage(linked: Couple, tmp_path: Path) -> None:
    for data in (b"\xff\xfe", b"x" * 20_000):
        linked.mia.passphrase.write_bytes(data)
        done = linked.mia.call("status")
        assert (done.code, done.err) == (2, f"“{linked.mia.passphrase}” can’t be read as text.\n")
    linked.mia.passphrase.unlink()
    assert linked.mia.call("status").code == 2


def test_one_standard_input_holds_one_secret(strangers: Couple) -> None:
    folder = str(strangers.shared)
    words = ("--passphrase-file", "-", "join", "--name", "Jon", "--folder", folder, "--words-file", "-")
    done = strangers.jon.call(*words, unlock=False, given="secret\n")
    assert (done.code, done.err) == (2, "Only one of passphrase and words can come from standard input.\n")


def test_an_empty_passphrase_is_refused(strangers: Couple) -> None:
    strangers.mia.passphrase.write_text("\n")
    done = strangers.mia.call("--json", "start", "--alone", "--name", "Mia")
    assert (done.code, done.json["why"]) == (3, "A passphrase needs at least one letter.")
    assert not (strangers.mia.home / "store.db").exists()


def test_no_secret_stands_in_any_file_of_the_home_or_the_folder(strangers: Couple) -> None:
    words = strangers.mia.start()
    strangers.jon.join(words)
    secrets = [strangers.mia.passphrase.read_bytes().strip(), *(word.encode() for word in words.split())]
    for place in (strangers.mia.home, strangers.jon.home, strangers.shared):
        for path in place.rglob("*"):
            # One short word can stand in random bytes by chance; two of them side by side can't.
            data = path.read_bytes() if path.is_file() else b""
            assert secrets[0] not in data
            assert not any(b" ".join(pair) in data for pair in pairwise(secrets[1:])), path


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_a_passphrase_is_asked_for_twice_and_then_once(strangers: Couple) -> None:
    start = ("start", "--alone")
    answers = ["Mia", "one", "another", "", "open, please", "open, please"]
    shown = _at_terminal(strangers.mia.home, start, answers)
    assert "Your name" in shown
    assert "The two differ." in shown
    assert "An empty passphrase" in shown
    assert "open, please" not in shown
    assert "You are here." in shown
    assert "You are here." in _at_terminal(strangers.mia.home, ("status",), ["open, please"])


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_who_ends_the_input_instead_of_a_passphrase_has_nothing_done(strangers: Couple) -> None:
    strangers.mia.start()
    shown = _at_terminal(strangers.mia.home, ("status",), ["\x04"], code=1)
    assert shown.split() == ["Passphrase:", *say("command.ask.stayed").split()]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_the_words_are_asked_for(strangers: Couple) -> None:
    words = strangers.mia.start()
    call = ("join", "--name", "Jon", "--folder", str(strangers.shared))
    shown = _at_terminal(strangers.jon.home, call, [words, "door", "door"])
    assert "The twelve words:" in shown
    assert "it is with Mia: confirm" in shown


def _at_terminal(home: Path, words: tuple[str, ...], answers: list[str], code: int = 0) -> str:
    """Everything that a terminal shows while `answers` are typed, each at its question."""
    ours, theirs = os.openpty()
    environ = {**os.environ, "STILLHERE_HOME": str(home)}
    with subprocess.Popen(
        [*PROGRAM, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
    ) as process:
        os.close(theirs)
        shown = ""
        try:
            for answer in answers:
                shown += _until_asked(ours)
                os.write(ours, f"{answer}\n".encode())
            while data := _read(ours):
                shown += data
        finally:
            os.close(ours)
        assert process.wait(LIMIT) == code, shown
    return shown


def _until_asked(terminal: int) -> str:
    shown = ""
    while not shown.endswith(": "):
        data = _read(terminal)
        assert data, shown
        shown += data
    time.sleep(0.05)  # the question stands before the echo is off; what is typed until then is thrown away
    return shown


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode()
    except OSError:  # Linux tells the end of a pseudo-terminal so
        return ""
