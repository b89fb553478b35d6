"""What a library imports and doesn't use isn't loaded; what it does use is whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from stillhere.later import later


def _said(script: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pystray's own icon, which needs more")
def test_a_menu_loads_nothing_that_takes_python_apart_and_no_log() -> None:
    loaded, taken_apart, warned = _said("""
import sys
sys.modules["typing_extensions"] = None  # only the tools of the tests bring it; it takes Python apart
from stillhere.tray.menu import Item, Menu, Numbers, PystrayIcon
icon = PystrayIcon("one")
Numbers().read(Menu(Item("a", "A", submenu=Menu(Item("b", "B", checked=True, radio=True)))))
print(*sorted(sys.modules))
from pystray import _base
print(_base.inspect.ismethod("".join), _base.inspect.signature(Numbers.read))
import logging
logging.basicConfig(stream=sys.stdout)
icon._log.warning("it takes long")
""")
    assert {"ast", "dis", "opcode", "inspect", "logging", "traceback"} & set(loaded.split()) == set()
    assert taken_apart == "False (self, menu: 'Menu | None') -> 'Reading'"
    assert warned == "WARNING:pystray._base:it takes long"


def test_paths_load_no_addresses() -> None:
    assert _said("""
import sys
sys.argv = ["stillhere", "--version"]
from stillhere.cli import main
main()
print("pathlib" in sys.modules, "ipaddress" in sys.modules)
from urllib.parse import urlsplit
print(urlsplit("http://[::1]:8384/rest").hostname)
""")[1:] == ["True False", "::1"]


def test_it_is_loaded_when_it_is_asked_for_something() -> None:
    assert _said("""
import sys
from stillhere.later import later
with later("colorsys", one=1):
    import colorsys, contextlib
print(type(colorsys).__name__, type(contextlib).__name__, colorsys.one, "colorsys" in sys.modules)
print(colorsys.rgb_to_hls(0, 0, 0), type(sys.modules["colorsys"]).__name__)
""") == ["_Unloaded module 1 False", "(0.0, 0.0, 0.0) module"]


def test_who_imports_it_elsewhere_gets_the_module_itself() -> None:
    assert _said("""
from stillhere.later import later
with later("colorsys"):
    import colorsys as put_off
import colorsys
print(type(colorsys).__name__, put_off.rgb_to_hls is colorsys.rgb_to_hls)
colorsys.rgb_to_hls = None
print(put_off.rgb_to_hls)
""") == ["module True", "None"]


def test_it_may_be_asked_before_the_end() -> None:
    assert _said("""
from stillhere.later import later
with later("colorsys"):
    import colorsys
    print(colorsys.rgb_to_hls(0, 0, 0))
    import colorsys as again
print(type(again).__name__)
""") == ["(0.0, 0.0, 0.0)", "module"]


def test_threads_that_ask_at_once_all_find_it_whole() -> None:
    assert _said("""
import sys
from concurrent.futures import ThreadPoolExecutor
from stillhere.later import later
sys.setswitchinterval(1e-6)
for _ in range(50):
    sys.modules.pop("colorsys", None)
    with later("colorsys"):
        import colorsys
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: colorsys.hsv_to_rgb(0, 0, 1), range(32))) == {(1, 1, 1)}
print("whole")
""") == ["whole"]


def test_what_is_nowhere_is_missed_when_it_is_asked() -> None:
    with later("this_is_nowhere"):
        import this_is_nowhere  # type: ignore[import-not-found]
    with pytest.raises(ModuleNotFoundError):
        _ = this_is_nowhere.name
    with pytest.raises(AttributeError):
        _ = this_is_nowhere.__path__


def test_what_is_loaded_stays_as_it_is() -> None:
    import json

    with later("json"):
        import json as again
    assert again is json
