"""The number by which two people see, by voice, that nobody stands between them."""

from __future__ import annotations

from stillhere.core.model import State, devices, members
from stillhere.seal.safety import PersonKeys, safety_number


def number_of(state: State) -> tuple[str, ...] | None:
    """Eight groups of digits that are the same on both sides, or None while there is nobody else."""
    people, known = members(state), devices(state).values()
    if len(people) < 2:
        return None
    keys = {
        who.person.id: [of.keys for of in known if of.live and of.person == who.person.id] for who in people
    }
    one, other = (PersonKeys(who.person.recipient, keys[who.person.id]) for who in people)
    return safety_number(one, other)
