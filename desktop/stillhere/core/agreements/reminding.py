"""What a person is reminded of, privately: a review, once; and "still here", as often as both agreed.

A reminder goes to nobody else, waits out the quiet hours, and nothing notes what came of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.agreements.agreed import agreed
from stillhere.core.agreements.drawer import Drawer
from stillhere.core.agreements.keeping import may
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, devices_of, last, status_of
from stillhere.core.state.standing import DAY_MS, between, renewed_by, reviewed, standing
from stillhere.core.state.when import ms_of


class Reminder(Struct, frozen=True):
    """One reminder. Of a review: of which ``revision``, and the number of the ``review``."""

    kind: Literal["review", "rhythm"]
    revision: str = ""
    review: int = 0


def reminders(state: State, mine: Mine, drawer: Drawer, now: datetime) -> tuple[Reminder, ...]:
    """What `mine.person` is to be reminded of at `now`."""
    now_ms, rhythm_ms = ms_of(now), next_reminder_ms(state, mine, drawer, now)
    due = open_reviews(state, mine.person, now)
    found = [each for each in due if drawer.reviews.get(each.revision, 0) < each.review]
    if rhythm_ms is not None and now_ms >= rhythm_ms and "still_here" in may(state, mine, now):
        found.append(Reminder("rhythm"))
    return () if not found or agreed(state, now).quiet else tuple(found)


def open_reviews(state: State, me: str, now: datetime) -> list[Reminder]:
    """What can be looked at again, as far as `me` didn't say yet that it goes on."""
    return [
        Reminder("review", one.id, reviewed(one) + 1)
        for one in between(state)
        if standing(one, ms_of(now)) == "review_due" and not renewed_by(one, me)
    ]


def reminded(drawer: Drawer, given: tuple[Reminder, ...], now: datetime) -> Drawer:
    """The drawer after these reminders were given: none of them comes again."""
    reviews = {each.revision: each.review for each in given if each.kind == "review"}
    rhythm = any(each.kind == "rhythm" for each in given)
    return replace(
        drawer,
        reviews={**drawer.reviews, **reviews},
        rhythm_ms=ms_of(now) if rhythm else drawer.rhythm_ms,
    )


def next_reminder_ms(state: State, mine: Mine, drawer: Drawer, now: datetime) -> int | None:
    """When the one who rests is reminded of "still here" (ms), where that was agreed; None: never."""
    own = status_of(state, mine.person)
    days = agreed(state, now).rhythm_days
    if own.state != "resting" or days is None:
        return None
    said = last(state.pulse, devices_of(state, mine.person))
    pulse_ms = said.what.said_ms if said is not None and said.what.rest == own.rest else 0
    # A clock that once was wrong silences nothing for years.
    times = [ms for ms in (own.since_ms, pulse_ms, drawer.rhythm_ms) if ms - ms_of(now) <= DAY_MS]
    return max(times) + days * DAY_MS
