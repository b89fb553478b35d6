#!/usr/bin/env python3
"""Still Here from a fresh copy: `python3 packaging/bootstrap.py demo`, and the verbs beside it.

Law: the standard library only. Everything it installs goes into .venv beside this folder, except Debian
packages that are missing, and those only where it may. What is in place already is left alone.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for exactly those who have an older one
    sys.exit("Still Here runs on Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

import argparse
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parents[1]

VERBS = {
    "demo": "Mia and Jon on this computer: the main job for real, told step by step",
    "run": "start Still Here",
    "setup": "get everything ready to run, and start nothing",
    "test": "run every check; further words go to pytest (test -k house)",
    "bench": "measure; further words go to pytest",
    "lock": "write the lock files anew with the newest libraries (needs the network)",
}

Run = Callable[[Sequence[str | Path]], int]


class Stopped(Exception):
    """The way ends here: the message says why and what the next step is."""


@dataclass(frozen=True)
class Place:
    """Where one copy of the project keeps its own Python."""

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of that Python; it may be deleted at any time."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter inside .venv."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def lock(self, kind: str) -> Path:
        """The lock file of a kind: `run`, or `test`, which holds the other too."""
        return self.root / "packaging" / f"requirements-{kind}.lock"

    def stamp(self, kind: str) -> Path:
        """The file that says for which state of the project .venv is ready."""
        return self.venv / f"still-here-{kind}.stamp"


def kind_for(verb: str) -> str:
    """Which lock a verb needs: `run`, or `test`."""
    return "test" if verb in ("test", "bench", "lock") else "run"


def fingerprint(place: Place, kind: str) -> str:
    """What .venv was made from: the project's place and the bytes of its lock and pyproject.toml."""
    digest = hashlib.sha256(str(place.root).encode())
    for path in (place.lock(kind), place.root / "pyproject.toml"):
        digest.update(b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_ready(place: Place, kind: str) -> bool:
    """Whether .venv holds this very state of the project; what is ready for tests is ready to run."""
    if not place.python.exists():
        return False
    stamps = [(each, place.stamp(each)) for each in dict.fromkeys((kind, "test"))]
    return any(stamp.is_file() and stamp.read_text() == fingerprint(place, each) for each, stamp in stamps)


def can_make_venv() -> bool:
    """Whether this Python brings pip for a new .venv; Debian keeps that part in python3-venv."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def make_venv(place: Place, run: Run) -> None:
    """A Python of the project's own; one that doesn't answer, lacks pip or is too old is made again."""
    check = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    if (place.venv / "pyvenv.cfg").is_file():
        if place.python.exists() and run([place.python, "-c", check]) == 0:
            return
        shutil.rmtree(place.venv)
    say("Making a place for the libraries: .venv")
    if not can_make_venv():
        raise Stopped("This Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv")
    venv.create(place.venv, with_pip=True, symlinks=os.name != "nt")


def install(place: Place, kind: str, run: Run) -> None:
    """The locked libraries of a kind, byte for byte, then the project itself in place."""
    say("Getting the libraries, each checked against its hash. The first time takes a minute or two.")
    pip = (str(place.python), "-m", "pip", "--disable-pip-version-check", "install", "--no-input")
    if run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", place.lock(kind)]) != 0:
        raise Stopped("The libraries didn't arrive. Is there a network? The lines above say more.")
    if run([*pip, "--no-deps", "--no-build-isolation", "--editable", place.root]) != 0:
        raise Stopped("The project itself couldn't be installed. The lines above say more.")
    place.stamp(kind).write_text(fingerprint(place, kind))


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a Linux session has a screen; other systems need no packages for one."""
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def prepare(place: Place, verb: str, run: Run) -> None:
    """Everything that `verb` needs, brought in where it is missing. Raises `Stopped`."""
    kind = kind_for(verb)
    desktop = verb == "demo" and not has_screen(os.environ)
    packages = system_packages.wanted(testing=kind == "test", venv=can_make_venv(), desktop=desktop)
    system_packages.bring(packages, say, run)
    if not is_ready(place, kind):
        make_venv(place, run)
        install(place, kind, run)
        say("Ready.")


def command_of(place: Place, verb: str, words: Sequence[str]) -> list[str]:
    """What a verb starts inside .venv, with the words that follow it; empty for `setup`."""
    python = str(place.python)
    report = f"--junitxml={place.root / 'artefacts' / 'tests.xml'}"
    pytest = [python, "-m", "pytest", f"--rootdir={place.root}", "-c", str(place.root / "pyproject.toml")]
    # Whoever measures loads no Qt: what two processes map counts for each of them by half.
    without_qt = ["-p", "no:pytest-qt", "--override-ini=testpaths=tests/bench"]
    commands = {
        "demo": [python, "-m", "stillhere", "demo", *words],
        "run": [python, "-m", "stillhere", *words],
        "setup": [],
        "test": [*pytest, report, "--numprocesses=auto", *words],
        "bench": [*pytest, *without_qt, "-m", "bench", "-s", *words],
        "lock": [python, str(place.root / "packaging" / "make_lock.py"), *words],
    }
    return commands[verb]


def start(command: Sequence[str], where: Path | None) -> int:
    """Hands over to `command`: its exit code, its signals. Under Windows it runs as a child."""
    if where is not None:
        os.chdir(where)
    if os.name != "nt":
        os.execv(command[0], list(command))  # noqa: S606 - no shell and no process in between
    return subprocess.run(command, check=False).returncode


def quietly(command: Sequence[str | Path]) -> int:
    """Runs one step and gives its exit code; what it said is shown only where it didn't get through."""
    words = [str(part) for part in command]
    done = subprocess.run(
        words,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        say(done.stdout.rstrip())
    return done.returncode


def say(line: str) -> None:
    """A line of progress, on standard error so that a verb's own output stays alone."""
    print(line, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """The verbs; everything after one belongs to what it starts."""
    lines = "\n".join(f"  {verb:6} {text}" for verb, text in VERBS.items())
    made = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="Still Here from a fresh copy.",
        epilog=f"verbs:\n{lines}\n\nexample: python3 packaging/bootstrap.py demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("verb", choices=tuple(VERBS), metavar="verb")
    made.add_argument("words", nargs=argparse.REMAINDER, help="handed on to what the verb starts")
    return made


def main(arguments: Sequence[str]) -> int:
    """Prepares, then starts. Exit: the program's own; before it 3 where the way ends, 130 on Ctrl-C."""
    asked = parser().parse_args(arguments)
    place = Place(ROOT)
    try:
        prepare(place, asked.verb, quietly)
    except Stopped as why:
        say(str(why))
        return 3
    except KeyboardInterrupt:
        say("Stopped. The next start goes on from here.")
        return 130
    command = command_of(place, asked.verb, asked.words)
    if not command:
        return 0
    # The tests' paths are the project's; a person's own paths belong to where that person stands.
    return start(command, ROOT if asked.verb in ("test", "bench", "lock") else None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
