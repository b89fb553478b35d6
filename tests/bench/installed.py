"""A program as who installs it has it: without what only the tools of the tests bring.

``typing_extensions`` comes with those, and msgspec loads it where it is. Here it counts as not installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def as_installed(environment: Mapping[str, str], place: Path) -> dict[str, str]:
    """`environment` for programs that are measured; ``place`` is a new directory for what that takes."""
    place.mkdir()
    (place / "typing_extensions.py").write_text('raise ImportError("only the tests have it")\n', "utf-8")
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(place)}
