"""What was agreed as it belongs to this moment: steps on the way into rest and on coming back, and for Today.

Steps are shown after the word is said and block nothing; leaving them out is told to nobody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from stillhere.core.agreements.agreed import HOUR_MS, Agreed, Sheet
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import HERE, State, partner_of, status_of
from stillhere.core.state.when import day_number, ms_of

#: How long the way into a rest is, and how long a return is new, in milliseconds.
WAY_IN_MS: Final = 2 * HOUR_MS
RETURN_MS: Final = 48 * HOUR_MS

#: A clock of the other computer may be ahead by so much (milliseconds).
_AHEAD_MS: Final = 24 * HOUR_MS

#: What helps the one who waits most, beside the practical things.
_WAITING: Final = ("low_contact", "check_ins", "letters", "own_words")

Kind = Literal["before_rest", "on_return"]


class Ritual(Struct, frozen=True, kw_only=True):
    """The agreed steps that belong to now: of which ``kind``, and the sheets of all agreements about it."""

    kind: Kind
    sheets: tuple[Sheet, ...]


def ritual(state: State, mine: Mine, holds: Agreed, now: datetime) -> Ritual | None:
    """The steps to show `mine.person` at `now`, of what `holds`; None where there are none, or put off."""
    found = _occasion(state, mine.person, now)
    if found is None or mine.put_off == found[1]:
        return None
    kind = found[0]
    sheets = holds.before_rest if kind == "before_rest" else holds.on_return
    return Ritual(kind=kind, sheets=sheets) if sheets else None


def occasion(state: State, me: str, now: datetime) -> str:
    """Names the rest that `me` is on the way into, or the return that is new; "" for neither."""
    found = _occasion(state, me, now)
    return "" if found is None else found[1]


def for_today(
    state: State, me: str, holds: Agreed, now: datetime, *, beside: Ritual | None
) -> tuple[Sheet, ...]:
    """What Today shows `me` of what `holds`. While nobody rests it is one agreement, another one each day,
    and none that stands there already: ``beside`` are the steps that are shown.
    """
    own, theirs = _both(state, me)
    if "resting" not in {own, theirs}:
        there = () if beside is None else beside.sheets
        found = [sheet for sheet in holds.sheets if sheet not in there]
        return (found[day_number(now) % len(found)],) if found else ()
    practical = (*holds.handover, *holds.urgent)
    if own == "resting":
        return practical
    helpful = [sheet for kind in _WAITING for sheet in holds.sheets if sheet.kind == kind]
    return (*practical, *helpful[:1])


def _both(state: State, me: str) -> tuple[str, str]:
    partner = partner_of(state, me)
    theirs = HERE if partner is None else status_of(state, partner.id)
    return status_of(state, me).state, theirs.state


def _occasion(state: State, me: str, now: datetime) -> tuple[Kind, str] | None:
    partner, own, now_ms = partner_of(state, me), status_of(state, me), ms_of(now)
    if own.state == "resting":
        on_the_way = -_AHEAD_MS <= now_ms - own.since_ms <= WAY_IN_MS
        return ("before_rest", f"rest {own.rest}") if on_the_way else None
    both = (own, HERE if partner is None else status_of(state, partner.id))
    if both[1].state == "resting":
        return None
    # Who was here all along has no time of coming back.
    returned = max((each.since_ms for each in both if each.state == "here"), default=0)
    new = returned > 0 and -_AHEAD_MS <= now_ms - returned <= RETURN_MS
    return ("on_return", f"return {returned}") if new else None
