"""What words set, and when both look at them again, as lines to read; and what is different in them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from stillhere.core.agreements.difference import Run, difference
from stillhere.core.records.terms import SETTINGS, Words
from stillhere.home.rooms.agreement_words import looked_at_again, set_by
from stillhere.window.agreements.marked import plain
from stillhere.words import say


def kind_of(words: Words) -> str:
    """The topic of words, as people read it."""
    return say(f"agreement.kind.{words.kind}") if words.kind in SETTINGS else say("agreements.topic.later")


def setting_lines(words: Words) -> tuple[str, ...]:
    """What words set, a line each."""
    return tuple(say("agreements.line", line=line) for line in set_by(words))


def all_lines(words: Words) -> tuple[str, ...]:
    """What words set, and after how many days both look at them again."""
    return (*setting_lines(words), looked_at_again(words))


def setting_runs(words: Words, before: Words | None) -> tuple[tuple[Run, ...], ...]:
    """The lines of what words set. Beside what was agreed `before`, what is different in them, and in when
    both look at them again.
    """
    now = "\n".join(setting_lines(words))
    if before is None:
        return (plain(now),)
    review = difference(looked_at_again(before), looked_at_again(words))
    return difference("\n".join(setting_lines(before)), now), review


def day(when: date) -> str:
    """A day as people write it."""
    return QLocale().toString(QDate(when.year, when.month, when.day), say("format.day"))
