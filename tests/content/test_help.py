"""Help pages: the index is complete, each page is of the small Markdown, and what must be said is said."""

from __future__ import annotations

import re

import pytest

from tests.content.shelf import RESOURCES, load, without_code

INDEX = {page["id"]: page for page in load("help/index.toml")["page"]}
PAGES = list(INDEX)
NEEDED = {
    "what-it-is", "first-steps", "resting", "waiting", "knock-and-still-here", "agreements", "letters",
    "reflecting", "both-of-you", "notifications", "shared-folder", "tray-and-desktops", "safety", "leaving",
    "keyboard",
}  # fmt: skip
#: Who wants to write another program reads on where others read in one sitting.
WORDS = {"": 550, "For programmers": 2500}

_FOREIGN = re.compile(
    r"\*|\[.*\]\(|^>|^\s*\||^#{3,}|^={3,}|^-{3,}|^\s+\S|<[a-z/]|https?:|_[a-z ]+_",
    re.IGNORECASE,
)


def _text(page: str) -> str:
    return (RESOURCES / "help" / f"{page}.md").read_text(encoding="utf-8")


def foreign_lines(page: str) -> list[str]:
    """Lines that are not a heading, paragraph, list item or code."""
    return [line for line in without_code(page).splitlines() if _FOREIGN.search(line)]


def test_the_index_is_complete_and_each_page_listed_once() -> None:
    assert len(set(PAGES)) == len(PAGES)
    assert set(PAGES) == {file.stem for file in (RESOURCES / "help").glob("*.md")}
    assert set(PAGES) >= NEEDED
    assert all(set(page) - {"part"} == {"id", "title"} for page in load("help/index.toml")["page"])
    assert {page.get("part", "") for page in INDEX.values()} == set(WORDS)


@pytest.mark.parametrize("page", PAGES)
class TestPage:
    def test_begins_with_its_title_and_has_one(self, page: str) -> None:
        titles = {entry["id"]: entry["title"] for entry in load("help/index.toml")["page"]}
        heads = [line for line in without_code(_text(page)).splitlines() if line.startswith("# ")]
        assert _text(page).startswith(f"# {titles[page]}\n\n")
        assert heads == [f"# {titles[page]}"]

    def test_is_of_the_small_markdown(self, page: str) -> None:
        assert foreign_lines(_text(page)) == []

    def test_has_balanced_code_and_ends_with_one_line_break(self, page: str) -> None:
        text = _text(page)
        assert text.count("```") % 2 == 0
        assert text.replace("```", "").count("`") % 2 == 0
        assert text.endswith("\n")
        assert not text.endswith("\n\n")

    def test_reads_in_one_sitting(self, page: str) -> None:
        paragraphs = [part for part in _text(page).split("\n\n") if not part.startswith("```")]
        assert 100 <= len(_text(page).split()) <= WORDS[INDEX[page].get("part", "")]
        assert [part for part in paragraphs if len(part) > 900] == []

    def test_names_other_pages_by_their_titles(self, page: str) -> None:
        titles = {entry["title"] for entry in load("help/index.toml")["page"]}
        named = re.findall(r"[Pp]age “([^”]+)”|see “([^”]+)”", _text(page))
        assert {first or second for first, second in named} <= titles


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("safety", "can’t tell whether anybody is safe"),
        ("safety", "isn’t counselling"),
        ("safety", "Nobody owes an agreement"),
        ("safety", "Nobody owes an explanation"),
        ("safety", "forced to unlock"),
        ("safety", "earlier versions"),
        ("safety", "File times"),
        ("shared-folder", "how many files there are"),
        ("shared-folder", "how large they are"),
        ("shared-folder", "when each one appeared"),
        ("leaving", "No held letter is sent"),
        ("leaving", "No news. That is all it means."),
        ("agreements", "Silence is never yes"),
        ("what-it-is", "no streak, no score and no history"),
        ("waiting", "There is nothing to do"),
    ],
)
def test_what_matters_is_said_plainly(page: str, words: str) -> None:
    assert words in _text(page)


@pytest.mark.parametrize(
    "line", ["**bold**", "[a](b)", "> quoted", "### deep", "<b>", "see https://example.org"]
)
def test_other_markdown_is_noticed(line: str) -> None:
    assert foreign_lines(line) == [line]
