"""``watch``: one JSON line for each thing that is told, once, whoever keeps, until it is stopped."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import pytest

from stillhere.command.watching import Watcher
from stillhere.core.notices import Notice
from stillhere.home.paths import paths_for
from stillhere.home.remembered import TakingIn
from stillhere.home.role import holder
from stillhere.words import say
from tests.command.people import Couple, Person
from tests.home.couple import World, couple, recording
from tests.waiting import LIMIT, until

FULL = Path("/dev/full")
PROGRAM = (sys.executable, "-m", "stillhere")


class Watching:
    """A running ``watch`` of one person."""

    def __init__(self, person: Person, out: IO[bytes] | int = subprocess.PIPE) -> None:
        environ = {**os.environ, "STILLHERE_PASSPHRASE_FILE": str(person.passphrase)}
        self.process = subprocess.Popen(
            [*PROGRAM, "--home", str(person.home), "watch"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            env=environ,
            bufsize=0,  # a line is read to its end and no further
        )
        self.rest = b""
        assert self.process.stderr is not None
        assert self.process.stderr.readline() == b"Watching. Ctrl+C ends it.\n"

    def next(self) -> Any:
        """The next line."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def end(self, number: int = signal.SIGTERM) -> int:
        """Stops it: its exit code; ``rest`` is what it had printed and nobody read."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        if self.process.stdout is not None and not self.process.stdout.closed:
            self.rest += self.process.communicate(timeout=LIMIT)[0]
        if self.process.stderr is not None:
            self.process.stderr.close()
        return self.process.returncode


@pytest.fixture
def now(linked: Couple) -> Couple:
    """The couple at the time that it is, as the processes see it."""
    linked.world.now = datetime.now().astimezone()
    return linked


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """Ends what a test started."""
    with ExitStack() as stack:
        yield stack


def _watch(person: Person, running: ExitStack) -> Watching:
    started = Watching(person)
    running.callback(started.end)
    return started


def test_it_tells_each_thing_once_and_ends_when_it_is_told(now: Couple, running: ExitStack) -> None:
    watching = _watch(now.jon, running)
    now.mia.ask("rest", "--line", "Soup is warm.")
    assert watching.next() == {"kind": "resting", "name": "Mia", "text": "Mia is resting, still here."}
    now.mia.ask("rest", "--line", "Bread is there too.")  # details are no notice
    now.mia.ask("back")
    assert watching.next() == {"kind": "back", "name": "Mia", "text": "Mia is back. Take your time."}
    assert (watching.end(), watching.rest) == (0, b"")
    assert now.jon.ask("sync")["changed"] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_it_well(now: Couple, running: ExitStack) -> None:
    assert _watch(now.jon, running).end(signal.SIGINT) == 0


def test_it_keeps_and_publishes_for_others(now: Couple, running: ExitStack) -> None:
    watching = _watch(now.mia, running)
    role = paths_for(now.mia.home, {}).role
    until(lambda: (found := holder(role)) is not None and found.face == "watch")
    now.mia.call("rest")
    until(lambda: now.jon.ask("status")["partner"]["state"] == "resting")
    # What its own person does is no news to that person.
    assert (watching.end(), watching.rest) == (0, b"")


def test_beside_another_that_keeps_it_tells_the_same(now: Couple, running: ExitStack) -> None:
    keeps = _watch(now.jon, running)
    until(lambda: holder(paths_for(now.jon.home, {}).role) is not None)
    beside = _watch(now.jon, running)
    now.mia.ask("rest")
    assert keeps.next() == beside.next()
    now.mia.ask("still-here")
    assert keeps.next()["kind"] == beside.next()["kind"] == "still_here"
    assert (keeps.end(), keeps.rest) == (0, b"")
    assert (beside.end(), beside.rest) == (0, b"")


def test_when_the_one_that_keeps_ends_the_other_goes_on(now: Couple, running: ExitStack) -> None:
    keeps = _watch(now.jon, running)
    until(lambda: holder(paths_for(now.jon.home, {}).role) is not None)
    beside = _watch(now.jon, running)
    assert keeps.end() == 0
    now.mia.ask("rest")
    assert beside.next()["kind"] == "resting"
    assert (beside.end(), beside.rest) == (0, b"")


def test_it_says_that_somebody_used_the_invitation(strangers: Couple, running: ExitStack) -> None:
    strangers.world.now = datetime.now().astimezone()
    words = strangers.mia.start()
    keeps = _watch(strangers.mia, running)
    until(lambda: holder(paths_for(strangers.mia.home, {}).role) is not None)
    beside = _watch(strangers.mia, running)
    strangers.jon.join(words)
    for watching in (keeps, beside):
        told = watching.next()
        assert (told["kind"], told["name"]) == ("asks_to_join", "Jon")
        assert "“stillhere confirm” says yes" in told["text"]


def test_what_came_while_nobody_kept_is_told_first(now: Couple, running: ExitStack) -> None:
    now.mia.ask("rest")
    now.jon.ask("status")
    assert _watch(now.jon, running).next()["kind"] == "resting"


def test_watching_leaves_the_folder_as_it_is(now: Couple, running: ExitStack) -> None:
    now.mia.ask("rest")
    before = recording(now.shared)
    watching = _watch(now.jon, running)
    assert watching.next()["kind"] == "resting"
    assert watching.end() == 0
    assert recording(now.shared) == before


def test_when_nobody_reads_any_more_it_ends(now: Couple, running: ExitStack) -> None:
    watching = _watch(now.jon, running)
    assert watching.process.stdout is not None
    watching.process.stdout.close()
    now.mia.ask("rest")
    assert watching.process.wait(LIMIT) == 0
    assert watching.process.stderr is not None
    assert watching.process.stderr.read() == b""


@pytest.mark.skipif(not FULL.exists(), reason="needs a place that takes nothing")
def test_when_what_it_prints_to_takes_no_more_it_says_so_and_ends_where_there_is_dev_full(
    now: Couple, running: ExitStack
) -> None:
    with FULL.open("wb", buffering=0) as full:
        watching = Watching(now.jon, full)
    running.callback(watching.end)
    now.mia.ask("rest")
    assert watching.process.wait(LIMIT) == 3
    assert watching.process.stderr is not None
    lines = watching.process.stderr.read().decode("utf-8").splitlines()
    assert lines == [say("command.unwritten.title"), say("command.unwritten.next")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no single thread of a process gets a signal")
def test_a_signal_that_another_thread_took_ends_it(now: Couple, running: ExitStack) -> None:
    """The main thread sleeps on then, and runs no handler: it has to be woken."""
    process = _watch(now.jon, running).process
    tasks = Path(f"/proc/{process.pid}/task")
    other = until(lambda: [int(each.name) for each in tasks.iterdir() if int(each.name) != process.pid])[0]
    time.sleep(0.3)  # by then the main thread sleeps
    assert ctypes.CDLL(None).tgkill(process.pid, other, int(signal.SIGTERM)) == 0
    assert process.wait(LIMIT) == 0


def test_what_is_so_in_part_only_is_told_once_it_is_whole(tmp_path: Path) -> None:
    """Another face reads a full folder: of what it read so far nothing is told as if it held now."""
    mia, jon = couple(tmp_path, World())
    mia.home.flip()
    mia.round()
    told: list[Notice] = []
    watcher = Watcher(jon.home, told.append)
    jon.home.take_in()
    with jon.home.store.transaction():
        jon.home.memory.keep_taking_in(TakingIn(1, 2))
    watcher.changed()
    assert told == []
    with jon.home.store.transaction():
        jon.home.memory.keep_taking_in(None)
    watcher.changed()
    watcher.changed()
    assert [notice.kind for notice in told] == ["resting"]
