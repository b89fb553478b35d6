"""A store that is damaged is kept aside, and a new one is made of what can be read of it.

What others said, and what was published, comes back from the shared folder by itself. Where not even the keys
can be read, nothing is changed, until their person comes with the recovery kit or chooses to begin anew.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from os.path import samestat
from pathlib import Path

import msgspec

from stillhere.core import typed
from stillhere.core.agreements.drawer import Drawer
from stillhere.core.records.record import decode_header
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State
from stillhere.home import files
from stillhere.home.aside import kept_aside
from stillhere.home.errors import StoreError
from stillhere.home.flow.ledger import Ledger
from stillhere.home.memory import Memory
from stillhere.home.paths import Paths
from stillhere.home.remembered import Mended
from stillhere.home.role import Role
from stillhere.home.store import Store, Stored, old_copies
from stillhere.home.store.cipher import suspected
from stillhere.home.store.wreck import Salvage, Wreck
from stillhere.seal import envelope
from stillhere.seal.errors import SealError
from stillhere.seal.keys import decode_device, decode_person

#: Without these nobody can go on: who this is, and the keys.
KEYS = ("mine", "device", "person")
#: Other small values that are asked for one by one where their list can't be read.
OTHERS = ("drawer", "clock", "heard", "invitation", "request", "joining", "edition")

_SHAPES: Mapping[str, type[object]] = {"mine": Mine, "drawer": Drawer}
_HELPERS = ("-wal", "-shm")


def mend(paths: Paths, key: bytes, now_ms: int) -> None:
    """Makes the store at `paths` anew from what can be read of it.

    Raises `StoreError`: store_damaged when its keys can't be read, store_mends_later while a face keeps.
    """
    with _alone(paths):
        _anew(paths, key, lambda store: _fill(store, _read(paths.store, key), now_ms))


def begin_anew(paths: Paths, key: bytes, seen: os.stat_result, now_ms: int) -> None:
    """Keeps the store at `paths` aside and begins an empty one under the same key.

    ``seen`` is the file that can't be read: what another process put in its place meanwhile stays. Raises
    `StoreError`: store_mends_later while a face keeps.
    """
    with _alone(paths):
        if samestat(seen, paths.store.stat()):
            _anew(paths, key, lambda store: Memory(store).keep_mended(Mended(at_ms=now_ms, anew=True)))


@contextmanager
def _alone(paths: Paths) -> Iterator[None]:
    """Nobody keeps meanwhile. Raises `StoreError` (store_mends_later)."""
    role = Role(paths.role, "mending")
    if not role.take():
        raise StoreError("store_mends_later")
    try:
        yield
    finally:
        role.leave()


def _anew(paths: Paths, key: bytes, fill: Callable[[Store], None]) -> None:
    new = paths.store.with_name(f".{paths.store.name}.mending")
    _drop(new)
    try:
        with Store.create(new, key) as store:
            fill(store)
    except StoreError:
        _drop(new)
        raise
    _take_its_place(new, paths.store)


def _drop(store: Path) -> None:
    for each in (store, *_helpers(store)):
        each.unlink(missing_ok=True)


def look_closer(path: Path, key: bytes) -> None:
    """Looks at all of a store that is `suspected`, and ends that. Raises `StoreError`, as opening does."""
    with Store.open(path, key) as store:
        if not store.sound():
            raise StoreError("store_damaged")
    suspected(path).unlink(missing_ok=True)


def _read(path: Path, key: bytes) -> Salvage:
    """What can be read of the store, its keys out of the last copy where they have to be."""
    saved = _genuine(Wreck(path, key, KEYS + OTHERS).read())
    if saved.small.keys() >= set(KEYS):
        return saved
    for copy in reversed(old_copies(path)):
        before = _genuine(Wreck(copy, key, KEYS + OTHERS).read())
        if before.small.keys() >= set(KEYS):
            records = {each.id: each for each in (*before.records, *saved.records)}
            return Salvage(
                small={
                    **before.small,
                    **{name: saved.small[name] for name in saved.small if name not in KEYS},
                },
                records=tuple(records.values()),
                sent=saved.sent or before.sent,
                segments=saved.segments or before.segments,
                addressed=saved.addressed or before.addressed,
                whole=False,
            )
    raise StoreError("store_damaged")


def _genuine(saved: Salvage) -> Salvage:
    """Without what a damaged page may have changed: records and files are what their names say."""
    small = {name: value for name, value in saved.small.items() if _reads(name, value)}
    records = tuple(each for each in saved.records if _proven(each))
    sent = tuple((entry, data) for entry, data in saved.sent if envelope.file_name(data) == entry.name)
    same = (len(records), len(sent)) == (len(saved.records), len(saved.sent))
    return Salvage(
        small=small,
        records=records,
        sent=sent,
        segments=saved.segments,
        addressed=saved.addressed,
        whole=saved.whole and same,
    )


def _proven(record: Stored) -> bool:
    """Whether header and body are those that the record's id stands for; an erased body is none."""
    if envelope.record_id(record.header) != record.id:
        return False
    return not record.body or envelope.body_hash(record.body) == decode_header(record.header).body


def _reads(name: str, value: bytes) -> bool:
    """Whether a small value reads as what it is; what is so now follows from the records alone."""
    try:
        match name:
            case "state":
                return False
            case "device":
                decode_device(value)
            case "person":
                decode_person(value)
            case _:
                typed.from_msgpack(value, _SHAPES.get(name, object))
    except (SealError, msgspec.DecodeError):
        return False
    return True


def _fill(store: Store, saved: Salvage, now_ms: int) -> None:
    memory = Memory(store)
    with store.transaction():
        for name, value in saved.small.items():
            store.put(name, value)
        for record in saved.records:
            store.records.add(record)
        for entry, data in saved.sent:
            store.outbox.bring(entry, data)
        sent = {entry.name for entry, _ in saved.sent}
        for name, readers in saved.addressed:
            if name in sent:
                store.addressed.note(name, readers.split())
        for segment in saved.segments:
            store.packed.add(segment)
        memory.keep_state(State(space=_space(saved)))
        if not saved.whole:
            # What this device said last may be missing here and known elsewhere, as after a backup.
            memory.keep_restored(now=True)
        memory.keep_mended(Mended(at_ms=now_ms))
        Ledger(store, memory).refold(now_ms)


def _space(saved: Salvage) -> str:
    named = (decode_header(each.header).space for each in saved.records)
    founded = [envelope.space_of(each.id) for each in saved.records if each.kind == "space.founded"]
    spaces = [*founded[:1], *(entry.space for entry, _ in saved.sent), *filter(None, named)]
    if not spaces:
        raise StoreError("store_damaged")
    return spaces[-1]


def _take_its_place(new: Path, path: Path) -> None:
    """The damaged file is kept aside whole before the new one comes under its name, in one step."""
    aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
    for each in (path, *_helpers(path)):
        if each.exists():
            # A copy has the time of now: from it the weeks count for which each of them is kept.
            shutil.copy(each, aside.with_name(aside.name + each.name.removeprefix(path.name)))
    for each in (*kept_aside(path), new):
        with each.open("rb") as file:
            files.sync_file(file.fileno())
    for each in _helpers(path):
        each.unlink(missing_ok=True)
    new.replace(path)
    files.sync_dir(path.parent)
    suspected(path).unlink(missing_ok=True)


def _helpers(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in _HELPERS)
