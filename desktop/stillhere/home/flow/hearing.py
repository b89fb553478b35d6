"""What the devices of a space had seen of each other, as their records tell: what isn't here is withheld.

Law: only a device that takes part is believed, up to its cut-off, and only of one that takes part.
"""

from __future__ import annotations

from collections.abc import Mapping

from stillhere.core.records.record import carries_seen, decode_header
from stillhere.core.records.roster import Device
from stillhere.home.store import Store


def seen_by(store: Store, known: Mapping[str, Device]) -> dict[str, int]:
    """The highest kept number that any record in `store` names, for each of the `known` devices."""
    tops: dict[str, int] = {}
    for record in store.records.all("kept"):
        by = known.get(record.device)
        if by is None or not carries_seen(record.kind) or (by.cut is not None and record.n > by.cut.n):
            continue
        seen = decode_header(record.header).seen
        tops |= {one: max(tops.get(one, 0), n) for one, n in seen.items() if one in known}
    return tops


def is_own(of: Device | None, person: str) -> bool:
    """Whether a device, where it is known, is one of `person` that still takes part."""
    return of is not None and of.person == person and of.cut is None
