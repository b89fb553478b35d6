"""Runs histories: ``python -m tests.simulation.run --seeds 10000`` from the project's root.

Every history that fails is printed with its seed, its steps and what was broken; it belongs into
`test_found.py` then, told as short as can be. At the end it is said how often what was met: see `met.py`.
Computers are killed before and after each commit, at each step of writing and removing a file, before a place
in the folder is made and before a look into it. With ``--notes FILE`` a run that was ended goes on where it
was: ``python -m tests.simulation.run --seeds 100000 --notes notes.txt``.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from stillhere.core.state import model
from stillhere.core.state.model import State
from stillhere.home import bell, files
from stillhere.home.flow import letterbox, link, publisher, segments
from stillhere.home.flow import parts as packing_parts
from stillhere.home.folder import answering, folder
from stillhere.home.store import cipher
from stillhere.seal import kit
from stillhere.seal.guard import MAX_SEGMENT
from tests.simulation import households, invariants
from tests.simulation.folders import FakeFolder
from tests.simulation.met import met, told
from tests.simulation.seal import quick_seal
from tests.simulation.world import STEPS, Steps, World

#: How long a history is: most faults show in short ones.
LENGTHS = (8, 12, 16, 25, 45)


class Packing(NamedTuple):
    """From how many small files on a device packs them, and from how many segments on it makes these one.

    ``largest``: the bytes of a file at most.
    """

    pack_at: int
    merge_at: int = segments.MERGE_AT
    largest: int = MAX_SEGMENT


#: How histories pack, in turn.
PACKING = (Packing(256), Packing(3), Packing(6))
#: How a history packs in which segments are full at once.
FULL_AT_ONCE = Packing(2, 2, 7 * 1024)
#: So many states are remembered at once.
MANY = 200
#: So many histories are a part of a run.
TOGETHER = 25
#: A store in memory has no trouble of its own to tell of.
QUIET = nullcontext()

_parties = model._parties


class Parties:
    """Who takes part, worked out once for a state: it is asked of the same one many times."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[State, Any]] = {}

    def __call__(self, state: State) -> Any:
        known = self._known.get(id(state))
        if known is None:
            if len(self._known) > MANY:
                self._known.clear()
            known = self._known[id(state)] = state, _parties(state)  # the state is kept, and so is its id
        return known[1]


@contextmanager
def simulated() -> Iterator[None]:
    """While it is open, folder, bell and seal are those of a simulation."""
    with (
        quick_seal(),
        patch.object(folder, "Folder", FakeFolder),
        patch.object(publisher, "Folder", FakeFolder),
        patch.object(answering, "must_answer", lambda _: None),  # asked in a thread: a replica never hangs
        patch.object(letterbox, "Folder", FakeFolder),
        patch.object(letterbox, "must_be_there", lambda _: None),
        patch.object(link, "Folder", FakeFolder),
        patch.object(link, "must_be_there", lambda _: None),
        patch.object(files, "put_new", lambda place, draw: draw(place)),
        patch.object(kit, "qr_matrix", lambda _: ()),  # it takes longer than a whole history
        patch.object(bell, "ring", lambda _: None),
        patch.object(model, "_parties", Parties()),
        patch.object(cipher, "told", lambda _: QUIET),
    ):
        yield


def history(seed: int, steps: Steps = STEPS, packing: Packing | None = None) -> World:
    """One whole history of `steps`. Raises `AssertionError` where a rule is broken."""
    packing = packing or PACKING[seed % len(PACKING)]
    world = World(f"history {seed}", crashes=seed % 4 != 0, steps=steps)
    try:
        with (
            patch.multiple(segments, PACK_AT=packing.pack_at, MERGE_AT=packing.merge_at),
            patch.object(packing_parts, "LARGEST", packing.largest),
        ):
            for _ in range(LENGTHS[seed % len(LENGTHS)]):
                world.step()
            world.settle()
            invariants.check(world)
            if seed % 4 == 3:
                households.leave(world)
        packed = sum(len(computer.home.store.packed.all()) for computer in world.computers)
        world.trace.append(f"segments: {packed}")
    except BaseException as error:
        error.add_note("\n".join([f"seed {seed}", *world.trace]))
        raise
    return world


def failing(seeds: Sequence[int]) -> tuple[list[tuple[int, str]], Counter[str]]:
    """The seeds among `seeds` that break a rule, and how; and how often what was met in the others."""
    found, traces = [], []
    with simulated():
        for seed in seeds:
            try:
                traces.append(history(seed).trace)
            except Exception:  # noqa: BLE001 - whatever it is, it is told
                found.append((seed, traceback.format_exc()))
    return found, met(traces)


class Notes:
    """Which parts of a long run are done, a line each, and how many seeds failed in each."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        text = path.read_text("utf-8") if path is not None and path.exists() else ""
        # A line that was cut short is a part that is run again.
        whole = [line for line in text.splitlines() if line.endswith(".")]
        self._done = {line.rpartition(": ")[0]: int(line.split()[-2]) for line in whole}
        self._lead = "\n" if text and not text.endswith("\n") else ""

    @property
    def broken(self) -> int:
        """How many seeds failed in the parts that are done."""
        return sum(self._done.values())

    def holds(self, part: range) -> bool:
        """Whether a part is done."""
        return _named(part) in self._done

    def add(self, part: range, broken: int) -> None:
        """Notes a part that is done."""
        self._done[_named(part)] = broken
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{self._lead}{_named(part)}: {broken} failing.\n")
            self._lead = ""


def _named(part: range) -> str:
    return f"{part[0]} to {part[-1]}"


def parts_of(seeds: range) -> list[range]:
    """The parts of a run: each is noted, and told, when it is done."""
    return [seeds[at : at + TOGETHER] for at in range(0, len(seeds), TOGETHER)]


def _progress(part: range, seeds: range, broken: int, since: float) -> None:
    pace = (part[-1] + 1 - seeds[0]) / (time.perf_counter() - since) * 60
    line = f"{part[-1] + 1} of {seeds[-1] + 1}, {broken} failing, {pace:.0f} a minute"
    one_line = sys.stderr.isatty()
    print(f"\r{line}" if one_line else line, end="" if one_line else "\n", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Runs so many seeds on so many processes: 1 if one fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--notes", type=Path, help="goes on after the parts that stand in this file, and adds to it"
    )
    chosen = parser.parse_args(arguments)
    seeds, notes = range(chosen.first, chosen.first + chosen.seeds), Notes(chosen.notes)
    pieces = [part for part in parts_of(seeds) if not notes.holds(part)]
    start = time.perf_counter()
    left = range(pieces[0][0], seeds[-1] + 1) if pieces else seeds
    met_so_far = met([])
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for (found, happened), part in zip(pool.map(failing, pieces), pieces, strict=True):
            met_so_far.update(happened)
            for seed, what in found:
                print(f"--- seed {seed}\n{what}", flush=True)
            notes.add(part, len(found))
            _progress(part, left, notes.broken, start)
    if pieces:
        print(f"met in these histories:\n{told(met_so_far)}")
    print(f"{len(seeds)} seeds, {notes.broken} failing, {time.perf_counter() - start:.0f} s")
    return 1 if notes.broken else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
