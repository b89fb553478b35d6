"""What each start pays for: the parts of a home load nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "appdirs", "cryptography", "dataclasses", "jeepney", "keyring", "logging", "nacl", "pyrage",
    "secretstorage", "sqlcipher3", "stillhere.seal", "subprocess", "tempfile", "tomlkit", "tomllib",
    "watchdog",
}  # fmt: skip
MODULES = (
    "aside", "bell", "errors", "files", "folder.carriers", "folder.dirs", "folder.folder", "folder.mounts",
    "folder.publish", "folder.reading", "folder.scan", "folder.watch", "keeper", "keys.keyrings",
    "keys.vault", "log", "memory", "paths", "role", "settings", "store",
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_importing_a_part_loads_nothing_heavy(module: str) -> None:
    script = f"import sys, stillhere.home.{module}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert HEAVY & set(loaded.stdout.split()) == set()
