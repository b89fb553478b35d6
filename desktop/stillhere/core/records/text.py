"""Texts of people, made safe to show: plain text only, nothing that disguises itself.

Bidirectional overrides, control characters and invisible format characters can make words read as other
words; they are dropped. Emoji, combining marks and every script stay as they were typed.
"""

from __future__ import annotations

import re
import unicodedata

#: What the categories dropped below would take along: white space (it becomes a space or a line break), the
#: two joiners that scripts and emoji need, and the number signs of Arabic, Syriac and Kaithi, which are seen.
_KEPT = frozenset(
    "\t\n\v\f\r\x1c\x1d\x1e\x85"
    "\u200c\u200d"
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)

#: The flag of a region, such as Scotland's: a black flag, its letters as tags, and the tag that ends it
#: (Unicode Technical Standard #51, "emoji tag sequence"). Tags anywhere else could hide words.
_FLAG = "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"

#: Letters and a symbol that show as nothing: the fillers of Hangul and the empty pattern of Braille.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without control and disguising characters, in NFC, trimmed.

    With ``lines`` line breaks stay (letters, pages); otherwise white space of every kind becomes one space.
    """
    # Most texts hold nothing to be dropped, and a list has many.
    kept = text if text.isprintable() else _undisguised(text)
    # After the dropping: what stood between a letter and its mark is gone now, and they compose.
    kept = unicodedata.normalize("NFC", kept)
    if lines:
        return "\n".join(line.rstrip() for line in kept.splitlines()).strip()
    return " ".join(kept.split())


def is_blank(text: str) -> bool:
    """Whether `text` holds no letter, number or symbol that could be seen, and so can't name anybody."""
    return not any(unicodedata.category(mark)[0] in "LNS" and mark not in _BLANK for mark in text)


def _undisguised(text: str) -> str:
    parts = re.split(_FLAG, text.replace("\x1f", " "))  # every second part is a flag
    return "".join(part if place % 2 else "".join(filter(_shown, part)) for place, part in enumerate(parts))


def _shown(mark: str) -> bool:
    # Unassigned code points stay: a newer emoji than this Python knows is still a word of its writer.
    return mark in _KEPT or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co"}
