"""What the tray costs all day: memory, start, and idling, beside a bare PySide6 tray icon.

Ours is the whole program: linked, with its store, keeper, watch and notifier, its key in a real keyring. It
is weighed as it is after a login, and again once a word of the partner was read, for which it loads what
reads. Whose libraries other programs map as well weighs less: it is told how many others map Qt, and what
either would weigh without them. ``python packaging/bootstrap.py bench`` keeps Qt out of what measures.

The homes and the folder lie in memory where the system has a place for that: a directory which the system
has to read from its disk again makes who looks at it wait, and that isn't waking up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.bench.figures import Weight, mapping, ratio, spread, undisturbed, weigh, write_down
from tests.bench.installed import as_installed
from tests.bench.screen import screen
from tests.desktop.fakes import FakeHost
from tests.desktop.real_keyring import missing
from tests.journeys.people import PROGRAM, link, seat, seat_with_keyring
from tests.waiting import until

pytestmark = [
    pytest.mark.bench,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(missing()), reason=f"{', '.join(missing())} isn't installed"),
]

RIVAL = (sys.executable, "-m", "tests.bench.bare_tray")
STARTS = 9
SETTLED, IDLE = 15, 60  # seconds
IN_MEMORY = Path("/dev/shm")


class Weighed(NamedTuple):
    """What a program costs, and what its share of memory were without this machine's other programs."""

    weight: Weight
    undisturbed: float


class Started(NamedTuple):
    """A program whose icon is registered, and after how many milliseconds."""

    process: subprocess.Popen[bytes]
    after: float


def _start(program: tuple[str, ...], environment: dict[str, str], host: FakeHost) -> Started:
    seen: list[float] = []
    answer: Callable[..., Any] = host.answer

    def note(member: str, body: tuple[Any, ...], sender: str) -> Any:
        if member == "RegisterStatusNotifierItem":
            seen.append(time.perf_counter())
        return answer(member, body, sender)

    host.answer = note  # type: ignore[method-assign]
    begun = time.perf_counter()
    process = subprocess.Popen(
        program,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: seen)
    host.answer = answer  # type: ignore[method-assign]
    return Started(process, (seen[0] - begun) * 1000)


def _weighed(running: Mapping[str, Started]) -> dict[str, Weighed]:
    pids = {os.getpid(), *(each.process.pid for each in running.values())}
    found = {}
    for name, each in running.items():
        pid = each.process.pid
        found[name] = Weighed(weigh(pid), undisturbed(pid, pids - {pid}))
    return found


def _end(started: Started) -> None:
    started.process.terminate()
    started.process.wait(20)


def test_the_tray_beside_a_bare_one(tmp_path: Path, artefacts: Path) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else tmp_path) as place:
        _measure(Path(place), artefacts)


def _measure(place: Path, artefacts: Path) -> None:
    shared = place / "shared"
    shared.mkdir()
    with (
        screen() as display,
        seat("Jon", place / "jon") as jon,
        seat_with_keyring("Mia", place / "mia") as (mia, _),
    ):
        link(mia.person, jon.person, shared)
        mia.person.ask("sync")
        environment = as_installed(mia.person.environment, place / "installed")
        bare = {**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        ours = ((*PROGRAM, "tray"), environment)
        theirs = (RIVAL, bare)
        took: dict[str, list[float]] = {"ours": [], "theirs": []}
        for _ in range(STARTS):
            for name, (program, variables) in {"ours": ours, "theirs": theirs}.items():
                started = _start(program, variables, mia.host)
                took[name].append(started.after)
                _end(started)
        running = {
            name: _start(program, variables, mia.host)
            for name, (program, variables) in {"ours": ours, "theirs": theirs}.items()
        }
        time.sleep(SETTLED)
        before = _weighed(running)
        time.sleep(IDLE)
        after = _weighed(running)
        jon.person.ask("rest")
        mia.told("Jon is resting, still here.")
        time.sleep(SETTLED)
        read = _weighed(running)
        others = mapping("libQt6", besides=[each.process.pid for each in running.values()])
        for each in running.values():
            _end(each)
    lines = [f"start until the panel has the icon ({STARTS} starts)"]
    lines += [f"  {name:6}   {spread(times)}   least {min(times):6.1f} ms" for name, times in took.items()]
    lines += [f"  ratio    {ratio(took['ours'], took['theirs'])}"]
    lines += _memory(f"memory after {SETTLED} s", before)
    lines += _memory("memory after a word of the partner", read)
    lines.append(f"  {others} other processes map Qt, which makes theirs weigh less")
    lines += [f"{IDLE} idle seconds"]
    for name, (then, _) in after.items():
        switches, ticks = then.switches - before[name].weight.switches, then.ticks - before[name].weight.ticks
        lines.append(f"  {name:6}   {switches} times awake, {ticks} ticks of the processor")
    write_down(artefacts, "tray", lines)


def _memory(when: str, found: Mapping[str, Weighed]) -> list[str]:
    lines = [f"{when}: PSS, the same without other programs, what nobody else has, RSS"]
    for name, (weight, without) in found.items():
        sizes = f"without {without:6.1f}   its own {weight.own:6.1f}   all {weight.rss:6.1f}"
        lines.append(f"  {name:6}   {weight.pss:6.1f} MB   {sizes}")
    ours, theirs = found["ours"], found["theirs"]
    as_it_is, without = ours.weight.pss / theirs.weight.pss, ours.undisturbed / theirs.undisturbed
    return [*lines, f"  ratio    {as_it_is:5.2f} ×     without   {without:5.2f} ×"]
