"""What the benches share: how a running process is weighed, what a call costs, how figures are written down.

Law: a figure stands beside the rival or the floor that was measured in the same run. None is asserted.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Weight(NamedTuple):
    """What a process costs at one moment.

    In megabytes: ``pss`` is its share of the memory that it maps, which is less where others map the same;
    ``own`` what nobody else has, ``rss`` all of it. ``switches`` is how often its threads went to sleep so
    far, ``ticks`` its processor time so far in hundredths of a second.
    """

    pss: float
    own: float
    rss: float
    switches: int
    ticks: int


def weigh(pid: int) -> Weight:
    """Weighs a process, all its threads together."""
    process = Path(f"/proc/{pid}")
    threads = [(task / "status").read_text("ascii") for task in (process / "task").iterdir()]
    after_name = (process / "stat").read_text("ascii").rpartition(")")[2].split()
    maps = (process / "smaps_rollup").read_text("ascii")
    return Weight(
        pss=_field(maps, "Pss") / 1024,
        own=(_field(maps, "Private_Clean") + _field(maps, "Private_Dirty")) / 1024,
        rss=_field(maps, "Rss") / 1024,
        switches=sum(_field(thread, "voluntary_ctxt_switches") for thread in threads),
        ticks=int(after_name[11]) + int(after_name[12]),
    )


def _field(text: str, name: str) -> int:
    line = next(line for line in text.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


def undisturbed(pid: int, besides: Iterable[int]) -> float:
    """What `Weight.pss` of `pid` were, about, if of all others only those in `besides` mapped what it maps.

    The machine's other programs then make nobody weigh less. What two map of a file counts half for each,
    whichever part of it they use.
    """
    others = [_mapped(each) for each in besides]
    kilobytes = 0.0
    for file, (dirty, clean) in _mapped(pid).items():
        sharing = sum(file in other for other in others) if file.startswith("/") else 0
        kilobytes += dirty + clean / (1 + sharing)
    return kilobytes / 1024


def _mapped(pid: int) -> dict[str, tuple[int, int]]:
    """By file, or ``[heap]`` and the like: kilobytes that `pid` has changed, and others."""
    found: dict[str, tuple[int, int]] = {}
    file = ""
    for line in Path(f"/proc/{pid}/smaps").read_text("utf-8", "replace").splitlines():
        name, *rest = line.split(maxsplit=5)
        if not name.endswith(":"):
            file = rest[4] if len(rest) == 5 else ""
        elif name in {"Rss:", "Private_Dirty:"}:
            dirty, clean = found.get(file, (0, 0))
            size = int(rest[0])
            found[file] = (dirty, clean + size) if name == "Rss:" else (dirty + size, clean - size)
    return found


def mapping(part: str, *, besides: Iterable[int]) -> int:
    """How many processes map a file whose path holds `part`, without those in `besides`.

    Of other people's processes none is known.
    """
    left_out = set(besides)
    others = (each for each in Path("/proc").glob("[0-9]*/maps") if int(each.parent.name) not in left_out)
    return sum(part in _text(each) for each in others)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""  # it ended a moment ago, or is another person's


def spread(taken: Sequence[float]) -> str:
    """The median and the 99th percentile of times in milliseconds."""
    ordered = sorted(taken)
    return f"p50 {statistics.median(ordered):7.2f} ms   p99 {ordered[len(ordered) * 99 // 100]:7.2f} ms"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Ours beside theirs, by the medians."""
    return f"{statistics.median(ours) / statistics.median(theirs):5.2f} ×"


class Spent(NamedTuple):
    """Seconds that something costs: by the clock, and of the processor, to which others' work adds less."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s by the clock, {self.processor:.2f} s of the processor"


def spent(call: Callable[[], object]) -> Spent:
    """What one call costs in this process and in children that it waits for."""
    worked, begun = _worked(), time.perf_counter()
    call()
    clock = time.perf_counter() - begun
    return Spent(clock, _worked() - worked)


def _worked() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def together(*costs: Spent) -> Spent:
    """What all of them cost."""
    return Spent(sum(each.clock for each in costs), sum(each.processor for each in costs))


def times(ours: Spent, theirs: Spent) -> str:
    """How many times ours is theirs."""
    clock, processor = ours.clock / theirs.clock, ours.processor / theirs.processor
    return f"{clock:.2f} × by the clock, {processor:.2f} × by the processor"


def in_turn(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[Spent]]:
    """What each of `calls` costs, so many times, one after the other: what disturbs one disturbs all."""
    found: dict[str, list[Spent]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            found[name].append(spent(call))
    return found


def write_down(artefacts: Path, name: str, lines: Sequence[str]) -> None:
    """Prints the figures, and keeps them in ``bench-<name>.txt``."""
    text = "\n".join(lines)
    (artefacts / f"bench-{name}.txt").write_text(text + "\n", encoding="utf-8")
    print(f"\n{text}")
