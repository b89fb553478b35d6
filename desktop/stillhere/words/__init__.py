"""Every sentence that anybody sees, once, translatable. No other file holds words for people.

`say(key, ...)` is the only door. The English text stands in one table a face; translations are gettext
catalogues under ``resources/locale`` whose context is the key, so that equal English words may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

DOMAIN = "stillhere"

#: The tables, in the order in which they are looked through: what is asked for most comes first.
_TABLES = (
    "status",
    "command",
    "notices",
    "tray",
    "trouble",
    "letters",
    "agreements",
    "window",
    "settings",
    "devices",
    "across",
    "comparing",
    "leaving",
    "private",
    "reflect",
    "ease",
    "agreement_pages",
    "starting",
    "doctor",
    "carrier",
    "mending",
    "demo",
)


class _Catalogue(Mapping[str, str]):
    """All tables as one. A table is loaded when a key is in none of those before it."""

    def __init__(self, tables: Sequence[str]) -> None:
        self._waiting = tables
        self._words: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        while key not in self._words and self._waiting:
            self._load()
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        while self._waiting:
            self._load()
        return iter(self._words)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _load(self) -> None:
        # Two threads may load the same table: neither may have the other pass over one.
        table, *waiting = self._waiting
        words: Mapping[str, str] = import_module(f"{__name__}.{table}").WORDS
        self._words.update(words)
        self._waiting = waiting


#: key → English text with named fields.
CATALOGUE: Mapping[str, str] = _Catalogue(_TABLES)


class _Language(Protocol):
    """What says a sentence in a language: see `gettext.NullTranslations`."""

    def pgettext(self, context: str, message: str, /) -> str:
        """The sentence `message`, which stands in the catalogue under the key `context`."""
        ...


class _English:
    """The catalogue as it stands."""

    def pgettext(self, _: str, message: str, /) -> str:
        """See `_Language`."""
        return message


def say(key: str, **fields: object) -> str:
    """The sentence of `key` in the person's language, with its named fields filled in.

    Raises `KeyError` for a key or a field that isn't there: a missing one is a fault, not an empty label.
    """
    english = CATALOGUE[key]
    text = _translation().pgettext(key, english)
    return text.format(**fields)


@cache
def _translation() -> _Language:
    # Looked up once a process: a language is chosen at the start, from LANGUAGE, LC_ALL, LC_MESSAGES or LANG.
    if not _locale_dir().is_dir():
        return _English()  # nobody translated anything: what would choose needn't be loaded
    import gettext

    return gettext.translation(DOMAIN, localedir=_locale_dir(), fallback=True)


def _locale_dir() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources" / "locale"
    return installed if installed.is_dir() else package.parent.parent / "resources" / "locale"
