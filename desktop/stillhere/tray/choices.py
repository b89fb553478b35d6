"""A menu item's key becomes an act. The rules stand in the core; here is only which key means what."""

from __future__ import annotations

from typing import cast

from stillhere.core.acts import Act, Details, PartlyBack, Rest, SoftKnock, StillHere, Undo
from stillhere.core.records.record import CheckIns, Guess, Look, Partly, Status

_PLAIN: dict[str, Act] = {"undo": Undo(), "still_here": StillHere(), "knock.softly": SoftKnock()}


def act_for(key: str, status: Status) -> Act | None:
    """The act of the item `key` for someone whose own status is `status`; None for other items."""
    subject, _, choice = key.partition(".")
    match subject:
        case "partly":
            return PartlyBack(cast(Partly, choice))
        case "looks":
            chosen = set(status.looks) ^ {cast(Look, choice)}
            return Rest(Details(looks=tuple(sorted(chosen))))
        case "guess":
            # Chosen again, a guess is taken away: a radio item alone could never do that.
            return Rest(Details(guess="none" if choice == status.guess else cast(Guess, choice)))
        case "checkins":
            return Rest(Details(checkins=cast(CheckIns, choice)))
        case _:
            return _PLAIN.get(key)
