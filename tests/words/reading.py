"""The program's own source, read for the words that it asks for.

Law: it reads, and runs nothing. What stands in a docstring asks for nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """One call of ``say``: what may be its key (patterns), and the fields given (None: not known here)."""

    place: str
    patterns: tuple[str, ...]
    fields: frozenset[str] | None


@dataclass
class Source:
    """Everything in the program's files that can name a key.

    ``texts`` are its strings and numbers, ``patterns`` its f-strings with a group for each value.
    """

    texts: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)

    def names(self, key: str) -> bool:
        """Whether `key` stands in the source whole, or as an f-string whose values stand there."""
        return key in self.texts or any(
            all(value in self.texts for value in found.groups())
            for pattern in self.patterns
            if (found := re.fullmatch(pattern, key))
        )


def read(package: Path) -> Source:
    """The source of the package, without the tables of words."""
    source = Source()
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        if place.parts[0] != "words":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            _read(tree, str(place), source)
    return source


def _read(tree: ast.Module, place: str, source: Source) -> None:
    silent = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str() | int() as value) if id(node) not in silent:
                # An option of the command names its key too: --words-file, words_file.
                source.texts |= {str(value), str(value).lstrip("-").replace("-", "_")}
            case ast.JoinedStr():
                source.patterns.add(_pattern(node))
            case ast.Call(func=ast.Name("say"), args=[first, *_], keywords=given):
                names = [keyword.arg for keyword in given]
                known = None if None in names else frozenset(name for name in names if name is not None)
                source.asked.append(Asked(f"{place}:{node.lineno}", tuple(_keys(first)), known))


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Module(body=[ast.Expr(value), *_]) | ast.ClassDef(body=[ast.Expr(value), *_]):
                yield value
            case (
                ast.FunctionDef(body=[ast.Expr(value), *_]) | ast.AsyncFunctionDef(body=[ast.Expr(value), *_])
            ):
                yield value


def _keys(node: ast.expr) -> Iterator[str]:
    """The patterns of what the first argument of ``say`` can be; nothing for a name that stands elsewhere."""
    match node:
        case ast.Constant(str() as key):
            yield re.escape(key)
        case ast.JoinedStr():
            yield _pattern(node)
        case ast.IfExp(body=one, orelse=other):
            yield from _keys(one)
            yield from _keys(other)


def _pattern(node: ast.JoinedStr) -> str:
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values]
    return "".join(parts)
