"""A computer of one of the two: the real home over a disk and a replica in memory, with a clock of its own.

A crash ends the process at any step; the disk and the replica stay, and the next start goes on from them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from stillhere.core.acts import Act, Refused
from stillhere.core.records.record import Body, DeviceAdded
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, devices, members
from stillhere.core.state.when import ms_of
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.home.paths import Paths
from stillhere.home.settings import Settings
from stillhere.home.untold import take_untold
from stillhere.seal.keys import DeviceSecrets, further_device
from tests.simulation.folders import FakeFolder, Replica
from tests.simulation.stores import Disk

BEGIN = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)


class Crash(BaseException):
    """The process is killed here."""


class Killer:
    """Kills the running process at its so-manieth step from now."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.steps = 0

    def tick(self, _: str) -> None:
        self.steps += 1
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Crash


class SimHome(Home):
    """A home whose settings are no file and whose bell rings nobody."""

    root: Path

    def settings(self) -> Settings:
        return Settings(folder=self.root)


class Computer:
    """One computer. ``name`` tells it apart in a trace; ``seconds`` is the world's clock."""

    def __init__(
        self, name: str, seed: str, seconds: Callable[[], float], content: bytes | None = None
    ) -> None:
        self.name = name
        self.root = Path("/replica") / name
        self.killer = Killer()
        self.disk = Disk(self.killer.tick, content)
        self.random = Random(seed)
        self.replica = Replica(self.killer.tick, seconds, direct=self.random.random() < 0.3)
        self.offset = 0.0
        self.told: list[str] = []
        self._seconds = seconds
        FakeFolder.places[self.root] = self.replica
        self.start()

    def start(self) -> None:
        """Starts the program."""
        self.killer.left = None
        self.home = SimHome(
            Paths(self.root, self.root, self.root),
            self.disk.open(),
            bytes(32),
            clock=self.now,
            random=self.random.randbytes,
        )
        self.home.root = self.root

    def now(self) -> datetime:
        """What this computer's clock says."""
        return BEGIN + timedelta(seconds=self._seconds() + self.offset)

    @property
    def state(self) -> State:
        """What this computer knows."""
        return self.home.memory.state()

    @property
    def device(self) -> str:
        """The device that it is at present."""
        return self.home.memory.mine().device

    @property
    def person(self) -> str:
        """Whose computer it is."""
        return self.home.memory.mine().person

    def stands(self) -> object:
        """What a round depends on and may change, beside the clock."""
        return self.home.generation(), dict(self.replica.files)

    def ready(self) -> bool:
        """Whether it can act: it knows itself and the other."""
        return len(members(self.state)) == 2 and self.device in devices(self.state)

    def do(self, what: Act) -> str:
        """An act through the home: what came of it."""
        try:
            self.home.do(what)
        except Refused as refused:
            return refused.why
        except HomeError as error:
            return error.what
        return "done"

    def say(self, body: Body) -> str:
        """A word that has no act of its own here, by the same way."""
        try:
            with self.home.store.transaction():
                self.home.rounds.author().say(body, ms_of(self.now()))
        except HomeError as error:
            return error.what
        return "done"

    def round(self) -> str:
        """One round of the keeper. What comes to be told is told."""
        came = "quiet"
        try:
            self.home.publish()
            came = f"looked into {self.home.take_in()}"
            self.home.publish()
        except HomeError as error:
            came = error.what
        try:
            home = self.home
            self.told += [each.kind for each in take_untold(home.store, home.memory, self.now())]
        except HomeError as error:
            came = error.what
        return came

    def introduce(self, name: str) -> DeviceSecrets | None:
        """Says that its person has a further device, whose keys these are; None: it couldn't."""
        fresh = further_device(self.state.space, self.person, self.random.randbytes)
        return fresh if self.say(DeviceAdded(keys=fresh.keys, name=name)) == "done" else None

    def further(self, name: str, seed: str, device: DeviceSecrets) -> Computer:
        """A computer that is this `device`; it knows nothing but the person's keys and the space."""
        new, person = Computer(name, seed, self._seconds), self.home.memory.person()
        memory = new.home.memory
        with new.home.store.transaction():
            memory.keep_secrets(device, person)
            memory.keep_mine(Mine(person=self.person, device=device.device))
            memory.keep_state(State(space=self.state.space))
        return new
