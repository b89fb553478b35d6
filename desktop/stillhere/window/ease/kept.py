"""What the quiet helps ask of what is private. Each runs in the journal's thread and touches no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from stillhere.home.private import Private
    from stillhere.home.private.care import Feeling

#: How many notes of feeling words are shown.
FEW = 4


class Kept(Struct, frozen=True, kw_only=True):
    """What is kept: the own calming list, the last feeling words, and the minutes of the own pace."""

    calming: tuple[str, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    minutes: int | None = None
    locked: bool = False


def look(private: Private) -> Kept:
    """Everything that is kept."""
    care = private.care
    with private.reading():
        interval = care.interval()
        return Kept(
            calming=care.calming() or (),
            feelings=care.feelings(FEW),
            minutes=None if interval is None else interval.minutes,
            locked=private.locked,
        )


def note(private: Private, words: tuple[str, ...]) -> Kept:
    """Keeps feeling words: what is kept then."""
    private.care.note(words)
    return look(private)


def forget_last(private: Private) -> Kept:
    """Overwrites the last feeling words: what is kept then."""
    for feeling in private.care.feelings(1):
        private.care.forget(feeling.id)
    return look(private)


def keep_calming(private: Private, lines: tuple[str, ...]) -> None:
    """Keeps the own calming list."""
    private.care.keep_calming(lines)


def keep_pace(private: Private, minutes: int | None) -> None:
    """Keeps after how many minutes the question comes again; None: it doesn't."""
    private.care.keep_interval(minutes)


def due(private: Private) -> bool:
    """Whether the question is due; it begins anew then."""
    if not private.care.due():
        return False
    private.care.shown()
    return True


def begin(private: Private) -> None:
    """Waiting begins: the time to the question begins anew."""
    private.care.shown()
