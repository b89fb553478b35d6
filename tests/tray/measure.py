"""Measures, by hand, what the idle icon costs: ``python -m tests.tray.measure``.

Time is from the start of the process until the panel has the icon's registration; of that, the processor's
part tells more on a busy machine. Memory is PSS, the process's share of what it maps. Wake-ups are context
switches of all its threads. Times are the best of five.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from stillhere.demo.bus import PrivateBus
from tests.desktop.fakes import FakeHost, FakeNotifications
from tests.waiting import until


def pss(process: int) -> float:
    """Megabytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1000


def processor(process: int) -> float:
    """Milliseconds on a processor so far, all threads."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e6


def wakes(process: int) -> int:
    threads = Path(f"/proc/{process}/task").glob("*/status")
    lines = [line for status in threads for line in status.read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)


@dataclass(frozen=True)
class Run:
    took: float
    on_processor: float
    memory: float
    wakes: int


def once(bus: PrivateBus, host: FakeHost, idle: float) -> Run:
    """One run, ``idle`` seconds long after the icon is there and a second has passed."""
    environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
    environment.pop("DISPLAY", None)
    known = len(host.registered)
    began = time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "tests.tray.idle_icon"], env=environment) as program:
        until(lambda: len(host.registered) > known)
        took, on_processor = (time.monotonic() - began) * 1000, processor(program.pid)
        assert len(host.pixmap(22)) == 22 * 22 * 4
        time.sleep(1)
        before = wakes(program.pid)
        time.sleep(idle)
        result = Run(took, on_processor, pss(program.pid), wakes(program.pid) - before)
        program.terminate()
    return result


def main() -> None:
    with PrivateBus() as bus, FakeHost(bus) as host, FakeNotifications(bus):
        runs = [once(bus, host, 0.2) for _ in range(5)]
        idle = once(bus, host, 20)
    took, on_processor = min(run.took for run in runs), min(run.on_processor for run in runs)
    print(f"registered after {took:.0f} ms, {on_processor:.0f} ms of them on the processor")
    print(f"PSS {idle.memory:.1f} MB")
    print(f"{idle.wakes} wake-ups in 20 idle seconds")


if __name__ == "__main__":
    main()
