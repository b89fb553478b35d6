"""Which prompt now. The choice follows the moment and is the same all day; nothing is counted or owed.

No prompt comes again before all others of its moment were seen. Letting go comes only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import Literal
from zlib import crc32

from msgspec import Struct

from stillhere.core.records.posted import Form
from stillhere.core.state.when import DAY_ENDS
from stillhere.core.view import View

Moment = Literal["resting", "waiting", "coming_back", "together", "letting_go"]

#: The theme of a person's own prompts.
OWN_THEME = "own"

_TODAY = frozenset({"morning", "afternoon", "evening", "night"})


class Prompt(Struct, frozen=True, kw_only=True):
    """A question, an invitation or an unfinished sentence. ``form`` is that of the page that answers it."""

    id: str
    moment: Moment
    theme: str
    text: str
    form: Form = "free"


class Seen(Struct, frozen=True):
    """When a prompt was seen last: ``order`` grows with every seeing, whatever the clock says."""

    order: int
    day: date


def moment_for(view: View) -> Moment | None:
    """The moment that `view` shows; None after somebody left, when no prompt comes unasked."""
    if view.link == "left":
        return None
    if view.me.status.state == "resting":
        return "resting"
    partner = view.partner
    if partner is not None and partner.status.state == "resting":
        return "waiting"
    people = [view.me] if partner is None else [view.me, partner]
    if any(each.status.state == "partly_back" or each.since in _TODAY for each in people):
        return "coming_back"
    return "together"


def day_of(now: datetime) -> date:
    """The day of `now` as people live it: what is read at two belongs to the evening before."""
    return (now - timedelta(hours=DAY_ENDS.hour)).date()


def choose(
    prompts: Sequence[Prompt], moment: Moment, day: date, seen: Mapping[str, Seen], never: AbstractSet[str]
) -> Prompt | None:
    """The prompt for `moment` on `day`: the one seen last, if that was today, else the next one.

    None where all of the moment are in `never`. Whoever shows it notes it as seen.
    """
    latest = _latest(prompts, moment, seen)
    if latest is not None and latest.id not in never and seen[latest.id].day == day:
        return latest
    return another(prompts, moment, day, seen, never)


def another(
    prompts: Sequence[Prompt], moment: Moment, day: date, seen: Mapping[str, Seen], never: AbstractSet[str]
) -> Prompt | None:
    """The prompt after the one seen last; the same one only where there is no other."""
    fit = [prompt for prompt in prompts if prompt.moment == moment and prompt.id not in never]
    latest = _latest(prompts, moment, seen)
    theme = None if latest is None else latest.theme

    def turn(prompt: Prompt) -> tuple[bool, int, bool, int]:
        before = seen.get(prompt.id)
        if before is not None:
            return True, before.order, False, 0
        return False, 0, prompt.theme == theme, crc32(f"{day}:{prompt.id}".encode())

    return min(fit, key=turn, default=None)


def _latest(prompts: Iterable[Prompt], moment: Moment, seen: Mapping[str, Seen]) -> Prompt | None:
    known = (prompt for prompt in prompts if prompt.moment == moment and prompt.id in seen)
    return max(known, key=lambda prompt: seen[prompt.id].order, default=None)
