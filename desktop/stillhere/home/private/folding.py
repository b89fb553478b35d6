"""Words folded for searching: case, diacritics and width don't count, nor do punctuation and spaces.

A character of a script that writes no spaces, and an emoji, is a word of its own: so a part of a sentence is
found wherever it stands. What a person types is never an operator of the search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from stillhere.core.pages import shortened
from stillhere.core.records.text import clean

#: A search looks at so many words of a query; nobody types more to find a page.
_MOST_CHUNKS = 12
_LONGEST_QUERY = 200
_EXCERPT = 120
#: How much of a page is looked through for an excerpt (characters).
_EXCERPT_WITHIN = 20_000

#: Marks that people leave out when they search: diacritics, vowel signs of Hebrew and Arabic, the selectors
#: behind an emoji.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)

#: Letters with a stroke or without a dot, which Unicode doesn't take apart.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})

#: Thai to Lao · Myanmar · Khmer · kana, bopomofo, their extensions · Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def folded(text: str) -> str:
    """`text` as words between single spaces."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = _MARKS.sub("", text)
    text = unicodedata.normalize("NFC", text).translate(_STROKES)
    return " ".join(text.translate({ord(mark): _spaced(mark) for mark in set(text)}).split())


def chunks(query: str) -> tuple[str, ...]:
    """What `query` looks for: each piece between spaces, folded; several words in a piece belong together."""
    pieces = (folded(piece) for piece in query[:_LONGEST_QUERY].split())
    return tuple(dict.fromkeys(piece for piece in pieces if piece))[:_MOST_CHUNKS]


def expression(looked_for: Iterable[str]) -> str:
    """The FTS5 expression for `chunks`: all of them, each as the beginning of a word or of words in a row.

    Folded words hold no quotation mark, and between quotation marks nothing is an operator
    (https://www.sqlite.org/fts5.html, 3.1).
    """
    return " AND ".join(f'"{chunk}" *' for chunk in looked_for)


def excerpt(text: str, looked_for: Iterable[str]) -> str:
    """The place in `text` where one of `chunks` stands, with some words around; "" if none is found."""
    for chunk in looked_for:
        hit = _pattern(chunk).search(text, 0, _EXCERPT_WITHIN)
        if hit is not None:
            start = text.rfind("\n", 0, hit.start()) + 1
            end = text.find("\n", hit.start())
            return _around(text[start : end if end > 0 else None], hit.start() - start)
    return ""


def _around(line: str, hit: int) -> str:
    if len(line) <= _EXCERPT:
        return _shown(line)
    start = max(0, hit - _EXCERPT // 4)
    if start:
        start = line.find(" ", start, hit) + 1 or start
    return ("…" if start else "") + _shown(shortened(line[start : start + 2 * _EXCERPT], _EXCERPT))


def _shown(line: str) -> str:
    # Most lines hold nothing that would have to be cleaned away, and a list has many.
    return line.strip() if line.isprintable() else clean(line)


@lru_cache(maxsize=64)
def _pattern(chunk: str) -> re.Pattern[str]:
    """Finds in a text as it was typed what would be `chunk` folded.

    It knows letters with diacritics. What folds in other ways is found by the index all the same.
    """
    between = "" if _spaced(chunk[0]) != chunk[0] else r"(?<![^\W_])"
    letters = (r"[\W_]+" if mark == " " and not _alone(chunk) else _typed(mark) for mark in chunk)
    return re.compile(between + "".join(letters), re.IGNORECASE)


def _typed(mark: str) -> str:
    if mark == " ":
        return r"[\W_]*"
    return f"[{re.escape(mark + _with_diacritics().get(mark, ''))}][\u0300-\u036f]*"


def _alone(chunk: str) -> bool:
    return any(_spaced(mark) != mark for mark in chunk if mark != " ")


@cache
def _with_diacritics() -> dict[str, str]:
    """Latin letter → the letters that fold to it (the blocks Latin-1 to Latin Extended-B, and Additional)."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = folded(chr(code))
        if len(letter) == 1:
            found[letter] = found.get(letter, "") + chr(code)
    return found


def _spaced(mark: str) -> str:
    """A folded character as a part of a word, as a word of its own, or as nothing but a space."""
    if mark.isascii():
        return mark if mark.isalnum() else " "
    if _UNSPACED.match(mark):
        return f" {mark} "
    match unicodedata.category(mark)[0], unicodedata.category(mark):
        case _, "So" | "Sc":
            return f" {mark} "
        case "C", "Cn":
            return mark  # a newer letter or emoji than this Python knows
        case "L" | "M" | "N", _:
            return mark
        case "C", _:
            return ""  # a joiner between emoji, a soft hyphen: nothing that anybody sees
        case _:
            return " "
