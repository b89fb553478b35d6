"""The command as a process of its own: what it loads, what it does when nobody reads, how it is called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from stillhere.home.paths import paths_for
from stillhere.words import say
from tests.command.people import Couple, Person
from tests.waiting import LIMIT

FULL = Path("/dev/full")
UNWRITTEN = ("command.unwritten.title", "command.unwritten.next")
PROGRAM = (sys.executable, "-m", "stillhere")

#: What no question about the status may load: each takes longer than the answer.
HEAVY = frozenset({
    "PIL", "PySide6", "appdirs", "cryptography", "dateutil", "humanize", "keyring", "logging", "mnemonic",
    "pyrage", "pystray", "secretstorage", "segno", "shutil", "tomlkit", "watchdog",
})  # fmt: skip
#: Nor may it load what only acts, files and doctor need.
OWN = frozenset({
    "stillhere.core.acts", "stillhere.home.flow.author", "stillhere.home.flow.intake",
    "stillhere.home.flow.publisher", "stillhere.home.keeper", "stillhere.home.flow.link", "stillhere.seal",
    "stillhere.tray", "stillhere.window",
})  # fmt: skip

_LOADED = """
import json, sys
from stillhere.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def _run(person: Person, *command: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "PYTHONIOENCODING": encoding,
        "STILLHERE_HOME": str(person.home),
        "STILLHERE_PASSPHRASE_FILE": str(person.passphrase),
    }
    return subprocess.run(
        command,
        env=environ,
        capture_output=True,
        encoding=encoding,
        stdin=subprocess.DEVNULL,
        timeout=LIMIT,
        check=False,
    )


@pytest.mark.parametrize("words", [("status",), ("--json", "status"), ("notifications",)], ids=" ".join)
def test_a_question_loads_nothing_that_it_does_not_need(linked: Couple, words: tuple[str, ...]) -> None:
    linked.mia.ask("sync")
    code, loaded = json.loads(_run(linked.mia, sys.executable, "-c", _LOADED, *words).stderr)
    assert code == 0
    assert {name for name in loaded if name.partition(".")[0] in HEAVY or name in OWN} == set()


def test_an_act_loads_the_seal_and_nothing_for_a_screen(linked: Couple) -> None:
    linked.mia.ask("sync")
    code, loaded = json.loads(_run(linked.mia, sys.executable, "-c", _LOADED, "rest").stderr)
    assert code == 0
    assert {name for name in loaded if name.partition(".")[0] in HEAVY - {"pyrage"}} == set()


def test_python_runs_it_as_a_module(linked: Couple) -> None:
    done = _run(linked.mia, *PROGRAM, "--json", "status")
    assert (done.returncode, json.loads(done.stdout)["me"]["name"]) == (0, "Mia")
    refused = _run(linked.mia, *PROGRAM, "back")
    assert (refused.returncode, refused.stderr) == (1, "You are here already.\n")


#: What is said at length and in a word, in either form, and what was refused; and how each ends.
SAID = {
    ("man",): 0,
    ("completions", "bash"): 0,
    ("--help",): 0,
    ("--version",): 0,
    ("status",): 0,
    ("--json", "status"): 0,
    ("agreement", "templates"): 0,
    ("--json", "prompt", "list"): 0,
    ("doctor",): 0,
    ("--json", "back"): 1,
}
#: Whether Python keeps what is printed until there is more of it.
BUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])


def _printing(
    person: Person, words: tuple[str, ...], out: IO[bytes] | int, aside: IO[bytes] | int, unbuffered: str = ""
) -> tuple[int, str]:
    """The exit code of a call whose answer goes `out`, and what came `aside`, where that is a pipe."""
    named = {"STILLHERE_HOME": str(person.home), "STILLHERE_PASSPHRASE_FILE": str(person.passphrase)}
    done = subprocess.run(
        [*PROGRAM, *words],
        env={**os.environ, **named, "PYTHONUNBUFFERED": unbuffered},
        stdout=out,
        stderr=aside,
        stdin=subprocess.DEVNULL,
        timeout=LIMIT,
        check=False,
    )
    return done.returncode, (done.stderr or b"").decode("utf-8")


@BUFFERED
@pytest.mark.parametrize("words", SAID, ids=" ".join)
def test_when_nobody_reads_it_ends_without_a_word(
    linked: Couple, words: tuple[str, ...], unbuffered: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, aside = _printing(linked.mia, words, writing, subprocess.PIPE, unbuffered)
    finally:
        os.close(writing)
    refused = f"{say('why.back.here')}\n" if SAID[words] else ""
    assert (code, aside) == (SAID[words], refused)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_terminal_is_too_narrow_in_letters(linked: Couple, encoding: str) -> None:
    linked.jon.ask("rest", "--line", "Suppe ist da, 猫 auch.")
    for words in (("status",), ("status", "--json"), ("--help",), ("doctor",)):
        done = _run(linked.mia, *PROGRAM, *words, encoding=encoding)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done
    document = json.loads(_run(linked.mia, *PROGRAM, "status", "--json", encoding=encoding).stdout)
    assert document["partner"]["line"] == "Suppe ist da, 猫 auch."


def test_a_window_without_a_screen_says_so_and_what_helps(
    linked: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = _run(linked.mia, *PROGRAM, "window")
    assert done.returncode == 3
    assert say("trouble.no_screen.title") in done.stderr
    assert say("trouble.no_screen.next") in done.stderr
    assert "Traceback" not in done.stderr


def test_all_that_was_said_arrives_before_the_process_leaves(linked: Couple) -> None:
    done = _run(linked.mia, *PROGRAM, "man")
    assert done.returncode == 0
    assert done.stdout.endswith("\n")
    assert len(done.stdout) > 10_000


@BUFFERED
@pytest.mark.parametrize("words", SAID, ids=" ".join)
@pytest.mark.skipif(not FULL.exists(), reason="needs a place that takes nothing")
def test_a_place_that_takes_no_more_is_told_where_there_is_dev_full(
    linked: Couple, words: tuple[str, ...], unbuffered: str
) -> None:
    with FULL.open("wb", buffering=0) as full:
        code, aside = _printing(linked.mia, words, full, subprocess.PIPE, unbuffered)
    refused = [say("why.back.here")] if SAID[words] else []
    assert (code, aside.splitlines()) == (3, [*refused, *map(say, UNWRITTEN)])
    assert not paths_for(linked.mia.home, {}).log.exists()


@pytest.mark.skipif(not FULL.exists(), reason="needs a place that takes nothing")
def test_where_nothing_can_be_said_the_exit_code_says_it_where_there_is_dev_full(linked: Couple) -> None:
    for words, code in ((("status",), 3), (("back",), 1), (("status", "--loud"), 2)):
        with FULL.open("wb", buffering=0) as full:
            assert _printing(linked.mia, words, full, full) == (code, "")


_ASIDE = """
import sys, threading, time
from stillhere import cli
def late():
    time.sleep(0.5)
    print("done aside", flush=True)
def main():
    threading.Thread(target=late).start()
    return 0
cli.main = main
cli.program()
"""


def test_what_goes_on_aside_is_waited_for(linked: Couple) -> None:
    """As the question to what carries the folder, which is asked to look at once."""
    assert _run(linked.mia, sys.executable, "-c", _ASIDE).stdout == "done aside\n"
