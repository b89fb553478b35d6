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

#: The largest number that is said as a word.
_SAID = 12


def set_by(words: Words) -> tuple[str, ...]:
    """What `words` set, a sentence or a line of its writer each; nothing where they aren't understood."""
    settings = settings_of(words)
    return () if settings is None else tuple(_lines(settings))


def looked_at_again(words: Words) -> str:
    """When both look at `words` again, as a sentence; in weeks where they are whole ones."""
    weeks, rest = divmod(words.review_days, _WEEK)
    if rest:
        return _counted("agreement.set.review.days", days=words.review_days)
    return _counted("agreement.set.review.weeks", weeks=weeks)


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
            first = (
                [_counted("agreement.set.after_hours", hours=hours)] if settings.per_rest and hours else []
            )
            return [say(f"agreement.set.knocks.{settings.per_rest}"), *first]
        case QuietHours():
            times = say("agreement.set.quiet", start=settings.start, end=settings.end)
            return [times, _days(settings.days)]
        case Rhythm():
            return [_counted("agreement.set.rhythm", days=settings.every_days)]
        case DefaultGuess():
            return [say("agreement.set.guess", guess=say(f"guess.{settings.guess}"))]
        case Letters():
            form = [say("agreement.set.form.short")] if settings.form == "short" else []
            return [say(f"agreement.set.pace.{settings.pace}"), *form]
        case LowContact():
            return [say("agreement.set.practical_only")]
        case _:
            return []


def _counted(key: str, **field: int) -> str:
    """The sentence for one, or for more of what is counted in its one field."""
    ((name, count),) = field.items()
    said = say(f"agreement.number.{count}") if 1 < count <= _SAID else count
    return say(f"{key}.1" if count == 1 else f"{key}.more", **{name: said})


def _days(days: tuple[Day, ...]) -> str:
    if len(set(days)) == _WEEK:
        return say("agreement.set.every_day")
    return say("agreement.set.days", days=", ".join(say(f"agreement.day.{day}") for day in days))
