"""Every sentence that anybody sees, once, translatable. No other file holds words for people.

`say(key, ...)` is the only door. The English text stands in one table a face; translations are gettext
catalogues under ``resources/locale`` whose context is the key, so that equal English words may differ.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from stillhere.words import (
    agreement_pages,
    agreements,
    carrier,
    command,
    demo,
    devices,
    doctor,
    ease,
    leaving,
    letters,
    mending,
    notices,
    private,
    reflect,
    settings,
    starting,
    status,
    tray,
    trouble,
    window,
)

DOMAIN = "stillhere"

_TABLES = (
    status.WORDS,
    notices.WORDS,
    private.WORDS,
    leaving.WORDS,
    ease.WORDS,
    reflect.WORDS,
    settings.WORDS,
    starting.WORDS,
    agreements.WORDS,
    agreement_pages.WORDS,
    letters.WORDS,
    tray.WORDS,
    window.WORDS,
    command.WORDS,
    doctor.WORDS,
    carrier.WORDS,
    trouble.WORDS,
    mending.WORDS,
    demo.WORDS,
    devices.WORDS,
)

#: key → English text with named fields.
CATALOGUE: Mapping[str, str] = MappingProxyType(
    {key: text for table in _TABLES for key, text in table.items()}
)


def say(key: str, **fields: object) -> str:
    """The sentence of `key` in the person's language, with its named fields filled in.

    Raises `KeyError` for a key or a field that isn't there: a missing one is a fault, not an empty label.
    """
    english = CATALOGUE[key]
    text = _translation().pgettext(key, english)
    return text.format(**fields)


def fields_of(text: str) -> frozenset[str]:
    """The names of the fields in a sentence."""
    from string import Formatter

    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@cache
def _translation() -> gettext.NullTranslations:
    # Looked up once a process: a language is chosen at the start, from LANGUAGE, LC_ALL, LC_MESSAGES or LANG.
    return gettext.translation(DOMAIN, localedir=_locale_dir(), fallback=True)


def _locale_dir() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources" / "locale"
    return installed if installed.is_dir() else package.parent.parent / "resources" / "locale"
