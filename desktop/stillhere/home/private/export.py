"""Own data as Markdown: one new folder with an index, whole or not there at all. Nothing is overwritten.

It can be stopped between two texts; then nothing of it is there either.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from stillhere.core.pages import shortened
from stillhere.core.records.text import clean
from stillhere.core.state.when import local
from stillhere.home import files
from stillhere.home.errors import HomeError
from stillhere.home.private import markdown
from stillhere.home.private.chapters import Chapter, Text
from stillhere.words import say

#: What comes of a title into a file's name: characters, and bytes of UTF-8. No system allows a name of more
#: than 255 bytes.
_NAME_LENGTH, _NAME_BYTES = 60, 200

#: What Windows, macOS or a shell would take for something else in a name.
_UNFIT = re.compile(r'[<>:"/\\|?*]')

_INDEX = "index"


#: Hears after each text how many of how many are written. What it raises ends the export.
Progress = Callable[[int, int], None]

#: Writes one more form of the chapters into the new folder, before it gets its name.
More = Callable[[Path], None]


class ExportStopped(Exception):
    """Whoever asked for the export wants no more of it."""


def export(
    to: Path,
    chapters: Sequence[Chapter],
    now: datetime,
    *,
    progress: Progress | None = None,
    more: More | None = None,
) -> Path:
    """Writes `chapters` into a new folder inside `to`, and returns it.

    Raises `HomeError`: export_denied, disk_full; and what ``progress`` and ``more`` raise. Then nothing of it
    is there.
    """
    named = _named(chapters, now)
    try:
        files.make_dir(to)
        unfinished = to / f".{os.urandom(4).hex()}.new"
        unfinished.mkdir(mode=files.PRIVATE_DIR)
        try:
            _write(unfinished / f"{_INDEX}.md", _index(chapters, list(named), now))
            for done, (name, text) in enumerate(named.items(), 1):
                _write(unfinished / f"{name}.md", words_of(text, now))
                if progress is not None:
                    progress(done, len(named))
            if more is not None:
                more(unfinished)
            return _give_name(unfinished, to / title(now))
        except BaseException:
            shutil.rmtree(unfinished)
            raise
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise HomeError("disk_full" if full else "export_denied", place=str(to)) from error


def file_name(text: Text, now: datetime) -> str:
    """The name of a text's file, without its ending: what it is, its day, its first words."""
    day = "" if text.at_ms is None else f"{local(text.at_ms, now):%Y-%m-%d}"
    words = "" if text.title == text.kind else shortened(_fitting(text.title), _NAME_LENGTH)
    name = " ".join(each for each in (_fitting(text.kind), day, words) if each)
    return name.encode()[:_NAME_BYTES].decode("utf-8", "ignore").strip(" .")


def title(now: datetime) -> str:
    """What an export of this day is called."""
    return say("export.title", day=f"{now:%Y-%m-%d}")


def _fitting(words: str) -> str:
    return " ".join(_UNFIT.sub(" ", clean(words)).split())


def _named(chapters: Sequence[Chapter], now: datetime) -> dict[str, Text]:
    """Each text by the name of its file. No two names are alike where capitals and accents don't count."""
    named: dict[str, Text] = {}
    taken = {_INDEX}
    for text in (text for chapter in chapters for text in chapter.texts):
        name = next(each for each in _numbered(file_name(text, now)) if _alike(each) not in taken)
        taken.add(_alike(name))
        named[name] = text
    return named


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} {number}"
        number += 1


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKD", name.casefold())


def _index(chapters: Sequence[Chapter], names: Sequence[str], now: datetime) -> str:
    left = iter(names)
    blocks = [markdown.heading(1, title(now)), markdown.written(say("export.about"))]
    for chapter in chapters:
        links = [markdown.link(name, f"{name}.md") for _, name in zip(chapter.texts, left, strict=False)]
        blocks.append(markdown.heading(2, chapter.title))
        blocks.append("".join(links) or markdown.written(say("export.empty")))
    return "\n".join(blocks)


def about(text: Text, now: datetime) -> str:
    """The line about a text: when it was written, and its note."""
    when = "" if text.at_ms is None else f"{local(text.at_ms, now):%Y-%m-%d %H:%M}"
    return " · ".join(each for each in (when, text.note) if each)


def words_of(text: Text, now: datetime) -> str:
    """A text as Markdown."""
    line = about(text, now)
    blocks = [markdown.heading(1, text.title or text.kind)]
    blocks += [markdown.written(line)] if line else []
    for heading, words in text.parts:
        blocks += [markdown.heading(2, heading)] if heading else []
        blocks.append(markdown.written(words))
    return "\n".join(blocks)


def _write(path: Path, words: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(words)


def _give_name(unfinished: Path, wanted: Path) -> Path:
    # Nobody else writes here at the same moment; if somebody did, a folder that isn't empty stays as it is.
    place = next(each for each in map(Path, _numbered(str(wanted))) if not each.exists())
    return unfinished.rename(place)
