"""Mia and Jon at a command line: two homes with passphrases, one folder, a clock that the test moves.

Calls run in this process, through the entry that the console script has; what they write is looked at.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stillhere import cli
from tests.home.couple import World


@dataclass(frozen=True)
class Done:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        document = json.loads(self.out)
        assert self.out.count("\n") == 1, self.out
        return document


@dataclass(frozen=True)
class Person:
    """One person: a home, the file with its passphrase, the clock, and the shared folder."""

    name: str
    home: Path
    passphrase: Path
    world: World
    shared: Path

    def call(self, *words: str, given: str | bytes = "", unlock: bool = True) -> Done:
        """Runs one call with `given` on standard input; without ``unlock`` nothing says the passphrase."""
        before = ["--home", str(self.home)]
        before += ["--passphrase-file", str(self.passphrase)] if unlock else []
        return call(*before, *words, given=given, world=self.world)

    def ask(self, *words: str, given: str = "") -> Any:
        """The document of a call that must be done."""
        done = self.call("--json", *words, given=given)
        assert done.code == 0, done
        assert done.err == "", done
        return done.json

    def refused(self, *words: str) -> str:
        """Why a call that must be refused was refused."""
        done = self.call("--json", *words)
        assert (done.code, set(done.json), done.json["done"]) == (1, {"done", "why"}, False), done
        assert done.err == f"{done.json['why']}\n"
        return str(done.json["why"])

    def start(self) -> str:
        """Begins, and the words of the invitation."""
        return " ".join(self.ask("start", "--name", self.name, "--folder", str(self.shared))["words"])

    def join(self, words: str) -> Done:
        """Answers an invitation with `words`."""
        return self.call(
            "--json",
            "join",
            "--name",
            self.name,
            "--folder",
            str(self.shared),
            "--words-file",
            "-",
            given=words,
        )


@dataclass(frozen=True)
class Couple:
    """Mia, Jon, and what they share."""

    mia: Person
    jon: Person
    shared: Path
    world: World

    def link(self) -> None:
        """Mia invites, Jon joins, Mia confirms, and Jon has heard of it."""
        assert self.jon.join(self.mia.start()).code == 0
        self.mia.ask("confirm")
        self.jon.ask("sync")


def call(*words: str, given: str | bytes = "", world: World | None = None) -> Done:
    """Runs one call of the command."""
    out, err = _stream(b""), _stream(b"")
    data = given.encode() if isinstance(given, str) else given
    with _standard_input(_stream(data)), redirect_stdout(out), redirect_stderr(err):
        code = cli.main(words, clock=None if world is None else world.clock)
    return Done(code, _text(out), _text(err))


def couple(place: Path) -> Couple:
    """Mia and Jon in `place`, before either has begun."""
    world, shared = World(), place / "shared"
    shared.mkdir()
    people = []
    for name in ("Mia", "Jon"):
        passphrase = place / f"{name}.passphrase"
        passphrase.write_text(f"{name} at home\n", encoding="utf-8")
        people.append(Person(name, place / name, passphrase, world, shared))
    return Couple(people[0], people[1], shared, world)


@contextmanager
def _standard_input(stream: io.TextIOWrapper) -> Iterator[None]:
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before


def _stream(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
