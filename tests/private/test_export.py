"""Own data as Markdown: everything is there, reads as it was typed, and no name is trouble anywhere."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from stillhere.core.letters import Post
from stillhere.core.records.text import clean
from stillhere.core.state.model import HERE
from stillhere.home.errors import HomeError
from stillhere.home.private import Private
from stillhere.home.private.chapters import (
    Chapter,
    Text,
    agreement_chapter,
    own_chapters,
    received_chapter,
    sent_chapter,
)
from stillhere.home.private.export import export, file_name
from stillhere.home.private.markdown import heading, link, written
from tests.core.making import NOW, proved
from tests.private.making import Clock

RESERVED = set('<>:"/\\|?*')


def text(title: str, kind: str = "Page") -> Text:
    return Text(kind=kind, title=title, parts=(("", title),))


def read(markdown: str) -> str:
    """What a person reads of Markdown, as Qt shows it."""
    document = QTextDocument()
    document.setMarkdown(markdown)
    return document.toPlainText()


def shown(typed: str) -> str:
    """What a person typed, without what nobody sees: runs of empty lines, spaces at the ends."""
    return re.sub(r"\n{2,}", "\n", clean(typed, lines=True)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "typed",
    [
        "plain words",
        "one\ntwo\n\nthree",
        "# no heading\n> no quote\n- no list\n+ nor this\n1. nor this\n2) nor this\n=== \n---\n***",
        "*not* _slanted_, `no code`, ~~not struck~~, a\\b, |no|table|",
        "<b>no markup</b> &amp; <script>alert(1)</script> <!-- seen -->",
        "![no picture](https://example.org/p.png) [no link](x) <https://example.org>",
        "    four spaces\n\tand a tab",
        "a line  \nwith spaces at its end",
        "```\nno block\n```",
        "1986. A good year",
        "😴 東京 e\u0301",
    ],
)
def test_words_read_as_they_were_typed(typed: str) -> None:
    def plain(words: str) -> str:
        return words.replace("\t", " ").replace("\u00a0", " ").replace("\u2028", "\n")

    assert plain(read(written(typed))) == plain(shown(typed))


@given(st.text(alphabet=st.sampled_from("ab1.)# >-+=*_`~<>&;![]()\\|\"'")))
@proved(400)
def test_no_mark_at_all_is_markup(typed: str) -> None:
    typed = " ".join(typed.split())
    assert read(written(typed)).replace("\u00a0", " ") == typed
    assert read(heading(1, typed)).replace("\u00a0", " ") == typed


@pytest.mark.parametrize("name", ["Page [one] &amp; (more)", "Page 50% #1", "Page 東京 😴", "Page *x*_y_`z`"])
def test_a_link_leads_to_its_file(name: str) -> None:
    document = QTextDocument()
    document.setMarkdown(link(name, f"{name}.md"))
    place = document.begin().begin()
    assert unquote(place.fragment().charFormat().anchorHref()) == f"{name}.md"
    assert document.toPlainText().strip() == name


NAMES = [
    ("I found the photo", "Page I found the photo"),
    ('a/b\\c:d*e?f"g<h>i|j', "Page a b c d e f g h i j"),
    ("../../etc/passwd", "Page .. .. etc passwd"),
    ("\u202egnp.exe\0", "Page gnp.exe"),
    ("ends with dots ...", "Page ends with dots"),
    ("", "Page"),
    ("...", "Page"),
    ("e\u0301", "Page \u00e9"),
]


@pytest.mark.parametrize(("title", "name"), NAMES)
def test_a_file_has_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(text(title), NOW) == name


def test_what_is_called_as_its_kind_is_called_so_once() -> None:
    assert file_name(text("Prompts of your own", "Prompts of your own"), NOW) == "Prompts of your own"


@given(st.text(), st.text(max_size=20))
@proved(400)
def test_no_title_makes_a_name_that_is_trouble(title: str, kind: str) -> None:
    name = file_name(text(title, f"Page {kind}"), NOW)
    assert not RESERVED & set(name)
    assert not [mark for mark in name if unicodedata.category(mark) in {"Cc", "Cs"}]
    assert 0 < len(f"{name} 99999.md".encode()) <= 255
    assert name == name.strip(" .")


def test_the_day_of_a_text_is_in_its_name_and_never_lies_ahead() -> None:
    dated = Text(kind="Letter", title="Dear Mia", parts=(("", "Dear Mia"),), at_ms=1_795_000_000_000)
    assert file_name(dated, NOW) == "Letter 2026-11-18 Dear Mia"
    ahead = Text(kind="Letter", title="Dear Mia", parts=(("", "Dear Mia"),), at_ms=2**53)
    assert file_name(ahead, NOW) == f"Letter {NOW:%Y-%m-%d} Dear Mia"


def test_names_that_look_alike_anywhere_are_numbered(tmp_path: Path) -> None:
    titles = ["Same", "same", "SAME", "Sàme", "Sa\u0300me", "other"]
    place = export(tmp_path, [Chapter(title="Pages", texts=tuple(map(text, titles)))], NOW)
    names = sorted(path.name for path in place.iterdir())
    assert len(names) == 7
    assert len({unicodedata.normalize("NFKC", name.casefold()) for name in names}) == 7
    assert {"Page Same.md", "Page same 2.md", "Page SAME 3.md"} <= set(names)


def test_everything_is_in_one_new_folder_with_an_index(
    private: Private, clock: Clock, tmp_path: Path
) -> None:
    private.pages.write(["She closed the door."], question="What did you see?", prompt="p")
    private.pages.write(["the door", "a story", "the door"], form="seen_told_known")
    private.pages.write(["mine\0 \u202ehere", ""], form="mine_yours")
    private.pages.delete(private.pages.write(["deleted"]))
    letter = private.letters.write("Dear Mia")
    private.letters.decide(letter.id, "keep", Post(partner=HERE), NOW)
    private.care.note(["adrift", "torn"])
    private.care.keep_calming(["Warm socks"])
    private.prompts.add("And the cat?", "waiting")
    private.drafts.keep("line", "Low on words")
    chapters = [
        *own_chapters(private, NOW),
        received_chapter([("Dear Jon", clock.ms, "from Mia")]),
        sent_chapter([("Dear Mia, long ago", None, "")]),
        agreement_chapter([("Tea before quiet", "Ten minutes at the table.", "in force")]),
    ]
    place = export(tmp_path / "new" / "place", chapters, NOW)
    assert place == tmp_path / "new" / "place" / "Still Here, 2026-11-22"
    found = {path.name: path.read_text(encoding="utf-8") for path in place.iterdir()}
    assert len(found) == 1 + 3 + 1 + 4 + 1 + 1 + 1
    everything = "\n".join(map(read, found.values()))
    for words in (
        "She closed the door.",
        "The story I told",
        "Perhaps yours",
        "mine here",
        "Dear Mia",
        "kept",
    ):
        assert words in everything
    for words in ("adrift, torn", "Warm socks", "And the cat?", "Low on words", "Dear Jon", "from Mia"):
        assert words in everything
    assert "deleted" not in everything
    index = found.pop("index.md")
    assert all(f"(<{name}>)" in index for name in found)
    assert "Tea before quiet" in index
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}


def test_nothing_written_is_an_index_that_says_so(private: Private, tmp_path: Path) -> None:
    place = export(tmp_path / "out", own_chapters(private, NOW), NOW)
    assert [path.name for path in place.iterdir()] == ["index.md"]
    assert read((place / "index.md").read_text(encoding="utf-8")).count("There is nothing in it yet.") == 3


def test_an_export_never_overwrites_another(private: Private, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = export(out, own_chapters(private, NOW), NOW)
    before = (first / "index.md").stat()
    second = export(out, own_chapters(private, NOW), NOW)
    third = export(out, own_chapters(private, NOW), NOW)
    assert [second.name, third.name] == [f"{first.name} 2", f"{first.name} 3"]
    assert (first / "index.md").stat() == before


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HomeError) as error:
        export(tmp_path / "file" / "in it", [], NOW)
    assert error.value.what == "export_denied"


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stillhere.home.private import export as module

    def full(path: Path, words: str) -> None:
        path.write_text(words[:10], encoding="utf-8")
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(module, "_write", full)
    with pytest.raises(HomeError) as error:
        module.export(tmp_path / "out", [Chapter(title="Pages", texts=(text("one"),))], NOW)
    assert error.value.what == "disk_full"
    assert list((tmp_path / "out").iterdir()) == []
