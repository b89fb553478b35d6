"""Importing the rules and the view costs next to nothing, so that the command can answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "PIL",
    "PySide6",
    "appdirs",
    "asyncio",
    "cffi",
    "ctypes",
    "dateutil",
    "gettext",
    "humanize",
    "jeepney",
    "keyring",
    "logging",
    "mnemonic",
    "nacl",
    "pyrage",
    "pystray",
    "segno",
    "sqlcipher3",
    "sqlite3",
    "ssl",
    "subprocess",
    "threading",
    "tomlkit",
    "urllib",
    "watchdog",
    "zoneinfo",
}
LOADED = """
import sys
before = set(sys.modules)
import stillhere.core.acts, stillhere.core.notices, stillhere.core.view
print(*sorted(set(sys.modules) - before))
"""


def test_the_core_loads_no_heavy_module_and_nothing_of_ours_beside_itself(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, cwd=root / "desktop"
    )
    loaded = done.stdout.split()
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    ours = {name for name in loaded if name.startswith("stillhere")}
    assert {name for name in ours if not name.startswith("stillhere.core")} == {"stillhere"}
    assert "stillhere.core.view" in ours
