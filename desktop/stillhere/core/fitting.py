"""Words as a person typed them become words that can be offered, or the reason why not."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.records.terms import TEXT_LENGTH, TITLE_LENGTH, Words, cleaned, settings_of
from stillhere.core.records.text import clean, is_blank


def fitting(words: Words) -> Words:
    """`words` as both will see them: clean, and with every setting of their kind. Raises `Refused`."""
    title, text = clean(words.title), clean(words.text, lines=True)
    if is_blank(title):
        raise Refused("why.agreement.title")
    # Nothing typed is cut off without a word.
    if len(title) > TITLE_LENGTH:
        raise Refused("why.agreement.title_long")
    if len(text) > TEXT_LENGTH:
        raise Refused("why.agreement.text_long")
    if words.kind == "own_words" and not text:
        raise Refused("why.agreement.text")
    if not 1 <= words.review_days <= 366:
        raise Refused("why.agreement.review")
    made = cleaned(words)
    settings = None if made is None else settings_of(made)
    if made is None or settings is None:
        raise Refused("why.agreement.settings")
    return replace(made, settings=msgspec.to_builtins(settings))
