"""How long an answer to "how is it?" holds while nobody says anything: until time alone may change it.

It errs towards the early side, never towards the late. Where anything was said at a time that lies ahead, by
a clock that is wrong or was, nothing holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone

from stillhere.core.agreements.agreed import agreed
from stillhere.core.records.terms import QuietHours, settings_of
from stillhere.core.state.consent import Wording
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, devices_of, last, members, status_of
from stillhere.core.state.standing import FADES_MS, REVIEW_MS, between, last_word_ms, review_ms
from stillhere.core.state.when import day_ends, ms_of
from stillhere.core.view import NO_NEWS_MS


def holds_until(state: State, mine: Mine, now: datetime, heard_ms: int | None) -> int:
    """The first moment (ms) at which both people, what may be done and the counts of agreements may differ.

    At the latest that is the end of the day; `now` itself where nothing holds. It is true for as long as the
    zone of `now` stays as far from UTC as it is. ``heard_ms`` is as for the `view`.
    """
    now_ms, found = ms_of(now), between(state)
    people = {mine.person, *(member.person.id for member in members(state))}
    said = [*_said(state, people), *(ms for one in found for ms in _words_of(one))]
    if max(said) > now_ms:
        return now_ms
    moments = [
        day_ends(now),
        *([] if heard_ms is None else [heard_ms + NO_NEWS_MS + 1]),
        *_of_people(state, people, agreed(state, now).knock_after_ms),
        *(ms for one in found for ms in _of_agreement(one, now)),
    ]
    return min(ms for ms in moments if ms > now_ms)


def _said(state: State, people: set[str]) -> Iterator[int]:
    for person in people:
        yield status_of(state, person).since_ms
        pulse = last(state.pulse, devices_of(state, person))
        if pulse is not None:
            yield pulse.what.said_ms


def _words_of(one: Wording) -> Iterator[int]:
    yield from one.times
    yield from (ms for ms in (one.yes_ms, one.not_now_ms) if ms is not None)
    yield from (renewal.said_ms for renewal in one.renewals.values())


def _of_people(state: State, people: set[str], knock_after_ms: int) -> Iterator[int]:
    for person in people:
        status = status_of(state, person)
        yield status.since_ms + knock_after_ms
        if status.until_ms is not None:
            yield status.until_ms


def _of_agreement(one: Wording, now: datetime) -> Iterator[int]:
    now_ms = ms_of(now)
    if not one.agreed:
        yield last_word_ms(one, now_ms) + FADES_MS + 1
        return
    due = review_ms(one, now_ms)
    yield from (due, due + REVIEW_MS)
    settings = settings_of(one.words)
    if isinstance(settings, QuietHours):
        for clock in (settings.start, settings.end):
            yield from _next(time.fromisoformat(clock), now)


def _next(clock: time, now: datetime) -> Iterator[int]:
    """When the clock on the wall shows `clock`, today and tomorrow."""
    wall = datetime.combine(now.date(), clock, tzinfo=timezone(now.utcoffset() or timedelta()))
    yield from (ms_of(wall), ms_of(wall + timedelta(days=1)))
