"""The content as the program reads it: all of it, and what is left when somebody's hand broke a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stillhere.core.records.posted import PARTS
from stillhere.core.records.terms import SETTINGS
from stillhere.home.library import Broken, Library, library
from stillhere.words import private as words
from tests.content.shelf import RESOURCES, prompts, templates


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    return shutil.copytree(RESOURCES, tmp_path / "resources", ignore=shutil.ignore_patterns("__pycache__"))


def read_all(found: Library) -> None:
    """Asks for every part."""
    found.prompts()
    found.shelves()
    found.warm_lines()
    found.calming()
    found.feelings()
    found.cards()
    found.templates()
    found.helplines()
    for page in found.help_pages():
        found.help_text(page.id)


def replace(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def test_all_that_comes_with_the_program_is_read() -> None:
    found = library()
    read_all(found)
    assert found.broken == ()
    assert {prompt.id for prompt in found.prompts()} == {prompt["id"] for prompt in prompts()}
    assert {template.id for template in found.templates()} == {template["id"] for template in templates()}
    assert {prompt.form for prompt in found.prompts()} == set(PARTS)
    assert found.shelves()["waiting"].themes["stories"] == "stories"
    assert found.helplines().checked is not None
    assert {country.code for country in found.helplines().countries} >= {"US", "GB", "NZ"}
    assert found.help_text("letters").startswith("# Letters")
    assert len(found.cards().cards) >= 24


def test_every_theme_of_a_prompt_has_its_label() -> None:
    found = library()
    assert [
        prompt.id for prompt in found.prompts() if not found.shelves()[prompt.moment].themes.get(prompt.theme)
    ] == []


def test_nothing_is_read_before_it_is_asked_for(content: Path) -> None:
    found = Library(content)
    (content / "helplines.toml").write_bytes(b"\xff")
    found.prompts()
    assert not found.broken
    found.helplines()
    assert list(found.broken) == [Broken(file="helplines.toml", place="")]
    assert found.helplines() is found.helplines()


BROKEN_FILES = [
    ("prompts/waiting.toml", b"[[prompt]\n"),
    ("prompts/waiting.toml", b"\xff\xfe"),
    ("prompts/waiting.toml", b"a = " + b"[" * 20_000),
    ("prompts/waiting.toml", b" " * (1024 * 1024 + 1)),
    ("prompts/waiting.toml", None),
]


@pytest.mark.parametrize(("file", "data"), BROKEN_FILES)
def test_a_broken_file_takes_nothing_else_with_it(content: Path, file: str, data: bytes | None) -> None:
    (content / file).unlink()
    if data is not None:
        (content / file).write_bytes(data)
    found = Library(content)
    assert {prompt.moment for prompt in found.prompts()} == {
        "resting",
        "coming_back",
        "together",
        "letting_go",
    }
    assert found.shelves()["waiting"].label == ""
    assert found.broken == (Broken(file=file, place=""),)
    assert found.broken[0].error.what == "library_file"


def test_a_broken_entry_is_left_out_alone(content: Path) -> None:
    file = content / "prompts" / "waiting.toml"
    replace(file, 'moment = "waiting"\ntheme', 'moment = "tomorrow"\ntheme')
    replace(file, 'form = "seen_told_known"', 'form = "a form of its own"')
    before = file.read_bytes()
    found = Library(content)
    assert len(found.prompts()) == len(prompts()) - 2
    assert [broken.file for broken in found.broken] == ["prompts/waiting.toml"] * 2
    assert found.broken[0].place == "prompt 1"
    assert found.broken[0].error.fields == {"file": "prompts/waiting.toml", "place": "prompt 1"}
    assert file.read_bytes() == before


def test_an_entry_that_stands_twice_counts_once(content: Path) -> None:
    file = content / "prompts" / "waiting.toml"
    copied = next(prompt for prompt in prompts() if prompt["moment"] == "resting")
    with file.open("a", encoding="utf-8") as text:
        text.write(f'\n[[prompt]]\nid = "{copied["id"]}"\nmoment = "waiting"\n')
        text.write('theme = "stories"\ntext = "Copied?"\n')
    found = Library(content)
    assert len(found.prompts()) == len(prompts())
    assert [prompt.text for prompt in found.prompts() if prompt.id == copied["id"]] == [copied["text"]]
    assert found.broken == (Broken(file="prompts", place=copied["id"]),)


def test_a_broken_helpline_is_told_and_the_others_are_there(content: Path) -> None:
    file = content / "helplines.toml"
    lines = sum(len(country.lines) for country in library().helplines().countries)
    replace(file, 'topic = "hard_night"', 'topic = "anything"')
    replace(file, "checked = ", "looked = ")
    replace(file, "note = ", "noted = ")
    found = Library(content).helplines()
    assert sum(len(country.lines) for country in found.countries) == lines - 1
    assert (found.checked, found.note) == (None, "")
    assert found.emergency


@pytest.mark.parametrize("entries", ["card = 5", 'card = ["text"]', "[card]\nid = 1"])
def test_a_list_that_is_none_is_told(content: Path, entries: str) -> None:
    (content / "perspectives" / "cards.toml").write_text(f'note = "A note"\n{entries}\n')
    found = Library(content)
    assert found.cards().cards == ()
    assert found.cards().note == "A note"
    assert len(found.broken) == 1


def test_themes_of_another_shape_are_told(content: Path) -> None:
    replace(content / "prompts" / "waiting.toml", 'label = "While you wait"', "label = 5")
    found = Library(content)
    assert found.shelves()["waiting"].label == ""
    assert len(found.prompts()) == len(prompts())
    assert found.broken == (Broken(file="prompts/waiting.toml", place="themes"),)


def test_missing_folders_are_told(content: Path) -> None:
    shutil.rmtree(content / "agreements")
    (content / "help" / "safety.md").unlink()
    found = Library(content)
    assert found.templates() == ()
    assert found.help_text("safety") == ""
    gone = [f"agreements/{kind}.toml" for kind in sorted(SETTINGS)] + ["help/safety.md"]
    assert found.broken == tuple(Broken(file=file, place="") for file in gone)


def test_a_help_page_that_is_not_listed_is_a_fault() -> None:
    with pytest.raises(KeyError):
        library().help_text("../helplines")


def test_trouble_with_the_content_has_its_words() -> None:
    for place in ("", "prompt 1"):
        error = Broken(file="helplines.toml", place=place).error
        for key in (error.title, error.next_step):
            assert words.WORDS[key].format(**error.fields)


@pytest.mark.parametrize("file", ["agreements/low_contact.toml", "prompts/waiting.toml", "helplines.toml"])
def test_a_file_that_is_gone_is_told_as_one_that_is_broken(content: Path, file: str) -> None:
    (content / file).unlink()
    found = Library(content)
    read_all(found)
    assert Broken(file=file, place="") in found.broken
    assert len(found.templates()) + len(found.prompts()) > 100, "the others are there"
