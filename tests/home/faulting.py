"""A disk that fails at any call of the system, SQLite's own among them: `strace` has the call fail, or kills.

Law: a fault is named by its call and that call's number, counted from the deed's first. What failed and how
often is read from what `strace` wrote, never guessed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest

from tests.waiting import LIMIT

ROOT = Path(__file__).resolve().parents[2]

#: Every call by which the program or SQLite changes a file, and by which SQLite reads one.
CHANGING = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate", "fchmod"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat"),
)
READING = ("pread64",)
_TRACED = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)


class Fault(NamedTuple):
    """The `number`-th `call` gets `what`, in strace's words; with `on`, so does every later one."""

    what: str
    call: str
    number: int
    on: bool = False

    def __str__(self) -> str:
        return f"{self.what} at {self.call} {self.number}{'+' if self.on else ''}"

    @property
    def injected(self) -> str:
        """The rule that strace is given."""
        return f"inject={self.call}:{self.what}:when={self.number}{'+' if self.on else ''}"


class Outcome(NamedTuple):
    """What the deed told, how it ended (0, or a signal's number below it), and the calls that were made."""

    said: tuple[str, ...]
    ended: int
    calls: tuple[str, ...]
    hit: bool

    @property
    def done(self) -> bool:
        """Whether the deed was acknowledged, at once or when it was done again."""
        return "done" in self.said or "again done" in self.said

    @property
    def troubles(self) -> tuple[str, ...]:
        """The keys of what the person was told."""
        return tuple(line.split("error ", 1)[1] for line in self.said if "error " in line)

    @property
    def faults(self) -> tuple[str, ...]:
        """What went past every sentence."""
        return tuple(line for line in self.said if line.removeprefix("again ").startswith("fault"))


def needs_strace() -> None:
    """Ends the test by name where no process may be traced."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    probe = ["strace", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=1", "true"]
    if subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody trace a process")


class Faulting:
    """A process of `deeds`, and what goes wrong with its children. Notes are written into `place`."""

    def __init__(self, place: Path) -> None:
        self._log = place / "strace.txt"
        self._server: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.home.deeds"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _end(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.communicate(timeout=LIMIT)

    def counted(self, order: dict[str, Any], calls: Sequence[str] = CHANGING) -> tuple[Fault, ...]:
        """The deed done without a fault: each of its `calls`, in their order, as a place for one."""
        outcome = self.run(order, trace=calls)
        assert outcome.said[-1] == "done", outcome
        seen: Counter[str] = Counter()
        places = []
        for call in outcome.calls:
            seen[call] += 1
            places.append(Fault("", call, seen[call]))
        return tuple(places)

    def run(self, order: dict[str, Any], fault: Fault | None = None, *, trace: Sequence[str] = ()) -> Outcome:
        """The deed, with its `fault` or watched for the calls in `trace`, or neither."""
        try:
            return self._watched(int(self._asked(order)), fault, trace)
        except BaseException:
            self._end()  # one test's trouble is not the next one's
            raise

    def _watched(self, pid: int, fault: Fault | None, trace: Sequence[str]) -> Outcome:
        watched = fault.call if fault else ",".join(f"?{call}" for call in trace)
        if not watched:
            return self._ended("")
        rule = ["-e", fault.injected] if fault else []
        tracing = ["strace", "-p", str(pid), "-o", str(self._log), "-e", f"trace={watched}", *rule]
        with subprocess.Popen(tracing, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            attached = tracer.stderr.readline()
            assert "attached" in attached, attached
            ended = self._asked({})
            tracer.wait(LIMIT)
        return self._ended(self._log.read_text("utf-8", "replace"), ended)

    def _asked(self, order: dict[str, Any]) -> str:
        self._server = server = self._server or self._start()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(order) + "\n")
        server.stdin.flush()
        return server.stdout.readline()

    def _ended(self, traced: str, ended: str | None = None) -> Outcome:
        answer = json.loads(ended or self._asked({}))
        hit = "INJECTED" in traced or answer["killed"] == -9
        return Outcome(tuple(answer["said"]), answer["killed"], tuple(_TRACED.findall(traced)), hit)


def order(deed: str, home: Path, key: bytes, now: datetime, name: str, **more: object) -> dict[str, Any]:
    """What is to be done, as `deeds` reads it."""
    return {"deed": deed, "home": str(home), "key": key.hex(), "now": now.isoformat(), "name": name, **more}


def sampled(places: Sequence[Fault], most: int) -> Sequence[Fault]:
    """At most so many of `places`, spread evenly, the first and the last among them."""
    if len(places) <= most:
        return places
    return [places[round(number * (len(places) - 1) / (most - 1))] for number in range(most)]
