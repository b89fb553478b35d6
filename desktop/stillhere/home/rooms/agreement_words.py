"""What an agreement sets, in sentences: the same ones in the window and at the command line."""

from __future__ import annotations

from stillhere.core.records.terms import (
    CheckIns,
    Day,
    DefaultGuess,
    Handover,
    Letters,
    LowContact,
    QuietHours,
    Rhythm,
    Settings,
    Steps,
    Urgent,
    Words,
    settings_of,
)
from stillhere.words import say

#: How many days a week has.
_WEEK = 7


def set_by(words: Words) -> tuple[str, ...]:
    """What `words` set, a sentence or a line of its writer each; nothing where they aren't understood."""
    settings = settings_of(words)
    return () if settings is None else tuple(_lines(settings))


def _lines(settings: Settings) -> list[str]:
    match settings:
        case Steps():
            return list(settings.steps)
        case Handover():
            return list(settings.items)
        case Urgent():
            return [settings.channel]
        case CheckIns():
            hours = settings.after_hours
            first = [say("agreement.set.after_hours", hours=hours)] if settings.per_rest and hours else []
            return [say(f"agreement.set.knocks.{settings.per_rest}"), *first]
        case QuietHours():
            times = say("agreement.set.quiet", start=settings.start, end=settings.end)
            return [times, _days(settings.days)]
        case Rhythm():
            days = settings.every_days
            return [say("agreement.set.rhythm.1" if days == 1 else "agreement.set.rhythm.more", days=days)]
        case DefaultGuess():
            return [say("agreement.set.guess", guess=say(f"guess.{settings.guess}"))]
        case Letters():
            form = [say("agreement.set.form.short")] if settings.form == "short" else []
            return [say(f"agreement.set.pace.{settings.pace}"), *form]
        case LowContact():
            return [say("agreement.set.practical_only")]
        case _:
            return []


def _days(days: tuple[Day, ...]) -> str:
    if len(set(days)) == _WEEK:
        return say("agreement.set.every_day")
    return say("agreement.set.days", days=", ".join(say(f"agreement.day.{day}") for day in days))
