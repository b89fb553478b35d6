"""A computer of one of the two: the real home over a disk and a replica in memory, with a clock of its own.

A crash ends the process at any step; the disk and the replica stay, and the next start goes on from them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from stillhere.core.acts import Act, Refused
from stillhere.core.records.order import tick
from stillhere.core.records.record import Body, Header, Lane, Record
from stillhere.core.state.model import State, devices, hearers, members
from stillhere.core.state.when import ms_of
from stillhere.home.errors import HomeError
from stillhere.home.flow.pen import Pen
from stillhere.home.home import Home
from stillhere.home.paths import Paths
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits, Sheet
from stillhere.home.rooms.leaving import Leaving
from stillhere.home.settings import Settings
from stillhere.home.untold import take_untold
from stillhere.seal import envelope
from stillhere.seal.keys import Identity
from stillhere.seal.kit import read_kit
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
    forgotten: bool

    def settings(self) -> Settings:
        return Settings(folder=None if self.forgotten else self.root)

    def change_settings(self, **fields: object) -> Settings:
        self.forgotten = fields.get("folder", self.root) is None
        return self.settings()


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
        self.home.root, self.home.forgotten = self.root, False

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

    def knows_itself(self) -> bool:
        """Whether somebody has begun here."""
        return self.home.memory.begun()

    def do(self, what: Act) -> str:
        """An act through the home: what came of it."""
        return _came(lambda: self.home.do(what))

    def say(self, body: Body) -> str:
        """A word that has no act of its own here, by the same way."""
        with_author = lambda: self.home.rounds.author().say(body, ms_of(self.now()))  # noqa: E731
        return self._in_one(with_author)

    def say_unknown(self, kind: str, lane: Lane, *, crit: bool) -> str:
        """A word as only a later version of the program says it."""
        return self._in_one(lambda: self._unknown(kind, lane, crit=crit))

    def say_whatever_holds(self, body: Body) -> list[str]:
        """What a thief says, who heeds no removal: the ids of the records that came of it."""
        said: list[str] = []
        pen = Pen(self.home.store, self.home.memory, self.random.randbytes)
        self._in_one(lambda: said.append(pen.say(body, ms_of(self.now())).id))
        return said

    def _in_one(self, do: Callable[[], object]) -> str:
        def done() -> None:
            with self.home.store.transaction():
                do()

        return _came(done)

    def _unknown(self, kind: str, lane: Lane, *, crit: bool) -> None:
        memory, now_ms = self.home.memory, ms_of(self.now())
        author, pen = self.home.rounds.author(), Pen(self.home.store, memory, self.random.randbytes)
        author.settle(now_ms)
        device, people = memory.device(), hearers(memory.state(), self.person)
        n, last = pen.end(lane)
        body = b'{"salt":"' + b64encode(self.random.randbytes(16)) + b'"}'
        header = Header(
            space=memory.state().space,
            device=device.device,
            lane=lane,
            n=n + 1,
            prev=last if lane == "kept" else "",
            at=tick(memory.clock(), now_ms),
            kind=kind,
            to=tuple(one.audience for one in people),
            body=envelope.body_hash(body),
            crit=crit,
        )
        signed = envelope.compose(header, body, device)
        record = Record(id=envelope.record_id(signed.header), header=header, body=None)
        self.home.rounds.author()._ledger.take([(signed, record)], now_ms, act=True)
        pen.queue(signed, record, people)

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

    # Further devices, and devices that go.

    def invite_device(self) -> tuple[tuple[str, ...], str]:
        """Opens an invitation of a further device: its words (none: there is none), and how it went."""
        came = _came(Devices(self.home).invite)
        return self.invite_words(), came

    def invite_words(self) -> tuple[str, ...]:
        """The words of the open invitation of a further device."""
        return Devices(self.home).words() or ()

    def join_as_device(self, words: Sequence[str]) -> str:
        """Answers an invitation of a further device."""
        return _came(lambda: Devices(self.home).join(self.root, words, self.name))

    def asked(self) -> bool:
        """Whether a device asks to become a further one of this person."""
        asking = Devices(self.home).asking()
        return asking is not None and asking.asks is not None

    def confirm_device(self) -> str:
        """Yes to the device that asks."""
        return _came(Devices(self.home).confirm)

    def remove_device(self, device: str) -> str:
        """Removes another device of the same person."""
        return _came(lambda: Devices(self.home).remove(device))

    def write_kit(self, papers: list[str]) -> str:
        """Writes a recovery kit: the paper comes to lie among `papers` before it counts."""
        draw: Callable[[Sheet, Path], None] = lambda sheet, _: papers.append(sheet.kit)  # noqa: E731
        return _came(lambda: Kits(self.home).write(Path("/desk/kit.txt"), draw))

    def restore_with(self, paper: str) -> str:
        """Comes back with a recovery kit and the folder."""
        return _came(lambda: Kits(self.home).restore(read_kit(paper), self.root, self.name))

    def leave(self, *, quietly: bool) -> str:
        """Its person leaves."""
        return _came(lambda: Leaving(self.home).leave(quietly=quietly))

    def opening(self) -> list[Identity]:
        """Everything here that opens anything."""
        memory = self.home.memory
        return [*memory.person().identities, *map(Identity, memory.unproved()), memory.device().identity]


def _came(do: Callable[[], object]) -> str:
    """What came of a deed: "done", or why not."""
    try:
        do()
    except Refused as refused:
        return refused.why
    except HomeError as error:
        return error.what
    return "done"
