"""Measures, by hand, what the idle icon costs: ``python -m tests.tray.measure``.

Time is from the start of the process until the panel has the icon's registration, memory is PSS (the
process's share of what it maps), wake-ups are context switches of all its threads. Best of five for time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.desktop.fakes import FakeHost, FakeNotifications
from tests.desktop.private_bus import PrivateBus, until


def pss(process: int) -> float:
    """Megabytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1000


def wakes(process: int) -> int:
    threads = Path(f"/proc/{process}/task").glob("*/status")
    lines = [line for status in threads for line in status.read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)


def once(bus: PrivateBus, host: FakeHost, idle: float) -> tuple[float, float, int]:
    """Milliseconds to registration; megabytes and wake-ups of the seconds after."""
    environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
    environment.pop("DISPLAY", None)
    known = len(host.registered)
    began = time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "tests.tray.idle_icon"], env=environment) as program:
        until(lambda: len(host.registered) > known)
        took = (time.monotonic() - began) * 1000
        assert len(host.pixmap(22)) == 22 * 22 * 4
        time.sleep(1)
        before = wakes(program.pid)
        time.sleep(idle)
        result = took, pss(program.pid), wakes(program.pid) - before
        program.terminate()
    return result


def main() -> None:
    with PrivateBus() as bus, FakeHost(bus) as host, FakeNotifications(bus):
        runs = [once(bus, host, 0.2) for _ in range(5)]
        _, memory, woken = once(bus, host, 20)
    print(f"registered after {min(took for took, _, _ in runs):.0f} ms (best of {len(runs)})")
    print(f"PSS {memory:.1f} MB")
    print(f"{woken} wake-ups in 20 idle seconds")


if __name__ == "__main__":
    main()
