"""Two languages that nobody speaks, to see which words don't come from the catalogue and which find no room.

Law: no letter of theirs is a plain one. A plain letter in sight was typed by somebody, is content from
`resources/`, or is hard-coded, and `hard_coded` tells which.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from stillhere.home.library import Library, library
from stillhere.window.help.prose import Prose, blocks
from tests.window import eyes

_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_MARKED = "áḃçďéḟğĥíĵķĺṁñóṗɋřšťúṽŵẋýž"
_MARKS = str.maketrans(_PLAIN + _PLAIN.upper(), _MARKED + _MARKED.upper())
#: Where a long path may go on in the next line.
_MAY_BREAK = "\u200b"
_FIELD = re.compile(r"(\{[^}]*\})")
#: How much longer a word gets: by two fifths.
_LONGER = 2 / 5

#: What Qt and the layout read, and no person.
_FORMATS = {"format.day"}


class Language(gettext.NullTranslations):
    """Says every sentence of the catalogue by ``turn``, between marks; reads in `direction`."""

    def __init__(self, turn: Callable[[str], str], direction: str) -> None:
        super().__init__()
        self._turn = turn
        self._direction = direction

    def pgettext(self, context: str, message: str) -> str:
        if context == "app.direction":
            return self._direction
        if context in _FORMATS:
            return message
        parts = _FIELD.split(message)
        return f"⟦{''.join(part if part.startswith('{') else self._turn(part) for part in parts)}⟧"


def _each_word(text: str, turn: Callable[[str], str]) -> str:
    return re.sub(r"\S+", lambda found: turn(found[0]), text)


def _stretched(word: str) -> str:
    return word.translate(_MARKS) + "·" * round(len(word) * _LONGER)


def _turned(word: str) -> str:
    # Shown from the right, whatever its letters are (Unicode Standard Annex 9, explicit overrides).
    return f"\u200f\u202e{word.translate(_MARKS)}\u202c\u200f"


#: A language whose every word is longer by two fifths, and one that runs from the right.
STRETCHED = Language(lambda text: _each_word(text, _stretched), "ltr")
TURNED = Language(lambda text: _each_word(text, _turned), "rtl")


def hard_coded(window: QWidget, own: Iterable[str]) -> list[str]:
    """Everything that is shown or spoken in `window` and comes from nowhere; `own` is what people typed."""
    # The longest first, for a sentence may hold a name.
    known = sorted({*own, *_content(), *_calendar(), *_KEYS}, key=len, reverse=True)
    found = []
    for widget in eyes.seen(window):
        for said in _said(widget):
            rest = said.replace(_MAY_BREAK, "")
            for text in known:
                rest = rest.replace(text, "")
            if re.search("[A-Za-z]", rest):
                found.append(f"{rest.strip()!r} in {eyes.describe(widget)}")
    return found


def _said(widget: QWidget) -> Iterator[str]:
    """Everything that a widget shows, or has spoken."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, Prose):
        yield widget.toPlainText().replace("\u00a0", " ")
    if isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())


#: Keys as they stand on a keyboard, and sizes.
_KEYS = ("Ctrl", "Shift", "F8", "F10", "F12", "+H")


@cache
def _content() -> frozenset[str]:
    """Every string of the content that comes with the program, and the lines of its pages."""
    shelf: Library = library()
    held = [
        shelf.prompts(), shelf.shelves(), shelf.warm_lines(), shelf.calming(), shelf.feelings(),
        shelf.cards(), shelf.templates(), shelf.helplines(), shelf.help_pages(),
    ]  # fmt: skip
    lines = (block.text for page in shelf.help_pages() for block in blocks(shelf.help_text(page.id)))
    strings = (text for part in held for text in _strings(msgspec.to_builtins(part)))
    return frozenset([*strings, *(line.replace("`", "") for line in lines)])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


@cache
def _calendar() -> frozenset[str]:
    """The names of days and months, which are the system's."""
    names = QLocale()
    return frozenset(
        [names.dayName(day) for day in range(1, 8)] + [names.monthName(month) for month in range(1, 13)]
    )
