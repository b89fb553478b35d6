"""Leaving: either ends the sharing alone, at once and without a reason. Nothing keeps them from it.

With a note the other one is told once; quietly, nothing is said. Whichever it was, nothing is said after it.
"""

from __future__ import annotations

from stillhere.core.acts import Refused
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import State, has_left, partner_of


def leave(state: State, mine: Mine, *, quietly: bool) -> bool:
    """Whether the other one is told that `mine.person` leaves.

    Where the other one left before, there is nobody to tell. Raises `Refused` where nothing is shared.
    """
    if has_left(state, mine.person):
        raise Refused("why.left")
    partner = partner_of(state, mine.person)
    if partner is None:
        raise Refused("why.leave.alone")
    return not quietly and not has_left(state, partner.id)
