"""What the agreements in force allow right now, and what they show. Of several the more careful one limits.

Each app keeps its own person to it and nobody else's; nothing here tells, counts or remembers what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Final, TypeVar, get_args

from msgspec import Struct

from stillhere.core.records.record import Guess
from stillhere.core.records.terms import (
    CheckIns,
    Day,
    DefaultGuess,
    Handover,
    Letters,
    LowContact,
    Pace,
    QuietHours,
    Rhythm,
    Settings,
    Steps,
    Urgent,
    settings_of,
)
from stillhere.core.state.consent import Wording
from stillhere.core.state.model import State, members, status_of
from stillhere.core.state.standing import between, in_force
from stillhere.core.state.when import ms_of

HOUR_MS: Final = 3600 * 1000

_DAYS: Final[tuple[Day, ...]] = get_args(Day)
#: From the least careful to the most.
_PACES: Final[tuple[Pace, ...]] = ("any", "one_at_a_time", "none")
_GUESSES: Final[tuple[Guess, ...]] = ("this_evening", "tomorrow", "few_days", "open")

_S = TypeVar("_S")


class Sheet(Struct, frozen=True, kw_only=True):
    """What an agreement shows: its id, kind, title and text, and its steps, items or channel."""

    agreement: str
    kind: str
    title: str
    text: str
    lines: tuple[str, ...] = ()


class Agreed(Struct, frozen=True, kw_only=True):
    """What holds by agreement. Without one about it, nothing is limited and nothing shown.

    ``knocks``: how many a rest may have (None: nothing is agreed), ``knock_after_ms``: from when on in it.
    ``no_knocks`` is the agreement by which there are none. ``quiet``: it is a quiet hour. ``pace`` and
    ``short`` limit letters. ``guess`` is what a rest begins with.
    ``rhythm_days``: after so many days a reminder of "still here" comes. ``handover`` has its sheets while
    one of the two rests, the others always. ``sheets`` are those of every kind, in the order of their yes.
    """

    knocks: int | None = None
    knock_after_ms: int = 0
    no_knocks: Sheet | None = None
    quiet: bool = False
    low_contact: bool = False
    pace: Pace = "any"
    short: bool = False
    guess: Guess | None = None
    rhythm_days: int | None = None
    before_rest: tuple[Sheet, ...] = ()
    on_return: tuple[Sheet, ...] = ()
    handover: tuple[Sheet, ...] = ()
    urgent: tuple[Sheet, ...] = ()
    own_words: tuple[Sheet, ...] = ()
    sheets: tuple[Sheet, ...] = ()


def agreed(state: State, now: datetime) -> Agreed:
    """What the agreements in force say at `now`, in its zone."""
    held = in_force(between(state), ms_of(now))
    if not held:
        return Agreed()
    found = [(one, settings) for one in held if (settings := settings_of(one.words)) is not None]
    check_ins, letters = _all(found, CheckIns), _all(found, Letters)
    low_contact = bool(_all(found, LowContact))
    paces = [each.pace for each in letters] + (["none"] if low_contact else [])
    guesses = [each.guess for each in _all(found, DefaultGuess)]
    sheets = tuple(_sheet(one, settings) for one, settings in found)
    silencing = [sheet for (_, settings), sheet in zip(found, sheets, strict=True) if _no_knocks(settings)]
    one_rests = any(status_of(state, member.person.id).state == "resting" for member in members(state))
    return Agreed(
        knocks=min((each.per_rest for each in check_ins), default=None),
        knock_after_ms=max((each.after_hours * HOUR_MS for each in check_ins), default=0),
        # Of several it is low contact: it rests more than knocks.
        no_knocks=min(silencing, key=lambda sheet: sheet.kind != "low_contact", default=None),
        quiet=any(is_quiet(hours, now) for hours in _all(found, QuietHours)),
        low_contact=low_contact,
        pace=max(paces, key=_PACES.index, default="any"),
        short=any(each.form == "short" for each in letters),
        guess=max(guesses, key=_GUESSES.index, default=None),
        rhythm_days=max((each.every_days for each in _all(found, Rhythm)), default=None),
        before_rest=_of_kind(sheets, "before_rest"),
        on_return=_of_kind(sheets, "on_return"),
        handover=_of_kind(sheets, "handover") if one_rests else (),
        urgent=_of_kind(sheets, "urgent"),
        own_words=_of_kind(sheets, "own_words"),
        sheets=sheets,
    )


def is_quiet(hours: QuietHours, now: datetime) -> bool:
    """Whether `now` lies in the quiet hours, as the clock on the wall has it.

    So an hour that is skipped or doubled in spring and autumn moves no bedtime.
    """
    start, end, clock = time.fromisoformat(hours.start), time.fromisoformat(hours.end), now.time()
    if start < end:
        return start <= clock < end and _day(now) in hours.days
    # Past midnight they are those of the day on which they began.
    return (clock >= start and _day(now) in hours.days) or (
        clock < end and _day(now - timedelta(days=1)) in hours.days
    )


def _no_knocks(settings: Settings) -> bool:
    return isinstance(settings, LowContact) or (isinstance(settings, CheckIns) and settings.per_rest == 0)


def _day(moment: datetime) -> Day:
    return _DAYS[moment.weekday()]


def _all(found: Iterable[tuple[Wording, Settings]], shape: type[_S]) -> list[_S]:
    return [settings for _, settings in found if isinstance(settings, shape)]


def _sheet(one: Wording, settings: Settings) -> Sheet:
    words = one.words
    return Sheet(
        agreement=one.agreement,
        kind=words.kind,
        title=words.title,
        text=words.text,
        lines=tuple(_lines(settings)),
    )


def _of_kind(sheets: Iterable[Sheet], kind: str) -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in sheets if sheet.kind == kind)


def _lines(settings: Settings) -> Iterator[str]:
    match settings:
        case Steps():
            yield from settings.steps
        case Handover():
            yield from settings.items
        case Urgent():
            yield settings.channel
