"""The time of this computer in its zone, also for days on the other side of a change of the clocks."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

Clock = Callable[[], datetime]

_NO_TIME = timedelta(0)

#: So many seconds from a change of the clocks, a local time is what it seems: the largest was one of a day.
_FAR = 2 * 24 * 3600


class LocalZone(tzinfo):
    """The zone that the system has set, with its summer and winter time.

    A time from `datetime.astimezone` has one offset for ever: eight in the morning after the clocks went
    back would be nine.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far local time is ahead of UTC at `dt`."""
        return None if dt is None else timedelta(seconds=_at(dt).tm_gmtoff)

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Nothing here tells summer time apart from the rest of the offset."""
        return None if dt is None else _NO_TIME

    def tzname(self, dt: datetime | None) -> str | None:
        """The system's name of the zone at `dt`."""
        return None if dt is None else _at(dt).tm_zone

    def fromutc(self, dt: datetime) -> datetime:
        """`dt`, which is in UTC, as local time; of an hour that comes twice, the second has ``fold``."""
        seconds = (dt.replace(tzinfo=None) - datetime(1970, 1, 1)) // timedelta(seconds=1)  # noqa: DTZ001
        there = time.localtime(seconds)
        local = datetime(*there[:6], dt.microsecond, tzinfo=self)
        return local if _at(local).tm_gmtoff == there.tm_gmtoff else local.replace(fold=1)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LocalZone)

    def __hash__(self) -> int:
        return hash(LocalZone)


_HERE = LocalZone()


def local_now() -> datetime:
    """The time now, in this computer's zone."""
    return datetime.now(_HERE)


def _at(dt: datetime) -> time.struct_time:
    fields = dt.timetuple()[:8]
    moment = time.mktime((*fields, -1))
    there = time.localtime(moment)
    around = (time.localtime(moment + away).tm_gmtoff for away in (-_FAR, _FAR))
    if all(offset == there.tm_gmtoff for offset in around):
        return there
    # The system says of a local time whether it is summer time (-1: find out). Of the hour that comes
    # twice, it may choose either; `fold` chooses here, as PEP 495 says.
    found = [time.localtime(time.mktime((*fields, summer))) for summer in (1, 0)]
    fitting = [each for each in found if each[:5] == fields[:5]]
    if not fitting:  # an hour that the clocks leave out
        return there
    # The first of two equal hours is the one that is further ahead of UTC.
    return (min if dt.fold else max)(fitting, key=lambda each: each.tm_gmtoff)
