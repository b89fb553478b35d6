"""The details of a rest: what may be chosen, what a rest begins with, and what is remembered of a choice.

Every detail is optional, and none is in the way of a rest. What an agreement fills in or disables changes
nothing that was chosen.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core.agreements.agreed import Agreed
from stillhere.core.agreements.keeping import checkins_of
from stillhere.core.records.record import LINE_LENGTH, CheckIns, Guess, Look, Status
from stillhere.core.records.refused import Refused
from stillhere.core.records.text import clean
from stillhere.core.state.mine import Mine
from stillhere.core.state.when import guess_end, ms_of


class Details(Struct, frozen=True, kw_only=True):
    """Details of a rest; what is None stays as it was. ``guess="none"`` takes a guess away."""

    looks: tuple[Look, ...] | None = None
    line: str | None = None
    guess: Guess | Literal["none"] | None = None
    checkins: CheckIns | None = None


def possible(details: Details, holds: Agreed) -> Details:
    """These details without a wish that an agreement disables: a rest that begins goes on without it."""
    wished = details.checkins
    return details if wished is None or wished in checkins_of(holds) else replace(details, checkins=None)


def begun(rest: str, mine: Mine, details: Details, holds: Agreed, now: datetime) -> Status:
    """The rest of this id that begins at `now` with `details`, what was chosen last, and what was agreed.

    Raises `Refused` for a line that is too long.
    """
    status = _with(Status(state="resting", since_ms=ms_of(now), rest=rest), _last(mine, holds), now)
    return _as_agreed(_with(status, details, now), mine, details, holds, now)


def changed(status: Status, details: Details, holds: Agreed, now: datetime) -> Status:
    """A rest with other details. Raises `Refused`."""
    if holds.no_knocks is not None and possible(details, holds) != details:
        raise Refused("why.checkins.agreed", title=holds.no_knocks.title)
    return _with(status, details, now)


def remembered(mine: Mine, details: Details) -> Mine:
    """What was chosen is the preset of the next rest; what an agreement filled in isn't."""
    chosen: dict[str, object] = {}
    if details.looks is not None:
        chosen["looks"] = tuple(sorted(set(details.looks)))
    if details.line is not None:
        chosen["line"] = _line(details.line)
    if details.guess is not None:
        chosen["guess"] = None if details.guess == "none" else details.guess
    if details.checkins is not None:
        chosen["checkins"] = details.checkins
    return replace(mine, preset=replace(mine.preset, **chosen), chosen=mine.chosen or "checkins" in chosen)


def _last(mine: Mine, holds: Agreed) -> Details:
    """What was chosen last. A wish that an agreement disables is left out, and remembered for after it."""
    preset = mine.preset
    chosen = Details(
        looks=preset.looks,
        line=preset.line,
        guess=preset.guess or "none",
        checkins=preset.checkins if mine.chosen else None,
    )
    return possible(chosen, holds)


def _with(status: Status, details: Details, now: datetime) -> Status:
    if details.looks is not None:
        status = replace(status, looks=tuple(sorted(set(details.looks))))
    if details.line is not None:
        status = replace(status, line=_line(details.line))
    if details.checkins is not None:
        status = replace(status, checkins=details.checkins)
    if details.guess == "none":
        status = replace(status, guess=None, until_ms=None)
    elif details.guess is not None:
        status = replace(status, guess=details.guess, until_ms=guess_end(details.guess, now))
    return status


def _as_agreed(status: Status, mine: Mine, details: Details, holds: Agreed, now: datetime) -> Status:
    """A rest that begins, with what was agreed where its person has chosen nothing."""
    if holds.guess is not None and status.guess is None and details.guess is None:
        status = _with(status, Details(guess=holds.guess), now)
    chosen = mine.chosen or details.checkins is not None
    if holds.knocks and holds.no_knocks is None and not chosen:
        status = replace(status, checkins="one_knock")
    return status


def _line(text: str) -> str:
    # Nothing typed is cut off without a word: too long is refused, and the field keeps what stands in it.
    line = clean(text)
    if len(line) > LINE_LENGTH:
        raise Refused("why.line.long")
    return line
