"""What each start pays for: the parts of a home load nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "appdirs", "cryptography", "dataclasses", "jeepney", "keyring", "logging", "nacl", "secretstorage",
    "sqlcipher3", "subprocess", "tempfile", "tomlkit", "tomllib", "watchdog",
}  # fmt: skip
MODULES = (
    "bell", "carriers", "dirs", "errors", "files", "folder", "keyrings", "log", "mounts", "paths", "publish",
    "reading", "role", "scan", "settings", "store", "vault", "watch",
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_importing_a_part_loads_nothing_heavy(module: str) -> None:
    script = f"import sys, stillhere.home.{module}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert HEAVY & set(loaded.stdout.split()) == set()
