"""Times as people say them: parts of a day, and where a guess ends. Every clock reading is an argument.

The other person never sees a minute of it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal

from stillhere.core.order import shown_ms
from stillhere.core.records import Guess

#: When something began, as it may be shown to the other person.
Part = Literal["morning", "afternoon", "evening", "night", "yesterday", "days"]

#: A day of a person ends at this hour: what is said at two belongs to the evening before.
DAY_ENDS = time(4, 0)

#: How many further days each guess covers; None has no end.
_GUESS_DAYS: dict[Guess, int | None] = {"this_evening": 0, "tomorrow": 1, "few_days": 4, "open": None}


def ms_of(now: datetime) -> int:
    """An aware time as milliseconds since 1970 (UTC)."""
    return int(now.timestamp() * 1000)


def local(ms: int, now: datetime) -> datetime:
    """A stamp as local time in the zone of `now`, never later than `now`."""
    return datetime.fromtimestamp(shown_ms(ms, ms_of(now)) / 1000, tz=now.tzinfo)


def same_day(ms: int, now: datetime) -> bool:
    """Whether a stamp lies on the local calendar day of `now`."""
    return local(ms, now).date() == now.date()


def part_of(ms: int, now: datetime) -> Part:
    """The part of a day in which `ms` lies, seen from `now`."""
    then = local(ms, now)
    days = (_day(now) - _day(then)).days
    if days > 1:
        return "days"
    if days == 1:
        return "yesterday"
    if then.time() < DAY_ENDS or then.hour >= 22:
        return "night"
    if then.hour < 12:
        return "morning"
    return "afternoon" if then.hour < 18 else "evening"


def guess_end(guess: Guess, now: datetime) -> int | None:
    """Where a guess made `now` ends, in milliseconds; None for "I'll say when"."""
    days = _GUESS_DAYS[guess]
    if days is None:
        return None
    end = datetime.combine(_day(now) + timedelta(days=days + 1), DAY_ENDS, tzinfo=now.tzinfo)
    return ms_of(end)


def _day(moment: datetime) -> datetime:
    shifted = moment - timedelta(hours=DAY_ENDS.hour)
    return datetime.combine(shifted.date(), time(0))
