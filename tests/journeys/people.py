"""Two people on one machine, each with a home, a session bus, and the program in processes of its own.

Law: what they share is one folder and nothing else, and every process is ended by the one who started it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from stillhere.demo.bus import PrivateBus
from tests.conftest import XDG
from tests.desktop.fakes import FakeHost, FakeNotifications, Shown
from tests.desktop.real_keyring import RealKeyring
from tests.waiting import LIMIT, until

#: Variables for a person's programs; None takes one away.
Environment = Mapping[str, str | None]

PROGRAM = (sys.executable, "-m", "stillhere")


@dataclass
class Person:
    """One person: ``place`` is all that is theirs, ``environment`` what their programs see."""

    name: str
    place: Path
    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def command(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Runs the command to its end."""
        return subprocess.run(
            [*PROGRAM, *words],
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )

    def ask(self, *words: str, given: str = "") -> Any:
        """The JSON that the command answers; it must have worked."""
        done = self.command(*words, "--json", given=given)
        assert done.returncode == 0, (words, done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts a face that stays."""
        log = self.place / f"{words[0]}.log"
        with log.open("ab") as out:
            process = subprocess.Popen(
                [*PROGRAM, *words], env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Ends a face as a crash would."""
        process.send_signal(signal.SIGKILL)
        process.wait(LIMIT)
        self.running.remove(process)

    def end(self, process: subprocess.Popen[bytes]) -> int:
        """Ends a face as a logout would: its exit code."""
        process.terminate()
        self.running.remove(process)
        return process.wait(LIMIT)


@contextmanager
def person(name: str, place: Path, environment: Environment) -> Iterator[Person]:
    """A person whose places are all below `place`; whatever still runs is ended afterwards."""
    place.mkdir(exist_ok=True)
    for folder in XDG.values():
        (place / folder).mkdir(mode=0o700, exist_ok=True)
    passphrase = place / "passphrase"
    passphrase.write_text(f"{name}'s own passphrase\n", encoding="utf-8")
    wanted: Environment = {
        **os.environ,
        "STILLHERE_PASSPHRASE_FILE": str(passphrase),
        **environment,
        **{variable: str(place / folder) for variable, folder in XDG.items()},
        "HOME": str(place),
        "STILLHERE_HOME": str(place / "still-here"),
    }
    own = {variable: value for variable, value in wanted.items() if value is not None}
    found = Person(name, place, own)
    try:
        yield found
    finally:
        for process in found.running:
            process.terminate()
        for process in found.running:
            process.wait(LIMIT)
        until(lambda: not _ended(own["STILLHERE_HOME"]))


def _ended(home: str) -> list[int]:
    """Ends what a face started by itself, the window, and gives the ids of what was running."""
    mark = f"STILLHERE_HOME={home}".encode()
    found = [
        int(each.parent.name) for each in Path("/proc").glob("[0-9]*/environ") if mark in _variables(each)
    ]
    for pid in found:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    return found


def _variables(environ: Path) -> list[bytes]:
    try:
        return environ.read_bytes().split(b"\0")
    except OSError:
        return []  # it ended a moment ago, or is another user's


@dataclass
class Seat:
    """A person at a desktop that tests can press and read: a panel and a notification server."""

    person: Person
    host: FakeHost
    notifications: FakeNotifications

    def start_tray(self) -> subprocess.Popen[bytes]:
        """Starts the tray and waits until the panel shows it."""
        before = len(self.host.registered)
        process = self.person.start("tray")
        until(lambda: len(self.host.registered) > before)
        return process

    def told(self, title: str, *, times: int = 1) -> Shown:
        """The notification with these words, once it came; with ``times``, the one of so many.

        It waits longer than from one look at the folder to the next. In vain, it says what came
        instead, and what the programs noted.
        """

        def found() -> Shown | None:
            alike = [shown for shown in list(self.notifications.seen) if shown.title == title]
            return alike[times - 1] if len(alike) >= times else None

        try:
            shown = until(found)
        except AssertionError as vain:
            logs = "\n".join(each.read_text("utf-8", "replace") for each in self.person.place.rglob("*.log*"))
            raise AssertionError(f"{vain}: {title!r} among {self.titles()}\n{logs}") from vain
        assert shown is not None
        return shown

    def titles(self) -> list[str]:
        """All that was shown so far."""
        return [shown.title for shown in self.notifications.seen]

    def titles_of(self, name: str) -> list[str]:
        """What was shown so far about the partner, `name`."""
        return [title for title in self.titles() if title.startswith((f"{name} ", f"{name}:"))]


class Pair(NamedTuple):
    """Both at their desktops, and their folder."""

    mia: Seat
    jon: Seat
    shared: Path


@contextmanager
def seat(name: str, place: Path, environment: Environment | None = None) -> Iterator[Seat]:
    """`name` at a desktop of their own, without a keyring: they have a passphrase."""
    with ExitStack() as stack:
        bus = stack.enter_context(PrivateBus())
        own = {**(environment or {}), "DBUS_SESSION_BUS_ADDRESS": bus.address}
        yield _seated(stack, bus, name, place, own)


@contextmanager
def seat_with_keyring(
    name: str, place: Path, environment: Environment | None = None
) -> Iterator[tuple[Seat, RealKeyring]]:
    """`name` at a desktop of their own with a real keyring, and no passphrase."""
    with ExitStack() as stack:
        bus = stack.enter_context(PrivateBus())
        own = {
            "PYTHON_KEYRING_BACKEND": None,
            "STILLHERE_PASSPHRASE_FILE": None,
            **(environment or {}),
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
        }
        found = _seated(stack, bus, name, place, own)
        keyring = RealKeyring(bus, place / "keyrings", found.person.environment)
        yield found, stack.enter_context(keyring)


def _seated(stack: ExitStack, bus: PrivateBus, name: str, place: Path, environment: Environment) -> Seat:
    notifications = stack.enter_context(FakeNotifications(bus))
    host = stack.enter_context(FakeHost(bus))
    return Seat(stack.enter_context(person(name, place, environment)), host, notifications)


def copy_of(linked: Path, place: Path, shared: Path) -> None:
    """Has Mia and Jon, who were linked in `linked`, begin below `place` where they were then.

    Their folder is `shared`, and their homes are ``mia`` and ``jon`` in `place`.
    """
    shutil.copytree(linked / "shared", shared, dirs_exist_ok=True)
    for name in ("mia", "jon"):
        home = place / name / "still-here"
        shutil.copytree(linked / name / "still-here", home)
        settings = home / "settings.toml"
        settings.write_text(settings.read_text("utf-8").replace(str(linked / "shared"), str(shared)), "utf-8")


def link(
    mia: Person,
    jon: Person,
    shared: Path,
    jons: Path | None = None,
    *,
    carried: Callable[[], object] = lambda: None,
) -> None:
    """Mia starts a space in `shared`, Jon joins (by his side of the folder), Mia confirms.

    ``carried`` returns once what one side wrote is on the other.
    """
    words = " ".join(mia.ask("start", "--name", mia.name, "--folder", str(shared))["words"])
    carried()
    jon.ask("join", "--name", jon.name, "--folder", str(jons or shared), "--words-file", "-", given=words)
    carried()
    until(lambda: "asks_to_join" in _changed(mia))
    mia.ask("confirm")
    carried()
    until(lambda: "linked" in _changed(jon))


def _changed(person: Person) -> set[str]:
    return {change["kind"] for change in person.ask("sync")["changed"]}
