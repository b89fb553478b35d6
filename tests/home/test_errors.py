"""Trouble has a title and a next step, in the words of this app."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from stillhere.home.errors import FolderError, HomeError, SettingsError, StoreError, VaultError
from stillhere.words import CATALOGUE, say, trouble
from tests.words.fields import fields_of

FAMILY = {"HomeError", "StoreError", "VaultError", "FolderError", "SettingsError"}
KEY = re.compile(r"[a-z]+(_[a-z]+)*")
NEVER = re.compile(
    r"\b(should|still not|late|ignored|needy|avoidant|failed|finally|he|she|his|her|him|error|please)\b",
    re.IGNORECASE,
)


def _raised(root: Path) -> set[str]:
    """Every literal that our own code gives to one of the family, and those that stand in tables for it."""
    found: set[str] = set()
    for path in (root / "desktop" / "stillhere").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAMILY:
                given = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant)]
                found |= {str(value) for value in given if KEY.fullmatch(str(value))} - {"place", "None"}
    return found


def _stems() -> set[str]:
    return {key.split(".")[1] for key in trouble.WORDS}


def test_every_trouble_that_is_raised_has_its_words(root: Path) -> None:
    raised = _raised(root)
    assert {"keyring_gone", "store_newer", "folder_emptied"} <= raised
    assert {f"trouble.{what}.{part}" for what in raised for part in ("title", "next")} <= set(CATALOGUE)


def test_what_sqlite_and_the_folder_answer_has_its_words() -> None:
    from stillhere.home.folder import told
    from stillhere.home.store import cipher

    codes = {cipher._what(code, Path("/nowhere")) for code in range(101)} - {None}
    assert codes | set(told._WHAT.values()) | {"folder_trouble", "disk_full"} <= _stems()


def test_each_has_a_title_and_a_next_step() -> None:
    for stem in _stems():
        error = HomeError(stem)
        assert error.title in CATALOGUE
        assert error.next_step in CATALOGUE
        assert CATALOGUE[error.title].count(".") == 1, "a title is one sentence"


@pytest.mark.parametrize("key", sorted(trouble.WORDS))
def test_the_words_are_this_apps(key: str) -> None:
    text = trouble.WORDS[key]
    assert not NEVER.search(text)
    assert "!" not in text
    assert "'" not in text
    assert text.endswith(".")
    assert fields_of(text) <= {"place", "name"}


def test_trouble_says_itself_and_holds_nothing_else() -> None:
    for kind in (VaultError, StoreError, FolderError, SettingsError):
        error = kind("folder_denied", place="/shared")
        assert isinstance(error, HomeError)
        assert str(error) == error.what == "folder_denied"
        assert "/shared" in say(error.next_step, **error.fields)
        with pytest.raises(TypeError):
            error.fields["place"] = "x"  # type: ignore[index]
