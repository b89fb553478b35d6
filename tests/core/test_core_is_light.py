"""Importing the rules and the view costs next to nothing, so that the command can answer at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

import msgspec
import pytest

from stillhere.core.agreements.drawer import Drawer
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State

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


@pytest.mark.parametrize("kept", [State, Mine, Drawer])
def test_what_each_start_reads_is_described_by_types_and_not_by_text(kept: type) -> None:
    described = {
        cls: [name for name, kind in cls.__annotations__.items() if isinstance(kind, str)]
        for cls in _structs(msgspec.inspect.type_info(kept), set())
    }
    assert kept in described
    assert {cls: names for cls, names in described.items() if names} == {}


def _structs(info: object, seen: set[type]) -> Iterator[type]:
    """The classes of all structs within a type, as msgspec sees it."""
    if isinstance(info, tuple):
        for each in info:
            yield from _structs(each, seen)
    elif isinstance(info, msgspec.inspect.StructType) and info.cls not in seen:
        seen.add(info.cls)
        yield get_origin(info.cls) or info.cls  # what is generic stands here with what it holds
        yield from _structs(tuple(field.type for field in info.fields), seen)
    elif isinstance(info, msgspec.inspect.Type) and not isinstance(info, msgspec.inspect.StructType):
        parts = (getattr(info, name, ()) for name in info.__struct_fields__)
        yield from _structs(tuple(parts), seen)
