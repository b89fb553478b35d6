"""Every trouble and every refusal of what is private has its words, and every one of the words is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

from stillhere.core.letters import State
from stillhere.core.records.posted import PARTS
from stillhere.words import private, trouble

OWN = ("core/pages.py", "core/letters.py", "core/prompts.py", "home/library", "home/private")


def texts(root: Path) -> set[str]:
    """Every string in the code of this part."""
    package = root / "desktop" / "stillhere"
    files = [file for own in OWN for file in (package / own).rglob("*.py")]
    files += [package / own for own in OWN if own.endswith(".py")]
    return {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_trouble_that_is_told_has_a_title_and_a_next_step(root: Path) -> None:
    whats = r"(private|page|letter|prompt|library|export|disk)_[a-z_]+"
    found = {text for text in texts(root) if re.fullmatch(whats, text)}
    words = {**private.WORDS, **trouble.WORDS}
    told = {key.split(".")[1] for key in private.WORDS if key.startswith("trouble.")}
    assert {f"trouble.{what}.{part}" for what in found for part in ("title", "next")} <= set(words)
    assert told <= found


def test_every_refusal_has_its_words(root: Path) -> None:
    found = {text for text in texts(root) if re.fullmatch(r"why(\.[a-z_]+)+", text)}
    assert found == {key for key in private.WORDS if key.startswith("why.")}


def test_every_state_and_every_form_has_its_words() -> None:
    states = {key.rpartition(".")[2] for key in private.WORDS if key.startswith("export.letter.")}
    assert states == set(get_args(State))
    forms = {key for key in private.WORDS if key.startswith("form.")}
    assert forms == {
        f"form.{form}.{n}" for form, count in PARTS.items() if form != "free" for n in range(1, count + 1)
    }
