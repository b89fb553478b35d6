"""Texts of people, made safe to show: plain text only, nothing that disguises itself.

Bidirectional overrides, control characters and invisible format characters can make words read as other
words; they are dropped. Emoji, combining marks and every script stay as they were typed.
"""

from __future__ import annotations

import unicodedata

#: White space, and the two joiners that scripts and emoji need though they are format characters.
_KEPT = frozenset("\n\r\t\u200c\u200d")


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without control and disguising characters, in NFC, trimmed.

    With ``lines`` line breaks stay (letters, pages); otherwise white space of every kind becomes one space.
    """
    kept = "".join(mark for mark in unicodedata.normalize("NFC", text) if _shown(mark))
    if lines:
        return "\n".join(line.rstrip() for line in kept.splitlines()).strip()
    return " ".join(kept.split())


def _shown(mark: str) -> bool:
    # Unassigned code points stay: a newer emoji than this Python knows is still a word of its writer.
    return mark in _KEPT or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co"}
