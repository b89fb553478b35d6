"""Starting a program from a house test. Law: it ends by itself, and its words come back as text."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

Outcome = subprocess.CompletedProcess[str]


def outcome(*command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Outcome:
    """What `command` gave: `returncode`, `stdout` and `stderr`."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=env, check=False, capture_output=True, text=True)
