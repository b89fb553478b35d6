"""The twelve words of an invitation: 128 secret bits that two people can say to each other.

They are BIP-39 words with its checksum, from the English list, whatever language the app speaks, so that both
devices mean the same list. They go by voice, on paper, or as a QR code from one screen to the other, never
through the carrier of the folder. No error's text repeats what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from stillhere.core.records.text import clean
from stillhere.seal.errors import BadChecksum, UnknownFormat, UnknownWord, WrongCount

if TYPE_CHECKING:
    from mnemonic import Mnemonic

SECRET_LENGTH: Final = 16  #: bytes
COUNT: Final = 12
QR_PREFIX: Final = "still-here:"
QUIET_ZONE: Final = 4  #: modules that stay light around a QR code (ISO/IEC 18004)

_LONGEST_TEXT: Final = 1000  # characters; twelve words with numbers take about 150
_ABBREVIATION: Final = 4  # letters, by which every word of the list is known
_ALIKE: Final = 0.6  # of `SequenceMatcher`'s ratio, from which on a word may be what was meant


def words_of(secret: bytes) -> tuple[str, ...]:
    """The twelve words for `secret` (16 random bytes)."""
    if len(secret) != SECRET_LENGTH:
        raise ValueError("twelve words hold 16 bytes")
    return tuple(_list().to_mnemonic(secret).split(" "))


def secret_of(text: str) -> bytes:
    """The 16 bytes for words as somebody typed them. Raises `WordsError` (see `parse_words`)."""
    return _secret(parse_words(text))


def parse_words(text: str) -> tuple[str, ...]:
    """The twelve words in `text`, as the list spells them.

    Case, numbering and whatever stands between words don't matter; the first four letters of a word do for
    the whole. Raises `UnknownWord`, `WrongCount`, or `BadChecksum`.
    """
    if len(text) > _LONGEST_TEXT:
        raise WrongCount(len(text.split()))
    typed = re.findall(r"[^\W\d_]+", clean(text).casefold())
    words = tuple(_known(word, position) for position, word in enumerate(typed, 1))
    if len(words) != COUNT:
        raise WrongCount(len(words))
    _secret(words)
    return words


def qr_text(words: Sequence[str]) -> str:
    """What the QR code of an invitation says."""
    return QR_PREFIX + " ".join(words)


def qr_matrix(words: Sequence[str]) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an invitation, row by row; True is dark. Draw it with `QUIET_ZONE` around it."""
    import segno  # slow to import, and only one page needs it

    code = segno.make_qr(qr_text(words), error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def words_from_qr_text(text: str) -> tuple[str, ...]:
    """The twelve words in a QR code's text. Raises `UnknownFormat` for any other code, or `WordsError`."""
    if not text.startswith(QR_PREFIX):
        raise UnknownFormat("form")
    return parse_words(text.removeprefix(QR_PREFIX))


@cache
def _list() -> Mnemonic:
    from mnemonic import Mnemonic  # acts load this file and need no list

    return Mnemonic("english")


def _known(typed: str, position: int) -> str:
    known = _list().wordlist
    if typed in known:
        return typed
    if len(typed) == _ABBREVIATION:
        meant = [word for word in known if word.startswith(typed)]
        if meant:
            return meant[0]
    raise UnknownWord(position, _close(typed, known))


def _close(typed: str, known: Sequence[str]) -> tuple[str, ...]:
    """The words of the list that are most like the typed one: three at most."""
    from difflib import SequenceMatcher

    matcher, found = SequenceMatcher(b=typed), []
    for word in known:
        matcher.set_seq1(word)
        # The two quick ones are never less than the ratio, and leave next to nothing to measure.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE and matcher.ratio() >= _ALIKE:
            # Many are alike in as many letters: those that have them in their places come first.
            found.append((matcher.ratio(), _in_place(typed, word), word))
    return tuple(word for *_, word in sorted(found, reverse=True)[:3])


def _in_place(one: str, other: str) -> int:
    """How many letters stand where they belong, counted from the front and from the back."""
    return sum(a == b for a, b in (*zip(one, other), *zip(reversed(one), reversed(other))))  # noqa: B905


def _secret(words: Sequence[str]) -> bytes:
    try:
        return bytes(_list().to_entropy(list(words)))
    except ValueError:
        raise BadChecksum from None
