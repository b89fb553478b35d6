"""Order between devices that share no clock: a hybrid logical clock.

A stamp is never believed as a time and never a reason to refuse a record: devices would diverge.
It only says which of two statements of one person came later, and it decides no consent.
"""

from __future__ import annotations

from typing import NamedTuple

#: How far (in milliseconds) a partner's stamp may push the own clock past the present.
PARTNER_LEAD_MS = 10 * 60 * 1000

#: The largest integer that every JSON reader holds exactly (2^53).
MAX_INT = 2**53


class Stamp(NamedTuple):
    """When something was said: milliseconds since 1970 (UTC), then a counter within the millisecond."""

    ms: int
    counter: int


ZERO = Stamp(0, 0)


def tick(last: Stamp, now_ms: int) -> Stamp:
    """The stamp of an own act: later than everything stamped or seen before, even if the clock went back.

    It always fits into a header, also after a hostile stamp whose counter left no room for the next.
    """
    if now_ms > last.ms:
        return Stamp(now_ms, 0)
    if last.counter < MAX_INT:
        return Stamp(last.ms, last.counter + 1)
    return Stamp(last.ms + 1, 0)


def observe(last: Stamp, seen: Stamp, now_ms: int, *, own: bool) -> Stamp:
    """The clock after a record with stamp `seen` was taken in.

    Stamps of the person's own other devices count (``own``), or an act after them could lose against them;
    only the very last millisecond there is doesn't, which a stolen device could use to leave no later one.
    A partner's clock pulls no further than `PARTNER_LEAD_MS` past the present.
    """
    limit = MAX_INT - 1 if own else now_ms + PARTNER_LEAD_MS
    return max(last, seen) if seen.ms <= limit else last


def shown_ms(stamp_ms: int, now_ms: int) -> int:
    """A stamp clamped for display: nothing is shown as lying in the future."""
    return min(stamp_ms, now_ms)
