"""Where the lines of a field break: at the end of a word, wherever words have an end."""

from __future__ import annotations

from PySide6.QtGui import QTextOption

#: Looking for the end of a word takes Qt time by the square of its length: 11 s for 400,000 letters. Nobody
#: writes a word of so many; where one is pasted, lines break anywhere.
_LONGEST_WORD = 2_000


def breaking(text: str) -> QTextOption.WrapMode:
    """How the lines of `text` are to break."""
    longest = max(map(len, text.split()), default=0)
    if longest > _LONGEST_WORD:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
