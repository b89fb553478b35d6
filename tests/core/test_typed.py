"""Several threads may be the first to read a value: the shape is made known by one of them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from stillhere.core import typed

#: Structs that nobody has read into yet, and four threads that do it at once, as often as it takes.
STORM = """
import sys, threading, types
sys.setswitchinterval(1e-6)
from stillhere.core import typed

SAID = '''
from collections.abc import Mapping
from typing import Literal
from msgspec import Struct
class Inner(Struct): at: Mapping[str, tuple[int, int]]; kind: Literal["a", "b"] | None = None
class Outer(Struct): one: Inner; more: tuple[Inner, ...] = (); by: Mapping[str, Inner] = {}; text: str = ""
'''
INNER = {"at": {"k": (1, 2)}, "kind": "a"}
WRITTEN = {"one": INNER, "more": [INNER], "by": {"x": INNER}, "text": "said"}
read = []
for number in range(100):
    module = sys.modules[f"fresh{number}"] = types.ModuleType(f"fresh{number}")
    exec(SAID, module.__dict__)
    together = threading.Barrier(4)

    def go(shape, value):
        together.wait()
        read.append(typed.convert(value, shape))

    pairs = [(module.Outer, WRITTEN), (module.Inner, INNER)] * 2
    threads = [threading.Thread(target=go, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(len(read))
"""

#: What reads into shapes by itself.
READS = {"convert", "decode", "Decoder"}


def test_threads_that_read_into_the_same_struct_first_all_get_it() -> None:
    done = subprocess.run([sys.executable, "-c", STORM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "400\n", "")


class Said(Struct):
    """What is read here."""

    at: tuple[int, int]


def test_each_way_of_writing_is_read_into_its_shape() -> None:
    said, raw = Said((1, 2)), {"at": [1, 2]}
    for _ in range(2):
        assert typed.from_msgpack(msgspec.msgpack.encode(said), Said) == said
        assert typed.from_json(msgspec.json.encode(said), Said) == said
        assert typed.convert(raw, Said) == said
    with pytest.raises(msgspec.ValidationError):
        typed.convert({"at": ["1", 2]}, Said)
    assert typed.convert({"at": ["1", "2"]}, Said, strict=False) == said


def test_nobody_else_asks_msgspec_to_read(root: Path) -> None:
    package = root / "desktop" / "stillhere"
    found = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in READS and _of_msgspec(node.value)
    }
    assert found == {"core/typed.py"}


def _of_msgspec(node: ast.expr) -> bool:
    return ast.unparse(node) in {"msgspec", "msgspec.json", "msgspec.msgpack"}
