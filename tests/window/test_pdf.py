"""Own data as a PDF: everything is in it as it was typed, it can be stopped, and no screen is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication

from stillhere.home.errors import HomeError
from stillhere.home.private.chapters import Chapter, Text
from stillhere.home.private.export import ExportStopped, export
from stillhere.window import pdf
from tests.core.making import NOW


def chapter(*words: str) -> Chapter:
    texts = [
        Text(kind="Page", title=each[:40], parts=(("", each),), at_ms=1_700_000_000_000) for each in words
    ]
    return Chapter(title="Pages", texts=tuple(texts))


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def test_each_text_begins_on_a_page_of_its_own(dressed: QGuiApplication, tmp_path: Path) -> None:
    path, heard = tmp_path / "a.pdf", list[tuple[int, int]]()
    pdf.write([chapter("one", "two", "three")], path, NOW, lambda done, of: heard.append((done, of)))
    assert path.read_bytes().startswith(b"%PDF-")
    assert pages(path) == 4
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert path.stat().st_mode & 0o077 == 0


def test_a_long_page_takes_as_many_pages_as_it_needs(dressed: QGuiApplication, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdf.write([chapter("a line of words\n" * 6000)], path, NOW)
    assert pages(path) > 100


def test_nothing_typed_is_markup_and_nothing_is_fetched(dressed: QGuiApplication, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdf.write([chapter("<b>x</b> <img src='file:///etc/passwd'> &amp;")], path, NOW)
    data = path.read_bytes()
    assert b"/URI" not in data
    assert b"/Subtype /Image" not in data
    document = pdf._document([("words", "<b>x</b> &amp;")], QSizeF(400, 600))
    assert document.toPlainText() == "<b>x</b> &amp;"


def test_every_character_is_laid_out_once(dressed: QGuiApplication) -> None:
    typed = "\n".join([*(f"line {number}" for number in range(9000)), "y" * 100_000])
    text = Text(kind="Page", title="t", parts=(("", typed),))
    parts = list(pdf._parts(pdf._lines(text, NOW)))
    assert len(parts) > 3
    words = [words for part in parts for kind, words in part if kind == "words"]
    assert "".join(words) == typed.replace("\n", "")


def test_stopped_nothing_of_it_is_there(dressed: QGuiApplication, tmp_path: Path) -> None:
    chapters = [chapter(*(str(number) for number in range(20)))]

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise ExportStopped

    with pytest.raises(ExportStopped):
        export(
            tmp_path,
            chapters,
            NOW,
            more=lambda place: pdf.write(chapters, place / "a.pdf", NOW, stop),
        )
    assert list(tmp_path.iterdir()) == []


def test_where_it_can_not_be_written_it_says_so(dressed: QGuiApplication, tmp_path: Path) -> None:
    with pytest.raises(HomeError) as denied:
        pdf.write([chapter("one")], tmp_path / "nowhere" / "a.pdf", NOW)
    assert denied.value.what == "export_denied"


def test_it_runs_without_a_screen(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from stillhere.window import pdf; "
        "from datetime import datetime, UTC; "
        "now = datetime(2026, 11, 22, tzinfo=UTC); "
        "app = pdf.application(sys.argv[:1]); app.__enter__(); pdf.write([], Path(sys.argv[1]), now)"
    )
    environ = {key: value for key, value in os.environ.items() if "DISPLAY" not in key and key[:2] != "QT"}
    environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.pdf")], env=environ, check=True)
    assert pages(tmp_path / "a.pdf") == 1


def test_its_type_is_the_programs_own(dressed: QGuiApplication, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdf.write([chapter("one")], path, NOW)
    data = path.read_bytes()
    streams = [zlib.decompress(each) for each in re.findall(rb"stream\r?\n(x.*?)endstream", data, re.DOTALL)]
    assert b"EBGaramond" in data or any(b"EBGaramond" in each for each in streams)
