"""Nothing lies in the program that nobody uses: each function, class and constant is named somewhere in it.

Names alone are compared, those in short texts too, for much is found by its name when it is asked for. So two
things of one name pass together. What only a library calls, or only tests, stands in a list here, and a name
that has no need to stand there fails as well.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

#: What a library calls, beside Qt, whose names have capitals within: tzinfo, argparse, watchdog, pystray.
LIBRARIES_CALL = {
    "dst", "fromutc",
    "_check_value", "_get_help_string", "_print_message",
    "on_any_event",
    "_update_menu", "_update_title", "_run_detached",
}  # fmt: skip

#: What tests alone ask for, of a thing that is whole only with it.
TESTS_CALL = {
    "STATES",  # the table of the outbox, which tests walk
    "restart_panel", "wait_to_say",  # the demo's desktop, on which tests press, too
}  # fmt: skip

#: A text that is longer is prose.
_LONGEST = 120

_QT = re.compile(r"[a-z]+[A-Z]")
_WORD = re.compile(r"[A-Za-z_]\w*")

Scope = ast.Module | ast.ClassDef | ast.FunctionDef


def test_everything_in_the_program_is_used(root: Path) -> None:
    trees = [ast.parse(file.read_text("utf-8")) for file in (root / "desktop" / "stillhere").rglob("*.py")]
    used = Counter(name for tree in trees for name in _named(tree))
    made = Counter(name for tree in trees for name in _made(tree))
    unused = {name for name, times in made.items() if used[name] <= times and not name.startswith("__")}
    assert {name for name in unused if not _QT.match(name)} == LIBRARIES_CALL | TESTS_CALL


def test_what_is_used_and_what_is_not_is_told_apart() -> None:
    lines = (
        '"""unused"""', "LEFT = 1", "def unused(): return used(RIGHT)",
        "def used(x): ...", 'RIGHT = "late"', "def late(): ...",
    )  # fmt: skip
    tree = ast.parse("\n".join(lines))
    used, made = Counter(_named(tree)), Counter(_made(tree))
    assert {name for name, times in made.items() if used[name] <= times} == {"LEFT", "unused"}


def _made(tree: ast.Module) -> Iterator[str]:
    """The names that are made here: of functions and classes anywhere, and of constants of the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _named(tree: ast.Module) -> Iterator[str]:
    """Every name that stands here, once for each time, where it is made included; docstrings name nothing."""
    prose = {id(scope.body[0]) for scope in ast.walk(tree) if isinstance(scope, Scope) and scope.body}
    return _words(tree, prose)


def _words(node: ast.AST, prose: set[int]) -> Iterator[str]:
    match node:
        case ast.Expr(value=ast.Constant()) if id(node) in prose:
            return
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case ast.keyword(arg=str(name)):
            yield name
        case ast.alias(name=name):
            yield name.rpartition(".")[2]
        case ast.Constant(value=str(text)) if len(text) < _LONGEST:
            yield from _WORD.findall(text)
    for child in ast.iter_child_nodes(node):
        yield from _words(child, prose)
