"""The tree itself: what stands where, how long a file is, what is named nowhere.

Law: reads the project's own files and nothing else.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST = 260
TOP = ("desktop", "resources", "tests", "packaging", ".ci")
FILES = (".gitignore", "LICENSE", "README.md", "pyproject.toml")
PAGES = ("README.md", "packaging/README.md", "packaging/DEPENDENCIES.md")
# Names of places where the project is made; put together here so that this file names none of them.
WORKPLACES = tuple("/".join(parts) for parts in (("sha" + "red", ""), ("", "wo" + "rk", "")))
NEVER_SAID = re.compile(r"(?i)\b(should|still not|late|ignored|needy|avoidant|failed|finally)\b|!(?=[\s\"”])")


def own_files(root: Path) -> Iterator[Path]:
    """Every text file of the project."""
    for path in [*map(root.joinpath, FILES), *(path for top in TOP for path in (root / top).rglob("*"))]:
        if path.is_file() and "__pycache__" not in path.parts and is_text(path.read_bytes()):
            yield path


def is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def sources(root: Path) -> list[Path]:
    return sorted((root / "desktop").rglob("*.py"))


def test_every_source_file_reads_in_one_sitting(root: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources(root)}
    assert not {str(path): lines for path, lines in lengths.items() if lines > LONGEST}


def test_every_source_file_begins_with_its_law(root: Path) -> None:
    silent = [path for path in sources(root) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_no_file_names_the_place_where_it_was_made(root: Path) -> None:
    pattern = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, WORKPLACES)) + ")")
    named = {str(path): pattern.findall(path.read_text(encoding="utf-8")) for path in own_files(root)}
    assert not {path: words for path, words in named.items() if words}


def test_no_file_names_a_registry(root: Path) -> None:
    options = re.compile(r"--(extra-)?ind" + r"ex-url|--trusted-ho" + r"st|--find-li" + r"nks")
    assert not [path for path in own_files(root) if options.search(path.read_text(encoding="utf-8"))]


def test_packaging_stays_a_folder_of_scripts(root: Path) -> None:
    # As a package it would hide the library `packaging` from everything that runs in the tree's root.
    assert not (root / "packaging" / "__init__.py").exists()


def test_readme_names_both_commands(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for verb in ("demo", "test"):
        assert f"python3 packaging/bootstrap.py {verb}" in readme


def test_ci_runs_the_command_that_readme_names(root: Path) -> None:
    script = root / ".ci" / "run"
    assert "python3 packaging/bootstrap.py test" in script.read_text()
    assert os.access(script, os.X_OK)


@pytest.mark.parametrize("page", PAGES)
def test_pages_keep_the_word_rules(page: str, root: Path) -> None:
    assert not NEVER_SAID.findall((root / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_only_paths_that_exist(page: str, root: Path) -> None:
    text = (root / page).read_text(encoding="utf-8")
    tops = "|".join(re.escape(top) for top in TOP)
    named = re.findall(rf"(?<![\w/.-])((?:{tops})/[\w./-]*\w)", text)
    assert not [path for path in named if not (root / path).exists()]
