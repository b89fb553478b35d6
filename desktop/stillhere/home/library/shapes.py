"""What the content is made of, as frozen values. An entry has exactly one of these shapes, or is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from stillhere.core.prompts import Moment


class Shelf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a moment's prompts are called in a list: the moment's label, and each theme's."""

    moment: Moment
    label: str
    themes: Mapping[str, str]


class Group(Struct, frozen=True, kw_only=True):
    """Texts that belong together under a label: warm lines, things that calm, or feeling words."""

    id: str
    label: str
    texts: tuple[str, ...]


class Card(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two sides of one evening: the one who rests and the one who waits."""

    id: str
    title: str
    resting: str
    waiting: str


class Cards(Struct, frozen=True, kw_only=True):
    """The paired cards, and the note that stands over them."""

    note: str
    cards: tuple[Card, ...]


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft of an agreement to start from. Which settings a kind has is for the agreements to know."""

    id: str
    kind: str
    title: str
    text: str
    settings: Mapping[str, str | int | bool | tuple[str, ...]] = {}


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line that can be rung, written to or visited; what it hasn't is empty."""

    name: str
    organisation: str
    number: str = ""
    text_number: str = ""
    web: str = ""
    topic: Literal["home_not_safe", "hard_night"]
    about: str


class Country(Struct, frozen=True, kw_only=True):
    """A country's emergency number and lines."""

    code: str
    name: str
    emergency: str
    lines: tuple[Line, ...]


class Helplines(Struct, frozen=True, kw_only=True):
    """The helplines; ``checked`` is the day on which they were last compared (None: it can't be read)."""

    checked: date | None
    note: str
    emergency: str
    privacy: str
    countries: tuple[Country, ...]
    elsewhere: tuple[Line, ...]


class HelpPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A help page's name and title; `Library.help_text` has its words. ``part``: whom alone it is for."""

    id: str
    title: str
    part: str = ""


class RawGroup(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group as its file has it, where its texts go by what they are."""

    id: str
    label: str
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class RawCountry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country as its file has it, before each of its lines was looked at."""

    code: str
    name: str
    emergency: str
    line: tuple[Any, ...] = ()
