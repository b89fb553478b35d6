"""What a removed device said counts up to its cut-off, and nothing beyond it, whenever that came.

Nothing counts of whom only such words brought in, though others heard it before they heard of the cut-off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from stillhere.core.records.chain import MEMBERSHIP, within
from stillhere.core.records.record import Record
from stillhere.core.records.roster import Cut
from stillhere.core.state.model import State, cuts, devices, is_erased
from stillhere.home.store import Store


class Cutting:
    """Knows of the records in a store which ones count, where devices were cut off.

    ``outside`` are devices that don't take part.
    """

    def __init__(self, store: Store, found: Mapping[str, Cut], outside: Collection[str] = ()) -> None:
        self._store = store
        self.cuts = found
        self.outside = outside
        self._within: dict[str, frozenset[str]] = {}

    def counts(self, record: Record) -> bool:
        """Whether a record, which lies in the store, counts."""
        header = record.header
        cut = self.cuts.get(header.device)
        if cut is None:
            return header.device not in self.outside
        if header.lane == "now":
            return record.id in cut.now
        if header.n > cut.n:
            return False
        if header.device not in self._within:
            self._within[header.device] = within(self._store.kept.links(header.device), cut.n, cut.id)
        return record.id in self._within[header.device]

    def prune(self, own: str) -> None:
        """Forgets the words about now that count no more, or they would stand in the way of those that do.

        Those of the device `own` stay: nobody brings them back if its removal turns out to count no more.
        """
        for each in self._store.records.all("now") if self.cuts else ():
            cut = self.cuts.get(each.device)
            if cut is not None and each.device != own and each.id not in cut.now:
                self._store.kept.remove(each.id)


def cut_in(states: Iterable[State]) -> dict[str, Cut]:
    """Who was cut off, in any of `states`."""
    return {device: cut for state in states for device, cut in cuts(state).items()}


def places_cut(states: Iterable[State]) -> dict[str, Cut]:
    """Who was cut off, in any of `states`, by the places of the devices: their space, then they."""
    return {f"{state.space}/{device}": cut for state in states for device, cut in cuts(state).items()}


def read_anew(store: Store, before: Mapping[str, Cut], states: Collection[State]) -> bool:
    """Has files be looked into again whose devices are cut off elsewhere now than `before`, or no more.

    A removal counts for nothing where it lies beyond its own device's cut-off, which may come to be known
    after it. A body that a device took away beyond its cut-off is read again, too. ``before`` is by place.
    Whether there were any.
    """
    now = places_cut(states)
    moved = [place for place, cut in before.items() if now.get(place) != cut]
    ours = store.outbox.paths() if moved else ()
    for place in moved:
        store.seen.forget_under(place, but=ours)
    bodiless = set[str]().union(*(_missing_bodies(store, state) for state in states if now != before))
    for place in bodiless:  # its own, too: what was taken away here lies in its own files until the next act
        store.seen.forget_under(place)
    return bool(moved or bodiless)


def _missing_bodies(store: Store, state: State) -> set[str]:
    """The places of devices some of whose bodies are missing here, though nobody took them away."""
    known = devices(state)
    return {
        f"{state.space}/{device}"
        for record, device in store.kept.without_body()
        if device in known and not is_erased(state, record, known[device].person)
    }


def left(before: Mapping[str, Collection[str]], now: Mapping[str, State]) -> bool:
    """Whether a device that took part `before` does so no more: as many as there may be go before it.

    Both are by space.
    """
    return any(set(known).difference(devices(now[space])) for space, known in before.items())


def changes_membership(records: Iterable[Record]) -> bool:
    """Whether one of `records` may change who takes part."""
    return any(record.header.kind in MEMBERSHIP for record in records)
