"""The content as the tests read it. Law: straight from the files under ``resources/``, through no loader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

#: Keys of the data files whose values nobody reads as a sentence.
_NOT_WORDS = {"id", "kind", "moment", "theme", "form", "topic", "code", "checked", "settings"}


class Line(NamedTuple):
    """One text that a person sees, and where it stands."""

    place: str
    text: str


def load(name: str) -> dict[str, Any]:
    """The data file `name`, relative to ``resources/``."""
    return tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))


def prompts() -> list[dict[str, str]]:
    """Every prompt, in the order of the files."""
    files = sorted((RESOURCES / "prompts").glob("*.toml"))
    return [prompt for file in files for prompt in load(f"prompts/{file.name}")["prompt"]]


def templates() -> list[dict[str, Any]]:
    """Every template of an agreement."""
    files = sorted((RESOURCES / "agreements").glob("*.toml"))
    return [template for file in files for template in load(f"agreements/{file.name}")["template"]]


def spoken() -> list[Line]:
    """What the app says in the couple's own tone: prompts, lines, words, cards, lists, templates."""
    folders = ("prompts", "phrases", "feelings", "perspectives", "agreements")
    files = [file for folder in folders for file in sorted((RESOURCES / folder).glob("*.toml"))]
    names = [file.relative_to(RESOURCES).as_posix() for file in files]
    settings = [
        Line(template["id"], text)
        for template in templates()
        for text in _strings(template["settings"].values())
    ]
    return [Line(name, text) for name in names for text in _texts(load(name))] + settings


def told() -> list[Line]:
    """What the app explains: help pages without their code, help titles, helplines."""
    pages = [
        Line(f"help/{file.name}", without_code(file.read_text(encoding="utf-8")))
        for file in sorted((RESOURCES / "help").glob("*.md"))
    ]
    data = [Line(name, text) for name in ("help/index.toml", "helplines.toml") for text in _texts(load(name))]
    return pages + data


def without_code(page: str) -> str:
    """A help page's words, without code blocks and code in a line."""
    return re.sub(r"`[^`\n]*`", "code", re.sub(r"^```\n.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                if key not in _NOT_WORDS:
                    yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case str():
            yield value


def _strings(values: Any) -> Iterator[str]:
    # Of a template's settings only lists and channels are sentences; the other strings are names of choices.
    for value in values:
        if isinstance(value, list):
            yield from value
        elif isinstance(value, str) and " " in value:
            yield value
