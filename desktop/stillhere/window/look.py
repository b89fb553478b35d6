"""Colour, type and space: the one place for them. No other file of the window names a colour or a size.

Every text colour has a contrast of 4.5 at least on every ground that it stands on, and the focus ring 3
(WCAG 2.2, 1.4.3 and 1.4.11); a test computes it. Sizes are in pixels at a text size of 100 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct
from PySide6.QtGui import QPalette

#: The em of a page at a text size of 100 %: the size of its body text, in pixels.
EM: Final = 14

Theme = Literal["light", "dark"]

#: The text sizes that can be chosen, in per cent.
SCALES: Final = (100, 125, 150, 175, 200)

SERIF: Final = ("EB Garamond 08", "EB Garamond", "Garamond", "Georgia", "serif")
SANS: Final = ("Inter", "Segoe UI", "SF Pro Text", "Cantarell", "sans-serif")


class Colours(Struct, frozen=True, kw_only=True):
    """The colours of one theme. Names tell the use; ``on_`` is the text on the ground of that name."""

    ground: str
    card: str
    here: str  # the page one is on, in the sidebar
    edge: str  # of cards; it decorates
    control_edge: str  # of what can be pressed, and of what is dashed; it tells them from the text beside
    field_edge: str  # of what can be written in; it has to be seen
    ink: str
    muted: str
    accent: str
    primary: str
    primary_hover: str
    on_primary: str
    chip: str
    on_chip: str
    hover: str
    focus: str
    me: str
    partner: str
    mark_me: str
    mark_partner: str
    mark_lit: str
    mark_line: str


class Type(Struct, frozen=True, kw_only=True):
    """How a text is set: family, size and line height in pixels, weight, letter space in pixels.

    ``even``: broken into lines of about the same length.
    """

    family: tuple[str, ...] = SANS
    size: int
    line: int
    weight: int = 400
    space: float = 0.0
    even: bool = False


LIGHT: Final = Colours(
    ground="#fbf8f3", card="#ffffff", here="#f4eee5", edge="#e6ded2", control_edge="#dacfbf",
    field_edge="#8d8797",
    ink="#2b2833", muted="#645f6e", accent="#5a5796",
    primary="#3b3866", primary_hover="#484579", on_primary="#ffffff",
    chip="#e4e3f3", on_chip="#5a5796", hover="#f8f4ed", focus="#5a5796",
    me="#9a5a1b", partner="#2f7472",
    mark_me="#e9b77b", mark_partner="#8fbdb9", mark_lit="#f6cf86", mark_line="#5a5796",
)  # fmt: skip

DARK: Final = Colours(
    ground="#1a1922", card="#24222e", here="#2c2a38", edge="#403c4d", control_edge="#524e63",
    field_edge="#7d7790",
    ink="#efeae2", muted="#aba5b5", accent="#b3b0e6",
    primary="#c9c6f2", primary_hover="#d9d7f8", on_primary="#1d1b2c",
    chip="#34324d", on_chip="#b3b0e6", hover="#2b2937", focus="#b3b0e6",
    me="#e0a566", partner="#86c0bb",
    mark_me="#a8713a", mark_partner="#3f7673", mark_lit="#f3c877", mark_line="#b3b0e6",
)  # fmt: skip

COLOURS: Final[Mapping[Theme, Colours]] = MappingProxyType({"light": LIGHT, "dark": DARK})

#: Every kind of text there is.
TYPES: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "display": Type(family=SERIF, size=38, line=46, space=-0.2, even=True),
        "title": Type(family=SERIF, size=30, line=38, space=-0.15, even=True),
        "prompt": Type(family=SERIF, size=21, line=29),
        "lead": Type(size=16, line=24, even=True),
        "body": Type(size=14, line=21),
        "strong": Type(size=14, line=21, weight=600),
        "name": Type(size=14, line=21, weight=500),
        "label": Type(size=13, line=19, weight=600),
        "caption": Type(size=13, line=19),
        "small": Type(size=12, line=17),
        "brand": Type(size=14, line=20, weight=600),
        "word": Type(size=15, line=22, weight=500),
        "number": Type(size=17, line=26, weight=500, space=0.5),
        # Reflect: a question, a row of the list, what is written.
        "question": Type(family=SERIF, size=26, line=34),
        "row": Type(family=SERIF, size=18, line=24),
        "writing": Type(family=SERIF, size=19, line=30),
        # Help and Safety: longer texts, set with more air.
        "heading": Type(family=SERIF, size=21, line=28),
        "prose": Type(size=14, line=23),
        "term": Type(size=14, line=23, weight=600),
        "code": Type(size=13, line=21),
        # One line each, as high as the control makes them.
        "button": Type(size=14, line=0, weight=500),
        "button_large": Type(size=15, line=0, weight=500),
        "entry": Type(size=14, line=0),
        "field": Type(size=14, line=0),
        "chip": Type(size=13, line=0),
        "tag": Type(size=12, line=0),
    }
)


_INK = QPalette.ColorRole.WindowText

#: The palette's role for each kind of text; what isn't here is muted (the role of placeholders).
ROLES: Final[Mapping[str, QPalette.ColorRole]] = MappingProxyType(
    dict.fromkeys(("display", "title", "prompt", "strong", "name", "brand", "word", "number"), _INK)
)
#: The palette's role for each tone: the two people while they aren't resting, a rest, and a number in a list.
TONES: Final[Mapping[str, QPalette.ColorRole]] = MappingProxyType(
    {
        "me": QPalette.ColorRole.Link,
        "partner": QPalette.ColorRole.LinkVisited,
        "rest": QPalette.ColorRole.Accent,
        "count": QPalette.ColorRole.PlaceholderText,
    }
)


class Appearance(Struct, frozen=True, kw_only=True):
    """A theme's colours and a text size in per cent."""

    colours: Colours
    scale: int = 100

    def px(self, size: float) -> int:
        """A size of type, or of what has to grow with it, at this text size."""
        return round(size * self.scale / 100)
