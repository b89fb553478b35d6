"""Mia and Jon in one process: two homes, one folder, a clock that the test moves, rounds called by hand."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from stillhere.core.notices import Notice
from stillhere.core.records.record import DeviceAdded
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.core.state.when import ms_of
from stillhere.home.flow.author import Author
from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.step import step
from stillhere.home.store import Store
from stillhere.seal.keys import further_device

EVENING = datetime(2026, 11, 20, 19, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass
class World:
    """The clock that all homes of a test share."""

    now: datetime = EVENING

    def clock(self) -> datetime:
        """The time now."""
        return self.now

    def pass_time(self, **parts: float) -> None:
        """Lets time pass, in `timedelta`'s words."""
        self.now += timedelta(**parts)


@dataclass
class Side:
    """One person's home, and what their keeper told them."""

    home: Home
    told: list[Notice] = field(default_factory=list)

    def round(self) -> list[Notice]:
        """One round of the keeper: what it told."""
        self.told.clear()
        step(self.home, self.told.append)
        return list(self.told)


def side(folder: Path, name: str, world: World) -> Side:
    """A home in `folder`, begun by `name`."""
    paths = paths_for(folder, {})
    paths.make()
    key = secrets.token_bytes(32)
    home = Home(paths, Store.create(paths.store, key), key, clock=world.clock)
    home.begin(name)
    return Side(home)


def fresh(folder: Path, world: World) -> Side:
    """A home in `folder` in which nobody has begun."""
    paths, key = paths_for(folder, {}), secrets.token_bytes(32)
    paths.make()
    return Side(Home(paths, Store.create(paths.store, key), key, clock=world.clock))


def snapshot(side: Side, to: Path) -> Path:
    """A copy of everything that `side` has on its computer, as a backup takes it."""
    side.home.store.checkpoint()
    return Path(shutil.copytree(side.home.paths.data, to))


def restored(side: Side, backup: Path, folder: Path) -> Side:
    """Another computer in `folder` that begins with a backup of `side`; what `side` has goes on as it is."""
    old, paths = side.home, paths_for(folder, {})
    paths.make()
    for file in backup.iterdir():
        if file.is_file():
            shutil.copy(file, paths.data)
    new = Home(paths, Store.open(paths.store, old._key), old._key, clock=old.clock)
    new.change_settings(folder=old.settings().folder)
    return Side(new)


def restart(side: Side) -> None:
    """The program ends, and is started again."""
    old = side.home
    old.close()
    side.home = Home(old.paths, Store.open(old.paths.store, old._key), old._key, clock=old.clock)


def another(side: Side, folder: Path) -> Side:
    """A further device of `side`'s person in `folder`, introduced by it; it reads the shared folder."""
    home, memory = side.home, side.home.memory
    space, person = memory.state().space, memory.mine().person
    fresh = further_device(space, person, secrets.token_bytes)
    with home.store.transaction():
        author = Author(home.store, memory, secrets.token_bytes)
        author.say(DeviceAdded(keys=fresh.keys, name=folder.name), ms_of(home.clock()))
    paths, key = paths_for(folder, {}), secrets.token_bytes(32)
    paths.make()
    new = Home(paths, Store.create(paths.store, key), key, clock=home.clock)
    with new.store.transaction():
        new.memory.keep_secrets(fresh, memory.person())
        new.memory.keep_mine(Mine(person=person, device=fresh.device))
        new.memory.keep_state(State(space=space))
    new.change_settings(folder=home.settings().folder)
    return Side(new)


def link(mia: Side, jon: Side, shared: Path) -> None:
    """Mia invites, Jon joins, Mia confirms, and both have heard of it."""
    words = mia.home.invite(shared)
    jon.home.join(shared, words)
    mia.round()
    mia.home.confirm()
    mia.round()
    jon.round()
    mia.round()


def couple(root: Path, world: World) -> tuple[Side, Side]:
    """Mia and Jon, linked, in `root`."""
    shared = root / "shared"
    shared.mkdir()
    mia, jon = side(root / "mia", "Mia", world), side(root / "jon", "Jon", world)
    link(mia, jon, shared)
    return mia, jon


def recording(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Every name, size, time and byte below `folder`: two equal recordings mean that nothing was touched."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        facts = path.lstat()
        data = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, data)
    return found
