"""A person's words as Markdown that shows them as they were typed: nothing in them becomes markup.

A reader of the file sees every line break and every asterisk, and no picture is fetched from anywhere.
"""

from __future__ import annotations

import re

from stillhere.core.records.text import clean

#: What is markup wherever it stands (CommonMark 0.31, 2.4: any of these may be escaped), and what is markup
#: at the beginning of a line.
_ANYWHERE = re.compile(r"([\\`*_<\[\]&~|#])")
_FIRST = re.compile(r"^([>+=-])")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")

#: What would end a file's name in a link, or stand for something else there.
_IN_LINKS = str.maketrans({"%": "%25", "#": "%23", "&": "%26"})


def written(text: str) -> str:
    """`text` as Markdown: paragraphs stay paragraphs, and each line a line of its own."""
    lines = [_line(line) for line in clean(text, lines=True).split("\n")]
    shown = [
        # Two spaces at the end of a line break it, where the next line belongs to the same paragraph.
        line + "  " if line and following else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join(shown) + "\n"


def heading(level: int, text: str) -> str:
    """A heading of `level`."""
    return f"{'#' * level} {_line(clean(text))}\n"


def link(text: str, file: str) -> str:
    """An entry of a list that leads to a file beside this one, whose name holds no `<`, `>` or backslash."""
    return f"- [{_line(clean(text))}](<{file.translate(_IN_LINKS)}>)\n"


def _line(line: str) -> str:
    # Spaces at the beginning would make code of a line, so they become spaces that don't.
    words = line.lstrip(" \t")
    indent = "\u00a0" * (len(line) - len(words))
    words = _ANYWHERE.sub(r"\\\1", words)
    if indent:
        return indent + words
    return _NUMBER.sub(r"\1\\\2", _FIRST.sub(r"\\\1", words))
