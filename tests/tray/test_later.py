"""What a library imports and doesn't use isn't loaded; what it does use is whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from stillhere.tray.later import later


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pystray's own icon, which needs more")
def test_a_menu_loads_nothing_that_takes_python_apart() -> None:
    script = """
import sys
sys.modules["typing_extensions"] = None  # only the tools of the tests bring it; it takes Python apart
from stillhere.tray.menu import Item, Menu, Numbers
Numbers().read(Menu(Item("a", "A", submenu=Menu(Item("b", "B", checked=True, radio=True)))))
print(*sorted(sys.modules))
import inspect
print(inspect.ismethod("".join), inspect.signature(Numbers.read), inspect.__spec__.name)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded, used = done.stdout.splitlines()
    assert {"ast", "dis", "opcode"} & set(loaded.split()) == set()
    assert used == "False (self, menu: 'Menu | None') -> 'Reading' inspect"


def test_it_is_loaded_when_it_is_asked_for_something() -> None:
    script = """
import sys
from stillhere.tray.later import later
before = list(sys.meta_path)
with later("colorsys"):
    import colorsys, contextlib
print(type(colorsys).__name__, type(contextlib).__name__)
print(colorsys.rgb_to_hls(0, 0, 0), type(colorsys).__name__, sys.meta_path == before)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "_LazyModule module\n(0.0, 0.0, 0.0) module True\n"


def test_what_is_nowhere_is_missed_at_once() -> None:
    before = list(sys.meta_path)
    with later("this_is_nowhere"), pytest.raises(ModuleNotFoundError):
        __import__("this_is_nowhere")
    assert sys.meta_path == before


def test_what_is_loaded_stays_as_it_is() -> None:
    import json

    with later("json"):
        import json as again
    assert again is json
