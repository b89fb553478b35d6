"""Times as people say them: parts of a day, and where a guess ends. Every clock reading is an argument.

The other person never sees a minute of it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

from stillhere.core.records.order import shown_ms
from stillhere.core.records.record import Guess

#: When something began, as it may be shown to the other person.
Part = Literal["morning", "afternoon", "evening", "night", "yesterday", "days"]

#: A day of a person ends at this hour: what is said at two belongs to the evening before.
DAY_ENDS = time(4, 0)

#: How many further days each guess covers; None has no end.
_GUESS_DAYS: dict[Guess, int | None] = {"this_evening": 0, "tomorrow": 1, "few_days": 4, "open": None}


#: A time further ahead than this (in milliseconds) comes from a wrong clock and not from another one.
_WRONG_MS = 24 * 3600 * 1000


def ms_of(now: datetime) -> int:
    """An aware time as milliseconds since 1970 (UTC); a clock that stands before that counts as 0."""
    return max(0, int(now.timestamp() * 1000))


def local(ms: int, now: datetime) -> datetime:
    """A time in milliseconds as local time in the zone of `now`, never later than `now`."""
    return datetime.fromtimestamp(shown_ms(ms, ms_of(now)) / 1000, tz=now.tzinfo)


def same_day(ms: int, now: datetime) -> bool:
    """Whether `ms` lies in the day of `now` as people live it: a day ends at `DAY_ENDS`, not at midnight.

    So a word of the night belongs to the evening before and the morning begins anew. A time that lies further
    ahead than a day is no day at all: a clock that once was wrong forbids nothing.
    """
    return ms - ms_of(now) <= _WRONG_MS and _day(local(ms, now)) == _day(now)


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
    """Where a guess made `now` ends, in milliseconds; None for "I'll say when".

    After midnight "this evening" is the evening to come, or the guess would pass before anybody wakes.
    """
    days = _GUESS_DAYS[guess]
    if days is None:
        return None
    if guess == "this_evening" and now.time() < DAY_ENDS:
        days += 1
    return _end(_day(now) + timedelta(days=days), now)


def guess_read(guess: Guess | None, until_ms: int | None, now: datetime) -> Guess | None:
    """A guess as it reads from `now`: once its day has come, "tomorrow" is "this evening".

    The same words a day later would promise another day. "A few days" stays: it is no countdown.
    """
    if guess == "tomorrow" and until_ms is not None and until_ms <= _end(_day(now), now):
        return "this_evening"
    return guess


def day_number(now: datetime) -> int:
    """The number of the day of `now` as people live it; it grows by one each day."""
    return _day(now).toordinal()


def day_ends(now: datetime) -> int:
    """When the day of `now` ends as people live it, in milliseconds."""
    return _end(_day(now), now)


def _day(moment: datetime) -> date:
    return (moment - timedelta(hours=DAY_ENDS.hour)).date()


def _end(day: date, now: datetime) -> int:
    return ms_of(datetime.combine(day + timedelta(days=1), DAY_ENDS, tzinfo=now.tzinfo))
