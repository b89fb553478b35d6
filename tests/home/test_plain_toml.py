"""What is read without a parser is what the parser reads; and what the program writes is read so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.home import settings
from stillhere.home.data import data
from stillhere.home.library import MOMENTS
from stillhere.home.plain_toml import plain

_VALUES = ("true", "false", "1", "0", "07", "1_000", "-1", "1.5", "1979-05-27", "9" * 20, '"/shared"', "'x'")
_SIGNS = ("=", " = ", '"', '"""', "\\", "\\n", "#", "# note", "[", "]", "[a]", ".", ",", "{}", " ", "\n")
_ODD = ("\r\n", "\r", "\t", "\x00", "\x1f", "\x7f", "\x85", "\u00a0", "\ufeff", "\u2028", "é")
_PIECES = st.sampled_from(["a", "b", "folder", *_VALUES, *_SIGNS, *_ODD])
_LINES = st.sampled_from([
    'a = "x"', "b = true", "c = 30", "# note", "", "  d=0 ", 'a = "y"', "e = 010", 'f = "x" # "y"',
    "true = false", "[a]", "[g]", " [g] ", "[[h]]", "[[h]]", "[[g]]",
])  # fmt: skip
_MORE = (
    "a = 'x'", 'a = "\\u0041"', "a = [1]", "a.b = 1", 'a = """x"""', "a\t= 1", "a = 1 # one", "a", "[a.b]",
    "[ a ]", '["a"]', "[a] # one", "[a]\n[a]", "[[a]]\n[a]", "[a]\n[[a]]", "a = 1\n[a]", "a = 1\n[[a]]",
    "[[a]]\nb = 1\nb = 2", "[a", "[[a]", "[", "[]", "[[]]",
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join), st.lists(_LINES).map("\n".join)))
def test_what_is_read_is_what_the_parser_reads(text: str) -> None:
    found = plain(text)
    if found is not None:
        assert found == tomllib.loads(text)
        # Equal is not enough: to Python True is 1.
        assert repr(found) == repr(tomllib.loads(text))


@pytest.mark.parametrize("text", _MORE)
def test_more_than_the_plainest_form_is_left_to_the_parser(text: str) -> None:
    assert plain(text) is None


def test_what_the_program_writes_takes_no_parser(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    settings.change(file, folder=tmp_path / "Mia’s and Jon’s", theme="dark", nudge=True, poll_seconds=60)
    assert plain(file.read_text("utf-8")) == {
        "folder": str(tmp_path / "Mia’s and Jon’s"), "theme": "dark", "nudge": True, "poll_seconds": 60,
    }  # fmt: skip
    assert plain("") == {}


def test_a_prompt_takes_no_parser() -> None:
    files = sorted(data("prompts").glob("*.toml"))
    assert [file.stem for file in files] == sorted(MOMENTS)
    for file in files:
        text = file.read_text("utf-8")
        assert plain(text) == tomllib.loads(text)
